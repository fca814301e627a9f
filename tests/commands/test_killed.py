"""A server that is killed while somebody saves (K1, in short; `bin/drill kills`: fifty times, on each database)."""

from __future__ import annotations

import os
import re
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException

import pytest

from tests.bench.serving import Visitor
from tests.commands.conftest import Program
from tests.commands.test_serving import Server, start

__all__ = ["start"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="killed by signals of Unix")

KILLS, LOAD = 2, 1.5  # seconds
LAST = "The last of all."


def test_what_was_acknowledged_is_there_once_after_every_kill(start: Callable[..., Server], tmp_path) -> None:
    sent: dict[str, bool] = {}  # whether it was acknowledged
    form = ""
    for kill in range(KILLS + 1):
        server = start("demo")
        visitor = Visitor.signed_in(server)
        form = form or form_of_a_finding(visitor)
        visitor.form(form)
        for text in [text for text, kept in sent.items() if not kept]:  # again, with the key that it had
            sent[text] = _save(visitor, form, text)
        if kill == KILLS:
            break
        threading.Timer(LOAD, os.killpg, (server.process.pid, signal.SIGKILL)).start()
        with suppress(OSError, HTTPException):
            for number in range(10_000):
                text = f"Kill {kill}, save {number}."
                sent[text] = False
                sent[text] = _save(visitor, form, text)
        server.process.communicate()

    found = _texts(visitor, form)
    server.end()
    assert len(sent) > KILLS and all(sent.values())
    once = found.count(LAST)  # a sheet may show a text in more than one place
    assert once and [(text, found.count(text)) for text in sent if found.count(text) != once] == []
    assert Program(tmp_path / "data")("check").code == 0


def form_of_a_finding(visitor: Visitor) -> str:
    """Where a finding of the example is written."""
    address = "/"
    for link in (r'href="(/[\w-]+/reviews/[\w-]+/)"', r'href="(/[\w-]+/reviews/[\w-]+/sheet/[\w-]+/[\w-]+/)[#"]'):
        answer = visitor.get(address)
        address = re.findall(link, visitor.get(answer.location or address).body.decode())[0]
    return re.findall(r'href="(/[\w-]+/cells/[\w-]+/new-finding/)"', visitor.get(address).body.decode())[0]


def _save(visitor: Visitor, form: str, text: str) -> bool:
    answer = visitor.post(form, {"text": text, "colour": "red", "key": text})
    assert answer.status == 302
    return True


def _texts(visitor: Visitor, form: str) -> list[str]:
    """What was written, as the sheet shows it that saving leads to."""
    answer = visitor.post(form, {"text": LAST, "colour": "red", "key": LAST})
    return re.findall(rf"{LAST}|Kill \d+, save \d+\.", visitor.get(answer.location.partition("#")[0]).body.decode())

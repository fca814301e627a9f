"""Requests are answered by a few threads, however many lines there are."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from typing import Any

import pytest

from system_review.config.answerers import THREADS, Answerers

code: ContextVar[str] = ContextVar("code", default="")


class Answer:
    """An answer in two parts, that tells by whom it was closed."""

    def __init__(self, *, streaming: bool = False) -> None:
        self.streaming, self.closed_by = streaming, ""

    def __iter__(self) -> Iterator[bytes]:
        return iter([b"one, ", b"two"])

    def close(self) -> None:
        self.closed_by = threading.current_thread().name


def test_at_most_a_few_answer_at_once_and_each_knows_the_code_of_its_request() -> None:
    now, most, seen = 0, 0, set()
    lock = threading.Lock()

    def application(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        nonlocal now, most
        with lock:
            now, most = now + 1, max(most, now + 1)
        time.sleep(0.02)
        with lock:
            now -= 1
        seen.add(threading.current_thread().name)
        return [f"{environ['n']} {code.get()}".encode()]

    answerers = Answerers(application)

    def ask(number: int) -> bytes:
        code.set(f"code {number}")
        return b"".join(answerers({"n": number}, None))

    with ThreadPoolExecutor(40) as lines:
        answers = list(lines.map(ask, range(40)))

    assert answers == [f"{number} code {number}".encode() for number in range(40)]
    assert (most, len(seen)) == (THREADS, THREADS)


def test_an_answer_is_made_whole_and_closed_where_it_was_made() -> None:
    answer = Answer()

    made = Answerers(lambda environ, start: answer)({}, lambda status, headers: None)

    assert made == [b"one, two"]
    assert answer.closed_by.startswith("answering")


def test_a_file_is_passed_on_as_it_is() -> None:
    answer = Answer(streaming=True)

    made = Answerers(lambda environ, start: answer)({}, lambda status, headers: None)

    assert made is answer and answer.closed_by == ""


def test_what_the_application_raises_reaches_the_line() -> None:
    def application(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        raise LookupError("no page")

    with pytest.raises(LookupError, match="no page"):
        Answerers(application)({}, lambda status, headers: None)

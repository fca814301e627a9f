"""A mail server that lies in twelve ways, while people invite others over real HTTP; the worker is that of `serve`.

Tells how long the slowest saving took in each way, and how often the server was given each letter.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from system_review.people.rules import plain_address
from tests.bench.serving import Server, Visitor, run
from tests.people.lying import FOR_GOOD, LIES, WELL, LyingServer

LETTERS = 3  # in each way
LONGEST_SAVING = 2.0  # seconds
PATIENCE = 120.0

DUE_NOW = """
import django; django.setup()
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
DBTaskResult.objects.filter(status="READY", queue_name="mail").update(run_after=timezone.now())
"""


def test_every_letter_goes_out_once_and_nobody_waits_for_the_mail_server(filled, tell):
    slowest: dict[str, float] = {}
    with LyingServer() as mail:
        given = {"SYSTEM_REVIEW_MAIL": f"smtp://127.0.0.1:{mail.port}"}
        with Server(filled.place, extra=given) as server:
            visitor = Visitor.signed_in(server)
            visitor.form(filled.address("/{partnership}/people/new/"))
            for lie in LIES:
                mail.lie, talks = lie, mail.talks
                slowest[lie] = max(_invite(visitor, filled, f"{lie} {number}") for number in range(LETTERS))
                _wait(lambda talks=talks: mail.talks > talks)
            _wait(lambda: not _busy(filled))
            mail.lie = WELL
            for _ in range(2):  # once more for those that only now are known to have failed
                _inside(filled, DUE_NOW)
                _wait(lambda: not _busy(filled))
                filled.place.command("jobs", "retry", "all")
                _wait(lambda: not _busy(filled))
            assert "Traceback" not in "".join(server.said)

    taken = Counter(message["To"] for message in mail.taken)
    tell(f"slowest saving {max(slowest.values()):.2f} s; {len(mail.seen)} texts given for {len(taken)} letters")
    assert max(slowest.values()) <= LONGEST_SAVING, slowest
    assert len(taken) == LETTERS * len(LIES)
    assert set(taken.values()) == {1}
    ids = {to: {one["Message-ID"] for one in mail.seen if one["To"] == to} for to in taken}
    assert all(len(known) == 1 for known in ids.values())
    assert set(FOR_GOOD) <= set(LIES)
    assert filled.is_sound()


def _invite(visitor: Visitor, filled, name: str) -> float:
    address = plain_address(f"{name.replace(' ', '-').replace(',', '')}@example.org")
    sent = {"email": address, "name": name, "roles": "reader", "until": "", "key": name}
    answer = visitor.post(filled.address("/{partnership}/people/new/"), sent)
    assert answer.status == 302, answer.body[:2000]
    return answer.seconds


def _busy(filled) -> bool:
    """Whether a letter is being sent, or waits for its first try."""
    said = filled.place.command("jobs", "--json").stdout
    return '"state": "running"' in said or '"state": "waiting"' in said


def _inside(filled, script: str) -> str:
    env = {**filled.place.surroundings, "DJANGO_SETTINGS_MODULE": "system_review.config.settings"}
    return run([sys.executable, "-c", script], env).stdout


def _wait(until) -> None:
    end = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.3)

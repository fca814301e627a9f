"""Lines of the log: whoever writes them, they hold nobody's data."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable
from typing import Any

import pytest

from system_review.config.bodies import Bodies
from system_review.config.health import Health
from system_review.config.log_lines import Json, Plain, facts_of
from system_review.config.watching import Watched
from system_review.ui.request_code import HEADER, LETTERS, current, new_code

CANARY = "Kayden Smith, kayden@example.org"


def record(name: str, message: str, *values: object, failed: BaseException | None = None) -> logging.LogRecord:
    """A record as a logger makes it."""
    info = (type(failed), failed, failed.__traceback__) if failed else None
    return logging.LogRecord(name, logging.ERROR, "/srv/somebody/module.py", 7, message, values, info)


def failed() -> BaseException:
    """An exception that led to another, with a name in what it says and in a variable."""
    try:
        try:
            who = CANARY
            int(who)
        except ValueError as problem:
            raise LookupError(f"nobody called {CANARY}") from problem
    except LookupError:
        found = sys.exc_info()[1]
        assert found is not None
        return found
    raise AssertionError


@pytest.mark.parametrize("formatter", [Json(), Plain()])
@pytest.mark.parametrize(
    "one",
    [
        record("django.request", "Internal Server Error: %s", f"/search/?q={CANARY}"),
        record("urllib3.connectionpool", f"Retrying {CANARY}"),
        record("system_review.jobs", "A job failed: %s", "reviews.jobs.read", failed=failed()),
        record("django.request", "Internal Server Error: %s", CANARY, failed=failed()),
    ],
)
def test_neither_values_of_others_nor_what_an_exception_says_are_written(
    formatter: logging.Formatter, one: logging.LogRecord
) -> None:
    line = formatter.format(one)

    assert "kayden" not in line.lower()
    assert "\n" not in line
    if one.exc_info:
        assert "builtins.LookupError" in line and "builtins.ValueError" in line
        assert "tests/config/test_log_lines.py:" in line
        assert "somebody" not in line


def test_our_own_events_are_written_with_their_values_and_the_code_of_the_request() -> None:
    current.set("KT7-9WR-CXM")
    try:
        facts = facts_of(record("system_review.jobs", "A job was given up: %s after %d tries", "a.job", 3))
    finally:
        current.set("")

    assert facts["event"] == "A job was given up: a.job after 3 tries"
    assert facts["request"] == "KT7-9WR-CXM"
    assert json.loads(json.dumps(facts)) == facts


def test_a_code_can_be_read_out_and_is_not_met_twice() -> None:
    codes = {new_code() for _ in range(1000)}

    assert len(codes) == 1000
    assert all(len(code) == 11 and set(code) <= {*LETTERS, "-"} for code in codes)
    assert not set(LETTERS) & set("AEIOU01LB8S5Z2VDGQN6")


class Said:
    """What an application answered."""

    def __init__(self, application: Any, **environ: Any) -> None:
        self.status, self.headers = "", {}
        whole = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", **environ}
        body = application(whole, self._start)
        self.body = b"".join(body)
        body.close() if hasattr(body, "close") else None

    def _start(self, status: str, headers: list[tuple[str, str]], *more: object) -> None:
        self.status, self.headers = status, dict(headers)


def broken(environ: Any, start: Any) -> Iterable[bytes]:
    """An application that fails before it answers."""
    raise ValueError(CANARY)


def test_what_the_application_cannot_answer_has_a_page_with_its_code(caplog: pytest.LogCaptureFixture) -> None:
    said = Said(Watched(broken), HTTP_X_REQUEST_ID="forged")

    code = said.headers[HEADER]
    assert said.status == "500 Internal Server Error"
    assert code.encode() in said.body and code != "forged"
    [line] = [Json().format(one) for one in caplog.records if one.levelname == "ERROR"]
    assert "ValueError" in line and "kayden" not in line.lower()


def test_what_is_refused_at_the_door_says_its_code_too() -> None:
    said = Said(Watched(Bodies(broken)), REQUEST_METHOD="POST", CONTENT_LENGTH=str(10**12))

    assert said.status.startswith("413")
    assert said.headers[HEADER].encode() in said.body


@pytest.mark.parametrize(
    ("path", "ready", "status", "body"),
    [
        ("/healthz", True, "200 OK", b"alive\n"),
        ("/healthz", False, "200 OK", b"alive\n"),
        ("/readyz", True, "200 OK", b"ready\n"),
        ("/readyz", False, "503 Service Unavailable", b"not ready\n"),
    ],
)
def test_alive_and_ready_are_told_to_whoever_asks_and_nothing_else(
    path: str, ready: bool, status: str, body: bytes
) -> None:
    def looked() -> bool:
        assert path == "/readyz", "alive is said without asking the database"
        return ready

    said = Said(Health(broken, looked), PATH_INFO=path, HTTP_HOST="probe.internal")
    head = Said(Health(broken, looked), PATH_INFO=path, REQUEST_METHOD="HEAD")

    assert (said.status, said.body, head.body) == (status, body, b"")
    assert head.headers == said.headers
    assert not {"Set-Cookie", "Server"} & set(said.headers)

"""Lines of the log, as JSON or to be read: when, how grave, what happened, the code of the request. Nobody's data.

Of our own messages the values are numbers and names of our code. Of others' only the template is written, since their
values may be paths, addresses or what somebody typed. Of an exception its kind and where it happened: neither what it
says nor the values of variables.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from system_review.ui.request_code import current

OURS = "system_review"
MOST_CAUSES = 5
FACTS = "facts"  # the name under which a record carries its figures


class Json(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return json.dumps(facts_of(record), ensure_ascii=True, default=str)


class Plain(logging.Formatter):
    """A record as one line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        facts = facts_of(record)
        start = " ".join(str(facts.pop(name)) for name in ("at", "level", "from", "event"))
        return " ".join([start, *(f"{name}={_plainly(value)}" for name, value in facts.items())])


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """What is written of a record."""
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    facts: dict[str, Any] = {
        "at": at,
        "level": record.levelname.lower(),
        "from": record.name,
        "event": _event(record),
    }
    if code := current.get():
        facts["request"] = code
    facts |= getattr(record, FACTS, {})
    if not _is_ours(record):
        facts["where"] = f"{record.module}:{record.lineno}"
    if record.exc_info and record.exc_info[1] is not None:
        facts["failed"] = causes_of(record.exc_info[1])
    return facts


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name == OURS or record.name.startswith(f"{OURS}.")


def _event(record: logging.LogRecord) -> str:
    """What happened. Others may have put values into their message before they gave it to us: then it is left out."""
    said = record.getMessage() if _is_ours(record) else str(record.msg) if record.args else "said by another's code"
    return " ".join(said.split())


def causes_of(problem: BaseException) -> list[dict[str, Any]]:
    """An exception and what led to it, the outermost first: what kind each is, and the way to it through the code."""
    found: list[dict[str, Any]] = []
    cause: BaseException | None = problem
    while cause is not None and len(found) < MOST_CAUSES:
        frames = traceback.extract_tb(cause.__traceback__, limit=-30)
        kind = f"{type(cause).__module__}.{type(cause).__qualname__}"
        one: dict[str, Any] = {"kind": kind, "way": [f"{_short(frame.filename)}:{frame.lineno}" for frame in frames]}
        if (number := getattr(cause, "sqlstate", None) or getattr(cause, "errno", None)) is not None:
            one["number"] = number
        found.append(one)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return found


def _short(path: str) -> str:
    """The end of a file's path, without whose folder it lies in."""
    return "/".join(path.replace("\\", "/").split("/")[-3:])


def _plainly(value: Any) -> str:
    if isinstance(value, list):
        return " < ".join(_plainly(each) for each in value)
    if isinstance(value, dict):
        return f"{value.get('kind')} ({' > '.join(value.get('way', []))})"
    return str(value)

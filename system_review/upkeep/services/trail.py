"""Taking the trail out as a file. That somebody took it is an event itself."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.db import transaction

from system_review.audit.queries import Readable, exported
from system_review.audit.rules import INSTALLATION
from system_review.audit.sentences import sentence
from system_review.audit.services import Installation, record
from system_review.documents.writers.csv_guard import guard
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.upkeep.queries.trail import reviews_of_partnership, words_readable

IN_MEMORY = 4 * 1024 * 1024  # bytes; a longer trail waits in a temporary file
COLUMNS = ("number", "at", "who", "on_behalf_of", "what", "kind", "about", "review", "why", "said", "hash")

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TrailFile:
    """A trail as a file that is open at its beginning, how many events are in it, and its head."""

    file: IO[bytes]
    events: int
    head: tuple[int, str]


def export_trail(*, by: Member, at: datetime, as_csv: bool = False) -> TrailFile:
    """The trail of the member's partnership: JSON lines that anyone can check, or a table for reading."""
    require(by, Permission.TRAIL_EXPORT)
    readable = words_readable(by, reviews_of_partnership(by))
    chain = (str(by.partnership.key), by.partnership.name)
    written = _written(chain, _csv_line if as_csv else _json_line, readable)
    seq, digest = written.head
    format = "csv" if as_csv else "jsonl"
    with transaction.atomic():  # after the reading, whose moment must not be held up by our event
        record("trail.exported", subject=by.partnership, by=by, at=at, format=format, head=f"{seq} {digest}")
    return written


def export_installation_trail(*, at: datetime) -> TrailFile:
    """The trail of what belongs to no partnership, for the command line alone: JSON lines."""
    written = _written((INSTALLATION, INSTALLATION), _json_line, lambda subject, review: True)
    seq, digest = written.head
    with transaction.atomic():
        here = Installation()
        record("trail.exported", subject=here, by=here, at=at, format="jsonl", head=f"{seq} {digest}")
    return written


def _written(chain: tuple[str, str], line_of: Callable[[Line], str], readable: Readable) -> TrailFile:
    """The lines of a chain in a file."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever asked reads and closes it
    events, head = 0, (0, "")
    for line in exported([chain], readable=readable):
        if "head" in line:
            head = (line["head"]["seq"], line["head"]["hash"])
        else:
            events += 1
        file.write(line_of(line).encode())
    file.seek(0)
    return TrailFile(file, events, head)


def _json_line(line: Line) -> str:
    return json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def _csv_line(line: Line) -> str:
    """The head of the table for the line about the chain, else an event as a row."""
    if "head" in line:
        return "\ufeff" + _row(list(COLUMNS))
    body = json.loads(line["body"])
    said = {field: kept["text"] for field, kept in (line["said"] or {}).items()}
    who, behalf, why = (said.pop(name, "") for name in ("by", "on_behalf_of", "reason"))
    return _row(
        [
            str(line["seq"]),
            body["at"],
            who,
            behalf,
            sentence(body["kind"], who, said),
            body["kind"],
            ":".join(body["subject"]),
            body["review"],
            why,
            json.dumps(said, ensure_ascii=False, sort_keys=True) if said else "",
            line["hash"],
        ]
    )


def _row(fields: list[str]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow([guard(field) for field in fields])
    return written.getvalue()

"""Taking the trail out as a file. That somebody took it is an event itself."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.db import transaction

from system_review.audit.queries import exported
from system_review.audit.rules import INSTALLATION
from system_review.audit.services import Installation, record
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission

IN_MEMORY = 4 * 1024 * 1024  # bytes; a longer trail waits in a temporary file


@dataclass(frozen=True, slots=True)
class TrailFile:
    """A trail as a file that is open at its beginning, how many events are in it, and its head."""

    file: IO[bytes]
    events: int
    head: tuple[int, str]


def export_trail(*, by: Member, at: datetime) -> TrailFile:
    """The trail of the member's partnership: JSON lines that anyone can check."""
    require(by, Permission.TRAIL_EXPORT)
    written = _written([(str(by.partnership.key), by.partnership.name)], _json_line)
    seq, digest = written.head
    with transaction.atomic():  # after the reading, whose moment must not be held up by our event
        record(
            "trail.exported",
            subject=by.partnership,
            by=by,
            at=at,
            format="jsonl",
            head=f"{seq} {digest}",
        )
    return written


def export_installation_trail(*, at: datetime) -> TrailFile:
    """The trail of what belongs to no partnership, for the command line alone: JSON lines."""
    written = _written([(INSTALLATION, INSTALLATION)], _json_line)
    seq, digest = written.head
    with transaction.atomic():
        here = Installation()
        record("trail.exported", subject=here, by=here, at=at, format="jsonl", head=f"{seq} {digest}")
    return written


Line = dict[str, object]


def _written(chains: list[tuple[str, str]], line_of: Callable[[Line], str]) -> TrailFile:
    """The lines of some chains in a file; the head is that of the last one."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever asked reads and closes it
    events, head = 0, (0, "")
    for line in exported(chains):
        if "head" in line:
            head = _head_in(line)
        else:
            events += 1
        file.write(line_of(line).encode())
    file.seek(0)
    return TrailFile(file, events, head)


def _head_in(line: Line) -> tuple[int, str]:
    head = line["head"]
    assert isinstance(head, dict)  # noqa: S101 - for the type checker
    return int(head["seq"]), str(head["hash"])


def _json_line(line: Line) -> str:
    return json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"

"""`system-review audit`: whether the history of changes holds; and the history as a file that others can check."""

from __future__ import annotations

import json
import shutil
import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from system_review.commands.files import destination, move_into_place, part_beside
from system_review.commands.saying import excerpt, result, say, telling
from system_review.errors import Refused, Why

if TYPE_CHECKING:
    from system_review.audit.queries import Report
    from system_review.partnerships.models import Partnership

TOLD = 20  # places of one history that are told one by one; --json tells them all

SUMMARY = "verify the history of changes, or take it out as a file"
DESCRIPTION = (
    "“verify” reads the whole history of every partnership (or of the one named with --partnership) and tells each "
    "place where it was changed behind System Review's back: what was changed, taken out, put in, put in another order "
    "or cut off, and whether the database is older than its head file. It ends with code 0 if everything holds, and "
    "with 1 if not. “export” writes the history as JSON lines, with all that a stranger needs to verify it "
    "(docs/reference/trail.md says how); that it was taken out becomes part of the history."
)
EXAMPLES = (
    "system-review audit verify",
    "system-review audit verify --json",
    "system-review audit verify --heads web-2.heads --heads web-3.log",
    "system-review audit export --partnership eastmere --file history.jsonl",
)


def add_options(parser: ArgumentParser) -> None:
    """What to do, and where to."""
    parser.add_argument("what", choices=("verify", "export"), metavar="WHAT", help="verify or export")
    parser.add_argument("--json", action="store_true", help="print what was found as JSON (verify)")
    parser.add_argument(
        "--heads",
        action="append",
        default=[],
        metavar="FILE",
        help="a head file of another machine, or a log that holds its heads; as often as you like (verify)",
    )
    parser.add_argument("--file", metavar="FILE", help="the file to write, else standard output (export)")
    parser.add_argument("--overwrite", action="store_true", help="replace the file if it is there (export)")


def run(asked: Namespace) -> int | None:
    """Verify or export."""
    if asked.what == "verify":
        if asked.file:
            raise Refused(Why("“verify” writes no file. To take the history out: system-review audit export"))
        return _verify(asked)
    if asked.heads:
        raise Refused(Why("“export” compares nothing: leave out --heads"))
    if asked.json:
        raise Refused(Why("“export” always writes JSON lines: leave out --json"))
    _export(asked)
    return None


def _verify(asked: Namespace) -> int:
    from system_review.commands import starting

    starting.begin()
    from system_review.audit.queries import reports
    from system_review.commands import acting
    from system_review.partnerships.access import require
    from system_review.partnerships.queries import all_partnerships
    from system_review.partnerships.rules import Permission

    only = acting.partnership_asked(asked)
    if asked.as_name is not None:
        only = acting.the_partnership(asked)
        require(acting.actor_in(only, asked), Permission.TRAIL_SEE)
    names = {str(partnership.key): partnership for partnership in all_partnerships()}
    beside = [_with_heads(name) for name in asked.heads]
    with telling("Verifying the history"):
        found = reports(only=str(only.key) if only else "", beside=beside)
    if asked.json:
        result(json.dumps(_as_json(found, names), ensure_ascii=False, indent=2))
    else:
        for report in found:
            _tell(report, names)
    return 1 if any(report.faults for report in found) else 0


def _with_heads(name: str) -> Path:
    """A file named with --heads. What holds none proves nothing, and is refused."""
    from system_review.audit.heads import heads_in

    path = Path(name)
    try:
        is_one = bool(heads_in(path))
    except OSError as problem:
        why = Why("{file} cannot be read: {problem}", file=excerpt(name, 200), problem=problem.strerror or "")
        raise Refused(why) from None
    if not is_one:
        raise Refused(Why("{file} holds no heads of a history: name a head file or a log", file=excerpt(name, 200)))
    return path


def _tell(report: Report, names: dict[str, Partnership]) -> None:
    name = excerpt(names[report.chain].name) if report.chain in names else f"({excerpt(report.chain)})"
    if not report.faults:
        result(f"ok    {name}: {report.events} events hold; the head is {report.head[1]}{_taken_out(report)}.")
        return
    for fault in report.faults[:TOLD]:
        result(f"WRONG {name}: {fault.why}.")
    if len(report.faults) > TOLD:
        result(f"WRONG {name}: and {len(report.faults) - TOLD} more places; --json tells them all.")


def _taken_out(report: Report) -> str:
    by = sorted({erased.by for erased in report.erased})
    if not by:
        return ""
    places = len(report.erased)
    events = ", ".join(map(str, by[:TOLD]))
    return f"; words taken out in {places} places, by event {events}"


def _as_json(found: list[Report], names: dict[str, Partnership]) -> dict[str, Any]:
    return {"whole": not any(report.faults for report in found), "chains": [_chain(one, names) for one in found]}


def _chain(report: Report, names: dict[str, Partnership]) -> dict[str, Any]:
    of = names.get(report.chain)
    return {
        "chain": report.chain,
        "partnership": of.name if of else None,
        "slug": of.slug if of else None,
        "events": report.events,
        "head": {"seq": report.head[0], "hash": report.head[1]},
        "noted": report.noted,
        "whole": not report.faults,
        "faults": [{"event": fault.seq, "kind": fault.done, "why": str(fault.why)} for fault in report.faults],
        "erased": [{"event": one.seq, "field": one.field, "by": one.by} for one in report.erased],
    }


def _export(asked: Namespace) -> None:
    path = destination(asked.file, overwrite=asked.overwrite) if asked.file else None
    from system_review.commands import starting

    starting.begin()
    if path is None:
        sys.stdout.flush()
        _write_all(asked, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    with part_beside(path) as part:
        events = _write_all(asked, part)
        move_into_place(part, path, overwrite=asked.overwrite, mask=asked.mask)
    say(f"{excerpt(str(path), 300)} was written ({events:,} events).")


def _write_all(asked: Namespace, out: IO[bytes]) -> int:
    """Write every history that is meant; how many events there are in them."""
    from django.utils import timezone

    from system_review.commands import acting
    from system_review.upkeep.services.trail import export_installation_trail, export_trail

    events = 0
    with telling("Writing the history"):
        written = [partial(export_trail, by=member) for member in acting.actors(asked)]
        if asked.partnership is None and asked.as_name is None:
            written.append(partial(export_installation_trail))
        for write in written:
            trail = write(at=timezone.now())
            with trail.file as file:
                shutil.copyfileobj(file, out)
            events += trail.events
    return events

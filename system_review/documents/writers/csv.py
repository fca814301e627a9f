"""CSV: a row for each finding, action and piece of evidence, each stage without a finding, and what was said. Pure.

UTF-8 with a byte order mark, CR LF, every field quoted. Texts are as typed but for the guard (see `csv_guard`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from system_review.documents.writers.csv_guard import guard, unguard
from system_review.documents.writers.lay_out import marking
from system_review.documents.writers.lists import evidence_listed
from system_review.documents.writers.lists_of_words import challenges, comments, notes
from system_review.documents.writers.places import Only, Places
from system_review.documents.writers.records import (
    ACTION_KEYS,
    EVIDENCE_KEYS,
    FINDING_KEYS,
    SAID_KEYS,
    Record,
    Value,
    action_record,
    evidence_record,
    finding_record,
    head,
    keys_of,
    said_record,
    stage_record,
)
from system_review.documents.writers.wording import Wording
from system_review.reviews.snapshots import ReviewSnapshot

_FIRST = ("marking", "state", "as_at", "partnership", "review", "review_date", "row")


def write_csv(snapshot: ReviewSnapshot, wording: Wording, only: Only | None = None) -> bytes:
    """The review (or one sheet of it) as one flat list. Dates are 2027-04-20. Raises `Refused` as `lay_out` does."""
    places = Places(snapshot, wording, only)
    holds = snapshot.holds
    said: tuple[str, ...] = SAID_KEYS if holds.comments or holds.working_notes or holds.challenges else ()
    said += ("answer",) if holds.challenges else ()
    keys = (*_FIRST, *keys_of(places, tuple(dict.fromkeys((*FINDING_KEYS, *ACTION_KEYS, *EVIDENCE_KEYS)))), *said)
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([guard(_head(places, key)) for key in keys] + [guard(wording.columns.guard_note)])
    for record in _records(places):
        writer.writerow([guard(_field(record.get(key))) for key in keys] + [""])
    return written.getvalue().encode("utf-8-sig")


def read_back(content: bytes) -> list[dict[str, str]]:
    """The rows of such a file by the heads of its columns, each text as it was typed."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    heads = [unguard(field) for field in next(rows)]
    return [dict(zip(heads, (unguard(field) for field in row), strict=True)) for row in rows]


def _head(places: Places, key: str) -> str:
    facts = {"partnership": places.wording.facts.partnership, "review_date": places.wording.facts.date}
    return facts.get(key) or head(places, key)


def _records(places: Places) -> Iterator[Record]:
    columns, first = places.wording.columns, _first(places)
    for finding in places.in_order:
        if places.is_included(finding):
            yield {**first, "row": columns.finding, **finding_record(places, finding)}
    for sheet in places.printed:
        for _, cell in sheet.stages:
            if cell and cell.ref not in places.findings_in:
                yield {**first, "row": columns.stage_alone, **stage_record(places, cell.ref)}
    for ref in places.action_numbers:
        if places.only is None or ref in places.written_under:
            yield {**first, "row": columns.action, **action_record(places, places.actions[ref])}
    for evidence in evidence_listed(places):
        yield {**first, "row": columns.evidence, **evidence_record(places, evidence)}
    for words in comments(places):
        yield {**first, "row": columns.comment, **said_record(places, words)}
    for words in notes(places):
        yield {**first, "row": columns.working_note, **said_record(places, words)}
    for words in challenges(places):
        yield {**first, "row": columns.challenge, **said_record(places, words)}


def _first(places: Places) -> Record:
    snapshot, wording = places.snapshot, places.wording
    return {
        "marking": marking(snapshot, wording),
        "state": wording.state,
        "as_at": wording.as_at,
        "partnership": snapshot.partnership,
        "review": snapshot.review.title,
        "review_date": snapshot.review.date,
    }


def _field(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""

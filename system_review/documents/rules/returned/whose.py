"""Whether a file is one of ours that came back, and which review it was made from. Pure."""

from __future__ import annotations

from system_review.documents.interpreter.tables.own import is_own
from system_review.documents.interpreter.understanding import Understanding
from system_review.documents.readers.kinds import Kind
from system_review.documents.readers.passages import Reading
from system_review.documents.rules.returned.gathering import source_of
from system_review.documents.rules.returned.matching import matched
from system_review.documents.rules.returned.present import Present
from system_review.documents.rules.returned.things import Returned, What

KINDS = frozenset({Kind.DOCX.value, Kind.XLSX.value, Kind.ODT.value, Kind.ODS.value})
_KNOWN_AGAIN = 0.5  # of the findings and actions of a file without names: how many must be in the review


def may_be_ours(kind: str, reading: Reading, understanding: Understanding | None) -> bool:
    """Whether it is worth looking closer: a Word or Excel file, or one of LibreOffice, that looks as ours do."""
    return understanding is not None and kind in KINDS and (source_of(reading) is not None or is_own(reading.passages))


def is_of(returned: Returned, review: str, present: Present) -> bool:
    """Whether a file of ours was made from this review: it says so, or names its things, or has most of its words."""
    if returned.source.review:
        return returned.source.review == review
    ids = {thing.id for thing in returned.things if thing.id}
    if ids:
        return bool(ids & (present.findings.keys() | present.actions.keys() | present.stages.keys()))
    things = [n for n, thing in enumerate(returned.things) if thing.what in (What.FINDING, What.ACTION)]
    found = matched(returned.things, present)
    return bool(things) and len(found.keys() & set(things)) >= _KNOWN_AGAIN * len(things)

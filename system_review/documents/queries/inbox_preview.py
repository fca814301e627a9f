"""The results sheet as it will be: what is placed and what is sure, by stage and colour, before it is brought in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from system_review.documents.models import Passage
from system_review.documents.queries.inbox_reading import InboxReading
from system_review.documents.queries.inbox_says import beside
from system_review.documents.rules.words import Fate, PassageRole
from system_review.reviews.rules.words import Colour
from system_review.texts import shown


@dataclass(frozen=True, slots=True)
class WillBe:
    """A finding as it will stand, with its actions: each its text and what stands beside it."""

    text: str
    is_sure: bool  # not accepted yet
    plan: str
    actions: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class StageToBe:
    """A stage with what it will get: its overall rating, and by colour (value, word) its findings."""

    place: str
    rating: str
    colours: Sequence[tuple[str, str, Sequence[WillBe]]]


def stages_to_be(reading: InboxReading) -> list[StageToBe]:
    """The stages that get something, in the order of the sheet."""
    findings: dict[int, list[Passage]] = {}
    ratings: dict[int, str] = {}
    for row in reading.rows:
        role, cell = _role(row), _cell(row)
        if role == PassageRole.FINDING and cell:
            findings.setdefault(cell, []).append(row)
        elif role == PassageRole.RATING and cell:
            rating = row.rating or row.suggested_rating
            ratings[cell] = reading.ratings.get(rating, rating)
    return [
        StageToBe(reading.place(cell), ratings.get(cell, ""), _colours(reading, findings.get(cell, ())))
        for cell in reading.cells
        if cell in findings or cell in ratings
    ]


def _role(row: Passage) -> str:
    """What a piece will be: as it was placed, or as it surely is."""
    if row.fate == Fate.PLACED:
        return row.role
    return row.suggested_role if row.fate == Fate.WAITING and row.is_sure else ""


def _cell(row: Passage) -> int | None:
    return row.cell_id if row.fate == Fate.PLACED else row.suggested_cell_id


def _colours(reading: InboxReading, rows: Sequence[Passage]) -> list[tuple[str, str, Sequence[WillBe]]]:
    parts: list[tuple[str, str, Sequence[WillBe]]] = []
    for colour in Colour:
        mine = [row for row in rows if (row.colour if row.fate == Fate.PLACED else row.suggested_colour) == colour]
        if mine:
            word, plan = reading.words[colour]
            parts.append((colour.value, word, [_will_be(reading, row, plan) for row in mine]))
    return parts


def _will_be(reading: InboxReading, finding: Passage, plan: str) -> WillBe:
    actions = [
        (shown(row.text), beside(row))
        for row in reading.rows
        if _role(row) == PassageRole.ACTION
        and (row.under_id if row.fate == Fate.PLACED else row.suggested_under_id) == finding.pk
    ]
    return WillBe(shown(finding.text), finding.fate == Fate.WAITING, plan, actions)

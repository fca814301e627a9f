"""The rows of one sheet: what stands in each, and all of them by what they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple


class CellRow(NamedTuple):
    """A stage with its rating."""

    pk: int
    public_id: str
    domain: str
    level: str
    stage: str
    rating: str
    reason: str
    rated_by_name: str
    rated_at: datetime | None
    agreed_at: str


class FindingRow(NamedTuple):
    """A finding; `on_behalf_of` is an agency's name, or None."""

    pk: int
    public_id: str
    cell_id: int
    colour: str
    text: str
    is_priority: bool
    written_by: int | None
    on_behalf: int | None
    on_behalf_of: str | None
    for_place: int | None = None  # the number of the place that it is for; None for all


class ActionRow(NamedTuple):
    """An action."""

    pk: int
    public_id: str
    text: str
    status: str
    priority: str
    due_words: str
    due_on: date | None
    repeats_every: int | None
    repeats_unit: str
    last_done_on: date | None
    difference: str
    is_check: bool
    written_by: int | None
    on_behalf: int | None
    for_place: int | None = None


class ServingRow(NamedTuple):
    """An action under one finding; `colour` is the finding's when it was planned."""

    finding_id: int
    colour: str
    action: ActionRow


class EvidenceRow(NamedTuple):
    """A piece of evidence under one finding."""

    finding_id: int
    kind: str
    sentence: str
    on: date | None
    how_many: int | None
    state: str
    naming: str


class LinkRow(NamedTuple):
    """One link of a finding or an action, of whatever kind. What the texts hold depends on the kind."""

    kind: str
    finding_id: int
    action_id: int
    cell_id: int
    number: int
    one: str
    two: str
    three: str
    # Of a lead: who holds the role, "" for nobody, None where it is not told. Of an action to see too, in an agreed
    # version: the finding that it stands under there, "" for none. Else a public id.
    four: str | None = None


@dataclass(slots=True)
class SheetRows:
    """Everything that one sheet shows, by what it belongs to."""

    cells: list[CellRow]  # of the whole review
    findings: dict[int, list[FindingRow]]  # by cell, in order
    servings: dict[int, list[ServingRow]]  # by finding, in order, each with its action
    evidence: dict[int, list[EvidenceRow]]  # by finding
    leads: dict[int, list[LinkRow]]  # by action: name, role, agency
    about: dict[int, list[LinkRow]]  # by finding: agency
    see_also: dict[int, list[LinkRow]]  # by finding: a cell, or an action with its text and status
    references: dict[int, list[LinkRow]]  # by cell shown in: a finding of another cell
    elsewhere: dict[int, list[LinkRow]]  # by action: the other findings that it serves
    waits: dict[int, list[LinkRow]]  # by action: what it waits for
    comments: dict[int, list[LinkRow]]  # by finding: its open comments, none of which says more than that it is there
    action_comments: dict[int, list[LinkRow]]  # by action
    notes: dict[int, list[LinkRow]]  # by finding: that there is a working note, for the review team
    speaks: dict[int, list[LinkRow]]  # by cell: evidence that came in and speaks to it, whatever rests on it
    places: list[LinkRow] = field(default_factory=list)  # of the review: its number as `action_id`, name, public id
    place_ratings: list[LinkRow] = field(default_factory=list)  # of all cells: the place's number as `action_id`

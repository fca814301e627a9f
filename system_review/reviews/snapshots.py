"""A review as plain frozen data: the interchange format, and what every document is written from. Pure: no Django.

Things refer to each other by names local to the file (`f1`, `a3`). It holds neither the time of the
export, nor who exported, nor any identifier of the database, so that equal reviews give equal bytes.
`holds` says what was left out. Dates are ISO 8601; moments are UTC, to the microsecond.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints

from system_review.evidence.rules import Confidence, EvidenceKind, EvidenceState, Naming
from system_review.frameworks.snapshots import FrameworkSnapshot, Plain
from system_review.reviews.rules.words import Colour, Priority, Status, SummaryPart, Unit
from system_review.texts import LONGEST, LONGEST_NAME

FORMAT: Final = "system-review"
FORMAT_VERSION: Final = 1

Text = Annotated[str, StringConstraints(max_length=LONGEST)]
Name = Annotated[str, StringConstraints(max_length=LONGEST_NAME)]
Filled = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]
Known = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NAME)]
Ref = Annotated[str, StringConstraints(pattern=r"^[a-z][0-9]{1,6}$")]


class Holds(Plain):
    """What the file holds beside the present state."""

    history: bool = True  # the colours that findings had before
    archived: bool = True  # findings and actions that were archived
    team_only_evidence: bool = False  # evidence that only the review team may see, and what may not be named
    comments: bool = False  # what people said about findings and actions; left out of the file where it is false
    working_notes: bool = False  # the review team's own; left out of the file where it is false
    challenges: bool = False  # what scrutineers asked, with the answers; left out of the file where it is false
    holders: bool = False  # who holds each role that leads; left out of the file where it is false


class AboutSnapshot(Plain):
    """The review itself and how it was done."""

    title: Known
    date: date
    marking: Name = ""
    purpose: Text = ""
    period: Text = ""
    harms: Text = ""
    ages: Text = ""
    places: Text = ""
    team: Text = ""
    method: Text = ""
    limits: Text = ""


class PlaceSnapshot(Plain):
    """A place of a review that is about several."""

    ref: Ref  # p1
    name: Known


class AgencySnapshot(Plain):
    ref: Ref  # g1
    name: Name


class LeadSnapshot(Plain):
    """Who leads: a name, a role, an agency; at least one of them."""

    ref: Ref  # l1
    name: Name = ""
    role: Name = ""
    agency: Ref | None = None
    holder: Name = ""  # of a role, where the file tells holders: who is in post, "" for nobody


class EvidenceSnapshot(Plain):
    """One piece of evidence. Of *kind only*, where the file does not hold the rest, only its kind stands."""

    ref: Ref  # e1
    kind: EvidenceKind
    sentence: Text = ""
    on: date | None = None
    source: Ref | None = None  # an agency
    how_many: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    confidence: Confidence | None = None
    state: EvidenceState
    asked_of: Name = ""
    asked_on: date | None = None  # left out of the file where it is not known
    due_on: date | None = None
    naming: Naming
    looked_at_by: Name = ""  # who of the review team sees to it; left out of the file where it is empty
    so_far: Annotated[int, Field(ge=0, le=1_000_000)] | None = None  # how many of `how_many`; left out where it is None
    stages: tuple[Ref, ...] = ()  # the cells that it speaks to; left out where there is none
    for_place: Ref | None = None  # left out where it is for all


class PlaceRatingSnapshot(Plain):
    """The rating of a stage for one place, beside the one for all."""

    place: Ref
    rating: Name
    reason: Text = ""
    rated_by: Name = ""
    rated_at: datetime | None = None
    agreed_at: Text = ""


class CellSnapshot(Plain):
    """A stage of a domain (and level) with its overall rating: a step of the scale, or why there is none."""

    ref: Ref  # c1
    domain: Name
    level: Name | None
    stage: Name
    rating: Name
    reason: Text = ""
    rated_by: Name = ""
    rated_at: datetime | None = None
    agreed_at: Text = ""  # where it was agreed, in words
    for_places: tuple[PlaceRatingSnapshot, ...] = ()  # left out where there is none


class ColourChangeSnapshot(Plain):
    """A finding moved from one colour to another."""

    before: Colour
    after: Colour
    on: date
    reason: Text = ""
    by: Name = ""


class SeeAlsoSnapshot(Plain):
    """A cross-reference: to a whole cell, or to one action."""

    cell: Ref | None = None
    action: Ref | None = None


class CameFromSnapshot(Plain):
    """The place in a document that something was brought in from, with the wording there."""

    file_name: Name
    file_hash: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]
    place: Name
    wording: Text


class FindingSnapshot(Plain):
    """Findings of a cell stand in the order of their colour column."""

    ref: Ref  # f1
    cell: Ref
    colour: Colour
    text: Filled
    priority: bool = False  # for the board; left out of the file where it is false
    for_place: Ref | None = None  # left out where it is for all
    about: tuple[Ref, ...] = ()  # agencies
    on_behalf_of: Ref | None = None  # an agency
    also_in: tuple[Ref, ...] = ()  # other cells it is relevant to
    evidence: tuple[Ref, ...] = ()
    see_also: tuple[SeeAlsoSnapshot, ...] = ()
    changes: tuple[ColourChangeSnapshot, ...] = ()
    came_from: tuple[CameFromSnapshot, ...] = ()
    archived: bool = False


class RepeatsSnapshot(Plain):
    """How often a recurring action comes round."""

    every: Annotated[int, Field(ge=1, le=60)]
    unit: Unit


class NoteSnapshot(Plain):
    """Progress, in words, on a day."""

    on: date
    text: Filled
    by: Name = ""


class ServesSnapshot(Plain):
    """The finding that an action serves, and the colour the finding had when it was planned for it."""

    finding: Ref
    colour: Colour
    place: Annotated[int, Field(ge=0, le=100_000)] = 0  # its place among the actions of that finding


class ActionSnapshot(Plain):
    """One action. It is written once, however many findings it serves; the first lead is accountable."""

    ref: Ref  # a1
    text: Filled
    serves: tuple[ServesSnapshot, ...]
    leads: tuple[Ref, ...] = ()
    due_words: Text = ""
    due_on: date | None = None  # for a recurring action: when it is next due
    repeats: RepeatsSnapshot | None = None
    last_done_on: date | None = None
    status: Status
    priority: Priority
    difference: Text = ""
    check: bool = False  # asks whether its finding is still green; left out of the file where it is false
    for_place: Ref | None = None  # left out where it is for all
    notes: tuple[NoteSnapshot, ...] = ()
    waits_for: tuple[Ref, ...] = ()
    came_from: tuple[CameFromSnapshot, ...] = ()
    archived: bool = False


class ValueSnapshot(Plain):
    """The judgement on one value: of the framework (by key), or a further one (by name)."""

    key: Name = ""
    name: Name = ""
    extent: Name = ""
    narrative: Text = ""
    examples_for: Text = ""
    examples_against: Text = ""


class SummarySnapshot(Plain):
    """One part of the summary for the board, with the findings and actions that it speaks of."""

    part: SummaryPart
    text: Text = ""
    findings: tuple[Ref, ...] = ()
    actions: tuple[Ref, ...] = ()


class ReplySnapshot(Plain):
    """A reply to a comment."""

    by: Known
    agency: Name = ""
    written_at: datetime
    text: Filled


class CommentSnapshot(Plain):
    """A comment on a finding or an action, with its replies in the order in which they were written."""

    finding: Ref | None = None
    action: Ref | None = None
    by: Known
    agency: Name = ""
    written_at: datetime
    text: Filled
    settled_by: Name = ""
    settled_at: datetime | None = None
    replies: tuple[ReplySnapshot, ...] = ()


class WorkingNoteSnapshot(Plain):
    """The review team's note beside a finding."""

    finding: Ref
    by: Known
    changed_at: datetime
    text: Filled


class ChallengeSnapshot(Plain):
    """What a scrutineer wanted answered, and the answer: about a finding, a stage, or, with neither, the review."""

    cell: Ref | None = None
    finding: Ref | None = None
    by: Known
    recorded_at: datetime
    text: Filled
    answer: Text = ""
    answered_by: Name = ""
    answered_at: datetime | None = None


class ReviewSnapshot(Plain):
    """A whole review."""

    format: Literal["system-review"] = FORMAT
    format_version: Literal[1] = FORMAT_VERSION
    holds: Holds
    partnership: Known
    framework: FrameworkSnapshot
    review: AboutSnapshot
    places: tuple[PlaceSnapshot, ...] = ()  # left out of the file where the review is not about several
    agencies: tuple[AgencySnapshot, ...] = ()
    leads: tuple[LeadSnapshot, ...] = ()
    evidence: tuple[EvidenceSnapshot, ...] = ()
    cells: tuple[CellSnapshot, ...]
    findings: tuple[FindingSnapshot, ...] = ()
    actions: tuple[ActionSnapshot, ...] = ()
    values: tuple[ValueSnapshot, ...] = ()
    summary: tuple[SummarySnapshot, ...] = ()  # left out of the file where nothing is written
    comments: tuple[CommentSnapshot, ...] = ()
    working_notes: tuple[WorkingNoteSnapshot, ...] = ()
    challenges: tuple[ChallengeSnapshot, ...] = ()

    def canonical_bytes(self) -> bytes:
        """The interchange file: sorted keys, two spaces, UTF-8, one newline at the end.

        What came to the format later and is not held is not mentioned, so that earlier versions can read the file.
        """
        plain = self.model_dump(mode="json")
        for later in ("comments", "working_notes", "challenges"):
            if not getattr(self.holds, later):
                del plain[later], plain["holds"][later]
        if not self.holds.holders:
            del plain["holds"]["holders"]
            for lead in plain["leads"]:
                del lead["holder"]
        if not self.summary:
            del plain["summary"]
        if not self.places:
            del plain["places"]
        for things, later_ones in _LATER.items():
            for thing in plain[things]:
                for later in later_ones:
                    if thing[later] in ("", None, [], False):
                        del thing[later]
        return canonical_bytes(plain)


# What came to the format later, and is not mentioned where it says nothing.
_LATER = {
    "evidence": ("asked_on", "looked_at_by", "so_far", "stages", "for_place"),
    "cells": ("for_places",),
    "findings": ("priority", "for_place"),
    "actions": ("check", "for_place"),
}


def canonical_bytes(plain: Any) -> bytes:
    """JSON whose bytes depend on the content alone, not on the order of fields in code."""
    return (json.dumps(plain, sort_keys=True, ensure_ascii=False, indent=2) + "\n").encode()


def schema() -> dict[str, Any]:
    """The published JSON Schema of the interchange format."""
    return ReviewSnapshot.model_json_schema()

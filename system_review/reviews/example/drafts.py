"""What the example's files hold, as they are written: the shapes that reading checks them against. Pure.

Dates are still numbers of days, and things are still named by words (`panel-map`); `building` turns
both into a review.
"""

from __future__ import annotations

from pydantic import Field

from system_review.evidence.rules import Confidence, EvidenceKind, EvidenceState, Naming
from system_review.frameworks.snapshots import Plain
from system_review.reviews.rules.timing.due import Repeats
from system_review.reviews.rules.words import Colour, Priority, Status, SummaryPart, Unit

When = int | str  # days from today, or a word that `Diary.due` knows


class LeadDraft(Plain):
    """Who leads; each lead has a name, a role or an agency."""

    name: str = ""
    role: str = ""
    agency: str = ""


class SummaryDraft(Plain):
    """A part of the summary, with the findings and actions that it speaks of, by their ids."""

    text: str
    findings: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


class AboutDraft(Plain):
    """The review's own file."""

    partnership: str
    date: int
    about: dict[str, str]
    agencies: tuple[str, ...]
    leads: dict[str, LeadDraft]
    for_places: dict[str, str] = Field(default_factory=dict)  # by key, what each of its places is called
    summary: dict[SummaryPart, SummaryDraft] = Field(default_factory=dict)


class EvidenceDraft(Plain):
    """One piece of evidence; `naming` is written `is` in the file."""

    kind: EvidenceKind
    sentence: str
    on: int | None = None
    source: str
    how_many: int | None = None
    confidence: Confidence | None = None
    state: EvidenceState = EvidenceState.RECEIVED
    asked_of: str = ""
    asked: int | None = None
    due: int | None = None
    looks: str = ""
    so_far: int | None = None
    speaks_to: tuple[str, ...] = ()
    place: str = ""  # the key of the place that it is for; "" for all
    naming: Naming = Field(default=Naming.NAMED, alias="is")


class NoteDraft(Plain):
    on: int
    by: str
    text: str


class ActionDraft(Plain):
    """An action written out, or (`same`) one that another finding has already."""

    same: str = ""
    id: str = ""
    text: str = ""
    planned_for: Colour | None = None
    leads: tuple[str, ...] = ()
    words: str = ""
    due: When | None = None
    repeats: str = ""  # "6 month"
    last_done: When | None = None
    status: Status = Status.NOT_STARTED
    priority: Priority = Priority.NORMAL
    difference: str = ""
    notes: tuple[NoteDraft, ...] = ()
    waits_for: tuple[str, ...] = ()
    archived: bool = False
    place: str = ""

    def comes_round(self) -> Repeats | None:
        """How often a recurring action comes round; None for any other."""
        if not self.repeats:
            return None
        every, unit = self.repeats.split()
        return Repeats(every=int(every), unit=Unit(unit))


class ChangeDraft(Plain):
    """A finding moved to another colour."""

    before: Colour
    after: Colour
    on: int
    by: str
    reason: str


class FindingDraft(Plain):
    """A finding; another stage is written `domain/level/stage`, another action `action <its id>`.

    `place` is the key of the place that it is for; "" for all.
    """

    id: str = ""  # where the summary names it
    place: str = ""
    colour: Colour
    text: str
    priority: bool = False
    about: tuple[str, ...] = ()
    on_behalf_of: str = ""
    also_in: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    changes: tuple[ChangeDraft, ...] = ()
    actions: tuple[ActionDraft, ...] = ()
    archived: bool = False


class RatingDraft(Plain):
    """An overall rating, or why there is none; `rating` is written `is` in the file."""

    rating: str = Field(alias="is")
    by: str = ""
    at: str = ""  # "-47 09:42"
    agreed: str = ""
    reason: str = ""
    for_places: dict[str, RatingDraft] = Field(default_factory=dict)  # those for single places, by their keys


class StageDraft(Plain):
    """A stage: its rating and its findings."""

    rating: RatingDraft
    findings: tuple[FindingDraft, ...] = ()


class SheetDraft(Plain):
    """One file of `sheets`: a domain at a level."""

    domain: str
    level: str | None = None
    stages: dict[str, StageDraft]


class ValueDraft(Plain):
    """The judgement on one value; `name` for a value of the partnership's own."""

    name: str = ""
    extent: str
    narrative: str
    examples_for: str = Field(alias="for")
    examples_against: str = Field(alias="against")


class Drafts(Plain):
    """All of the example's files. Stages are named `domain/level/stage`."""

    review: AboutDraft
    evidence: dict[str, EvidenceDraft]
    stages: dict[str, StageDraft]
    values: dict[str, ValueDraft]
    further_values: tuple[ValueDraft, ...]

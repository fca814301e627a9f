"""A review laid out for paper: the parts that Word, PDF and Excel share, so that all of them say the same. Pure.

Every text is as a person typed it or as the wording has it; a writer makes control characters visible itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from system_review.documents.writers.marks import Marks


@dataclass(frozen=True)
class Fact:
    """A line of *about this review*."""

    name: str
    text: str


@dataclass(frozen=True)
class RatingWords:
    """An overall rating in words. `colours` are those that it names, better first; none where nobody rated."""

    word: str
    colours: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()  # who rated, when, where it was agreed, why


@dataclass(frozen=True)
class PlanEntry:
    """What stands in an action plan: an action in full, or (`in_full` false) a line that points to `ref` elsewhere."""

    text: str
    in_full: bool
    ref: str = ""
    number: str = ""
    lead: str = ""  # by name, else by role, else what is said for want of both
    lead_more: str = ""  # role and agency
    has_lead: bool = True
    with_: str = ""
    when: str = ""
    status: str = ""
    overdue: str = ""
    priority: str = ""
    lines: tuple[str, ...] = ()

    def rest_of_lead(self) -> str:
        """What stands behind the lead in one line: role and agency, then everyone who is with them."""
        return "".join(f", {part}" for part in (self.lead_more, self.with_) if part)

    def state_line(self) -> str:
        """When, how it stands, and what is pressing about it, in one line."""
        return " · ".join(part for part in (self.when, self.status, self.overdue, self.priority) if part)


@dataclass(frozen=True)
class FindingEntry:
    """A finding with its plan; or, where `in_full` is false, the quiet line that a finding of another place leaves."""

    ref: str
    text: str
    in_full: bool = True
    lines: tuple[str, ...] = ()  # how we know, earlier colours, about whom
    plan: tuple[PlanEntry, ...] = ()
    no_plan: str = ""  # what is said where there is no plan


@dataclass(frozen=True)
class ColourColumn:
    """What was found in one colour in one stage; `empty` tells why nothing stands there."""

    colour: str
    findings: tuple[FindingEntry, ...] = ()
    empty: str = ""


@dataclass(frozen=True)
class StagePart:
    """A stage of a sheet: the row of the paper."""

    name: str
    question: str
    rating: RatingWords
    columns: tuple[ColourColumn, ...]  # red, amber, green
    unknown: tuple[FindingEntry, ...] = ()
    cell: str = ""  # its name local to the file; "" where the review has none


@dataclass(frozen=True)
class SheetPart:
    """A domain and level."""

    domain: str
    title: str
    straplines: tuple[str, ...]
    stages: tuple[StagePart, ...]


@dataclass(frozen=True)
class ColourHead:
    """The head of a pair of columns, and the colour's words elsewhere."""

    colour: str
    word: str
    meaning: str
    plan: str
    plan_on_paper: str


@dataclass(frozen=True)
class RatingRow:
    """A row of the table of ratings."""

    name: str
    ratings: tuple[RatingWords, ...]


@dataclass(frozen=True)
class RatingTable:
    """All overall ratings: a row a sheet where the sheets have the same stages, else a row a stage."""

    heads: tuple[str, ...]
    rows: tuple[RatingRow, ...]


@dataclass(frozen=True)
class ListPart:
    """A list with heads; `shares` are the widths of its columns relative to each other.

    `refs` are what its rows are of, by their names local to the file, where it is a list of actions.
    """

    heading: str
    heads: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str
    text: str = ""  # what is said before it
    refs: tuple[str, ...] = ()  # of each row, the name of the action that it tells of


@dataclass(frozen=True)
class Spoken:
    """A finding or an action that the summary speaks of: `name` as in `Paper.in_full`, its place, and its text."""

    name: str
    place: str
    text: str


@dataclass(frozen=True)
class SummaryEntry:
    """A part of the summary for the board."""

    name: str
    text: str
    things: tuple[Spoken, ...] = ()


@dataclass(frozen=True)
class BoardFront:
    """What stands before the sheets in a paper for a board; what is empty is left out.

    The short paper is nothing else, and has no page of its own for its title.
    """

    is_short: bool
    stands: tuple[Fact, ...]  # on the cover: how it stands, as at which day
    contents_heading: str
    about: tuple[Fact, ...]
    summary_heading: str
    summary: tuple[SummaryEntry, ...]
    shows_ratings: bool
    priorities: ListPart | None


@dataclass(frozen=True)
class Paper:
    """The whole document. `board` stands in place of the first page in a paper for a board."""

    title: str
    subtitle: str
    partnership: str
    language: str
    marking: str
    state: str
    as_at: str
    page: str  # with {page} and {pages}
    author: str
    about_heading: str
    about: tuple[Fact, ...]
    ratings_heading: str
    ratings_described: str
    ratings: RatingTable
    colours_heading: str
    heads: tuple[ColourHead, ...]  # red, amber, green
    unknown_head: ColourHead
    found: str
    overall_rating: str
    sheet_described: str
    sheets: tuple[SheetPart, ...]
    lists: tuple[ListPart, ...]
    reviewed_on: date
    board: BoardFront | None = None
    marks: Marks | None = None  # the hidden names of a file that can come back

    def in_full(self) -> Iterator[tuple[str, str, str]]:
        """What stands in full in the document: ("finding", its name, its text) and ("action", …), in order."""
        for stage in (stage for sheet in self.sheets for stage in sheet.stages):
            for finding in (*(finding for column in stage.columns for finding in column.findings), *stage.unknown):
                if finding.in_full:
                    yield "finding", finding.ref, finding.text
                yield from (("action", entry.ref, entry.text) for entry in finding.plan if entry.in_full)

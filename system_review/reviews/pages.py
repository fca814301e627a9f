"""What the results sheet and the overview are drawn from. Pure: no Django, no database, no clock.

Everything is ready to print: words in the reader's language, dates written out, addresses made. An address that is
empty means that this reader may not do it (or has nothing to do there), and its link is not shown. Colours and other
marks are the values of `Colour` and `Unrated`; their words come with them, from the framework.
Texts have gone through `texts.shown`. An `anchor` is an id on the page, so it is unique there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from system_review.ui.parts import Link, Part, Rating, Tab

LONG = 60  # words; what is longer is folded on screen
LEAST_FOLDED = 15  # words; less than this is not worth a click

# --- the map of the whole review, beside the sheet --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Light:
    """One stage on the map: its letters by halves (a shape and its letters), and the whole in words."""

    halves: tuple[tuple[str, str], ...]
    said: str  # "Amber/Red"; "Referral: Amber/Red" where the map has no column heads
    url: str


@dataclass(frozen=True, slots=True)
class MapRow:
    """One sheet on the map."""

    name: str
    url: str
    lights: tuple[Light, ...]
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class MapGroup:
    """A domain with its levels. A domain without levels is a row in a group without a name."""

    name: str
    rows: tuple[MapRow, ...]


@dataclass(frozen=True, slots=True)
class ReviewMap:
    """The whole review. `heads` are the stages that all sheets share; empty when sheets have stages of their own."""

    heads: tuple[str, ...]
    groups: tuple[MapGroup, ...]

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return 1 + (len(self.heads) or 1)


@dataclass(frozen=True, slots=True)
class SortLine:
    """Something to sort out: "1", "action without a lead", where it leads, and which ones."""

    number: str
    text: str
    url: str = ""
    detail: str = ""


# --- the sheet of one domain and level --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mark:
    """A button that marks something as priority, or takes the mark away; it is of the page's form `mark`."""

    url: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class ActionBlock:
    """An action as it stands under one finding.

    `lead` is the accountable one and is printed first and strong; `others` goes on after it (", health, with Joan,
    quality assurance"). Both empty: "No lead yet". `when` empty: "No date yet". `tag` is a short dark word ("overdue").
    """

    anchor: str
    text: str
    lead: str
    others: str
    when: str
    status: str  # a value of Status
    status_word: str  # "Under way"; "last done 3 March 2027"
    tag: str = ""
    extras: tuple[str, ...] = ()  # "High priority", "Waits for …", "Also serves Planning, Amber"
    change_url: str = ""
    mark: Mark | None = None
    comments: Link | None = None  # "2 open comments"


@dataclass(frozen=True, slots=True)
class FindingBlock:
    """A finding with its own plan. `start` and `rest` come from `folded`."""

    anchor: str
    shape: str
    word: str
    start: str
    rest: str = ""
    is_priority: bool = False
    evidence: str = ""  # "How we know: 40 referrals read, January"
    evidence_url: str = ""  # where to link evidence, when none is linked
    quiet: tuple[str, ...] = ()  # "About: police", "Red until 12 May 2027: the form is in use"
    plan: str = ""  # "To get to amber"
    actions: tuple[ActionBlock, ...] = ()
    see_also: tuple[Link, ...] = ()
    past: tuple[ActionBlock, ...] = ()
    past_text: str = ""  # "2 actions done"
    add_url: str = ""
    change_url: str = ""
    mark: Mark | None = None
    move_url: str = ""
    history_url: str = ""
    comments: tuple[Link, ...] = ()  # "2 open comments", or where to begin; "Working note" for the review team


@dataclass(frozen=True, slots=True)
class Reference:
    """A finding of another stage that is also relevant here: shown quietly, counted there."""

    shape: str
    word: str
    text: str
    place: str  # "Level 2, Planning"
    url: str


@dataclass(frozen=True, slots=True)
class Band:
    """What a stage has in one colour. `empty` says why there is nothing: nothing written yet, or looked, none found."""

    shape: str
    word: str
    meaning: str = ""  # what this colour looks like at this stage
    findings: tuple[FindingBlock | Part[FindingBlock], ...] = ()
    references: tuple[Reference, ...] = ()
    empty: str = ""
    add_text: str = ""  # "+ Red finding"
    add_url: str = ""


@dataclass(frozen=True, slots=True)
class SpeakingEvidence:
    """A piece of evidence that speaks to a stage: its place in the register, and where to write a finding from it."""

    text: str
    url: str
    add_url: str = ""


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """The rating of a stage for one place, with who gave it and why."""

    name: str
    rating: Rating
    rated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage of the sheet. `key` is unique on the sheet; `outside` says that it is not in this review."""

    key: str
    name: str
    question: str
    rating: Rating
    rated: tuple[str, ...] = ()  # "Rated by Anwen, agreed at the panel, 12 May 2027", "Why: …"; or nobody has rated yet
    suggested: Rating | None = None  # what the findings suggest, where that differs
    why: str = ""  # the sentence with the suggestion, or why there is none
    bands: tuple[Band, ...] = ()  # in the order of the sheet's columns; last, if one may be shown, not yet known
    outside: str = ""
    change_url: str = ""
    change_text: str = ""  # "Rate" while nobody has rated; else "Change"
    history_url: str = ""
    for_places: tuple[PlaceMark, ...] = ()  # the ratings of single places, where one looks at all
    speaks: tuple[SpeakingEvidence, ...] = ()  # evidence that speaks to this stage
    speaks_text: str = ""  # "2 pieces of evidence speak to this stage"


@dataclass(frozen=True, slots=True)
class Column:
    """A colour's column: its word, and the words over its action plan on paper."""

    shape: str
    word: str
    plan: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The results sheet of one domain and level (or of one domain, where the framework has no levels)."""

    name: str
    strapline: str
    map: ReviewMap | Part[ReviewMap]
    columns: tuple[Column, ...]
    stages: tuple[StageRow | Part[StageRow], ...]
    to_sort_out: tuple[SortLine, ...] = ()
    on_paper: str = ""  # repeated above the columns on each printed page: title, marking, draft, "as at"
    first_step: str = ""  # what to do first, while nothing is written yet
    add_url: str = ""
    present_url: str = ""
    export_url: str = ""
    places: tuple[Tab, ...] = ()  # all places, then each; empty where the review has none


# --- the overview -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A stage on the overview: its rating, what is in it in words, and its place on the sheet."""

    stage: str
    rating: Rating
    counts: str  # "2 findings, 3 actions"
    url: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A sheet on the overview."""

    name: str
    url: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """A domain with its levels; without a name where the domains have no levels."""

    name: str
    url: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Where we stand. `heads` are the shared stages; empty when sheets have stages of their own (then lists)."""

    heads: tuple[str, ...]
    groups: tuple[MatrixGroup, ...]

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return 1 + len(self.heads)


@dataclass(frozen=True, slots=True)
class LoadRow:
    """What one lead (agency, month) carries: figures in the order of the columns; the bar says the same."""

    who: str
    url: str
    figures: tuple[str, ...]
    bar: tuple[tuple[int, int], ...]  # where each segment starts and how long it is, in hundredths


@dataclass(frozen=True, slots=True)
class LoadTable:
    """Actions by lead, agency or due month. `tabs` are plain addresses with `?by=`."""

    title: str
    tabs: tuple[Tab, ...]
    who: str  # the first column's head
    columns: tuple[str, ...]
    rows: tuple[LoadRow, ...]
    note: str = ""  # "Jo leads 9 of 41 actions."


@dataclass(frozen=True, slots=True)
class AboutLine:
    """One thing about the review: "Period looked at", and its text as typed."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The whole review on one page."""

    matrix: Matrix | Part[Matrix]
    to_sort_out: tuple[SortLine, ...] | Part[tuple[SortLine, ...]]
    load: LoadTable | Part[LoadTable]
    about: tuple[AboutLine, ...] = ()
    about_url: str = ""  # where to change it
    first_step: str = ""
    first_step_url: str = ""
    agreed: Link | None = None  # the latest agreed version
    since_url: str = ""  # what has changed since
    meetings: Link | None = None  # for the team
    summary: Link | None = None  # the summary for the board
    versions_url: str = ""  # all of them, and where to agree another
    state: str = ""  # how far the review is
    state_url: str = ""  # where that is changed
    open_points: tuple[Link, ...] = ()  # what is still open there
    gathering: Link | None = None  # how far the evidence is, in a sentence, and who looks at what
    places: tuple[Tab, ...] = ()  # all places, then each; empty where the review has none
    for_place: str = ""  # the name of the place that is looked at: then the matrix alone is shown
    challenges: Link | None = None  # what scrutineers asked, and how much of it waits for an answer; for the team


# --- making them ------------------------------------------------------------------------------------------------


def folded(text: str, longest: int = LONG) -> tuple[str, str]:
    """A long text as what is read at once and the rest; `(text, "")` if it is not long.

    The cut is after the last sentence that ends within `longest` words, if that leaves at least a third of them;
    else after the last whole word, with an ellipsis. Joining both gives the words of the text in order.
    """
    ends = [found.end() for found in re.finditer(r"\S+", text)]
    if len(ends) < longest + LEAST_FOLDED:
        return text, ""
    for count in range(longest, longest // 3, -1):
        if re.search(r"[.!?…。؟][\"'”’)\]]*$", text[: ends[count - 1]]):
            return text[: ends[count - 1]], text[ends[count - 1] :].lstrip()
    return text[: ends[longest - 1]] + " …", text[ends[longest - 1] :].lstrip()


def light_of(*, letters: str, shapes: tuple[str, ...], said: str, url: str) -> Light:
    """A light from the scale's letters: "A/R" over two colours becomes two halves, anything else stays whole."""
    parts = tuple(letters.split("/"))
    if len(shapes) == 2 and len(parts) == 2:
        return Light(tuple(zip(shapes, parts, strict=True)), said, url)
    return Light(((shapes[-1] if shapes else "not_rated", letters),), said, url)


def bar_of(figures: Sequence[int], *, longest: int) -> tuple[tuple[int, int], ...]:
    """The segments of a bar in hundredths of the longest bar; each figure above nought can be seen."""
    segments, start = [], 0
    for figure in figures:
        length = max(1, round(100 * figure / longest)) if figure and longest else 0
        segments.append((start, length))
        start += length
    return tuple(segments)

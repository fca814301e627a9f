"""Which column of a list holds the colour of its findings, and which only how far an action is. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from system_review.documents.interpreter.colours import BLUE, colour_of_shade
from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.tables.columns import is_tick
from system_review.documents.interpreter.tables.grid import Cell, Grid
from system_review.documents.interpreter.tables.heads import Layout
from system_review.documents.readers.passages import ReadPassage

_BLUE_WORDS = frozenset({"blue", "b", "complete", "completed", "done"})
_TICKED = frozenset({"red", "amber", "green", "not_yet_known"})
_SURE, _ASKED = 0.95, 0.7


@dataclass(slots=True)
class ColourColumn:
    """The columns of colours of a list. `at` is the one that colours findings, None if there is none.

    `must_ask` is true where nothing settles whether it colours findings or progress; then `at` is taken for the
    findings' until a person says so. `others` hold how far actions are.
    """

    headings: Headings
    at: int | None = None
    others: tuple[int, ...] = ()
    must_ask: bool = False
    head: str = ""
    ticks: Mapping[int, str] = field(default_factory=dict)  # columns headed "R", "A" and "G", of which one is ticked
    stages_at: int | None = None  # another column, which holds overall ratings
    rates_stages: bool = False  # holds overall ratings, half steps among them: a finding beside one may be its colour

    def of(self, grid: Grid, row: int, *, there_shade: str = "") -> tuple[str, float]:
        """The colour of a row's findings and how sure it is; ("", 0) where nothing tells it."""
        sure = _ASKED if self.must_ask or self.rates_stages else _SURE
        if self.ticks:
            ticked = [colour for at, colour in self.ticks.items() if (cell := grid.at(row, at)) and cell.text.strip()]
            return (ticked[0], sure) if len(ticked) == 1 else ("", 0.0)
        if self.at is None:
            return (there_shade, 0.9) if there_shade and there_shade != BLUE else ("", 0.0)
        cell = grid.at(row, self.at)
        if cell is None:
            return "", 0.0
        colour = said_colour(cell, self.headings)
        return (colour, sure) if colour and colour != BLUE else ("", 0.0)

    def numbers(self, grid: Grid, row: int) -> list[int]:
        """The passages of a row that only say the colour of its findings."""
        return _numbers(
            grid, row, (*((self.at,) if self.at is not None and not self.rates_stages else ()), *self.ticks)
        )

    def progress(self, grid: Grid, row: int) -> list[int]:
        """The passages of a row that only say by a colour how far its actions are."""
        return _numbers(grid, row, self.others)


def _numbers(grid: Grid, row: int, columns: Iterable[int]) -> list[int]:
    cells = (cell for at in columns if (cell := grid.at(row, at)) and cell.row == row)
    return [number for cell in cells for number in cell.numbers]


def said_colour(cell: Cell, headings: Headings) -> str:
    """The colour that a cell says by its words, its letter or its shade; BLUE for what is done; "" for none."""
    text = plain(cell.text)
    if colour := headings.colours.exact(cell.text):
        return colour
    if text in _BLUE_WORDS:
        return BLUE
    return headings.colours.first_in(cell.text) or (colour_of_shade(cell.fill)[0] if len(text) < 40 else "")


def heads_over_blue(passages: Sequence[ReadPassage]) -> frozenset[str]:
    """What stands above "blue" in the tables of a file: so headed, a column tells progress in its other tables too."""
    blue = {_column_of(each) for each in passages if each.text.strip().lower() in ("blue", "b") and each.place.table}
    return frozenset(plain(each.text) for each in passages if _column_of(each) in blue) if blue else frozenset()


def _column_of(passage: ReadPassage) -> tuple[str | None, int | None, int | None]:
    return passage.place.sheet, passage.place.table, passage.place.column


def colour_column(
    grid: Grid, layout: Layout, headings: Headings, over_blue: Collection[str] = frozenset()
) -> ColourColumn:
    """Settle which column colours the findings: by its head, else by what it holds and where it stands.

    `over_blue` are the plain heads under which this file says "blue" somewhere.
    """
    found = _colour_column(grid, layout, headings, over_blue)
    if found.stages_at is None and not found.rates_stages:
        found.stages_at = next(
            (at for at, _ in enumerate(layout.columns) if _rates_beside(grid, layout, at, headings)), None
        )
    return found


def _rates_beside(grid: Grid, layout: Layout, at: int, headings: Headings) -> bool:
    """Whether a column that nothing else is known of holds nothing but ratings of stages, half steps among them."""
    if layout.columns[at].holds not in ("", "note") or not _has_half_steps(grid, layout, at, headings):
        return False
    return all(headings.ratings.exact(cell.text) for cell in _cells(grid, layout, at) if cell.text.strip())


def _colour_column(grid: Grid, layout: Layout, headings: Headings, over_blue: Collection[str]) -> ColourColumn:
    if ticks := _ticks(grid, layout, headings):
        return ColourColumn(headings, ticks=ticks)
    holds = [column.holds for column in layout.columns]
    others = tuple(at for at, each in enumerate(holds) if each == "progress_colour")
    settled = next((at for at, each in enumerate(holds) if each == "colour"), None)
    bare = [at for at, each in enumerate(holds) if each == "rag"] or _unheaded(grid, layout, headings)
    if settled is not None:
        rates = _has_half_steps(grid, layout, settled, headings)
        if rates and bare and not _has_half_steps(grid, layout, bare[0], headings):
            return ColourColumn(headings, bare[0], (*others, *bare[1:]), stages_at=settled)
        return ColourColumn(headings, settled, (*others, *bare), rates_stages=rates)
    if not bare and (early := [at for at in others if _stands_before_actions(holds, at)]):
        bare, others = early, tuple(at for at in others if at not in early)
    if not bare:
        return ColourColumn(headings, None, others)
    return _unsettled(grid, layout, bare, others, headings, over_blue)


def _unsettled(
    grid: Grid,
    layout: Layout,
    bare: Sequence[int],
    others: tuple[int, ...],
    headings: Headings,
    over_blue: Collection[str],
) -> ColourColumn:
    """The columns of colours where no head says whose they are: by what they hold and where they stand."""
    holds = [column.holds for column in layout.columns]
    halved = [at for at in bare if _has_half_steps(grid, layout, at, headings)]
    if halved and (whole := [at for at in bare if at not in halved]):
        return ColourColumn(headings, whole[0], (*others, *whole[1:]), stages_at=halved[0])
    at, rest = bare[0], tuple(bare[1:])
    head = next((cell.text for row in range(layout.first, layout.after) if (cell := grid.at(row, at))), "")
    if _has_blue(grid, layout, at, headings) or plain(head) in over_blue:
        return ColourColumn(headings, None, (*others, at, *rest), head=head)
    if _has_half_steps(grid, layout, at, headings):
        return ColourColumn(headings, at, (*others, *rest), rates_stages=True)
    told = holds[at] != "progress_colour" and _stands_with_finding(holds, at, bool(others))
    return ColourColumn(headings, at, (*others, *rest), not told, head)


def _ticks(grid: Grid, layout: Layout, headings: Headings) -> dict[int, str]:
    """Columns that are each headed by a colour and hold nothing but ticks; none if there is only one."""
    found: dict[int, str] = {}
    for at, _ in enumerate(layout.columns):
        head = grid.at(layout.after - 1, at)
        colour = headings.colours.exact(head.text) if head is not None and layout.after else ""
        if colour in _TICKED and all(is_tick(cell.text) for cell in _cells(grid, layout, at) if not cell.repeats):
            found[at] = colour
    return found if len(set(found.values())) > 1 else {}


def _has_half_steps(grid: Grid, layout: Layout, at: int, headings: Headings) -> bool:
    """Whether a column says "Amber/Red" somewhere: a finding has one colour, the overall rating of a stage may not."""
    halves = {step.key for step in headings.framework.scale if len(step.colours) > 1}
    rates = {headings.ratings.exact(cell.text.split("\n")[0]) for cell in _cells(grid, layout, at)}
    return bool(rates & halves) and bool({"stage", "place"} & {column.holds for column in layout.columns})


def _unheaded(grid: Grid, layout: Layout, headings: Headings) -> list[int]:
    """Columns whose heads say nothing and whose cells say nothing but colours."""
    found = []
    for at, column in enumerate(layout.columns):
        if column.holds in ("", "status", "note", "kind"):
            cells = [cell for cell in _cells(grid, layout, at) if cell.columns == 1]  # no bands
            if column.holds == "kind" and any(headings.named(cell.text).plan for cell in cells):
                continue  # what the actions are for
            said = sum(bool(said_colour(cell, headings)) for cell in cells)
            if len(cells) >= 2 and said >= 0.8 * len(cells) and all(len(cell.text) < 30 for cell in cells):
                found.append(at)
    return found


def _has_blue(grid: Grid, layout: Layout, at: int, headings: Headings) -> bool:
    return any(said_colour(cell, headings) == BLUE for cell in _cells(grid, layout, at))


def _cells(grid: Grid, layout: Layout, at: int) -> Sequence[Cell]:
    return grid.under(layout.after, at)


def _stands_with_finding(holds: Sequence[str], at: int, has_progress: bool) -> bool:
    """Whether a bare "RAG" can only be the finding's: another column tells progress, or there are no actions."""
    if has_progress or "action" not in holds:
        return True
    if "finding" not in holds:
        return False
    finding, action = holds.index("finding"), holds.index("action")
    between = holds[min(at, finding) + 1 : max(at, finding)]
    return at < action and {*between} <= {"", "note"}


def _stands_before_actions(holds: Sequence[str], at: int) -> bool:
    """Whether a column headed as progress ("Status (RAG)") touches the finding and stands before what is to be done.

    The progress of actions would stand behind them: a person is asked.
    """
    actions = [place for place, each in enumerate(holds) if each == "action"]
    beside = holds[max(0, at - 1) : at + 2]
    return "finding" in beside and bool(actions) and at < actions[0]

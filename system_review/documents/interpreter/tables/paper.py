"""The paper's sheet: columns of colours, a row or a band for each stage. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from system_review.documents.interpreter.headings import Named
from system_review.documents.interpreter.matching import words_of
from system_review.documents.interpreter.tables.bands import with_bands_apart
from system_review.documents.interpreter.tables.columns import column_of
from system_review.documents.interpreter.tables.grid import Cell, Grid
from system_review.documents.interpreter.tables.heads import Layout, with_heads_of
from system_review.documents.interpreter.tables.mixed import split_mixed
from system_review.documents.interpreter.tables.own_rests import with_rests
from system_review.documents.interpreter.tables.places import PlaceReader
from system_review.documents.interpreter.tables.writing import Aim, Beside, Writing
from system_review.documents.interpreter.understanding import Spot
from system_review.documents.interpreter.where import Where
from system_review.errors import Why
from system_review.reviews.rules.words import Colour

_LONGEST_BAND = 60  # words of a band's cell: it may hold the guiding question as well
SURE, LESS_SURE = 0.95, 0.8
_IN_COLUMN = Why("It stands in the column of this colour, in the row of this stage")


@dataclass(slots=True)
class _Columns:
    """The places of a table's columns by what they hold; findings and plans by colour."""

    findings: dict[str, list[int]] = field(default_factory=dict)
    plans: dict[str, list[int]] = field(default_factory=dict)
    other: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, layout: Layout) -> _Columns:
        columns = cls()
        for at, column in enumerate(layout.columns):
            kind = {"finding": columns.findings, "action": columns.plans}.get(column.holds, columns.other)
            kind.setdefault(column.colour if column.holds in ("finding", "action") else column.holds, []).append(at)
        return columns


class PaperTable:
    """Reads one table that is laid out as the paper."""

    def __init__(self, grid: Grid, layout: Layout, writing: Writing, where: Where) -> None:
        self.layout, self.writing, self.where = layout, writing, where
        self.draft, self.headings = writing.draft, writing.headings
        self.grid = self._whole(grid) if writing.own else with_bands_apart(grid, layout.after, self.headings)
        self.columns = _Columns.of(layout)
        self.places = PlaceReader(writing)

    def read(self) -> None:
        """Read all rows, in order."""
        for row in self.grid:
            cells = self.grid.row(row)
            if row < self.layout.first:
                self._above(cells)
            elif row < self.layout.after or self._is_head_again(cells):
                self._head(row, cells)
            elif self._is_band(row, cells):
                self.places.band(cells, self.where)
            elif self.writing.own and cells and all(map(self._is_beside_name, cells)):
                self.draft.note(
                    (n for cell in cells for n in cell.numbers), Why("It stands beside the name of a stage")
                )
            else:
                self._content(row)

    def _head(self, row: int, cells: Sequence[Cell]) -> None:
        """A row of heads. One further down may say that plans stand where findings stood above it."""
        self.draft.heading((n for cell in cells for n in cell.numbers), Why("It is the head of a column"))
        if row >= self.layout.after and not self.writing.own:
            self.columns = _Columns.of(with_heads_of(self.layout, self.grid, row, self.headings))

    def _whole(self, grid: Grid) -> Grid:
        """Our own Excel files have long texts that go on in the row below."""
        if not grid.numbers or self.draft.passages[grid.numbers[0]].place.sheet is None:
            return grid
        whole, within = with_rests(grid)
        self.writing.goes_on_in |= within
        return whole

    def _above(self, cells: Sequence[Cell]) -> None:
        if any(self.headings.named(cell.text).names_place for cell in cells):
            self.places.band(cells, self.where)
        else:
            self.draft.note((n for cell in cells for n in cell.numbers), Why("It stands above the table's head"))

    def _is_head_again(self, cells: Sequence[Cell]) -> bool:
        """Whether a row repeats the heads, as a table does on its next page."""
        if cells and all(cell.repeats for cell in cells):
            return True
        named = [self.headings.named(cell.text) for cell in cells]
        heads = [each for each in named if each.is_heading and not each.names_place and not each.says_overall]
        return len(heads) >= 2 and not any(each.rest or each.names_place or each.rating for each in named)

    def _is_band(self, row: int, cells: Sequence[Cell]) -> bool:
        """Whether a row names a stage, or rates one, right across the columns."""
        there = self.grid.covering(row)
        if self._names_only_a_place(cells, there) or self._says_only_where(cells):
            return True
        if not cells or len(there) > 3:
            return False
        wide = all(cell.columns > 1 or len(words_of(cell.text)) <= _LONGEST_BAND for cell in there)
        named = [self._first_line(cell) for cell in there]
        says = any((each.names_place and len(each.rest) <= 4) or each.says_overall for each in named)
        if not (wide and says):
            return False
        in_place = all(not self._is_content(cell) or self._first_line(cell).is_heading for cell in there)
        return in_place or max(cell.columns for cell in there) > 2 or len(there) == 1

    def _names_only_a_place(self, cells: Sequence[Cell], there: Sequence[Cell]) -> bool:
        """Whether the one cell of a row that says anything is a stage's name, though it stands in one column only.

        Beside a name in a column of findings, cells of the row above may reach too far down: no line ends them.
        """
        said = [cell for cell in there if cell.text and (cell in cells or not any(map(self._is_content, cells)))]
        if len(said) != 1 or said[0].rows > 1:
            return False
        named = self.headings.named(said[0].text)
        return named.names_place and not named.rest and not named.colour

    def _says_only_where(self, cells: Sequence[Cell]) -> bool:
        """Whether a row holds a stage's name and its overall rating and nothing else, in whichever columns they fell.

        A table without lines does not show that a cell reaches across, so that they stand in columns of findings.
        """
        lines = [line for cell in cells for line in cell.text.split("\n") if line.strip()]
        named = [self.headings.named(line) for line in lines]
        return any(each.says_overall for each in named) and all(
            each.says_overall or (each.names_place and not each.rest) for each in named
        )

    def _is_beside_name(self, cell: Cell) -> bool:
        """Whether a cell of ours lies across the columns as the guiding question and the reason of a rating do."""
        return not cell.text or cell.columns in (2, 4, self.grid.width)

    def _first_line(self, cell: Cell) -> Named:
        return self.headings.named(cell.text.split("\n")[0])

    def _is_content(self, cell: Cell) -> bool:
        return cell.columns == 1 and any(
            cell.column in places for kind in (self.columns.findings, self.columns.plans) for places in kind.values()
        )

    def _content(self, row: int) -> None:
        """A row of findings and plans. What names its place stands in a column of its own, or in the rows above."""
        there = self._where(row)
        strip = self._strip(row)
        if strip is not None:
            self._colour(there, *strip)
            return
        if not self.columns.plans and self._is_labelled_action(row):
            for colour, columns in self.columns.findings.items():
                self._colour(there, colour, [], self._begun(row, columns))
        else:
            for colour in self.columns.findings | self.columns.plans:
                found = self._begun(row, self.columns.findings.get(colour, ()))
                plans = self._begun(row, self.columns.plans.get(colour, ()))
                self._colour(there, colour, found, plans)
        self._notes(row)

    def _is_labelled_action(self, row: int) -> bool:
        """Whether a label beside the columns of colours says that actions stand in this row: "What we will do"."""
        labels = (self.grid.at(row, at) for at, column in enumerate(self.layout.columns) if not column.holds)
        return any(column_of(cell.text).holds == "action" for cell in labels if cell and cell.row == row)

    def _where(self, row: int) -> Where:
        parts = ("domain", "level", "stage", "place")
        places = [(at, part) for part in parts for at in self.columns.other.get(part, ())]
        rated = self.columns.other.get("overall", [])
        unnamed = [(at, "") for at, column in enumerate(self.layout.columns) if not column.holds] if not places else []
        return self.places.row(self.grid, row, (*places, *unnamed), rated, self.where)

    def _begun(self, row: int, columns: Sequence[int]) -> list[int]:
        """The passages of the cells that begin in this row, and in one of these columns: a wide cell counts once."""
        cells = (self.grid.at(row, column) for column in columns)
        begun = (cell for cell in cells if cell and cell.row == row and cell.column in columns)
        return [number for cell in dict.fromkeys(begun) for number in cell.numbers]

    def _strip(self, row: int) -> tuple[str, list[int], list[int]] | None:
        """A row across the foot of a stage for what is not yet known: a cell of findings, and one of plans."""
        cells = self.grid.row(row)
        if not 1 <= len(cells) <= 2 or any(cell.columns < 2 for cell in cells):
            return None
        first = self._first_line(cells[0])
        if not first.colour or first.rest:
            return self._rest_of_strip(cells)
        label, *numbers = cells[0].numbers
        plans = list(cells[1].numbers) if len(cells) == 2 else []
        labels = [label] + ([plans.pop(0)] if plans and self._first_line(cells[1]).is_plan else [])
        self.draft.heading(labels, Why("It says what stands under it"))
        return str(first.colour), numbers, plans

    def _rest_of_strip(self, cells: Sequence[Cell]) -> tuple[str, list[int], list[int]] | None:
        """The same row of ours where it goes on on the next page, without what it says in front."""
        half = self.grid.width // 2
        if not self.writing.own or any(cell.columns != half for cell in cells):
            return None
        found, plans = ([n for cell in cells if cell.column == at for n in cell.numbers] for at in (0, half))
        return str(Colour.NOT_YET_KNOWN), found, plans

    def _colour(self, there: Where, colour: str, found: list[int], plans: list[int]) -> None:
        if not found and not plans:
            return
        spot = there.spot
        aim = Aim(spot, colour, SURE if spot else LESS_SURE, _IN_COLUMN)
        if self.writing.own:
            self.writing.own.add(colour, found, plans, aim, there)
            return
        entries, tasks = self.writing.entries(found), self.writing.entries(plans)
        if not self.columns.plans:
            mixed = split_mixed(entries, self.headings)
            for label in mixed.labels:
                self.writing.heading_entry(label, Why("It says what stands under it"))
            entries, tasks = mixed.findings, [*tasks, *mixed.actions]
        findings = self.writing.findings(entries, aim)
        self._remember(there, spot, findings)
        earlier = findings or self._last.get((spot, colour), [])
        added = self.writing.actions(tasks, earlier, aim, Beside())
        self._remember(there, spot, added)
        if findings:
            self._last[spot, colour] = findings

    @property
    def _last(self) -> dict[tuple[Spot | None, str], list[int]]:
        return self.places.last

    def _remember(self, there: Where, spot: Spot | None, numbers: list[int]) -> None:
        if spot is None and numbers:
            self.writing.unplaced.append((there.within(Named()), numbers))

    def _notes(self, row: int) -> None:
        for holds, columns in self.columns.other.items():
            if holds not in ("domain", "level", "stage", "place", "overall", ""):
                self.draft.note(self._begun(row, columns), Why("It stands in a column beside the findings"))

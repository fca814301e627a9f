"""A table with labels down its first column: "Stage", "Red", "Action plan to get to amber", "Overall rating". Pure."""

from __future__ import annotations

from system_review.documents.interpreter.headings import Named
from system_review.documents.interpreter.tables.grid import Cell, Grid
from system_review.documents.interpreter.tables.mixed import split_mixed
from system_review.documents.interpreter.tables.places import PlaceReader
from system_review.documents.interpreter.tables.writing import Aim, Beside, Writing
from system_review.documents.interpreter.where import Where
from system_review.errors import Why

_FURTHEST = 4  # rows from the top in which stages may stand beside each other
_IN_ROW = Why("It stands beside this label")


def is_labelled(grid: Grid, where: Where) -> bool:
    """Whether enough of the first column are labels of colours and plans, and not only a key to the colours."""
    named = [where.headings.named(cell.text) for cell in grid.cells if cell.column == 0]
    labels = sum(bool(each.colour or each.plan or each.is_plan) and len(each.rest) <= 3 for each in named)
    has_plan = any(each.plan or each.is_plan for each in named)
    has_stage = bool(where.stage) or any(each.stage and not each.rest for each in named)
    across = {where.headings.named(cell.text).stage for cell in grid.cells if cell.column > 0 and cell.row < _FURTHEST}
    if len(across - {""}) > 1:
        return False  # stages beside each other: one label is for all of them
    return grid.width >= 2 and labels >= 2 and (has_plan or has_stage)


class LabelTable:
    """Reads one table that is laid out so."""

    def __init__(self, grid: Grid, writing: Writing, where: Where) -> None:
        self.grid, self.writing, self.where = grid, writing, where
        self.draft, self.headings = writing.draft, writing.headings
        self.places = PlaceReader(writing)
        self.colour, self.findings = "", []  # type: tuple[str, list[int]]

    def read(self) -> None:
        """Read all rows, in order."""
        for row in self.grid:
            label, *rest = self.grid.covering(row)
            named = self.headings.named(label.text)
            beside = [cell for cell in rest if cell.row == row]
            if named.says_overall or (named.names_place and not named.colour) or _is_part(label, self.where):
                self._place(label, named, beside)
            elif named.colour or named.plan or named.is_plan:
                self.draft.heading(label.numbers if label.row == row else (), Why("It says what stands beside it"))
                self._content(named, beside)
            else:
                numbers = [n for cell in (label, *rest) if cell.row == row for n in cell.numbers]
                self.draft.note(
                    numbers, Why("It stands in a table of findings, without a label that says what it is"), 0.6
                )

    def _place(self, label: Cell, named: Named, beside: list[Cell]) -> None:
        if named.says_overall and beside and not named.rating:
            said = beside[0].text
            rating = self.headings.ratings.exact(said) or self.headings.named(said).rating
            self.places.rate_cells(label, beside, rating, self.where)
        else:
            self.places.band([label, *beside], self.where)

    def _content(self, named: Named, beside: list[Cell]) -> None:
        spot = self.where.spot
        colour = str(named.plan or named.colour or self.colour)
        aim = Aim(spot, colour, 0.93 if spot else 0.8, _IN_ROW)
        entries = [entry for cell in beside for entry in self.writing.entries(cell.numbers)]
        mixed = split_mixed(entries, self.headings)
        findings, tasks = mixed.findings, mixed.actions
        if named.is_plan or named.plan:
            findings, tasks = [], entries
        elif len(beside) > 1 and not mixed.actions:
            findings = self.writing.entries(beside[0].numbers)
            tasks = [entry for cell in beside[1:] for entry in self.writing.entries(cell.numbers)]
        for label in mixed.labels if findings is mixed.findings else ():
            self.writing.heading_entry(label, Why("It says what stands under it"))
        if colour != self.colour or findings:
            self.findings = []
        self.colour = colour
        added = self.writing.findings(findings, aim)
        self.findings = [*self.findings, *added]
        added += self.writing.actions(tasks, self.findings, aim, Beside())
        if spot is None and added:
            self.writing.unplaced.append((self.where.within(Named()), added))


def _is_part(label: Cell, where: Where) -> bool:
    return bool(where.headings.part_named(label.text))

"""The rows of a list that are none of its entries: heads said again, bands that name a place, headings. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from system_review.documents.interpreter.headings import Headings, Named
from system_review.documents.interpreter.matching import words_of
from system_review.documents.interpreter.tables.grid import Cell, Grid
from system_review.documents.interpreter.tables.heads import Layout

PLACES = ("place", "domain", "level", "stage")  # the columns that say where something belongs
LONGEST_HEADING = 20  # words


class ListRows:
    """Tells what kind of row one is."""

    def __init__(self, grid: Grid, layout: Layout, headings: Headings) -> None:
        self.grid, self.layout, self.headings = grid, layout, headings
        self._heads = {cell.text for row in range(layout.first, layout.after) for cell in grid.row(row)}
        self._bold: dict[int, bool] = {}  # of columns that were asked for: a list may have thousands of lone bold lines

    def is_head_again(self, begun: Sequence[Cell]) -> bool:
        """Whether what begins in a row only says the heads again."""
        return len(begun) > 1 and all(cell.repeats or cell.text in self._heads for cell in begun)

    def is_band(self, row: int, begun: Sequence[Cell]) -> bool:
        """Whether a row names a stage or a level, or rates one, over the rows below it."""
        there = self.grid.covering(row)
        if self._names_only_a_place([cell for cell in there if cell.text]) or self.only_rates(begun):
            return True
        if len(there) > 2 or len(begun) != len(there):
            return False
        named = self.headings.named(begun[0].text.split("\n")[0]) if begun else Named()
        says = (named.names_place and len(named.rest) <= 4) or named.says_overall
        own = {self.layout.columns[cell.column].holds for cell in begun if cell.columns == 1}
        return says and not own & {"finding", "action"}

    def only_rates(self, begun: Sequence[Cell]) -> bool:
        """Whether all that begins in a row is an overall rating: the stage's name may stand merged down beside it."""
        said = [cell for cell in begun if cell.text]
        named = self.headings.named(said[0].text) if len(said) == 1 else Named()
        return bool(named.says_overall and named.rating) and not named.rest

    def heading_in(self, row: int, begun: Sequence[Cell]) -> Cell | None:
        """A short bold line alone in its row, where findings are not bold: the heading of those below; else None."""
        said = [cell for cell in begun if cell.text]
        there = [cell for cell in self.grid.covering(row) if cell.text]
        if len(said) != 1 or said != there or not said[0].bold:
            return None
        holds = {column.holds for column in self.layout.columns}
        is_finding = "action" in holds and self.layout.columns[said[0].column].holds == "finding"
        is_short = len(words_of(said[0].text)) <= LONGEST_HEADING // 2
        return said[0] if is_finding and is_short and not self._are_bold(said[0].column) else None

    def _are_bold(self, column: int) -> bool:
        if column not in self._bold:
            written = [cell for cell in self.grid.under(self.layout.after, column) if cell.text]
            self._bold[column] = sum(cell.bold for cell in written) * 2 > len(written)
        return self._bold[column]

    def _names_only_a_place(self, said: Sequence[Cell]) -> bool:
        """Whether a row's one cell that says anything is the name of a stage or level, in whatever column it stands."""
        if len(said) != 1 or self.layout.columns[said[0].column].holds in PLACES or said[0].rows > 1:
            return False
        named = self.headings.named(said[0].text)
        return named.names_place and not named.rest and not named.colour

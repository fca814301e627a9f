"""Reading where a row or a band stands, and what rates it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from system_review.documents.interpreter.colours import BLUE, colour_of_shade
from system_review.documents.interpreter.headings import Named
from system_review.documents.interpreter.tables.entries import Entry, entries_of, part_of
from system_review.documents.interpreter.tables.grid import Cell, Grid
from system_review.documents.interpreter.tables.writing import Writing
from system_review.documents.interpreter.understanding import Spot
from system_review.documents.interpreter.where import Where
from system_review.errors import Why

_NAMES = Why("It names a part of the framework")
_PARTS = re.compile(r"[^;,\n]+")


def is_place(named: Named) -> bool:
    """Whether a text names a place: beside words of other kinds only if it is named as the framework writes it."""
    return named.names_place and (not named.rest or (len(named.rest) <= 6 and named.confidence == 1))


class PlaceReader:
    """Takes headings out of rows, and ratings with them."""

    def __init__(self, writing: Writing) -> None:
        self.writing, self.draft, self.headings = writing, writing.draft, writing.headings
        self.last: dict[tuple[Spot | None, str], list[int]] = {}

    def band(self, cells: Sequence[Cell], where: Where) -> None:
        """A row that names a stage across the table: what it names holds for the rows below it."""
        rated: list[tuple[Entry, Named]] = []
        for cell in cells:
            for entry in entries_of(self.draft.passages, cell.numbers):
                named = self.headings.named(entry.text)
                if self.rated_by_level(entry, where):
                    continue
                if named.says_overall or (alone := self.headings.ratings.exact(entry.text)):
                    rated.append((entry, named if named.says_overall else Named(rating=alone)))
                    self._take_beside(named, where)
                elif is_place(named):
                    where.take(named)
                    self._heading(entry, _NAMES)
                else:
                    self._note(entry)
        shaded = next((cell for cell in cells if cell.fill), None)
        for entry, named in rated:
            self._rate(entry, named, where, shaded)

    def row(self, grid: Grid, row: int, places: Sequence[tuple[int, str]], rated: Sequence[int], where: Where) -> Where:
        """Where a row stands, by its columns of places (each with the part it holds) and what was named above.

        Rates the stage that begins here.
        """
        there = where
        for column, part in places:
            cell = grid.at(row, column)
            if cell is None:
                continue
            if cell.row == row and cell.numbers:
                there = self._place_cell(cell, part, there, where)
            else:
                there = there.within(self.headings.named_as(part, cell.text.split("\n")[0]))
        for column in rated:
            cell = grid.at(row, column)
            if cell is not None and cell.row == row:
                there = self._rating_cell(cell, there)
        return there

    def rated(self, entry: Entry, named: Named, where: Where) -> None:
        """A paragraph that says an overall rating, of the stage that it names or that was named above it."""
        self._take_beside(named, where)
        self._rate(entry, named, where, None)

    def rated_by_level(self, entry: Entry, where: Where) -> bool:
        """Rate a stage at each level where one line says both: "Level 1 Amber/Red; Level 2 Amber"; else False."""
        parts = [part for part in _PARTS.finditer(entry.text) if part.group().strip()]
        said = [self._level_rated(part.group()) for part in parts]
        if len({level for level, _ in said}) < 2 or not all(level and rating for level, rating in said):
            return False
        for part, (level, rating) in zip(parts, said, strict=True):
            own = part_of(entry, part.start(), part.end())
            self._rate(own, Named(rating=rating), Where(self.headings, where.domain, level, where.stage), None)
        return True

    def _level_rated(self, part: str) -> tuple[str, str]:
        rating, before = self.headings.ratings.last_in(part)
        named = self.headings.named(before)
        return (named.level, rating) if named.level and not named.rest else ("", "")

    def rate_cells(self, label: Cell, beside: Sequence[Cell], rating: str, where: Where) -> None:
        """A label "Overall rating" with the rating in the cell beside it."""
        self.draft.heading(label.numbers, Why("It says what stands beside it"))
        for at, entry in enumerate(e for cell in beside for e in entries_of(self.draft.passages, cell.numbers)):
            if at == 0 and not self.rated_by_level(entry, where):
                self._rate(entry, Named(rating=rating), where, beside[0])
            elif at:
                self._note(entry)

    def _place_cell(self, cell: Cell, part: str, there: Where, where: Where) -> Where:
        rated: list[tuple[Entry, Named]] = []
        for entry in entries_of(self.draft.passages, cell.numbers):
            named = self.headings.named_as(part, entry.text)
            alone = self.headings.ratings.exact(entry.text)
            if named.says_overall or (alone and not named.names_place):
                rated.append((entry, named if named.says_overall else Named(rating=alone)))
                if named.stage and named.says_overall:
                    there = there.within(Named(stage=named.stage))
                    where.take(Named(stage=named.stage))
            elif is_place(named):
                there = there.within(named)
                where.take(named)
                self._heading(entry, _NAMES)
            else:
                self._note(entry)
        for entry, named in rated:
            self._rate(entry, named, there, cell)
        return there

    def _rating_cell(self, cell: Cell, there: Where) -> Where:
        """Rates the stage that a row stands in, or that the cell names beside its rating."""
        rated = False
        for entry in entries_of(self.draft.passages, cell.numbers):
            named = self.headings.named(entry.text)
            rating = self.headings.ratings.exact(entry.text) or named.rating
            if named.stage:
                there = there.within(Named(stage=named.stage))
            if rating and not rated:
                self._rate(entry, Named(rating=rating), there, cell)
                rated = True
            else:
                self._note(entry)
        return there

    def _take_beside(self, named: Named, where: Where) -> None:
        """A rating that names its stage as well: "REFERRAL – overall rating: Amber"."""
        if named.stage:
            where.take(Named(stage=named.stage, level=where.level and ""))
        if named.domain:
            where.take(Named(domain=named.domain))

    def _rate(self, entry: Entry, named: Named, where: Where, cell: Cell | None) -> None:
        rating, sure, spot = named.rating, 0.95, where.spot
        if not rating and cell is not None:
            shade, sure = colour_of_shade(cell.fill)
            rating = self.headings.ratings.exact(shade) if shade and shade != BLUE else ""
        if not rating:
            if self.headings.colours.all_in(entry.text):
                self.writing.doubt_entry(entry, Why("It is an overall rating that the framework does not have"))
            else:
                self._heading(entry, Why("It says where the overall rating stands, and there is none"))
            return
        number = self.writing.rating(entry.stretches, entry.text, spot, rating, sure)
        self._tell_other_level(named, where, spot)
        if spot is None:
            self.writing.unplaced.append((where.within(Named()), [number]))

    def _tell_other_level(self, named: Named, where: Where, spot: Spot | None) -> None:
        if named.level and spot and spot.level and named.level != spot.level:
            self.draft.told.append(
                Why(
                    "An overall rating says “{level}” and stands under another level: it was taken for the one it "
                    "stands under",
                    level=self.headings.level_name(spot.domain, named.level),
                )
            )

    def _heading(self, entry: Entry, why: Why) -> None:
        self.writing.heading_entry(entry, why)

    def _note(self, entry: Entry) -> None:
        self.writing.note_entry(entry, Why("It stands beside the name of a stage"))

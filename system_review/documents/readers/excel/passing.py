"""Turns the cells of a sheet, and what hangs on it, into passages: one for each line of a cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from system_review.documents.readers.excel.attached import Attached, attached_to, running_texts
from system_review.documents.readers.excel.merged import Merged
from system_review.documents.readers.excel.refs import Area, area_of
from system_review.documents.readers.excel.rules import Rules
from system_review.documents.readers.excel.sheet import Cell, SheetCells
from system_review.documents.readers.excel.styles import CellStyle, Letters
from system_review.documents.readers.excel.workbook import SheetPart
from system_review.documents.readers.markup import given
from system_review.documents.readers.passages import Look, Part, Place, ReadPassage, Shade


@dataclass
class SheetPassages:
    """The passages of a sheet, and what a person should know of it."""

    passages: list[ReadPassage] = field(default_factory=list)
    shades: list[Shade] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    masked: int = 0  # cells whose number format shows nothing, or that lie beneath a merged one
    rules_not_understood: int = 0


class SheetPasser:
    """Makes the passages of one sheet; `number` is the sheet's, from 1."""

    def __init__(self, sheet: SheetPart, cells: SheetCells, number: int) -> None:
        self._sheet, self._cells, self._number = sheet, cells, number
        self._is_hidden = sheet.state != "visible"
        everything = cells.cells
        self._last_row = max((one.row for one in everything), default=1)
        self._last_column = max((one.column for one in everything), default=1)
        self._merged = Merged(cells.merged, self._last_row, self._last_column)
        self._texts = {(one.row, one.column): one.value.rich.text for one in everything} if cells.rules else {}
        self._rules = Rules(cells.rules, lambda row, column: self._texts.get((row, column), ""))
        self._heads = _head_areas(sheet)
        self._looks: dict[tuple[object, ...], Look] = {}
        self.made = SheetPassages()

    def passages(self) -> SheetPassages:
        """All of it: the sheet's name, its cells row by row, then what hangs on it."""
        name = Place(sheet=self._sheet.name)
        if self._sheet.name.strip():
            self.made.passages.append(
                ReadPassage(self._sheet.name, "\n", name, Look(heading=1, hidden=self._is_hidden))
            )
        for cell in self._cells.cells:
            self._cell(cell)
        for blank in self._cells.blanks:
            self._shade(blank)
        self._attach(attached_to(self._sheet))
        self._attach(running_texts(self._cells.running))
        self.made.rules_not_understood = len(self._rules.not_understood)
        return self.made

    def _cell(self, cell: Cell) -> None:
        style = cell.value.style
        if self._cells.rules and (given_style := self._rules.style(cell.row, cell.column)):
            style = CellStyle(given_style.fill or style.fill, given_style.letters.over(style.letters), style.code)
        is_hidden = self._hides(cell)
        repeats = bool(self._heads) and any(area.holds(cell.row, cell.column) for area in self._heads)
        rich = cell.value.rich
        if "\n" not in rich.text and not rich.stretches:  # as most cells
            look, place = self._look(style.fill, style.letters, is_hidden, repeats), self._place(cell, 1)
            self.made.passages.append(ReadPassage(rich.text.strip(), "\n", place, look))
            return
        lines = [line for line in rich.lines() if line[0].strip()]
        for paragraph, (line, own) in enumerate(lines, start=1):
            letters = style.letters if own is None else own.over(style.letters)
            look = self._look(style.fill, letters, is_hidden, repeats)
            place = self._place(cell, paragraph)
            self.made.passages.append(ReadPassage(line.strip(), "\n", place, look))

    def _place(self, cell: Cell, paragraph: int | None = None) -> Place:
        rows, columns = self._merged.spans(cell.row, cell.column)
        return Place(
            sheet=self._sheet.name,
            table=self._number,
            row=cell.row,
            column=cell.column,
            rows=rows,
            columns=columns,
            paragraph=paragraph,
        )

    def _shade(self, cell: Cell) -> None:
        """A shaded cell without text, where it stands among those with text, and is seen."""
        is_inside = cell.row <= self._last_row and cell.column <= self._last_column
        is_hidden = cell.is_in_hidden_row or self._merged.covers(cell.row, cell.column)
        if is_inside and not is_hidden and cell.value.style.fill:
            self.made.shades.append(Shade(self._place(cell), cell.value.style.fill))

    def _hides(self, cell: Cell) -> bool:
        is_hidden, columns = self._is_hidden, self._cells.hidden_columns
        if cell.is_in_hidden_row:
            self.made.hidden_rows.add(cell.row)
            is_hidden = True
        if columns and any(first <= cell.column <= last for first, last in columns):
            self.made.hidden_columns.add(cell.column)
            is_hidden = True
        if cell.value.is_masked or (self._cells.merged and self._merged.covers(cell.row, cell.column)):
            self.made.masked += 1
            is_hidden = True
        return is_hidden

    def _look(self, fill: str | None, letters: Letters, is_hidden: bool, repeats: bool) -> Look:
        key = (fill, letters, is_hidden, repeats)
        if key not in self._looks:
            self._looks[key] = Look(
                fill=fill,
                ink=letters.ink or None,
                bold=bool(letters.bold),
                struck=bool(letters.struck),
                hidden=is_hidden,
                repeats=repeats,
                size=letters.size,
            )
        return self._looks[key]

    def _attach(self, attached: Iterable[Attached]) -> None:
        counts: dict[tuple[Part, int | None, int | None], int] = {}
        for one in attached:
            key = (one.part, one.row, one.column)
            for line in one.text.split("\n"):
                if line.strip():
                    counts[key] = counts.get(key, 0) + 1
                    self.made.passages.append(self._attached(one, line.strip(), counts[key]))

    def _attached(self, one: Attached, line: str, paragraph: int) -> ReadPassage:
        place = Place(
            part=one.part,
            sheet=self._sheet.name,
            table=self._number if one.row else None,
            row=one.row,
            column=one.column,
            paragraph=paragraph,
        )
        return ReadPassage(line, "\n", place, Look(hidden=self._is_hidden, by=one.by))


def _head_areas(sheet: SheetPart) -> list[Area]:
    """The rows that are printed on each page, and the head rows of tables."""
    heads = [sheet.head_rows] if sheet.head_rows else []
    for table in sheet.tables:
        area = area_of(given(table, "ref"))
        if area and given(table, "headerRowCount", "1") != "0":
            heads.append(area._replace(bottom=area.top))
    return heads

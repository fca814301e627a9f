"""Table styles: what a cell takes over from the style of its table, for where it stands in it."""

from __future__ import annotations

from typing import NamedTuple

from system_review.documents.readers.markup import Element, child, children, given, number
from system_review.documents.readers.word.letters import Letters, letters_of
from system_review.documents.readers.word.shading import fill_of
from system_review.documents.readers.word.styles import Styles


class CellLook(NamedTuple):
    """A cell's shading and letters as its table has them. `fill` is None where nothing is said."""

    fill: str | None = None
    letters: Letters = Letters()

    def over(self, below: CellLook) -> CellLook:
        """This look where it says something, else the one below."""
        return CellLook(self.fill if self.fill is not None else below.fill, self.letters.over(below.letters))


class Position(NamedTuple):
    """Where a cell stands, from 0, and how large its table is."""

    row: int
    column: int
    rows: int
    columns: int
    span: int = 1


class _Wanted(NamedTuple):
    """Which parts of its style a table asks for."""

    first_row: bool
    last_row: bool
    first_column: bool
    last_column: bool
    bands: bool
    upright_bands: bool


_BITS = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}


class TableStyle:
    """The style of one table."""

    def __init__(self, properties: Element | None, styles: Styles) -> None:
        """`properties` are the table's `w:tblPr`."""
        self._parts: dict[str, CellLook] = {}
        self._row_band = self._column_band = 1
        for style in styles.chain(given(child(properties, "tblStyle"), "val"), "table"):
            self._take(style, styles.theme)
        own = CellLook(fill_of(child(properties, "shd"), styles.theme) or None)
        self._parts["wholeTable"] = own.over(self._parts.get("wholeTable", CellLook()))
        self._wanted = _wanted(child(properties, "tblLook"))
        self._known: dict[tuple[str, ...], CellLook] = {}

    def look(self, at: Position) -> CellLook:
        """What the cell at this position takes over."""
        names = tuple(name for name in self._names(at) if name in self._parts)
        if names not in self._known:
            look = CellLook()
            for name in names:
                look = look.over(self._parts[name])
            self._known[names] = look
        return self._known[names]

    def _take(self, style: Element, theme: dict[str, str]) -> None:
        whole = CellLook(fill_of(child(style, "tcPr", "shd"), theme), letters_of(child(style, "rPr"), theme))
        whole = whole.over(CellLook(fill_of(child(style, "tblPr", "shd"), theme)))
        self._add("wholeTable", whole)
        for part in children(style, "tblStylePr"):
            look = CellLook(fill_of(child(part, "tcPr", "shd"), theme), letters_of(child(part, "rPr"), theme))
            self._add(given(part, "type"), look)
        for name, attribute in (("tblStyleRowBandSize", "_row_band"), ("tblStyleColBandSize", "_column_band")):
            if (size := child(style, "tblPr", name)) is not None:
                setattr(self, attribute, max(1, number(given(size, "val"), 1)))

    def _add(self, name: str, look: CellLook) -> None:
        self._parts[name] = self._parts[name].over(look) if name in self._parts else look

    def _names(self, at: Position) -> list[str]:
        """The parts of the style that hold for a cell, the strongest first."""
        wanted = self._wanted
        top, bottom = wanted.first_row and at.row == 0, wanted.last_row and at.row == at.rows - 1
        left = wanted.first_column and at.column == 0
        right = wanted.last_column and at.column + at.span >= at.columns
        corners = [("nwCell", top and left), ("neCell", top and right), ("swCell", bottom and left)]
        edges = [("seCell", bottom and right), ("firstRow", top), ("lastRow", bottom)]
        sides = [("firstCol", left), ("lastCol", right)]
        names = [name for name, holds in (*corners, *edges, *sides) if holds]
        if wanted.bands and not top and not bottom:
            band = (at.row - (1 if wanted.first_row else 0)) // self._row_band
            names.append("band2Horz" if band % 2 else "band1Horz")
        if wanted.upright_bands and not left and not right:
            band = (at.column - (1 if wanted.first_column else 0)) // self._column_band
            names.append("band2Vert" if band % 2 else "band1Vert")
        return [*names, "wholeTable"]


def _wanted(look: Element | None) -> _Wanted:
    try:
        bits = int(given(look, "val", "04A0" if look is None else "0"), 16)
    except ValueError:
        bits = 0

    def asked(name: str) -> bool:
        said = given(look, name)
        return said in ("1", "true", "on") if said else bool(bits & _BITS[name])

    edges = (asked("firstRow"), asked("lastRow"), asked("firstColumn"), asked("lastColumn"))
    return _Wanted(*edges, not asked("noHBand"), not asked("noVBand"))

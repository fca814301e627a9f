"""Excel's styles: how the cells that have one look, and how their numbers are shown."""

from __future__ import annotations

from typing import NamedTuple

from system_review.documents.readers.excel.colours import Colours
from system_review.documents.readers.excel.formats import built_in
from system_review.documents.readers.markup import Element, child, children, given, number

_MOST_NUMBERS = 4_096  # that are kept with the style they give: a broken file may name any


class Letters(NamedTuple):
    """How letters look; None where nothing is said."""

    bold: bool | None = None
    struck: bool | None = None
    ink: str | None = None
    size: float | None = None

    def over(self, below: Letters) -> Letters:
        """These letters where they say something, else those below."""
        pairs = zip(self, below, strict=True)
        return Letters._make(mine if mine is not None else theirs for mine, theirs in pairs)


class CellStyle(NamedTuple):
    """How a cell looks, and the code of its number format."""

    fill: str | None = None
    letters: Letters = Letters()
    code: str = ""


class Styles:
    """The styles of one workbook."""

    def __init__(self, root: Element | None, theme: dict[str, str]) -> None:
        self.colours = Colours(theme, root)
        fills = [self.colours.fill(one) for one in _list(root, "fills")]
        fonts = [self.letters(one) for one in _list(root, "fonts")]
        codes = {number(given(one, "numFmtId"), -1): given(one, "formatCode") for one in _list(root, "numFmts")}
        self._cells = [_cell_style(one, fills, fonts, codes) for one in _list(root, "cellXfs")]
        self._by_number: dict[str, CellStyle] = {}
        self._rules = [self._rule_style(one) for one in _list(root, "dxfs")]

    def cell(self, at: str) -> CellStyle:
        """The style of a cell by the number that it gives."""
        found = self._by_number.get(at)
        if found is None:
            index = number(at)
            found = self._cells[index] if 0 <= index < len(self._cells) else CellStyle()
            if len(self._by_number) < _MOST_NUMBERS:
                self._by_number[at] = found
        return found

    def rule(self, at: str) -> CellStyle:
        """What a rule of conditional formatting gives to the cells for which it holds."""
        index = number(at, -1)
        return self._rules[index] if 0 <= index < len(self._rules) else CellStyle()

    def letters(self, font: Element | None) -> Letters:
        """What a font says, or the properties of some letters in a cell."""
        if font is None:
            return Letters()
        size = given(child(font, "sz"), "val")
        ink = self.colours.colour(child(font, "color"))
        return Letters(_is_on(font, "b"), _is_on(font, "strike"), None if ink == "#FFFFFF" else ink, _points(size))

    def _rule_style(self, rule: Element) -> CellStyle:
        return CellStyle(self.colours.fill(child(rule, "fill"), of_rule=True), self.letters(child(rule, "font")))


def _list(root: Element | None, name: str) -> list[Element]:
    entries = child(root, name)
    return list(entries) if entries is not None else []


def _cell_style(entry: Element, fills: list[str | None], fonts: list[Letters], codes: dict[int, str]) -> CellStyle:
    fill, font, code = (number(given(entry, name), -1) for name in ("fillId", "fontId", "numFmtId"))
    return CellStyle(
        fills[fill] if 0 <= fill < len(fills) else None,
        fonts[font] if 0 <= font < len(fonts) else Letters(),
        codes.get(code, built_in(code)),
    )


def _is_on(font: Element, name: str) -> bool | None:
    switch = next(children(font, name), None)
    return None if switch is None else given(switch, "val", "1") not in ("0", "false", "none")


def _points(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None

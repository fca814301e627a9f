"""Rules of conditional formatting that colour cells, as far as they are simple; the others are counted and told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from system_review.documents.readers.excel.refs import Area, areas_of, cell_at
from system_review.documents.readers.excel.styles import CellStyle, Styles
from system_review.documents.readers.markup import Element, children, given, number, own_text

Texts = Callable[[int, int], str]  # what a cell of the sheet shows, by row and column

_MOST_RULES = 500
_SIMPLE = re.compile(r'\s*(\$?[A-Za-z]{1,3}\$?\d+)\s*=\s*(?:"((?:[^"]|"")*)"|(-?[\d.]+))\s*')
_SEARCH = re.compile(
    r'(?:NOT\(ISERROR|ISNUMBER)\(SEARCH\("((?:[^"]|"")*)",\s*(\$?[A-Za-z]{1,3}\$?\d+)\)\)\)?', re.IGNORECASE
)
_LITERAL = re.compile(r'\s*(?:=\s*)?"((?:[^"]|"")*)"\s*')  # two runs of spaces side by side would be tried in all ways
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "greaterThan": lambda one, two: one > two,
    "lessThan": lambda one, two: one < two,
    "greaterThanOrEqual": lambda one, two: one >= two,
    "lessThanOrEqual": lambda one, two: one <= two,
}
_CONTAINING: dict[str, Callable[[str, str], bool]] = {
    "containsText": lambda text, part: part in text,
    "notContainsText": lambda text, part: part not in text,
    "beginsWith": str.startswith,
    "endsWith": str.endswith,
}


@dataclass(frozen=True)
class Rule:
    """A rule: where it counts, and what it asks."""

    areas: tuple[Area, ...]
    kind: str
    operator: str
    text: str
    formulas: tuple[str, ...]
    style: CellStyle
    priority: int

    def holds(self, row: int, column: int, text: Texts) -> bool | None:
        """Whether it holds for a cell; None where that cannot be told."""
        here = text(row, column).casefold().strip()
        if self.kind == "cellIs":
            return self._compared(here)
        if self.kind in _CONTAINING and self.text:
            return _CONTAINING[self.kind](here, self.text.casefold())
        if self.kind == "expression" and self.formulas:
            return self._asked(row, column, text)
        return None

    def _compared(self, here: str) -> bool | None:
        wanted = _value(self.formulas[0]) if self.formulas else None
        if wanted is None:
            return None
        if self.operator in ("equal", "notEqual"):
            return _same(here, wanted) == (self.operator == "equal")
        compare, mine, theirs = _COMPARISONS.get(self.operator), _number(here), _number(wanted)
        if compare is None or theirs is None:
            return None
        return mine is not None and compare(mine, theirs)

    def _asked(self, row: int, column: int, text: Texts) -> bool | None:
        formula = self.formulas[0].strip().removeprefix("=")
        if found := _SIMPLE.fullmatch(formula):
            ref, wanted = found[1], found[2].replace('""', '"').casefold() if found[2] is not None else found[3]
            there = self._moved(ref, row, column)
            return None if there is None else _same(text(*there).casefold().strip(), wanted)
        if found := _SEARCH.fullmatch(formula):
            there = self._moved(found[2], row, column)
            return None if there is None else found[1].casefold() in text(*there).casefold()
        return None

    def _moved(self, ref: str, row: int, column: int) -> tuple[int, int] | None:
        """The cell that an address in the rule means for this cell: it is written for the first cell of the rule."""
        written = cell_at(ref)
        if written is None or not self.areas:
            return None
        first = self.areas[0]
        is_row_fixed, is_column_fixed = "$" in ref[1:], ref.startswith("$")
        return (
            written[0] if is_row_fixed else written[0] + row - first.top,
            written[1] if is_column_fixed else written[1] + column - first.left,
        )


def rules_of(formatting: Element, styles: Styles) -> Iterator[Rule]:
    """The rules of one `conditionalFormatting` that could colour cells."""
    areas = tuple(areas_of(given(formatting, "sqref")))
    for rule in children(formatting, "cfRule"):
        yield Rule(
            areas,
            given(rule, "type"),
            given(rule, "operator"),
            given(rule, "text"),
            tuple(own_text(one) for one in children(rule, "formula")),
            styles.rule(given(rule, "dxfId", "-1")),
            number(given(rule, "priority"), 9999),
        )


class Rules:
    """The rules of one sheet, the first that holds coming first."""

    def __init__(self, rules: list[Rule], text: Texts) -> None:
        by_priority = sorted(rules, key=lambda rule: rule.priority)[:_MOST_RULES]
        self._rules = [rule for rule in by_priority if rule.style != CellStyle() or rule.kind in _SCALES]
        self._text = text
        self.not_understood: set[int] = set()

    def style(self, row: int, column: int) -> CellStyle | None:
        """What the rules give to this cell; None if none holds."""
        for at, rule in enumerate(self._rules):
            if any(area.holds(row, column) for area in rule.areas):
                holds = rule.holds(row, column, self._text)
                if holds is None:
                    self.not_understood.add(at)
                elif holds:
                    return rule.style
        return None


_SCALES = ("colorScale", "iconSet")


def _value(formula: str) -> str | None:
    if found := _LITERAL.fullmatch(formula):
        return found[1].replace('""', '"').casefold().strip()
    return formula.strip() if _number(formula.strip()) is not None else None


def _same(here: str, wanted: str) -> bool:
    mine, theirs = _number(here), _number(wanted)
    return here == wanted if mine is None or theirs is None else mine == theirs


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None

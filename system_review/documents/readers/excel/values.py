"""What a cell of a sheet shows, from what its element holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from system_review.documents.readers.excel.escapes import unescaped
from system_review.documents.readers.excel.formats import day_in_words, shape_of, shown
from system_review.documents.readers.excel.strings import Rich, rich_text
from system_review.documents.readers.excel.styles import CellStyle, Styles
from system_review.documents.readers.markup import Element, local, number, own_text


class Book(NamedTuple):
    """What all sheets of a workbook share."""

    strings: Sequence[Rich]
    styles: Styles
    from_1904: bool = False


class Value(NamedTuple):
    """What a cell shows. `is_formula` where no result is kept and the formula itself is all there is."""

    rich: Rich
    style: CellStyle
    is_formula: bool = False
    is_masked: bool = False  # its number format shows nothing


def value_of(cell: Element, book: Book) -> Value:
    """What a `c` element shows."""
    style = book.styles.cell(cell.get("s") or "0")
    kind = cell.get("t") or "n"
    if kind == "s" and len(cell) == 1 and local(cell[0]) == "v":  # as most that hold words
        return Value(_shared(own_text(cell[0]), book), style)
    value = formula = inline = None
    for part in cell:
        name = local(part)
        if name == "v" and value is None:
            value = own_text(part)
        elif name == "f" and formula is None:
            formula = own_text(part).strip()
        elif name == "is" and inline is None:
            inline = part
    if inline is not None and (kind == "inlineStr" or not value):
        return Value(rich_text(inline, book.styles), style)
    if not value:
        return Value(Rich(f"={formula}" if formula else ""), style, bool(formula))
    if kind == "s":
        return Value(_shared(value, book), style)
    text = _shown(value, kind, style.code, book.from_1904)
    return Value(Rich(text), style, is_masked=kind == "n" and shape_of(style.code).kind == "nothing")


def _shared(value: str, book: Book) -> Rich:
    at = number(value, -1)
    return book.strings[at] if 0 <= at < len(book.strings) else Rich("")


def _shown(value: str, kind: str, code: str, from_1904: bool) -> str:
    match kind:
        case "str" | "e" | "inlineStr":
            return unescaped(value)
        case "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value.strip(), value)
        case "d":
            try:
                return day_in_words(datetime.fromisoformat(value.strip().removesuffix("Z")))
            except ValueError:
                return value
    try:
        return shown(float(value[:40]), code, from_1904=from_1904)
    except (ValueError, OverflowError):
        return value

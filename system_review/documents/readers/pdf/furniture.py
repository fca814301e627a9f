"""Finds what stands at the top and bottom of page after page: headers, footers, numbers of pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby

from system_review.documents.readers.passages import Part
from system_review.documents.readers.pdf.lines import Line, pieces_of
from system_review.documents.readers.pdf.looked_at import LookedAt
from system_review.documents.readers.pdf.signs import Sign

ZONE = 0.14  # of a page's height, at its top and at its bottom
SAME_PLACE = 6.0  # points
LARGE = 1.15  # times the usual size
MOST_BESIDE = 3  # pieces of a header beside one another: left, middle, right
MANY_PAGES = 2  # that are looked at for the heads of tables
APART = 1.9  # of a sign's size: what stands nearer to the text than that belongs to it
_PAGE_NUMBER = re.compile(r"(?:page|p\.|tudalen|-|–|\|)?\s*\d+\s*(?:(?:of|/|o|-|–|\|)\s*\d*)?", re.IGNORECASE)

Key = tuple[Part, str, int]


@dataclass(slots=True)
class Furniture:
    """A page's header and footer, and the numbers of the signs that they are made of."""

    lines: list[tuple[Part, Line]] = field(default_factory=list)
    signs: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Piece:
    part: Part
    line: Line
    signs: list[Sign]
    keys: list[Key]


def furniture_of(pages: list[LookedAt]) -> list[Furniture]:
    """The furniture of each page."""
    candidates = [_at_the_edges(page) for page in pages]
    _leave_heads_of_tables(candidates, pages)
    on_pages: Counter[Key] = Counter(
        key for pieces in candidates for key in {k for piece in pieces for k in piece.keys}
    )
    usual = Counter(sign.style.size for page in pages for sign in page.signs)
    size = usual.most_common(1)[0][0] if usual else 10.0
    return [
        _kept(pieces, page, lambda piece: _recurs(piece, on_pages, len(pages), size))
        for pieces, page in zip(candidates, pages, strict=True)
    ]


def _at_the_edges(page: LookedAt) -> list[_Piece]:
    """Lines so near to the page's top or bottom, and outside of all tables, that they may be furniture."""
    height = page.sight.height
    highest = max((grid.ys[0] for grid in page.ruled), default=0.0)
    lowest = min((grid.ys[-1] for grid in page.ruled), default=height)
    upright = [sign for sign in page.signs if sign.style.turns == 0]
    top = [sign for sign in upright if sign.base > max(height * (1 - ZONE), highest)]
    bottom = [sign for sign in upright if sign.base < min(height * ZONE, lowest)]
    return [
        _Piece(part, line, signs, _keys(page.number, part, line))
        for part, share in ((Part.HEADER, top), (Part.FOOTER, bottom))
        for line, signs in pieces_of(share)
    ]


def _leave_heads_of_tables(candidates: list[list[_Piece]], pages: list[LookedAt]) -> None:
    """What stands elsewhere on the first page on which it is, with other words at its side, is a table's head."""
    heads: set[str] = set()
    for page, pieces in zip(pages[:MANY_PAGES], candidates[:MANY_PAGES], strict=True):
        at_edge = {sign.index for piece in pieces for sign in piece.signs}
        inside = [sign for sign in page.signs if sign.style.turns == 0 and sign.index not in at_edge]
        found = pieces_of(inside)
        lines = Counter(line.row for line, _ in found)
        heads |= {line.text for line, _ in found if lines[line.row] > 1}
    for pieces in candidates:
        beside = Counter((piece.part, piece.line.row) for piece in pieces)
        pieces[:] = [
            piece
            for piece in pieces
            if beside[piece.part, piece.line.row] <= MOST_BESIDE
            and not (piece.line.text in heads and beside[piece.part, piece.line.row] > 1)
        ]


def _keys(page: int, part: Part, line: Line) -> list[Key]:
    """Under which it is looked up on other pages: its words without the page's number, and about where it stands."""
    words = re.sub(rf"\b{page}\b", "#", line.text.lower())
    place = round(line.base / SAME_PLACE)
    return [(part, words, place), (part, words, place + 1)]


def _recurs(piece: _Piece, on_pages: Counter[Key], pages: int, usual: float) -> bool:
    """Whether it stands on enough pages. A large line is more likely a heading: it must stand on nearly all."""
    if _PAGE_NUMBER.fullmatch(piece.line.text):
        return True
    most = max(on_pages[key] for key in piece.keys)
    if piece.line.size > LARGE * usual:
        return most >= max(3, 0.8 * pages)
    return most >= max(2, min(4, 0.3 * pages))


def _kept(pieces: list[_Piece], page: LookedAt, recurs: Callable[[_Piece], bool]) -> Furniture:
    """Of these, whole rows from the page's edge inwards, as far as they recur and stand apart from the text."""
    made = Furniture()
    bases = sorted({sign.base for sign in page.signs if sign.style.turns == 0})
    for part, share in groupby(pieces, key=lambda piece: piece.part):
        rows: dict[float, list[_Piece]] = defaultdict(list)
        for piece in share:
            rows[piece.line.base].append(piece)
        inwards = sorted(rows, reverse=part is Part.HEADER)
        recurring = [base for base in inwards if any(recurs(piece) for piece in rows[base])]
        recurring = recurring[: _unbroken(recurring, bases, part)]
        while recurring and not _is_apart(recurring[-1], rows[recurring[-1]][0].line.size, bases, part):
            recurring.pop()
        for base in recurring:
            for piece in rows[base]:
                if recurs(piece):
                    made.lines.append((part, piece.line))
                    made.signs |= {sign.index for sign in piece.signs}
    return made


def _unbroken(recurring: list[float], bases: list[float], part: Part) -> int:
    """How many of these lines, from the page's edge inwards, have nothing else further out."""
    for number, base in enumerate(recurring):
        further = [other for other in bases if (other > base + 3 if part is Part.HEADER else other < base - 3)]
        if any(all(abs(other - known) > 3 for known in recurring[:number]) for other in further):
            return number
    return len(recurring)


def _is_apart(base: float, size: float, bases: Iterable[float], part: Part) -> bool:
    """Whether the next line inwards is far enough."""
    if part is Part.HEADER:
        inwards = [base - other for other in bases if other < base - 0.5 * size]
    else:
        inwards = [other - base for other in bases if other > base + 0.5 * size]
    return not inwards or min(inwards) >= APART * size

"""What is drawn on a page: lines and sides of boxes, which make tables; filled boxes, which shade them; pictures."""

from __future__ import annotations

import ctypes
import itertools
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from system_review.documents.readers.pdf.clips import clip_of
from system_review.documents.readers.pdf.geometry import Box, Matrix, around

THIN = 4.0  # points: what is filled and no thicker is a line
STRAIGHT = 0.7  # points that a line may be askew
MOST_OBJECTS = 60_000  # of one page
_DEEPEST = 12  # forms inside forms
LARGEST_BULLET = 7.0  # points
_FEW = 0.02  # of full: what is no more opaque than that is not seen
_WHITE = "#FFFFFF"


@dataclass(slots=True)
class Edge:
    """A line along or across the page. `at` is where it stands, from `start` to `end`. `firm` if it is drawn as such,
    not so if it is only the side of something filled."""

    at: float
    start: float
    end: float
    firm: bool


@dataclass(frozen=True, slots=True)
class Shade:
    """Something filled, in the order of painting. Only `square` ones have sides that may be a table's."""

    box: Box
    colour: str
    square: bool


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page, but for its signs."""

    across: list[Edge] = field(default_factory=list)
    down: list[Edge] = field(default_factory=list)
    shades: list[Shade] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    bullets: list[Box] = field(default_factory=list)
    looked_at: int = 0

    @property
    def too_much(self) -> bool:
        """Whether there was more than is looked at."""
        return self.looked_at > MOST_OBJECTS


@dataclass(slots=True)
class _Outline:
    points: list[tuple[float, float]]
    curved: bool = False
    closed: bool = False


def drawn_on(page: Any, seen: Matrix, sight: Box) -> Drawn:
    """What is drawn on that page; `seen` puts it into the page as it is seen, `sight` is what of that is seen."""
    drawn = Drawn()
    count = pdfium.FPDFPage_CountObjects(page)
    _walk(drawn, lambda number: pdfium.FPDFPage_GetObject(page, number), count, seen, sight, 0)
    return drawn


def _walk(drawn: Drawn, get: Any, count: int, seen: Matrix, sight: Box, depth: int) -> None:
    for number in range(count):
        drawn.looked_at += 1
        if drawn.too_much:
            return
        item = get(number)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _take(drawn, item, seen, sight)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            drawn.pictures.append(around([_matrix_of(item).then(seen).moves(x, y) for x in (0, 1) for y in (0, 1)]))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _matrix_of(item).then(seen)
            parts = pdfium.FPDFFormObj_CountObjects(item)
            _walk(drawn, lambda n, form=item: pdfium.FPDFFormObj_GetObject(form, n), parts, inner, sight, depth + 1)


def _matrix_of(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _take(drawn: Drawn, item: Any, seen: Matrix, sight: Box) -> None:
    filling, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, filling, stroked)
    fill = _colour(pdfium.FPDFPageObj_GetFillColor, item) if filling.value else None
    line = _colour(pdfium.FPDFPageObj_GetStrokeColor, item) if stroked.value else None
    if fill is None and line is None:
        return
    outlines = _outlines(item, _matrix_of(item).then(seen))
    if len(outlines) == 1 and _is_bullet(outlines[0]):
        drawn.bullets.append(around(outlines[0].points))
    if line is not None:
        for outline in outlines:
            _add_strokes(drawn, outline)
    if fill is not None:
        clip = (clip_of(item, seen) or sight).within(sight)
        for outline in outlines:
            _add_filled(drawn, outline, fill, clip)
        _add_frames(drawn, outlines)


def _colour(ask: Any, item: Any) -> str | None:
    """As "#RRGGBB"; None if it is not seen."""
    parts = [ctypes.c_uint() for _ in range(4)]
    ask(item, *parts)
    red, green, blue, solid = (part.value for part in parts)
    if solid <= 255 * _FEW:
        return None
    return "#{:02X}{:02X}{:02X}".format(*(round(255 + (part - 255) * solid / 255) for part in (red, green, blue)))


def _outlines(item: Any, matrix: Matrix) -> list[_Outline]:
    x, y = ctypes.c_float(), ctypes.c_float()
    outlines: list[_Outline] = []
    for number in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append(_Outline([]))
        outlines[-1].points.append(matrix.moves(x.value, y.value))
        outlines[-1].curved |= kind == pdfium.FPDF_SEGMENT_BEZIERTO
        outlines[-1].closed |= bool(pdfium.FPDFPathSegment_GetClose(segment))
    return outlines


def _add_strokes(drawn: Drawn, outline: _Outline) -> None:
    if outline.curved:
        return
    points = [*outline.points, outline.points[0]] if outline.closed else outline.points
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        if abs(y1 - y2) <= STRAIGHT and abs(x1 - x2) > STRAIGHT:
            drawn.across.append(Edge((y1 + y2) / 2, min(x1, x2), max(x1, x2), True))
        elif abs(x1 - x2) <= STRAIGHT and abs(y1 - y2) > STRAIGHT:
            drawn.down.append(Edge((x1 + x2) / 2, min(y1, y2), max(y1, y2), True))


def _add_filled(drawn: Drawn, outline: _Outline, colour: str, clip: Box) -> None:
    box = around(outline.points).within(clip)
    if box.width <= 0 and box.height <= 0:
        return
    if box.height <= THIN:
        drawn.across.append(Edge((box.bottom + box.top) / 2, box.left, box.right, True))
    if box.width <= THIN:
        drawn.down.append(Edge((box.left + box.right) / 2, box.bottom, box.top, True))
    if min(box.width, box.height) > THIN:
        square = not outline.curved and _is_square(outline.points)
        drawn.shades.append(Shade(box, colour, square))
        if square and colour != _WHITE:
            drawn.across += [Edge(at, box.left, box.right, False) for at in (box.bottom, box.top)]
            drawn.down += [Edge(at, box.bottom, box.top, False) for at in (box.left, box.right)]


def _is_bullet(outline: _Outline) -> bool:
    """Whether it is a small round thing, or a square too large for a piece of a dotted line."""
    box = around(outline.points)
    small, large = sorted((box.width, box.height))
    return (1.2 if outline.curved else 2.6) <= small and large <= min(LARGEST_BULLET, 1.3 * small)


def _is_square(points: list[tuple[float, float]]) -> bool:
    """Whether all corners are those of the box around them."""
    box = around(points)
    return len(points) >= 4 and all(
        min(abs(x - box.left), abs(x - box.right)) <= STRAIGHT
        and min(abs(y - box.bottom), abs(y - box.top)) <= STRAIGHT
        for x, y in points
    )


def _add_frames(drawn: Drawn, outlines: list[_Outline]) -> None:
    """A box filled but for a slightly smaller one in it is a frame: its sides are lines, and it shades nothing."""
    if len(outlines) != 2 or any(outline.curved for outline in outlines):
        return
    outer, inner = sorted((around(outline.points) for outline in outlines), key=lambda box: -box.width)
    margins = (inner.left - outer.left, inner.bottom - outer.bottom, outer.right - inner.right, outer.top - inner.top)
    if min(inner.width, inner.height) > THIN and all(0 <= margin <= THIN for margin in margins) and any(margins):
        drawn.shades = [shade for shade in drawn.shades if shade.box not in (outer, inner)]

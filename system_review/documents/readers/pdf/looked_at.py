"""A page as it is looked at first: its signs, what is drawn on it, and the tables that are ruled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from system_review.documents.readers.pdf.drawn import Drawn, Edge, drawn_on
from system_review.documents.readers.pdf.geometry import Box, Matrix
from system_review.documents.readers.pdf.lattice import Grid, grids_in
from system_review.documents.readers.pdf.notes import Note, notes_on
from system_review.documents.readers.pdf.signs import Sign, signs_of


@dataclass(slots=True)
class LookedAt:
    """A page upright, with its lower left corner at 0."""

    number: int
    sight: Box  # what of it is seen
    signs: list[Sign]
    undecoded: bool  # the file does not say of all signs what they are
    drawn: Drawn
    ruled: list[Grid]
    across: list[Edge]
    notes: list[Note]


def looked_at(page: Any, text: Any, number: int, form: Any) -> LookedAt:
    """The page with that number, from its handles; `form` is that of the document's form."""
    seen, sight = _sight(page)
    drawn = drawn_on(page, seen, sight)
    ruled, across = grids_in(drawn)
    signs, undecoded = signs_of(text, seen)
    return LookedAt(number, sight, signs, undecoded, drawn, ruled, across, notes_on(page, form, seen))


def _sight(page: Any) -> tuple[Matrix, Box]:
    """What puts the page upright with its lower left corner at 0, and what of it is seen then."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    width, height = right - left, top - bottom
    turned = pdfium.FPDFPage_GetRotation(page)
    if turned == 1:
        return Matrix(0, -1, 1, 0, -bottom, right), Box(0, 0, height, width)
    if turned == 2:
        return Matrix(-1, 0, 0, -1, right, top), Box(0, 0, width, height)
    if turned == 3:
        return Matrix(0, 1, -1, 0, top, -left), Box(0, 0, height, width)
    return Matrix(1, 0, 0, 1, -left, -bottom), Box(0, 0, width, height)

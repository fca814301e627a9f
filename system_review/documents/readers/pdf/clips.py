"""What is left to be seen of something drawn after clipping."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from system_review.documents.readers.pdf.geometry import Box, Matrix, around


def clip_of(item: Any, seen: Matrix) -> Box | None:
    """The box that bounds what is seen of an object of a page; None if nothing cuts it off."""
    path = pdfium.FPDFPageObj_GetClipPath(item)
    if not path:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    clip: Box | None = None
    for number in range(max(pdfium.FPDFClipPath_CountPaths(path), 0)):
        points = []
        for at in range(max(pdfium.FPDFClipPath_CountPathSegments(path, number), 0)):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(path, number, at), x, y)
            points.append(seen.moves(x.value, y.value))
        if points:
            clip = around(points).within(clip) if clip else around(points)
    return clip

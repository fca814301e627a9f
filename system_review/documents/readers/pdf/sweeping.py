"""Counts the characters of a page anew, by a walk of its own: what the passages must add up to."""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as pdfium


def swept_of(text: Any) -> int:
    """How many characters that are no white space stand in the file for this page."""
    codes = (
        pdfium.FPDFText_GetUnicode(text, index)
        for index in range(pdfium.FPDFText_CountChars(text))
        if pdfium.FPDFText_IsGenerated(text, index) != 1
    )
    units = b"".join(code.to_bytes(2, "little") for code in codes if code)
    written = units.decode("utf-16-le", "replace")
    return sum(not sign.isspace() for sign in written)

"""The typefaces of a PDF: the house's from their packages, and one made for the characters that none of them has. Pure.

typst refuses a tagged PDF with one character that it cannot show. So every character that no font has gets a box in a
font made for this document; text taken out of the PDF is still the original character.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

FAMILIES = ("Source Sans 3", "IBM Plex Sans Arabic", "Noto Sans")
LAST_RESORT = "System Review Last Resort"

_JOINERS = {0x200C, 0x200D, 0xFE0E, 0xFE0F}  # held by the made font too: they stay in one run with the sign before
_UNSEEN = {"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"}  # categories without ink: format characters, marks, spaces


@cache
def folders() -> list[str]:
    """The folders of the installed font packages."""
    import fontpkg

    return sorted({str(file.path.parent) for family in FAMILIES for file in fontpkg.family(family).files})


@cache
def covered() -> frozenset[int]:
    """Every code point that one of the house's upright fonts can show."""
    import fontpkg
    from fontTools.ttLib import TTFont

    points: set[int] = set()
    for family in FAMILIES:
        upright = (file for file in fontpkg.family(family).files if file.style == "normal")
        points.update(TTFont(next(upright).path, lazy=True).getBestCmap())
    return frozenset(points)


def folders_with(folder: Path, missing: Iterable[int]) -> list[str]:
    """The folders for a document with characters that the house's fonts lack; `folder` gets the made font."""
    make_last_resort(sorted(missing), folder / "last-resort.ttf")
    return [*folders(), str(folder)]


def missing_in(text: str) -> set[int]:
    """The code points of a text, and of its decomposed forms, that no font of the house has."""
    characters = set(text)
    for form in ("NFD", "NFKD"):
        characters.update(*(unicodedata.normalize(form, character) for character in set(text)))
    missing = {ord(character) for character in characters} - covered() - {0x0A}
    return missing | _JOINERS if missing else missing


def make_last_resort(points: list[int], path: Path) -> None:
    """Write a font with a box for each code point, and nothing to see for marks and format characters."""
    from fontTools.fontBuilder import FontBuilder

    names = {point: f"u{point:06X}" for point in points}
    seen = {name: unicodedata.category(chr(point)) not in _UNSEEN for point, name in names.items()}
    box, blank = _box(), _blank()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    builder.setupGlyf({".notdef": box, **{name: box if seen[name] else blank for name in names.values()}})
    builder.setupHorizontalMetrics(
        {".notdef": (700, 50), **{n: (700, 50) if seen[n] else (0, 0) for n in names.values()}}
    )
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    family = {"familyName": LAST_RESORT, "styleName": "Regular", "fullName": f"{LAST_RESORT} Regular"}
    builder.setupNameTable({**family, "psName": "SystemReviewLastResort-Regular"})  # without it typst ignores the file
    builder.setupOS2()
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0  # equal documents give equal bytes
    builder.font.recalcTimestamp = False
    builder.save(path)


def _box() -> Any:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for corners in (((50, 0), (50, 700), (650, 700), (650, 0)), ((110, 60), (590, 60), (590, 640), (110, 640))):
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def _blank() -> Any:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    return TTGlyphPen(None).glyph()

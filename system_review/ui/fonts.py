"""Makes the web subset of the house typeface from its package: `python -m system_review.ui.fonts`.

The licence of Source Sans 3 reserves the name "Source" for the unchanged fonts, so the subset has a family name
of its own, the one that `tokens.css` asks for. The licence text goes with it. Nothing made here is committed.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FAMILY = "System Review Sans"
FOLDER = Path(__file__).resolve().parent / "static" / "ui" / "fonts"
PACKAGE = "fontpkg-source-sans-3"
STYLES = {"sans.woff2": "SourceSans3[wght].ttf", "sans-italic.woff2": "SourceSans3-Italic[wght].ttf"}
FEATURES = ["kern", "liga", "ccmp", "mark", "mkmk", "locl", "case", "tnum", "lnum", "pnum"]

# First and last code point of each range kept. Text in other scripts is shown in the reader's own fonts.
RANGES = (
    (0x20, 0x7E),  # plain Latin
    (0xA0, 0x17F),  # western and central European letters, with Welsh ŵ and ŷ
    (0x192, 0x192),
    (0x218, 0x21B),
    (0x2C6, 0x2DD),  # marks that stand alone
    (0x300, 0x30C),  # marks that combine, for names typed in two parts
    (0x323, 0x328),
    (0x1E80, 0x1E85),  # Welsh Ẁ Ẃ Ẅ
    (0x1E9E, 0x1E9E),
    (0x1EF2, 0x1EF3),  # Welsh Ỳ
    (0x2010, 0x2022),  # dashes, quotation marks, bullet
    (0x2026, 0x2044),  # ellipsis, primes, guillemets, fraction slash
    (0x20AC, 0x20AC),
    (0x2116, 0x2122),
    (0x2190, 0x2199),  # arrows
    (0x21B3, 0x21B3),
    (0x2212, 0x2215),
    (0x2248, 0x2265),
    (0x25A0, 0x25CF),  # squares, triangles, circles
    (0x2610, 0x2612),  # boxes
    (0x2713, 0x2718),  # ticks and crosses
)


def main() -> int:
    """Make the fonts unless they are current. Prints one line; 0 when they are there, 1 when the package is missing."""
    spec = find_spec("fontpkg_source_sans_3")
    if spec is None or spec.origin is None:
        print(f"The house typeface is not installed ({PACKAGE}); pages will use the reader's own fonts.")
        return 1
    if is_current():
        print(f"Fonts are current in {FOLDER}")
        return 0
    package = Path(spec.origin).parent
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "made-from.txt").unlink(missing_ok=True)
    for name, source in STYLES.items():
        _make(package / "files" / source, FOLDER / name)
    _write(FOLDER / "OFL.txt", (package / "LICENSE").read_bytes())
    _write(FOLDER / "made-from.txt", recipe().encode())
    print(f"Fonts made in {FOLDER}")
    return 0


def is_current() -> bool:
    """Whether the fonts on the disk were made by this recipe. Does not read the fonts themselves."""
    stamp = FOLDER / "made-from.txt"
    whole = all((FOLDER / name).is_file() for name in (*STYLES, "OFL.txt"))
    return whole and stamp.is_file() and stamp.read_text() == recipe()


def recipe() -> str:
    """What the fonts are made from: the versions of the packages, and a hash of this file."""
    versions = [f"{name} {importlib.metadata.version(name)}" for name in (PACKAGE, "fonttools", "brotli")]
    return "\n".join([*versions, hashlib.sha256(Path(__file__).read_bytes()).hexdigest(), ""])


def _make(source: Path, destination: Path) -> None:
    from fontTools import subset  # a third of a second to import: only when there is something to make
    from fontTools.ttLib import TTFont

    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    _rename(font)
    font.flavor = "woff2"
    half_made = destination.with_suffix(".part")
    font.save(half_made)
    os.replace(half_made, destination)


def _rename(font: TTFont) -> None:
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16, 25):
            joined = FAMILY.replace(" ", "") if record.nameID in (3, 6, 25) else FAMILY
            record.string = joined


def _write(path: Path, content: bytes) -> None:
    half_made = path.with_suffix(".part")
    half_made.write_bytes(content)
    os.replace(half_made, path)


if __name__ == "__main__":
    raise SystemExit(main())

"""Word's numbered lists: whether an item has a bullet or a number, and which number that is."""

from __future__ import annotations

import re
from typing import NamedTuple

from system_review.documents.readers.markup import Element, child, children, given, local, number
from system_review.documents.readers.word.symbols import symbol

_PLACE = re.compile(r"%(\d)")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN += ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # type: ignore[assignment]  # longer
_LEVELS = 9


class _Level(NamedTuple):
    kind: str = "decimal"
    text: str = ""
    start: int = 1
    font: str = ""
    style: str = ""


class Numbering:
    """The lists of one document. It counts, so items are asked for in the order of the file."""

    def __init__(self, root: Element | None) -> None:
        self._abstract = {given(one, "abstractNumId"): one for one in children(root, "abstractNum")}
        self._lists = {given(one, "numId"): one for one in children(root, "num")}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def item(self, list_id: str, level: int | None, style: str) -> tuple[str, str]:
        """ "bullet" or "number" and the mark of the next item of this list; two empty texts where it is in none."""
        if list_id not in self._lists:
            return "", ""
        levels = self._levels_of(list_id)
        if level is None:
            level = next((at for at, one in levels.items() if one.style and one.style == style), 0)
        level = max(0, min(level, _LEVELS - 1))
        here = levels.get(level, _Level(text=f"%{level + 1}."))
        counts = self._count(list_id, level, levels)
        if here.kind == "bullet":
            return "bullet", "".join(symbol(ord(letter), here.font) for letter in here.text).strip() or "•"
        if here.kind == "none" and not here.text.strip():
            return "", ""
        return "number", _mark(here.text, counts, levels)

    def _count(self, list_id: str, level: int, levels: dict[int, _Level]) -> list[int | None]:
        abstract = given(child(self._lists[list_id], "abstractNumId"), "val")
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for override in children(self._lists[list_id], "lvlOverride"):
                at = number(given(override, "ilvl"), -1)
                if child(override, "startOverride") is not None and 0 <= at < _LEVELS:
                    counts[at] = None
        so_far = counts[level]
        counts[level] = levels.get(level, _Level()).start if so_far is None else so_far + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return counts

    def _levels_of(self, list_id: str) -> dict[int, _Level]:
        if list_id not in self._levels:
            entry = self._lists[list_id]
            levels = self._abstract_levels(given(child(entry, "abstractNumId"), "val"))
            for override in children(entry, "lvlOverride"):
                at = number(given(override, "ilvl"))
                if (own := child(override, "lvl")) is not None:
                    levels[at] = _level(own)
                elif (start := child(override, "startOverride")) is not None:
                    levels[at] = levels.get(at, _Level())._replace(start=number(given(start, "val"), 1))
            self._levels[list_id] = levels
        return self._levels[list_id]

    def _abstract_levels(self, abstract_id: str) -> dict[int, _Level]:
        abstract = self._abstract.get(abstract_id)
        if (link := child(abstract, "numStyleLink")) is not None:
            wanted = given(link, "val")
            abstract = next(
                (one for one in self._abstract.values() if given(child(one, "styleLink"), "val") == wanted), abstract
            )
        return {number(given(level, "ilvl")): _level(level) for level in children(abstract, "lvl")}


def _level(level: Element) -> _Level:
    parts = {local(part): given(part, "val") for part in level}
    font = given(child(level, "rPr", "rFonts"), "ascii")
    start = number(parts.get("start", "1"), 1)
    return _Level(parts.get("numFmt", "decimal"), parts.get("lvlText", ""), start, font, parts.get("pStyle", ""))


def _mark(text: str, counts: list[int | None], levels: dict[int, _Level]) -> str:
    def shown(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        level = levels.get(at, _Level())
        count = counts[at] if 0 <= at < _LEVELS else None
        return counted(level.start if count is None else count, level.kind)

    return _PLACE.sub(shown, text).strip()


def counted(count: int, kind: str) -> str:
    """A number as a list writes it: 4, 04, d, D, iv, IV, 4th."""
    match kind:
        case "lowerLetter" | "upperLetter":
            letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 10) if count > 0 else ""
            return letters.upper() if kind == "upperLetter" else letters
        case "lowerRoman" | "upperRoman":
            return _roman(count).upper() if kind == "upperRoman" else _roman(count)
        case "decimalZero":
            return f"{count:02d}"
        case "ordinal":
            ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
            return f"{count}{ending}"
        case "none":
            return ""
    return str(count)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (count // value)
        count %= value
    return text

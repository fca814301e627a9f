"""The lines of a passage, without bullets and numbers, and whether a text was cut into lines by a width. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from system_review.documents.interpreter.sentences import is_whole
from system_review.documents.interpreter.tables.entries import Entry
from system_review.documents.interpreter.understanding import Stretch
from system_review.documents.readers.passages import ReadPassage

_BULLET = re.compile(r"(?:[•·▪▫◦‣●○■□➢➤►▶✓✔❖»*\uf000-\uf0ff]|[–—-]|[-=–]>|[→⇒➔]|o)[ \t\u00a0]+")
_NUMBER = re.compile(r"[(\[]?(?:(\d{1,2})|([a-h])|(?:(\d{1,2})\.\d{1,2}))[.):\]][ \t\u00a0]+(?=\S)")
NARROWEST, WIDEST = 38, 160  # characters: lines outside these were not cut by a page's width
_MOST = 0.9  # share of all lines that must be cut alike


@dataclass(frozen=True, slots=True)
class Line:
    """A line as an entry, and whole, with its bullet, number or dash.

    `room_before` is the length of the line before it in the same passage.
    """

    entry: Entry
    whole: Entry
    room_before: int | None


def lines_of(passage: ReadPassage, number: int) -> Iterator[Line]:
    """The lines of a passage that hold something. A bullet or number alone is kept with nothing after it."""
    at, before = 0, None
    for line in passage.text.split("\n"):
        start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        if start < end:
            entry = _entry(passage, number, start, end, first=before is None)
            whole = Entry(passage.text[start:end], entry.stretches, "", passage.look)
            yield Line(entry, whole, before)
            before = len(line.rstrip())
        at += len(line) + 1


def _entry(passage: ReadPassage, number: int, start: int, end: int, *, first: bool) -> Entry:
    text, mark = passage.text[start:end], ""
    found = _BULLET.match(text) or _NUMBER.match(text)
    if found and found.end() < len(text):
        mark = next((group for group in found.groups() if group), "•") if found.re is _NUMBER else "•"
        text = text[found.end() :]
    elif first and passage.look.listed:
        mark = passage.look.mark.strip("().: ") or "•"
    return Entry(text.strip(), (Stretch(number, start, end),), mark, passage.look)


def is_wrapped(texts: Iterable[str]) -> int:
    """The width at which a text's lines were cut, 0 if they were not: if nearly every next word had no room.

    Where writers end lines themselves, sentences end with them; where a width cut them, mostly not.
    """
    pairs = [pair for text in texts for pair in pairwise(text.split("\n")) if pair[0].strip() and pair[1].strip()]
    if not pairs:
        return 0
    width = max(len(line.rstrip()) for line, _ in pairs)
    full = sum(len(line.rstrip()) + 1 + len(after.split(None, 1)[0]) > width for line, after in pairs)
    ended = sum(is_whole(line) for line, _ in pairs)
    cut = full >= _MOST * len(pairs) and ended <= len(pairs) / 2
    return width if cut and NARROWEST <= width <= WIDEST else 0

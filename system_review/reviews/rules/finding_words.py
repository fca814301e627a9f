"""Finding words in a text whatever their case and accents, the same on every database. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

LONGEST_QUERY = 200  # characters
EXCERPT = 320  # characters of a longer text that are shown round what was found

# What people type differently from what stands in the text, and what has no decomposition of its own.
_SAME = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-"}
    | {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)

Segment = tuple[str, bool]  # a piece of a text, and whether it is one of the words


def words_of(query: str) -> tuple[str, ...]:
    """The words to look for, folded, each once. Characters that are nothing but accents or joiners give no words."""
    return tuple(dict.fromkeys(fold(query[:LONGEST_QUERY]).split()))


def fold(text: str) -> str:
    """A text without case, accents, joiners and the differences between kinds of quotation marks and dashes."""
    return text.lower() if text.isascii() else "".join(map(_fold, text))


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character.casefold()).casefold().translate(_SAME)
    return "".join(c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")


def has_all(words: Iterable[str], texts: Sequence[str]) -> bool:
    """Whether each word occurs in one of the texts at least, within a longer word too."""
    folded = [fold(text) for text in texts]
    return all(any(word in text for text in folded) for word in words)


def has_any(words: Iterable[str], text: str) -> bool:
    """Whether one of the words occurs in the text."""
    folded = fold(text)
    return any(word in folded for word in words)


def marked(text: str, words: Sequence[str]) -> tuple[Segment, ...]:
    """The text in pieces, those that are one of the words marked. Joined they are the text, or an excerpt of it."""
    found = _places(text, words)
    start, end = _excerpt(text, found[0] if found else (0, 0))
    pieces: list[Segment] = [("… ", False)] if start else []
    for first, last in found:
        if start <= first and last <= end:
            pieces += [(text[start:first], False), (text[first:last], True)]
            start = last
    pieces += [(text[start:end], False)] + ([(" …", False)] if end < len(text) else [])
    return tuple(piece for piece in pieces if piece[0])


def _places(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand in the text as it is, from first to last; those that touch are one."""
    folded, origin = _with_origin(text)
    found = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            found.append((origin[at], _whole(text, origin[at + len(word) - 1] + 1)))
            at = folded.find(word, at + len(word))
    joined: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _with_origin(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the place in the text that it comes from."""
    if text.isascii():
        return text.lower(), range(len(text))
    parts = [_fold(character) for character in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


def _whole(text: str, end: int) -> int:
    """The end with the accents and joiners that belong to the last letter."""
    while end < len(text) and not text[end].isascii() and not _fold(text[end]):
        end += 1
    return end


def _excerpt(text: str, first: tuple[int, int]) -> tuple[int, int]:
    """Where to cut a long text: about as much before what was found first as fits, at the spaces."""
    if len(text) <= EXCERPT:
        return 0, len(text)
    start = max(0, first[0] - EXCERPT // 3)
    end = min(len(text), max(start + EXCERPT, first[1]))
    if start:
        space = text.find(" ", start, first[0])
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", first[1], end)
        end = space if space >= 0 else end
    return start, end

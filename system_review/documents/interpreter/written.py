"""A text as words, numbers and marks, each with where it stands. Linear in the length of the text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

DASHES = frozenset("-–—‒―−‐‑")
OPENING, CLOSING = frozenset("([{"), frozenset(")]}")

_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0900-\u0903\u093a-\u094f\u200c\u200d"
_LETTER = r"[^\W\d_]"
_WRITTEN = re.compile(
    rf"(?P<word>{_LETTER}(?:[^\W_]|[{_MARKS}]|['’ʼ](?={_LETTER})|[-‐‑]\s?(?=[^\W_]))*)"
    r"|(?P<number>\d+)|(?P<line>\n)|(?P<mark>[^\w\s]|_)"
)
_JOINS = frozenset("-‐‑'’")
_TWO_LETTERS = 2
_PREFIXES = frozenset(
    [
        "al",
        "el",
        "anti",
        "non",
        "pre",
        "mid",
        "post",
        "re",
        "co",
        "un",
        "ex",
        "sub",
        "multi",
        "inter",
        "self",
        "pan",
        "pro",
        "ultra",
        "de",
        "d",
        "o",
        "ul",
    ]
)


class Token(NamedTuple):
    """A word, a number, a mark or the end of a line; `low` is its text in lower case with straight apostrophes."""

    text: str
    start: int
    end: int
    kind: str
    low: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word, not a number and not a mark."""
        return self.kind == "word"

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter ("al-Amin" and "d'Arcy" too), or is in a script that has none."""
        if not self.text[0].islower():
            return self.is_word
        at = next((at for at in (1, 2) if self.text[at : at + 1] in _JOINS), 0)
        return bool(at) and self.text[at + 1 : at + 2].isupper()

    @property
    def all_capitals(self) -> bool:
        """Whether it is two letters or more and none of them small."""
        return self.is_word and len(self.text) >= _TWO_LETTERS and self.text.isupper()


@lru_cache(maxsize=256)  # whoever reads a paragraph for its leads, its tasks and its times asks for its words each time
def tokens_of(text: str) -> tuple[Token, ...]:
    """All words, numbers, marks and line ends of the text, in order. White space else is left out."""
    found: list[Token] = []
    for match in _WRITTEN.finditer(text):
        kind, said = match.lastgroup or "", match[0]
        if said.isascii() and "-" not in said:
            start, end = match.span()
            found.append(Token(said, start, end, kind, said.lower()))
        elif kind != "word" or DASHES.isdisjoint(said):
            found.append(_token(said, match.start(), kind))
        else:
            found += _parted(said, match.start())
    return tuple(found)


def _token(text: str, start: int, kind: str) -> Token:
    low = text.lower()
    if not low.isascii():
        low = low.replace("’", "'").replace("ʼ", "'")
    return Token(text, start, start + len(text), kind, low)


def _parted(text: str, start: int) -> list[Token]:
    """A word, cut at a hyphen that stands for a dash: "time-Josie" but not "al-Hassan" or "mid-March".

    A space after a hyphen is one that a line's end left in a name: "Clarke- Williams" stays whole.
    """
    for at, letter in enumerate(text):
        if letter not in DASHES:
            continue
        rest = text[at + 1 :].lstrip()
        spaced = not text[at + 1 : at + 2].strip()
        dash = rest[0].isupper() and text[:at].islower() and text[:at] not in _PREFIXES
        if dash or (spaced and not (text[0].isupper() and rest[0].isupper())):
            middle = _token(letter, start + at, "mark")
            return [_token(text[:at], start, "word"), middle, *_parted(rest, start + len(text) - len(rest))]
    return [_token(text, start, "word")]

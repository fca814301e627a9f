"""A sentence as words, numbers and marks that know their place, and tables of phrases to look for among them.

Everything here looks at a bounded number of tokens from where it stands, so that reading stays linear.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")

_TOKEN = re.compile(r"\d+|[¼½¾]|[^\W\d_¼½¾]+(?:['’‘ʼ＇`´′][^\W\d_¼½¾]+)*|[^\w\s]|_")
_APOSTROPHES = "'’‘ʼ＇`´′"
_DROPPED = frozenset(_APOSTROPHES + '"“”„‟«»‹›*_~^')  # quotation marks and emphasis carry no time
_DASHES = frozenset("-‐‑‒–—―−﹣－")
_POSSESSIVE = re.compile(f"[{_APOSTROPHES}]s?$")
_FRACTIONS = "¼½¾"
_LONGEST_WORD = 24  # longer ones name no time, and need not be normalised
_ROOM_AFTER = 48  # empty tokens at the end, more than any phrase looks ahead


class Token(NamedTuple):
    """One word, number or mark. `text` is in lower case; `start` and `end` are its place in the words."""

    text: str
    number: int | None  # for one to four digits
    start: int
    end: int
    glued: bool  # no space between it and the token before
    quoted: bool  # an apostrophe stands before it, as in '27
    capital: bool  # begins with a capital letter

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[:1].isalpha()

    @property
    def is_digits(self) -> bool:
        """Whether it is a number in digits."""
        return self.text[:1].isdecimal()


Tokens = Sequence[Token]


def tokens_of(words: str) -> list[Token]:
    """The tokens of a text, followed by empty ones, so that looking a little ahead never fails."""
    tokens: list[Token] = []
    end_before, quoted = -1, False
    for found in _TOKEN.finditer(words):
        text, start, end = found.group(), found.start(), found.end()
        if text in _DROPPED or (not text.isalnum() and unicodedata.category(text[0]) == "Cf"):
            quoted = text in _APOSTROPHES
            end_before = end if end_before == start else end_before
            continue
        tokens.append(_token(text, start, end, glued=start == end_before, quoted=quoted))
        end_before, quoted = end, False
    nothing = Token("", None, len(words), len(words), glued=False, quoted=False, capital=False)
    return tokens + [nothing] * _ROOM_AFTER


def _token(text: str, start: int, end: int, *, glued: bool, quoted: bool) -> Token:
    capital = text[0].isupper()
    number = None
    if text[0].isdecimal():
        number = int(text) if len(text) <= 4 else None
    elif text in _DASHES:
        text = "-"
    elif text == "&":
        text = "and"
    elif len(text) <= _LONGEST_WORD and text not in _FRACTIONS:
        text = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
        text = _POSSESSIVE.sub("", text)
    elif text not in _FRACTIONS:
        text = "long"
    return Token(text, number, start, end, glued, quoted, capital)


def words_of(text: str) -> list[str]:
    """The words of a table that is written as one text."""
    return text.split()


def phrases_of(text: str) -> list[str]:
    """The phrases of a table that is written as one text, with commas between them."""
    return text.split(", ")


class Phrases(Generic[Value]):
    """A table of phrases ("no later than") and what each means. Words of a phrase may be joined by hyphens."""

    def __init__(self, table: Mapping[str, Value]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in sorted(table.items(), key=lambda entry: -len(entry[0].split())):
            head, *rest = phrase.split()
            self._first.setdefault(head, []).append((tuple(rest), value))
        self.begin = frozenset(self._first)  # the first words of all phrases

    def at(self, tokens: Tokens, start: int) -> tuple[Value, int] | None:
        """The longest phrase that begins at a token, and the index after it; None if there is none."""
        known = self._first.get(tokens[start].text)
        if known is None:
            return None  # as at most tokens
        for rest, value in known:
            after = start + 1
            for word in rest:
                if word != "-" and tokens[after].text == "-" and tokens[after + 1].text == word:
                    after += 1
                if tokens[after].text != word:
                    break
                after += 1
            else:
                return value, after
        return None


def skip(tokens: Tokens, start: int, *words: str) -> int:
    """The index after one of these words if it stands here, else the same index."""
    return start + 1 if tokens[start].text in words else start

"""Texts as they are compared: without capitals, accents, punctuation and the letters that a page mixes up. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APART = re.compile(r"[^\w/+]+|_")
_POSSESSIVE = re.compile("[’']s\\b|[’']")
# One letter for all that look alike on a page: 1 l | ! j t are i, and so on.
_CONFUSED = str.maketrans("1l|!jte0q58uyvc2", "iiiiiifoosbvvvoz")


@lru_cache(maxsize=1 << 15)  # each text of a long list is compared while its row is read, and with all others later
def plain(text: str) -> str:
    """Words in small letters with single spaces: "Action Plan – to get to AMBER:" is "action plan to get to amber"."""
    if text.strip() == "?":
        return "?"
    letters = _POSSESSIVE.sub("", text.casefold())
    if not letters.isascii():
        folded = unicodedata.normalize("NFKD", letters)
        letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return " ".join(_APART.sub(" ", letters).split())


@lru_cache(maxsize=4096)
def misread(text: str) -> str:
    """A plain text without spaces, with the letters that a scanned page mixes up made one: "i fvfi 1" is "level 1"."""
    return plain(text).translate(_CONFUSED).replace(" ", "").replace("/", "")


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a plain text."""
    return tuple(plain(text).split())

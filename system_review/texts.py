"""The gate for what a text may hold. Pure. Every road in (form, JSON, paste, command) goes through it.

Kept as typed: every script, emoji, zero-width and bidirectional character, leading and trailing spaces
of lines, other control characters. Refused with their place: NUL and lone surrogates, which a database
cannot hold. Changed: CR LF and CR become LF.
"""

from __future__ import annotations

import re

from system_review.errors import Refused, Why

LONGEST = 20_000  # characters in one text
LONGEST_NAME = 200  # characters in a name or a title

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def why_not_hold(text: str, *, longest: int = LONGEST) -> Why | None:
    """Why this text cannot be kept; None if it can."""
    if found := _UNSTORABLE.search(text):
        return Why(
            "Take out the character that cannot be stored (line {line}, character {column})",
            line=text.count("\n", 0, found.start()) + 1,
            column=found.start() - text.rfind("\n", 0, found.start()),
        )
    if len(text) > longest:
        return Why("Shorten this to {longest} characters or fewer: it has {length}", longest=longest, length=len(text))
    return None


def held(text: str, *, longest: int = LONGEST, field: str = "") -> str:
    """The text as it will be kept: line ends are LF, all else as typed. Raises `Refused`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if why := why_not_hold(text, longest=longest):
        raise Refused(why, field=field)
    return text


def held_line(text: str, *, longest: int = LONGEST_NAME, field: str = "") -> str:
    """A name or title as it will be kept: one line, without spaces around it. Raises `Refused`."""
    return held(" ".join(text.split()), longest=longest, field=field)


def shown(text: str) -> str:
    """The text with its other control characters made visible, for pages, Word, Excel and PDF.

    C0 controls become the Unicode control pictures (U+2400 ff.), the rest U+FFFD.
    """
    return _CONTROL.sub(_picture, text)


def first_words(text: str, most: int) -> str:
    """The beginning of a text, as far as the eye knows it again: at most so many words, with … where it goes on."""
    words = shown(text).split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def _picture(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"

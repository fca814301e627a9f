"""Joining what two people made of one text, so that nothing that either wrote is lost. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_PIECE = re.compile(r"\n+|[^\n]+?(?:[.!?]+[\"'”’)\]]*(?=\s|$)[ \t]*|(?=\n)|$)")


def joined(before: str, theirs: str, mine: str) -> str:
    """One text out of two that both began as `before`.

    Sentences that one person alone changed, added or took out are as that person left them. Where both changed the
    same place, both stand there: first what is saved, then one's own.
    """
    base, saved, own = map(_pieces, (before, theirs, mine))
    return _whole(_merged(base, saved, own)).strip()


def _pieces(text: str) -> list[str]:
    """A text cut after its sentences and line ends; joined again they are the text."""
    return _PIECE.findall(text)


def _said(pieces: Sequence[str]) -> list[str]:
    """The pieces as they are compared: a space after a sentence is no other sentence."""
    return [piece.rstrip(" \t") for piece in pieces]


def _merged(base: list[str], saved: list[str], own: list[str]) -> list[str]:
    made: list[str] = []
    at_base = at_saved = at_own = 0
    for start, in_saved, in_own in [*_unchanged(base, saved, own), (len(base), len(saved), len(own))]:
        made += _between(base[at_base:start], saved[at_saved:in_saved], own[at_own:in_own])
        if start < len(base):
            made.append(own[in_own])
        at_base, at_saved, at_own = start + 1, in_saved + 1, in_own + 1
    return made


def _unchanged(base: list[str], saved: list[str], own: list[str]) -> list[tuple[int, int, int]]:
    """The pieces that both left as they were, by their places in the three texts."""
    in_saved, in_own = _places(base, saved), _places(base, own)
    return [(place, in_saved[place], in_own[place]) for place in sorted(in_saved.keys() & in_own.keys())]


def _places(base: list[str], other: list[str]) -> dict[int, int]:
    blocks = SequenceMatcher(None, _said(base), _said(other), autojunk=False).get_matching_blocks()
    return {block.a + n: block.b + n for block in blocks for n in range(block.size)}


def _between(base: Sequence[str], saved: list[str], own: list[str]) -> list[str]:
    """What stands between two pieces that nobody touched."""
    if _said(own) in (_said(saved), _said(base)):
        return saved
    if _said(saved) == _said(base):
        return own
    there = {piece.strip() for piece in saved}
    return [*saved, *(piece for piece in own if not piece.strip() or piece.strip() not in there)]


def _whole(pieces: list[str]) -> str:
    """The pieces as one text: a sentence that stood last and no longer does gets a line end after it."""
    text = ""
    for piece in pieces:
        if text and not text[-1].isspace() and not piece[0].isspace():
            text += "\n" if not text.endswith((".", "!", "?")) else " "
        text += piece
    return text

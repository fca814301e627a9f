"""Sentences: where a text is cut into them, which are whole, and which ask for something to be done. Pure, linear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from system_review.documents.interpreter import sentence_words
from system_review.documents.interpreter.written import CLOSING, OPENING, Token, tokens_of

_ENDS = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
_ABBREVIATED = frozenset(
    [
        "e.g",
        "i.e",
        "eg",
        "ie",
        "etc",
        "cf",
        "vs",
        "no",
        "nos",
        "para",
        "approx",
        "incl",
        "est",
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "sgt",
        "insp",
        "det",
        "st",
        "rev",
        "hon",
        "cllr",
    ]
)
_OPENING_MARKS = "\"'“‘([–—-•"
_HEAD = 6  # tokens at the begin of a sentence in which its verb stands


def sentences(text: str) -> list[tuple[int, int]]:
    """From where to where each sentence stands, without the white space around it. All else is in one of them."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _ENDS.finditer(text):
        if _ends(text, match.start(), match.end()):
            _add(found, text, start, match.end())
            start = match.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


def _ends(text: str, at: int, after: int) -> bool:
    """Whether the stop here ends a sentence: not after an abbreviation or initial, not before a small letter."""
    rest = text[after : after + 40].lstrip()
    begins = rest.lstrip(_OPENING_MARKS)[:1]
    if begins and begins.islower() and rest[:1] not in "•–—-":
        return False
    if text[at] != ".":
        return True
    word = text[max(0, at - 12) : at].rsplit(None, 1)[-1:] or [""]
    last = word[0].lstrip("(").lower()
    initial = len(last) == 1 and word[0][-1:].isupper() and bool(rest[:1].isupper())
    return not ((last in _ABBREVIATED and bool(begins)) or initial)


def is_whole(text: str) -> bool:
    """Whether it ends as a sentence does."""
    return text.rstrip().rstrip("\"'”’)]")[-1:] in {".", "!", "?", "…"}


def continues(text: str) -> bool:
    """Whether it begins as the middle of a sentence does: with a small letter, or a mark that joins."""
    first = text.lstrip()[:1]
    return first.islower() or first in {",", ";", ")", "/", "&"}


@lru_cache(maxsize=8192)
def task_score(text: str) -> float:
    """How much the wording of a sentence asks for something to be done: 1 surely, 0 not at all, -1 it tells a state."""
    tokens = [token for token in tokens_of(text[:2000]) if token.kind != "line"]
    while tokens and not (tokens[0].is_word or tokens[0].kind == "number"):
        tokens = tokens[1:]
    while tokens and tokens[0].low in sentence_words.BEFORE_IMPERATIVE and len(tokens) > 1:
        tokens = tokens[1:]
    if not tokens:
        return 0.0
    if tokens[0].low in sentence_words.IMPERATIVES:
        return _imperative(tokens)
    if _needs(tokens):
        return 0.8
    return -1.0 if _tells(tokens) else -0.3


def _imperative(tokens: Sequence[Token]) -> float:
    """ "Review the form" asks; "Review is overdue" tells."""
    if tokens[0].low not in sentence_words.ALSO_NOUNS:
        return 1.0
    for token in _outside_brackets(tokens[1:_HEAD]):
        if token.low in sentence_words.ARTICLES:
            return 1.0
        if token.low in sentence_words.STATE_VERBS:
            return -0.8
    return 0.7


def _outside_brackets(tokens: Sequence[Token]) -> list[Token]:
    kept, depth = [], 0
    for token in tokens:
        depth += token.text in OPENING
        if not depth:
            kept.append(token)
        depth -= token.text in CLOSING
    return kept


def _needs(tokens: Sequence[Token]) -> bool:
    low = [token.low for token in tokens[:40]]
    return any(
        tuple(low[at : at + len(need)]) == need
        for at in range(len(low))
        for need in sentence_words.NEEDS_BY_FIRST.get(low[at], ())
    )


def _tells(tokens: Sequence[Token]) -> bool:
    return any(token.low in sentence_words.STATE_VERBS for token in tokens[:30])

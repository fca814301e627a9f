"""The tokens beside a place in a text: up to where a phrase there begins or ends. All bounded, so linear overall."""

from __future__ import annotations

from collections.abc import Sequence

from system_review.documents.interpreter.leads import words
from system_review.documents.interpreter.leads.habits import Phrases
from system_review.documents.interpreter.leads.parties import LONGEST
from system_review.documents.interpreter.written import CLOSING, DASHES, OPENING, Token

_STOPS = frozenset(".!?;:•|…→>")
SENTENCE_STOPS = frozenset(".!?…")  # marks of which `ends_sentence` can be true: a quick look before it


def said_at(tokens: Sequence[Token], at: int, phrases: Phrases) -> int:
    """How many tokens from here on are one of the phrases (the longest first); 0 if none is."""
    if at >= len(tokens) or tokens[at].low not in phrases:
        return 0
    room = len(tokens) - at
    for phrase in phrases[tokens[at].low]:
        length = len(phrase)
        if length <= room:
            for more in range(1, length):
                if tokens[at + more].low != phrase[more]:
                    break
            else:
                return length
    return 0


def ends_sentence(tokens: Sequence[Token], at: int) -> bool:
    """Whether the mark here ends a sentence: not the point of an initial, of a rank, or within a word."""
    text = tokens[at].text
    if text != ".":
        return text in "!?…"
    token = tokens[at]
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before and before.is_word and before.end == token.start:
        initial = len(before.text) == 1 and before.text.isupper()
        if (initial or before.low in words.RANKS) and after is not None and after.capital:
            return False
    return after is None or after.start > token.end or not after.text[0].islower()


def boundary_before(tokens: Sequence[Token], at: int) -> int:
    """The first token of the phrase before token `at`: after a dash, a stop, an open bracket, a line's end."""
    depth, start = 0, at
    while start > 0 and at - start < LONGEST:
        token = tokens[start - 1]
        if token.kind == "word":
            pass
        elif token.text in CLOSING:
            depth += 1
        elif token.text in OPENING:
            if not depth:
                break
            depth -= 1
        elif (token.kind == "line" and start < at) or (
            not depth and (is_dash(tokens, start - 1) or _stops(tokens, start - 1))
        ):
            break
        start -= 1
    return start


def _stops(tokens: Sequence[Token], at: int) -> bool:
    text = tokens[at].text
    return text in _STOPS and (text != "." or ends_sentence(tokens, at))


def is_dash(tokens: Sequence[Token], at: int) -> bool:
    """Whether the mark here is a dash between words, not a hyphen within one."""
    return tokens[at].text in DASHES


def end_of_value(tokens: Sequence[Token], at: int) -> int:
    """The token after what a label introduces at `at`: to a line's, a sentence's or a bracket's end."""
    depth, end = 0, at
    while end < len(tokens) and end - at < LONGEST:
        token = tokens[end]
        depth += token.text in OPENING
        if token.text in CLOSING:
            depth -= 1
            if depth < 0:
                break
        if token.kind == "line" or token.text in "|•" or ends_sentence(tokens, end):
            break
        end += 1
    return end


def apart_from_before(tokens: Sequence[Token], at: int) -> bool:
    """Whether something new begins at token `at`: a sentence, a bracket, a line, or what follows a dash or a stop."""
    if at == 0:
        return True
    before = tokens[at - 1]
    return (
        before.kind == "line"
        or before.text in OPENING
        or before.text in ",_*"
        or is_dash(tokens, at - 1)
        or _stops(tokens, at - 1)
    )

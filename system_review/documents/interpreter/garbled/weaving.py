"""Texts out of torn pieces: a sentence that breaks off is joined with the piece that goes on with it. Pure.

Pieces stand in the order in which a page was read. Lines of two cells may stand in turns, and a head may stand in the
middle of a sentence. All ways of joining are tried side by side, the best hundred at each piece, and scored.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from system_review.documents.interpreter.garbled.pieces import Piece
from system_review.documents.interpreter.leads import leads_in
from system_review.documents.interpreter.matching import words_of
from system_review.documents.interpreter.sentence_words import ALSO_NOUNS, IMPERATIVES
from system_review.documents.interpreter.sentences import continues, is_whole, task_score
from system_review.documents.interpreter.understanding import Stretch

_WIDTH = 40  # ways that are kept
_LONGEST, _SHORT_TEXT, _LINE = 1500, 32, 54  # characters of a text, of one too short to be a text, of a torn line
_TAIL = 240  # characters at a text's end in which its lead is looked for
_DASHES = "-–—"
_FAR = 6  # texts back that a piece may go on with
_LEADING = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "and",
        "or",
        "but",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "that",
        "which",
        "who",
        "whose",
        "when",
        "where",
        "while",
        "if",
        "than",
        "then",
        "not",
        "no",
        "our",
        "their",
        "its",
        "his",
        "her",
        "this",
        "these",
        "those",
        "into",
        "about",
        "between",
        "under",
        "over",
        "out",
        "up",
        "also",
        "more",
        "most",
        "any",
        "some",
        "each",
        "every",
        "all",
        "both",
        "only",
        "very",
        "will",
        "would",
        "can",
        "could",
        "should",
        "may",
        "might",
        "must",
    ]
)
_DEMANDING = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "and",
        "or",
        "as",
        "is",
        "are",
        "was",
        "were",
        "that",
        "which",
        "our",
        "their",
        "its",
        "into",
        "about",
        "between",
        "under",
        "over",
        "not",
        "no",
        "been",
        "be",
        "this",
        "these",
        "those",
        "each",
        "every",
        "when",
        "how",
        "whether",
        "than",
        "who",
        "such",
    ]
)
_DETERMINERS = frozenset(["a", "an", "the", "our", "their", "its", "of", "these", "those", "every", "each"])
# Words that cannot stand right after an article or a preposition.
_NO_NOUN = frozenset(
    [
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "and",
        "or",
        "but",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "that",
        "which",
        "who",
        "when",
        "where",
        "while",
        "if",
        "than",
        "then",
        "will",
        "would",
        "can",
        "could",
        "should",
        "may",
        "might",
        "must",
        "into",
        "be",
        "been",
    ]
)


@dataclass(frozen=True, slots=True)
class Text:
    """A finding's or an action's text with the pieces it was joined from; `sure` is lower where it was joined."""

    text: str
    stretches: tuple[Stretch, ...]
    first: int  # the place of its first piece among all
    sure: float = 1.0
    pieces: int = 1
    last: int = 0  # characters of its last piece
    end: int = 0  # the place of its last piece


@dataclass(frozen=True, slots=True)
class _Way:
    score: float
    texts: tuple[Text, ...]


def woven(pieces: Sequence[Piece]) -> list[Text]:
    """The texts that these pieces make up, in the order in which they begin."""
    ways = [_Way(0.0, ())]
    for at, piece in enumerate(pieces):
        grown = [other for way in ways for other in _grown(way, piece, at)]
        grown.sort(key=lambda way: -way.score)
        ways = _distinct(grown)[:_WIDTH]
    if not ways:
        return []
    ways = [_Way(way.score - 1.3 * sum(not _is_ended(text.text) for text in way.texts), way.texts) for way in ways]
    ways.sort(key=lambda way: -way.score)
    return sorted(_with_sureness(ways), key=lambda text: text.first)


def _distinct(ways: list[_Way]) -> list[_Way]:
    seen: dict[tuple[str, ...], _Way] = {}
    for way in ways:
        seen.setdefault(tuple(text.text[-40:] for text in way.texts[-_FAR:]), way)
    return list(seen.values())


def _with_sureness(ways: list[_Way]) -> list[Text]:
    """The best way's texts; those that the next best ways join otherwise are less sure."""
    best, rivals = ways[0], [way for way in ways[1:] if way.score > ways[0].score - 1.5]
    others = [{text.text for text in way.texts} for way in rivals]
    return [
        replace(text, sure=0.95 if text.pieces == 1 else 0.8)
        if all(text.text in each for each in others)
        else replace(text, sure=0.6)
        for text in best.texts
    ]


def _grown(way: _Way, piece: Piece, at: int) -> list[_Way]:
    texts = way.texts
    begins = Text(piece.text, (piece.stretch,), at, last=len(piece.text), end=at)
    ways = [_Way(way.score + _beginning(piece.text), (*texts, begins))]
    for place in range(max(0, len(texts) - _FAR), len(texts)):
        score = _joining(texts[place], piece.text, len(texts) - 1 - place)
        if score > -math.inf:
            whole = Text(
                f"{texts[place].text} {piece.text}",
                (*texts[place].stretches, piece.stretch),
                texts[place].first,
                pieces=texts[place].pieces + 1,
                last=len(piece.text),
                end=at,
            )
            ways.append(_Way(way.score + score, (*texts[:place], whole, *texts[place + 1 :])))
    return ways


def _beginning(text: str) -> float:
    """How well a piece begins a text of its own."""
    if continues(text):
        return -4.0
    if _is_lead_alone(text):
        return -5.0
    return -1.4 if len(text) < _SHORT_TEXT else 0.0


def _joining(text: Text, piece: str, back: int) -> float:
    """How well a piece goes on with a text that stands `back` texts before it."""
    if len(text.text) > _LONGEST:
        return -math.inf
    score = -0.6 * back
    if _completes_lead(text.text, piece):
        return score + 4.0
    if _is_lead_alone(piece):
        has_lead = _names_lead(text.text)
        return score + (2.5 if task_score(text.text) > 0 and not has_lead else -3.0) - 2.0 * has_lead
    if _is_ended(text.text):
        return score + _after_end(text, piece)
    goes_on = continues(piece)
    if text.text.rstrip()[-1:] in _DASHES:
        return score + (0.6 if goes_on else 0.4)
    score += 3.0 if goes_on else _capital(text.text, piece)
    return score + _fits(text.text, piece) + 0.1 * min(4, len(_content(text.text) & _content(piece)))


def _completes_lead(text: str, piece: str) -> bool:
    """Whether a phrase that says who leads reaches over the break: "– Zainab Qureshi to" and "follow up"."""
    return _reaches_over(text[-80:], piece[:60])


@lru_cache(maxsize=8192)
def _reaches_over(tail: str, head: str) -> bool:
    at = len(tail)
    return any(start < at < end for start, end in leads_in(f"{tail} {head}").stretches)


def _after_end(text: Text, piece: str) -> float:
    """A piece after a text that has come to its end: the next sentence of a cell that was torn at a stop."""
    if continues(piece):
        return -6.0
    is_torn = text.last <= _LINE and len(piece) <= _LINE
    return (-0.9 if is_torn else -2.2) + (0.8 if _alike(text.text, piece) else -0.4)


@lru_cache(maxsize=8192)
def _is_ended(text: str) -> bool:
    """Whether a text has come to an end: by its stop, or by naming who leads it, as actions often end."""
    if is_whole(text):
        return True
    found = leads_in(text[-_TAIL:])
    return bool(found.stretches) and found.stretches[-1][1] >= len(text[-_TAIL:].rstrip()) - 1


@lru_cache(maxsize=8192)
def _is_lead_alone(text: str) -> bool:
    found = leads_in(text)
    covered = sum(end - start for start, end in found.stretches)
    return bool(found.leads) and covered >= len(text.strip(" .;")) - 2


@lru_cache(maxsize=8192)
def _names_lead(text: str) -> bool:
    return bool(leads_in(text).leads)


def _capital(text: str, piece: str) -> float:
    """A piece with a capital after a text that broke off: a name, or a sentence that has nothing to do with it."""
    if is_whole(piece) and len(words_of(piece)) > 5:
        return -3.0
    words = words_of(text)
    is_open = bool(words) and words[-1] in _DEMANDING
    if _tells_new(piece):
        return -0.6 if is_open else -2.6
    return 1.2 if is_open else -1.2


def _tells_new(piece: str) -> bool:
    return task_score(piece) > 0.5 or words_of(piece)[:1] in (("there",), ("we",), ("the",), ("a",), ("no",))


def _fits(text: str, piece: str) -> float:
    """Whether the last word and the first one can follow each other."""
    last, first = words_of(text)[-1:], words_of(piece)[:1]
    if not last or not first:
        return 0.0
    is_verb = first[0] in IMPERATIVES and first[0] not in ALSO_NOUNS
    if last[0] == "to" and is_verb:
        return 1.8
    if last[0] in _DEMANDING and (first[0] in _NO_NOUN or (is_verb and last[0] in _DETERMINERS)):
        return -2.5 if last[0] in _DETERMINERS else -0.8
    if last[0] in _DEMANDING:
        return 1.0
    return 0.6 if first[0] in _LEADING else -0.2


def _alike(one: str, other: str) -> bool:
    """Whether two sentences are of one kind: both ask, or both tell."""
    return (task_score(one) > 0) == (task_score(other) > 0)


@lru_cache(maxsize=8192)
def _content(text: str) -> set[str]:
    return {word[:6] for word in words_of(text) if len(word) > 3 and word not in _LEADING}

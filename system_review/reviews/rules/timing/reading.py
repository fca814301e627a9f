"""Words about time become a due date or a recurrence that a person confirms. Pure; linear in the length of the words.

Every phrase of time in the words is found, from left to right, and then one answer is settled. A wrong date shown as
if it were sure is worse than none: where words can mean several days, or may not be about when at all, they are asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from system_review.errors import Why
from system_review.reviews.rules.timing.due import Choice, Due
from system_review.reviews.rules.timing.moments import MOMENTS_BEGIN, moment
from system_review.reviews.rules.timing.named import Weak
from system_review.reviews.rules.timing.phrase import Phrase
from system_review.reviews.rules.timing.relative import LENGTHS_BEGIN, relative
from system_review.reviews.rules.timing.rhythms import RHYTHMS_BEGIN, rhythm
from system_review.reviews.rules.timing.settling import settle
from system_review.reviews.rules.timing.tokens import Token, tokens_of, words_of
from system_review.reviews.rules.timing.undated import UNDATED_BEGIN, undated
from system_review.texts import LONGEST

MOST_PHRASES = 40  # a text with more names of time than this has to be read by a person
_COUNTED_YEARS = range(1990, 2181)  # base dates for which holidays and Easter are known some way ahead

# Words around a time that do not make it part of a sentence about something else.
_ABOUT_TIME = frozenset(
    words_of(
        "review reviewed due date deadline timescale timeframe target complete completed completion to be is then and "
        "the this action when time by at on for with first next again repeat from so a of or in but"
    )
)


def understand(words: str, *, base: date) -> Due:
    """What words about time mean, counted from a base date (the plan's date, else the review's).

    Never raises, whatever the words. The date is never before `base`, unless the words write out a whole day
    (day, month, year) that is; then `sure` is false and the reason tells.
    """
    if base.year not in _COUNTED_YEARS:
        return _without(words, Why("Time cannot be counted from {base}", base=base))
    if not words.strip():
        return _without(words, Why("No words yet"))
    if len(words) > LONGEST:
        return _without(words, Why("Shorten these words to find a time in them"))
    tokens = tokens_of(words)
    phrases = _phrases(tokens, base)
    if len(phrases) > MOST_PHRASES:
        return _without(words, Why("These words name many times: choose a date"))
    return _kept(settle(words, tokens, _as_strong_as_they_stand(tokens, phrases), base), base)


def _without(words: str, why: Why) -> Due:
    return Due(words, None, None, (), why, sure=False, found="")


def _phrases(tokens: Sequence[Token], base: date) -> list[Phrase]:
    """Phrases of time from left to right, at each place the longest."""
    phrases: list[Phrase] = []
    at, end = 0, len(tokens)
    while at < end and tokens[at].text and len(phrases) <= MOST_PHRASES:
        token = tokens[at]
        found = _longest(tokens, at, base) if token.text in _BEGIN or token.is_digits else None
        if found:
            phrases.append(found)
        at = found.after if found else at + 1
    return phrases


# Each with the words it can begin with (and, each of them, with a number).
_READERS = (
    (rhythm, RHYTHMS_BEGIN),
    (relative, LENGTHS_BEGIN),
    (moment, MOMENTS_BEGIN),
    (undated, UNDATED_BEGIN),
)
_BEGIN = frozenset().union(*(begin for _, begin in _READERS))


def _longest(tokens: Sequence[Token], at: int, base: date) -> Phrase | None:
    token = tokens[at]
    best: Phrase | None = None
    for read, begin in _READERS:
        if token.text in begin or token.is_digits:
            found = read(tokens, at, base)
            if found and (best is None or found.after > best.after):
                best = found
    return best


def _as_strong_as_they_stand(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> list[Phrase]:
    """Weak phrases become strong when nothing but time is written, and are dropped when they say hardly anything."""
    inside = {place for phrase in phrases for place in range(phrase.first, phrase.after)}
    others = (token for place, token in enumerate(tokens) if place not in inside and token.text[:1].isalnum())
    if all(token.text in _ABOUT_TIME for token in others):
        return [replace(phrase, weak=Weak.NO) for phrase in phrases]
    return [phrase for phrase in phrases if phrase.weak is not Weak.HARDLY]


def _kept(due: Due, base: date) -> Due:
    """What holds for every answer: nothing before the base unless told, and what is likeliest is among the choices."""
    choices = tuple(choice for choice in due.choices if choice.on is None or choice.on >= base)
    if not due.sure and not choices and (due.on is not None or due.repeats is not None):
        choices = (Choice(due.reason, due.on, due.repeats),)
    return replace(due, choices=choices)

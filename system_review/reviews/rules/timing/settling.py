"""One answer from all phrases of time in the words: which of them says when, and what has to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from system_review.errors import Why
from system_review.reviews.rules.timing.due import Choice, Due, Repeats, next_due
from system_review.reviews.rules.timing.named import Weak
from system_review.reviews.rules.timing.phrase import Kind, Phrase, distinct
from system_review.reviews.rules.timing.tokens import Token

_SEVERAL_DATES = Why("The words name more than one date: choose which is due")
_SEVERAL_RHYTHMS = Why("The words name more than one rhythm: choose which")
_MAY_BE_A_NAME = Why("This may be a name or part of the task: confirm that it says when")
_START_ONLY = Why("The words say when it begins, not when it is due")
_START_OF_REPEATS = Why("The words say when it begins: choose when it is first due")
_ENDS = Why("The words say until when it is repeated: the end is kept in words only")
_OCCASION_DATE = Why("This may be the date of an occasion: confirm that it says when")
_WITH_DATE = Why("The words name a date and a rhythm: choose what they mean")
_BOUNDS = frozenset({Kind.START, Kind.LENGTH})
_RELATES = frozenset({"before", "after", "until", "once", "when", "prior", "ahead", "following"})
_THEN = frozenset(
    {"then", "thereafter", "afterwards", "after", "and", "first", "next", "starting", "from", "following"}
)


def settle(words: str, tokens: Sequence[Token], phrases: Sequence[Phrase], base: date) -> Due:
    """The answer to words in which these phrases were found."""
    strong = [phrase for phrase in phrases if phrase.weak is Weak.NO]
    dates = _still_ahead([phrase for phrase in strong if phrase.dates])
    rhythms = [phrase for phrase in strong if phrase.kind is Kind.REPEATS]
    answer: Phrase | None
    if rhythms:
        answer = _repeated(tokens, rhythms, dates, [phrase for phrase in phrases if phrase.kind in _BOUNDS])
    elif dates:
        answer = _beside_a_weak_one(_dated(dates), phrases)
    else:
        answer = _undated(phrases)
    if answer is None:
        return Due(words, None, None, (), Why("No time was found in these words"), sure=False, found="")
    answer = _beside_an_occasion(tokens, answer, strong)
    tentative = next((phrase for phrase in strong if phrase.kind is Kind.TENTATIVE), None)
    if tentative and answer.kind is not Kind.TENTATIVE and (answer.on or answer.repeats):
        answer = replace(answer, sure=False, reason=tentative.reason if answer.sure else answer.reason)
    found = words[tokens[answer.first].start : tokens[answer.after - 1].end]
    return Due(words, answer.on, answer.repeats, answer.choices, answer.reason, answer.sure, found)


def _beside_an_occasion(tokens: Sequence[Token], answer: Phrase, strong: Sequence[Phrase]) -> Phrase:
    """A date behind an occasion ("before schools return in September") may be the occasion's own."""
    if answer.kind is not Kind.DAY or not answer.sure:
        return answer
    occasions = {phrase.after for phrase in strong if phrase.kind is Kind.OCCASION}
    behind = answer.first in occasions
    for at in range(answer.first - 1, max(answer.first - 7, -1), -1):
        if behind or not tokens[at].text[0].isalnum():
            break
        behind = tokens[at].text in _RELATES
    return replace(answer, sure=False, reason=_OCCASION_DATE) if behind else answer


def _beside_a_weak_one(answer: Phrase, phrases: Sequence[Phrase]) -> Phrase:
    """Another date that may be one ("pilot it (May), evaluate by July") makes the first one unsure."""
    weak = [phrase for phrase in phrases if phrase.weak is not Weak.NO and phrase.dates and not phrase.past]
    others = [choice for choice in _options(weak) if choice.on != answer.on]
    if not answer.sure or not others:
        return answer
    choices = (Choice(answer.reason, answer.on), *others)
    return replace(answer, choices=choices, reason=_SEVERAL_DATES, sure=False)


def _still_ahead(dates: Sequence[Phrase]) -> list[Phrase]:
    """Dates that are over are about something else, if others are not; equal ones count once."""
    ahead = [phrase for phrase in dates if not phrase.past] or list(dates)
    asked = [phrase for phrase in ahead if phrase.on is None]
    known = {phrase.on: phrase for phrase in reversed(ahead) if phrase.on}
    # "Q2 (by 30 September 2027)": the date answers what the quarter would have asked
    settled = {choice.on for phrase in asked for choice in phrase.choices} & known.keys()
    if settled and len(known) == 1:
        asked = [phrase for phrase in asked if not settled & {choice.on for choice in phrase.choices}]
    return sorted([*known.values(), *asked], key=lambda phrase: phrase.first)


def _joined(phrases: Iterable[Phrase], **changes: object) -> Phrase:
    """One phrase over all of these."""
    every = list(phrases)
    first = min(phrase.first for phrase in every)
    after = max(phrase.after for phrase in every)
    return replace(every[0], first=first, after=after, **changes)  # type: ignore[arg-type]


def _options(phrases: Iterable[Phrase]) -> tuple[Choice, ...]:
    """Everything that the phrases may mean, in order."""
    options: list[Choice] = []
    for phrase in phrases:
        if phrase.choices:
            options += phrase.choices
        elif phrase.on or phrase.repeats:
            options.append(Choice(phrase.reason, phrase.on, phrase.repeats))
    return distinct(options)


def _dated(dates: Sequence[Phrase]) -> Phrase:
    if len(dates) == 1:
        return dates[0]
    return _joined(dates, kind=Kind.DAY, on=None, choices=_options(dates), reason=_SEVERAL_DATES, sure=False)


def _repeated(
    tokens: Sequence[Token], rhythms: Sequence[Phrase], dates: Sequence[Phrase], bounds: Sequence[Phrase]
) -> Phrase:
    rhythm = replace(rhythms[-1], first=rhythms[0].first)  # the later words tell more: "weekly, on Mondays"
    starts = [phrase for phrase in bounds if phrase.kind is Kind.START and phrase.weak is Weak.NO]
    lengths = [phrase for phrase in bounds if phrase.kind is Kind.LENGTH]
    if len({phrase.repeats for phrase in rhythms}) > 1:
        options = _options(rhythms)
        return _joined(rhythms, on=None, repeats=None, choices=options, reason=_SEVERAL_RHYTHMS, sure=False)
    if starts and (begins := starts[0].on) and rhythm.repeats:
        return _from_start([rhythm, starts[0]], begins, rhythm.repeats)
    over = [phrase for phrase in dates if phrase.past]
    if over:
        return _joined([rhythm, *over], sure=False, reason=over[0].reason)
    first_dates = [phrase for phrase in dates if phrase.kind is Kind.DAY]
    if not first_dates:
        until = [*dates, *lengths]
        return _joined([rhythm, *until], sure=False, reason=_ENDS) if until else rhythm
    if len(first_dates) > 1 or rhythm.repeats is None:
        options = _options([rhythm, *first_dates])
        return _joined([rhythm, *first_dates], on=None, choices=options, reason=_WITH_DATE, sure=False)
    return _with_date(tokens, rhythm, first_dates[0])


def _from_start(phrases: Sequence[Phrase], begins: date, repeats: Repeats) -> Phrase:
    """From April, every six months: due first when it begins, or one round later."""
    choices = (
        Choice(Why("First due when it begins"), begins, repeats),
        Choice(Why("First due one round after it begins"), next_due(begins, repeats), repeats),
    )
    return _joined(phrases, on=None, choices=choices, reason=_START_OF_REPEATS, sure=False)


def _with_date(tokens: Sequence[Token], rhythm: Phrase, day: Phrase) -> Phrase:
    """By 31 March, then quarterly; annually in September: first due on that day, if the words are joined."""
    if day.on is None:
        options = tuple(replace(choice, repeats=rhythm.repeats) for choice in day.choices)
        return _joined([rhythm, day], on=None, choices=options, reason=day.reason, sure=False)
    early, late = sorted((rhythm, day), key=lambda phrase: phrase.first)
    between = [token.text for token in tokens[early.after : late.after - (late.after - late.first)]]
    linked = len(between) <= 3 and all(text in _THEN or not text[:1].isalnum() for text in between)
    choices = () if linked and day.sure else _both_ways(rhythm, day)
    reason = day.reason if linked else _WITH_DATE
    return _joined([rhythm, day], on=day.on, choices=choices, reason=reason, sure=linked and day.sure)


def _both_ways(rhythm: Phrase, day: Phrase) -> tuple[Choice, ...]:
    return (
        Choice(Why("Repeated, and first due on that day"), day.on, rhythm.repeats),
        Choice(Why("Due once, on that day"), day.on),
    )


_WITHOUT_DATE = (Kind.START, Kind.UNDATED, Kind.OCCASION, Kind.TENTATIVE)


def _undated(phrases: Sequence[Phrase]) -> Phrase | None:
    """No strong date or rhythm: what may be one is offered, else it is told what the words say instead."""
    weak = [phrase for phrase in phrases if phrase.weak is not Weak.NO and phrase.kind is not Kind.START]
    strong = [phrase for phrase in phrases if phrase.weak is Weak.NO]
    for kind in _WITHOUT_DATE:
        found = [phrase for phrase in strong if phrase.kind is kind]
        if found:
            return _told(found[0], weak)
    offered = weak or [phrase for phrase in strong if phrase.kind is Kind.LENGTH]
    if not offered:
        return None
    reason = offered[0].reason if offered[0].kind is Kind.LENGTH else _MAY_BE_A_NAME
    return _joined(offered, on=None, repeats=None, choices=_options(offered), reason=reason, sure=False)


def _told(phrase: Phrase, weak: Sequence[Phrase]) -> Phrase:
    if phrase.kind is Kind.START:
        return replace(phrase, on=None, choices=(), reason=_START_ONLY, sure=False)
    if weak and phrase.kind is Kind.OCCASION:
        return replace(phrase, choices=(*phrase.choices, *_options(weak)), sure=False)
    return phrase

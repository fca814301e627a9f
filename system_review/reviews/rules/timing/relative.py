"""Lengths of time and when they end: "in three months' time", "six weeks after Easter", "within 24 hours of it"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import Enum

from system_review.errors import Why
from system_review.reviews.rules.timing.due import Choice
from system_review.reviews.rules.timing.lengths import UNITS, Length, Measure, counted, length
from system_review.reviews.rules.timing.moments import bare_name, far_away
from system_review.reviews.rules.timing.named import Named, Weak
from system_review.reviews.rules.timing.numbers import AMOUNTS_BEGIN, Amount
from system_review.reviews.rules.timing.phrase import Kind, Phrase, distinct
from system_review.reviews.rules.timing.tokens import Phrases, Tokens, phrases_of, skip


class Use(Enum):
    """What a word before a length makes of it."""

    WITHIN = "within"
    AFTER = "after"
    FOR = "for"
    LEAST = "least"
    PAST = "past"
    NONE = "none"


_USES = {
    Use.WITHIN: (
        "in, within, inside, next, the next, coming, in the next, within the next, over the next, during the next, "
        "throughout the next, for the next, by the next, in the coming, over the coming, within the coming, "
        "for the coming, within the following, over the following, in the first, in another, in under, in less than, "
        "less than, in no more than, no more than, no longer than, not more than, up to, at most, maximum, max, "
        "in max, within max, within a maximum of, within a period of, within about, in about, in around, in roughly, "
        "in approximately, within approximately, in approx, in a, due in, due within, by within, again in"
    ),
    Use.AFTER: "after, after a further, after another, at, at the, following",
    Use.FOR: "for, over, during, lasting, of, for a, for up to, for at least",
    Use.LEAST: "at least, more than, minimum, minimum of, not before, no sooner than",
    Use.PAST: (
        "last, the last, past, the past, previous, the previous, preceding, the preceding, recent, in the last, "
        "over the last, within the last, for the last, during the last, in the past, over the past, within the past, "
        "for the past, during the past, in the previous, over the previous, aged, age, ages"
    ),
}
USES = Phrases({phrase: use for use, phrases in _USES.items() for phrase in phrases_of(phrases)})
_VAGUE_USES = frozenset({"about", "around", "approximately", "approx", "roughly"})
_EXACT = Phrases(
    dict.fromkeys(
        phrases_of(
            "time, from now, hence, from today, of today, of now, from this date, from the plan, from this plan, "
            "of the plan, of this plan, from the date of this plan, of the date of this plan, after the plan date, "
            "from date of plan, of the review, of this review, from the review, from this review, after the review, "
            "from the review date, of the review date, from the date of the review, of the date of the review, "
            "of this report, of the report, from the report, from this report"
        )
    )
)
_OVER = Phrases(dict.fromkeys(("ago", "old", "olds", "- old", "- olds", "of age", "experience", "previously"), None))
_COUNTED_FROM = Phrases(
    {
        **dict.fromkeys(("from", "after", "following", "of", "on from", "post", "since", "from the date of"), 1),
        **dict.fromkeys(("after the date of", "of the date of", "from date of", "of date of"), 1),
        **dict.fromkeys(("before", "prior to", "ahead of", "in advance of", "pre"), -1),
    }
)


_IMPLIES = Phrases(
    dict.fromkeys(
        f"{before} the {word}"
        for before in ("in", "within", "over", "during", "for", "throughout")
        for word in ("next", "coming", "following")
    )
)
_IMPLIES_PAST = Phrases(
    dict.fromkeys(
        f"{before} the {word}" for before in ("in", "within", "over", "during", "for") for word in ("last", "past")
    )
)


LENGTHS_BEGIN = USES.begin | _IMPLIES.begin | _IMPLIES_PAST.begin | AMOUNTS_BEGIN | _VAGUE_USES | {"the"}


def relative(tokens: Tokens, start: int, base: date) -> Phrase | None:
    """A length with what stands before and behind it, and the date that it comes to, counted from the base date."""
    used = USES.at(tokens, start)
    use, at = used if used else (Use.NONE, start)
    vague = tokens[at].text in _VAGUE_USES or tokens[at - 1].text in _VAGUE_USES
    at = at + 1 if tokens[at].text in _VAGUE_USES else at
    found = length(tokens, at) or _the_unit_before(tokens, start)
    if found is None and used:
        found, use, at = _without_amount(tokens, start, use, at)
    if found is None:
        return _notation(tokens, start, base)
    if use is Use.PAST or (over := _OVER.at(tokens, found.after)):
        after = found.after if use is Use.PAST else over[1]  # type: ignore[index]
        return Phrase(Kind.PASSED, start, after, Why("This is about another time"), sure=False)
    if vague:
        found = replace(found, amount=replace(found.amount, vague=True))
    return _placed(tokens, start, found, use, base)


def _without_amount(tokens: Tokens, start: int, use: Use, at: int) -> tuple[Length | None, Use, int]:
    implied = _IMPLIES.at(tokens, start)
    if implied:
        return _implied(tokens, implied[1]), Use.WITHIN, implied[1]
    if past := _IMPLIES_PAST.at(tokens, start):
        return _implied(tokens, past[1]), Use.PAST, past[1]
    # "in a few weeks": the article belongs to the amount
    if tokens[at - 1].text == "a" and at - 1 > start:
        return length(tokens, at - 1), use, at - 1
    return None, use, at


def _the_unit_before(tokens: Tokens, start: int) -> Length | None:
    """One of the unit: "the day before Easter", "the week after"."""
    found = _implied(tokens, start + 1) if tokens[start].text == "the" else None
    return found if found and tokens[found.after].text in {"before", "after", "following", "prior"} else None


def _implied(tokens: Tokens, start: int) -> Length | None:
    """One of the unit: "in the next month", "over the coming year"."""
    unit = UNITS.at(tokens, start)
    if unit is None or tokens[start].text.endswith("s"):
        return None
    return Length(Amount(1.0, start), unit[0][0], unit[0][1], unit[1])


def _placed(tokens: Tokens, start: int, found: Length, use: Use, base: date) -> Phrase:
    if exact := _EXACT.at(tokens, found.after):
        return _from_base(found, start, exact[1], base)
    if counted_from := _COUNTED_FROM.at(tokens, found.after):
        direction, at = counted_from
        name = bare_name(tokens, at, base)
        if name and not (tokens[found.after].text == "of" and use in {Use.NONE, Use.FOR}):
            return _from_name(found, name, direction, start, base)
        if tokens[found.after].text != "of" or use in {Use.WITHIN, Use.AFTER} or start == 0:
            return _from_event(found, direction, start, at, base)
        return Phrase(Kind.LENGTH, start, found.after, _A_LENGTH, sure=False, weak=Weak.HARDLY)
    if tokens[found.after].text == "later":
        return _from_event(found, 1, start, found.after + 1, base)
    phrase = _from_base(found, start, found.after, base)
    if use in {Use.WITHIN, Use.AFTER} and not found.adjective:
        return _unless_at(tokens, phrase, use)
    return _doubtful(phrase, use, adjective=found.adjective)


_A_LENGTH = Why("The words name a length of time, not the day on which it ends")


def _unless_at(tokens: Tokens, phrase: Phrase, use: Use) -> Phrase:
    """Told apart: "at six months" is not quite "in six months"."""
    if use is Use.AFTER and tokens[phrase.first].text in {"at", "following"}:
        return replace(phrase, sure=False, reason=_A_LENGTH)
    return phrase


def _doubtful(phrase: Phrase, use: Use, *, adjective: bool) -> Phrase:
    """A length without "in" or "within": the day it comes to is offered, unless it is all that is written."""
    if use is Use.NONE and not adjective:
        return replace(phrase, weak=Weak.PERHAPS)
    offered = phrase.choices or (Choice(phrase.reason, phrase.on),)
    return replace(phrase, kind=Kind.LENGTH, on=None, choices=offered, reason=_A_LENGTH, sure=False, weak=Weak.PERHAPS)


def _from_base(found: Length, start: int, after: int, base: date) -> Phrase:
    why = Why("Counted from {base}", base=base)
    on = found.from_day(base, found.amount.upper or found.amount.value)
    phrase = Phrase(Kind.DAY, start, after, why, on=on)
    if found.amount.upper:
        earlier = found.from_day(base, found.amount.value)
        choices = distinct((Choice(_LONGER, on), Choice(_SHORTER, earlier)))
        return replace(phrase, choices=choices, sure=False, reason=Why("The words name two lengths: choose which"))
    if found.amount.vague:
        return replace(phrase, sure=False, reason=Why("The words name no exact length: confirm the day"))
    if too_far := far_away(on, base):
        return replace(phrase, sure=False, reason=too_far)
    if found.measure is Measure.TERM:
        return replace(phrase, sure=False, reason=Why("Term dates are the local authority’s own: confirm the day"))
    return phrase


_LONGER = Why("Counted by the longer of the two")
_SHORTER = Why("Counted by the shorter of the two")


def _from_name(found: Length, name: Named, direction: int, start: int, base: date) -> Phrase:
    """Counted from the day that is named: "six weeks after Easter", "10 working days before 31 March"."""
    days = []
    for reading in name.readings:
        edges = [span.last if direction > 0 else span.first for span in reading.spans]
        counted = [found.from_day(edge, found.amount.upper or found.amount.value, direction) for edge in edges]
        ahead = [(day, edge) for day, edge in zip(counted, edges, strict=True) if day >= base and edge >= base]
        days += (ahead or [(day, edge) for day, edge in zip(counted, edges, strict=True) if day >= base])[:1]
    blank = Phrase(
        Kind.DAY, start, name.after, Why("The day that this comes to is before {base}", base=base), sure=False
    )
    if not days:
        return replace(blank, past=True)
    choices = distinct(Choice(Why("Counted from {named}", named=edge), day) for day, edge in days)
    one_day = all(span.first == span.last for reading in name.readings for span in reading.spans)
    doubted = name.doubt or found.amount.vague or found.amount.upper or len(choices) > 1 or not one_day
    sure = not doubted and found.measure is not Measure.TERM
    return replace(blank, on=choices[0].on, choices=() if sure else choices, sure=sure, reason=choices[0].why)


def _from_event(found: Length, direction: int, start: int, after: int, base: date) -> Phrase:
    """Counted from something without a date: "within six weeks of referral"."""
    reason = Why("Counted from something that has no date here: give the day")
    choices: tuple[Choice, ...] = ()
    if direction > 0:
        on = found.from_day(base, found.amount.upper or found.amount.value)
        choices = (Choice(Why("Counted from {base}", base=base), on),)
    return Phrase(Kind.OCCASION, start, after, reason, choices=choices, sure=False)


_NOTATION = {52: (Measure.WEEK, 1), 12: (Measure.MONTH, 1), 7: (Measure.DAY, 1)}


def _notation(tokens: Tokens, start: int, base: date) -> Phrase | None:
    """6/52 and 3/12, as health services write six weeks and three months: confirmed, since 3/12 is a date as well."""
    at = skip(tokens, start, "in", "within")
    count, mark, of = tokens[at], tokens[at + 1], tokens[at + 2]
    if count.number is None or mark.text != "/" or not (mark.glued and of.glued) or of.number not in _NOTATION:
        return None
    if not (at > start or of.number == 52) or not 0 < count.number < 52 or tokens[at + 3].text in {"/", "-"}:
        return None
    if count.glued and at:
        return None
    measure, times = _NOTATION[of.number]
    on = counted(base, count.number * times, measure)
    reason = Why("Read as a number of days, weeks or months, as health services write it: confirm the day")
    return Phrase(Kind.DAY, start, at + 3, reason, on=on, choices=(Choice(reason, on),), sure=False)

"""Names of time with what stands before them: "by the end of March", "before Easter", "from April", "until June"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from system_review.errors import Why
from system_review.reviews.rules.calendar_days import Span
from system_review.reviews.rules.timing import days, feasts, months
from system_review.reviews.rules.timing.due import Choice
from system_review.reviews.rules.timing.named import Named, Reading, Weak
from system_review.reviews.rules.timing.names import NAMES_BEGIN, named
from system_review.reviews.rules.timing.phrase import Kind, Phrase, distinct
from system_review.reviews.rules.timing.roles import (
    HEDGES,
    PARTS,
    ROLES,
    WEEKS,
    Before,
    Role,
    before_name,
    behind_name,
    end_of,
)
from system_review.reviews.rules.timing.tokens import Tokens, skip, words_of

FURTHEST = 10  # years ahead; a later date is more likely a slip of the pen


MOMENTS_BEGIN = ROLES.begin | HEDGES.begin | PARTS.begin | WEEKS.begin | NAMES_BEGIN


def moment(tokens: Tokens, start: int, base: date) -> Phrase | None:
    """A name of time with what stands before it and behind it, and the date that it comes to."""
    before = before_name(tokens, start)
    name = _changed(tokens, before, base)
    if name is None:
        return None
    if _worth(tokens, start, before, name):
        name = replace(name, weak=Weak.NO)
    role, after = behind_name(tokens, name.after, before.role)
    role = Role.BY if role is Role.BEFORE and before.ends else role
    phrase = settled(name, role, start, after, base)
    return _to_the_end_of_range(tokens, phrase, name, before, base)


def _changed(tokens: Tokens, before: Before, base: date) -> Named | None:
    """The name that begins after what stands before it, with what that makes of it: "the end of" March."""
    name = _named_or_week(tokens, before.at, base)
    if name is None:
        return None
    for change in reversed(before.changes):
        name = name.mapped(change)
    return replace(name, doubt=before.doubt or name.doubt)


def _named_or_week(tokens: Tokens, start: int, base: date) -> Named | None:
    with_article = skip(tokens, start, "the")
    if week := WEEKS.at(tokens, with_article):
        return _week(tokens, week, base)
    name = named(tokens, start, base)
    if with_article > start:
        other = named(tokens, with_article, base)
        name = other if other and (name is None or other.after > name.after) else name
    ending = skip(tokens, name.after, "-") if name else start
    if name and tokens[ending].text == "end" and tokens[ending + 1].text != "of":  # "March end", "term end"
        return replace(name.mapped(end_of), after=ending + 1, weak=Weak.NO)
    return name


def _week(tokens: Tokens, week: tuple[bool, int], base: date) -> Named | None:
    ending, at = week
    at = skip(tokens, skip(tokens, at, ":"), "the")
    for namer in (days.day_and_month, days.numeric, days.day_of_month, feasts.weekday):
        if day := namer(tokens, at, base):
            return months.week_of(day, ending=ending)
    return None


_LED = frozenset(
    words_of("led chaired owned supported facilitated written overseen supervised managed run coordinated delivered")
)
_ABOUT_DATES = frozenset({"by", "on", "before", "due", "until", "till", "latest", "deadline", "from", "no", "not"})


def _worth(tokens: Tokens, start: int, before: Before, name: Named) -> bool:
    """Whether what stands before a weak name makes it one of time: not "led by April", "for April", "in 3/4"."""
    if before.changes or before.doubt or before.role is Role.NONE:
        return bool(before.changes or before.doubt)
    if tokens[start].text == "by" and start and tokens[start - 1].text in _LED:
        return False
    if name.weak is Weak.HARDLY and tokens[before.at].is_digits and not name.pinned:
        return tokens[start].text in _ABOUT_DATES
    return tokens[start].text not in {"for", "to", "at", "over", "post", "following", "dated", "through", "date"}


_UP_TO = frozenset({"-", "to", "until", "till", "through"})
_ONE_OF = frozenset({"/", "or"})


def _to_the_end_of_range(tokens: Tokens, phrase: Phrase, name: Named, before: Before, base: date) -> Phrase:
    """March to June 2027 is due at its end; "March/April" must be asked."""
    mark = tokens[phrase.after].text
    if mark not in _UP_TO | _ONE_OF and not (mark == "and" and before.between):
        return phrase
    later = before_name(tokens, phrase.after + 1)
    other = _changed(tokens, later, base) if later.role is Role.NONE else None
    if other is None:
        return phrase
    if mark in {"/", "or"}:
        both = replace(other, doubt=Why("The words name more than one time: confirm which is meant"), weak=Weak.NO)
        later_one = settled(both, Role.BY, phrase.first, other.after, base)
        earlier = phrase.choices or ((Choice(phrase.reason, phrase.on),) if phrase.on else ())
        return replace(later_one, choices=distinct((*earlier, *later_one.choices)))
    since = phrase.on if name.pinned and phrase.on else base
    ranged = replace(other, weak=Weak.NO)
    return settled(ranged, Role.BY, phrase.first, other.after, max(base, since))


def settled(name: Named, role: Role, first: int, after: int, base: date) -> Phrase:
    """The phrase that a name in its role comes to, counted from the base date."""
    if role is Role.BEFORE and name.opens_before:
        name, role = replace(name, readings=name.readings[:1], asks=False), Role.BY
    kind = {Role.FROM: Kind.START, Role.UNTIL: Kind.END}.get(role, Kind.DAY)
    blank = Phrase(kind, first, after, Why("There is no such day in the calendar"), sure=False, weak=name.weak)
    if name.impossible:
        return replace(blank, weak=Weak.NO)
    picked = [(reading, on) for reading in name.readings if (on := _picked(reading, role, base)) is not None]
    if not picked:
        return _in_the_past(blank, name, role, base)
    choices = distinct(Choice(reading.why or _why(name, role, reading, base), on) for reading, on in picked)
    likeliest = picked[0][1]
    doubt = name.doubt or far_away(likeliest, base)
    if len(choices) > 1 or (name.asks and not _all_agree(name, picked)):
        reason = doubt or Why("The words can mean more than one day: choose which")
        return replace(blank, reason=reason, on=None if name.asks else likeliest, choices=choices)
    reason = doubt or _why(name, role, picked[0][0], base)
    return replace(
        blank, reason=reason, on=likeliest, choices=choices if doubt else (), sure=not doubt, whole=name.whole
    )


def _all_agree(name: Named, picked: list[tuple[Reading, date]]) -> bool:
    """Whether several readings come to the same day, so that nothing has to be asked."""
    return 1 < len(name.readings) == len(picked)


def _edge(span: Span, role: Role) -> date:
    if role is Role.BEFORE:
        return span.first - timedelta(days=1)
    return span.first if role is Role.FROM else span.last


def _picked(reading: Reading, role: Role, base: date) -> date | None:
    return next((on for span in reading.spans if (on := _edge(span, role)) >= base), None)


def _why(name: Named, role: Role, reading: Reading, base: date) -> Why:
    if name.why:
        return name.why
    if role is Role.FROM:
        return Why("The day on which that begins")
    if role is Role.BEFORE:
        return Why("The last day before that begins")
    single = reading.spans[0].first == reading.spans[0].last
    if name.pinned:
        return Why("The day that the words name") if single else Why("The last day of the time that the words name")
    if single:
        return Why("The first such day from {base} on", base=base)
    return Why("The last day of the first such time from {base} on", base=base)


def far_away(on: date, base: date) -> Why | None:
    """The doubt about a date that is more likely a slip of the pen."""
    if on.year > base.year + FURTHEST:
        return Why("{on} is more than ten years away: confirm the year", on=on)
    return None


def _in_the_past(blank: Phrase, name: Named, role: Role, base: date) -> Phrase:
    """Nothing on or after the base date: a day that is written in full stands and is told, other names give none."""
    over = [_edge(reading.spans[-1], role) for reading in name.readings if reading.spans]
    if not over:
        return replace(blank, reason=Why("There is no such day in the calendar"))
    on = max(over)
    reason = Why("{on} is before {base}, from which time is counted here", on=on, base=base)
    whole = name.whole and role not in {Role.BEFORE}
    return replace(blank, reason=reason, on=on if whole else None, whole=whole, past=True)


def bare_name(tokens: Tokens, at: int, base: date) -> Named | None:
    """A name of time without a word before it, worth counting from: "1 March", "Easter", "the end of May"."""
    before = before_name(tokens, at)
    name = _changed(tokens, before, base) if before.role is Role.NONE else None
    if name is None or name.impossible or (name.weak is Weak.HARDLY and not before.changes):
        return None
    return name

"""How often: "termly", "every six months", "twice a year", "each September", "on the first Monday of each month"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from system_review.errors import Why
from system_review.reviews.rules.timing.due import LEAST_OFTEN, MOST_OFTEN, Choice, Repeats, next_due
from system_review.reviews.rules.timing.lengths import MORE_OR_LESS, UNITS, Measure
from system_review.reviews.rules.timing.named import Weak
from system_review.reviews.rules.timing.numbers import AMOUNTS_BEGIN, ORDINALS, amount, cardinal, ordinal
from system_review.reviews.rules.timing.phrase import Kind, Phrase, distinct
from system_review.reviews.rules.timing.rhythm_days import (
    edge_of_each,
    every_name,
    monthly_on_weekday,
    plural_weekday,
)
from system_review.reviews.rules.timing.rhythm_words import (
    ADVERBS,
    BY_ADVERB,
    DAILY,
    EVERY,
    FORTNIGHTLY,
    MONTHLY,
    OTHER,
    OUT_OF_REACH,
    PER,
    TERMLY,
    TIMES,
    TOO_OFTEN,
    TWO_MONTHLY,
    UNIT_OF,
    WEEKLY,
)
from system_review.reviews.rules.timing.roles import PARTS
from system_review.reviews.rules.timing.tokens import Phrases, Tokens, skip, words_of
from system_review.reviews.rules.timing.vocabulary import WEEKDAY_PLURALS, WEEKDAYS, ends_a_number
from system_review.reviews.rules.words import Unit

RHYTHMS_BEGIN = (
    ADVERBS.begin
    | DAILY.begin
    | EVERY.begin
    | TIMES.begin
    | AMOUNTS_BEGIN
    | ORDINALS.begin
    | PARTS.begin
    | WEEKDAY_PLURALS.keys()
    | {"on", "at", "by", "before", "in", "the", "last", "alternate"}
)


def rhythm(tokens: Tokens, start: int, base: date) -> Phrase | None:
    """A phrase that says how often, and when it is first due if the words say so (else one round after the base)."""
    if daily := DAILY.at(tokens, start):
        return Phrase(Kind.REPEATS, start, daily[1], TOO_OFTEN, choices=_first_due((WEEKLY,), base), sure=False)
    return (
        _times_per(tokens, start, base)
        or _adverb(tokens, start, base)
        or _so_many_adverb(tokens, start, base)
        or edge_of_each(tokens, start, base)
        or every_name(tokens, start, base)
        or _every_unit(tokens, start, base)
        or plural_weekday(tokens, start, base)
    )


def _first_due(options: tuple[Repeats, ...], base: date) -> tuple[Choice, ...]:
    why = Why("First due one round after {base}", base=base)
    return distinct(Choice(why, next_due(base, repeats), repeats) for repeats in options)


_SEVERAL = Why("The words can mean more than one rhythm: choose which")
_NOT_EXACT = Why("The words name no exact rhythm: confirm it")


def _repeating(options: tuple[Repeats, ...], start: int, after: int, base: date, *, sure: bool = True) -> Phrase:
    """The phrase for one recurrence, or for several to choose from."""
    if not all(MOST_OFTEN <= repeats.every <= LEAST_OFTEN for repeats in options):
        return Phrase(Kind.REPEATS, start, after, OUT_OF_REACH, sure=False)
    choices = _first_due(options, base)
    if len(options) > 1 or not sure:
        reason = _SEVERAL if len(options) > 1 else _NOT_EXACT
        return Phrase(Kind.REPEATS, start, after, reason, choices=choices, sure=False)
    reason = choices[0].why
    certain = options[0].unit is not Unit.TERM
    if not certain:
        reason = Why("Term dates are the local authority’s own: confirm the day")
    return Phrase(
        Kind.REPEATS, start, after, reason, choices[0].on, options[0], choices=() if certain else choices, sure=certain
    )


_BASIS = Phrases(dict.fromkeys(("basis", "intervals", "cycle", "rota"), None))
_DESCRIBES = frozenset(
    words_of(
        "the a an our their its this these those existing new current of in for into regular any each weekly joint "
        "first next last"
    )
)


def _adverb(tokens: Tokens, start: int, base: date) -> Phrase | None:
    at = start
    if tokens[start].text in {"on", "at"}:
        at = skip(tokens, start + 1, "a", "an")
    found = ADVERBS.at(tokens, at)
    if found is None:
        return None
    (options, uncertain), after = found
    if options == (MONTHLY,) and (phrase := monthly_on_weekday(tokens, start, after, base)):
        return phrase
    basis = _BASIS.at(tokens, after)
    if at > start and basis is None:
        return None
    after = basis[1] if basis else after
    phrase = _repeating(options, start, after, base, sure=not uncertain)
    describes = basis is None and _describes_a_thing(tokens, start, after)
    return replace(phrase, weak=Weak.PERHAPS) if describes else phrase


def _describes_a_thing(tokens: Tokens, start: int, after: int) -> bool:
    """Whether the word may tell which thing, not how often: "the monthly meeting", "quarterly report"."""
    if start and tokens[start - 1].text in _DESCRIBES:
        return True
    following = tokens[after]
    return following.is_word and not ends_a_number(tokens, after) and following.text not in WEEKDAYS


def _so_many_adverb(tokens: Tokens, start: int, base: date) -> Phrase | None:
    """six-monthly, 3 monthly, two-yearly."""
    counted = cardinal(tokens, start)
    if counted is None:
        return None
    every, at = counted
    at = skip(tokens, at, "-")
    unit = BY_ADVERB.get(tokens[at].text)
    if unit is None:
        return None
    after = at + 1
    basis = _BASIS.at(tokens, after)
    phrase = _repeating((Repeats(every, unit),), start, basis[1] if basis else after, base)
    return replace(phrase, weak=Weak.PERHAPS) if not basis and _describes_a_thing(tokens, start, after) else phrase


def _every_unit(tokens: Tokens, start: int, base: date) -> Phrase | None:
    """every six weeks, each term, every other month, every third week, per year."""
    found = EVERY.at(tokens, start)
    alternate = tokens[start].text == "alternate"
    if found is None and not alternate:
        return None
    at = start if alternate else found[1]  # type: ignore[index]
    if other := OTHER.at(tokens, at):
        low, high, at = other[0], other[0], other[1]
    elif (which := ordinal(tokens, at)) and 2 <= which[0] <= LEAST_OFTEN:
        low, high, at = which[0], which[0], which[1]
    elif many := amount(tokens, at):
        if many.value % 1 and UNITS.at(tokens, many.after) is None:
            return None
        return _every_amount(
            tokens, start, skip(tokens, many.after, "-"), (many.value, many.upper), base, vague=many.vague
        )
    else:
        low = high = 1
    phrase = _every_amount(tokens, start, at, (float(low), float(high)), base, vague=False)
    if phrase and tokens[start].text == "per":
        return replace(phrase, weak=Weak.PERHAPS)
    return phrase


def _every_amount(
    tokens: Tokens, start: int, at: int, many: tuple[float, float | None], base: date, *, vague: bool
) -> Phrase | None:
    unit = UNITS.at(tokens, at)
    if unit is None or tokens[unit[1]].text == "-":
        return None
    (measure, times), after = unit
    roughly = MORE_OR_LESS.at(tokens, after)
    after = roughly[1] if roughly else after
    options: list[Repeats] = []
    exact = roughly is None
    for count in dict.fromkeys(value for value in many if value):
        repeats, fits = _as_repeats(count * times, measure)
        options += repeats
        exact = exact and fits
    if not options:
        return Phrase(Kind.REPEATS, start, after, TOO_OFTEN, choices=_first_due((WEEKLY,), base), sure=False)
    return _repeating(tuple(dict.fromkeys(options)), start, after, base, sure=exact and not vague)


def _as_repeats(count: float, measure: Measure) -> tuple[list[Repeats], bool]:
    """The recurrence for so many of a unit, and whether it is the same: 28 days are 4 weeks, 30 days nearly a month."""
    if measure is Measure.YEAR and count % 1:
        count, measure = count * 12, Measure.MONTH
    if measure in UNIT_OF:
        return ([Repeats(int(count), UNIT_OF[measure])], True) if count % 1 == 0 else ([], False)
    days = count / 24 if measure is Measure.HOUR else count
    if measure is Measure.WORKING_DAY:
        return ([Repeats(int(days) // 5, Unit.WEEK)], True) if days >= 5 and days % 5 == 0 else ([], False)
    if days >= 7 and days % 7 == 0:
        return [Repeats(int(days) // 7, Unit.WEEK)], True
    if days >= 30 and days % 30 == 0:
        return [Repeats(int(days) // 30, Unit.MONTH)], False
    return [], False


def _times_per(tokens: Tokens, start: int, base: date) -> Phrase | None:
    """twice a year, three times a year, four times per year, 6 times each year."""
    times = TIMES.at(tokens, start)
    if times is None:
        counted = cardinal(tokens, start)
        if counted is None or tokens[counted[1]].text not in {"times", "x"}:
            return None
        times = counted[0], counted[1] + 1
    found = _per_unit(tokens, times[1])
    if found is None or not times[0]:
        return None
    (measure, many), after = found
    options = _spread(times[0], many, measure)
    if not options:
        return Phrase(Kind.REPEATS, start, after, TOO_OFTEN, choices=_first_due((WEEKLY,), base), sure=False)
    return _repeating(options, start, after, base, sure=times[0] == 1 or measure is Measure.YEAR)


def _per_unit(tokens: Tokens, at: int) -> tuple[tuple[Measure, int], int] | None:
    """What "twice" is counted by: "a year", "per term", "each month"; or an adverb: "weekly"."""
    if unit := BY_ADVERB.get(tokens[skip(tokens, at, "-")].text):
        return (_MEASURE_OF[unit], 1), skip(tokens, at, "-") + 1
    per = PER.at(tokens, at)
    return UNITS.at(tokens, per[1]) if per else None


_MEASURE_OF = {unit: measure for measure, unit in UNIT_OF.items()}


def _spread(times: int, many: int, measure: Measure) -> tuple[Repeats, ...]:
    if times == 1 and measure in UNIT_OF:
        return (Repeats(many, UNIT_OF[measure]),)
    if measure is Measure.YEAR and 12 * many % times == 0 and times <= 12:
        evenly = Repeats(12 * many // times, Unit.MONTH)
        return (evenly, TERMLY) if times == 3 * many else (evenly,)
    if measure is Measure.MONTH and times == 2 * many:
        return (FORTNIGHTLY,)
    if measure is Measure.TERM and times == 2:
        return (TERMLY, TWO_MONTHLY)
    return ()

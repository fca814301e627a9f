"""Single days with a date: "31 March 2027", "Fri 5th Mar", "31/03/27", "the 15th", "last Friday of March"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from system_review.errors import Why
from system_review.reviews.rules.calendar_days import months_later
from system_review.reviews.rules.timing.named import Named, Reading, Weak, around, one_day, simple
from system_review.reviews.rules.timing.numbers import ORDINALS, ordinal
from system_review.reviews.rules.timing.tokens import Tokens, skip
from system_review.reviews.rules.timing.vocabulary import (
    AFTER_MAY,
    MONTHS,
    WEEKDAYS,
    century,
    ends_a_number,
    four_digit_year,
    stands_free,
)

_MARKS = frozenset({"/", ".", "-"})
_JOINS_MONTH = ("-", "/", ".", "of")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_and_month(tokens: Tokens, start: int, base: date) -> Named | None:
    """[Friday] 5 March [2027], [Friday] March 5 [2027], 1-5 March (its last day), the first of March."""
    weekday, at = _weekday_before(tokens, start)
    found = _day_first(tokens, at) or _month_first(tokens, at, base)
    if found is None:
        return None
    day, month, after, doubt = found
    year, after, year_doubt = year_after(tokens, after)
    named = _dated(day, month, year, after, base)
    named = replace(named, doubt=doubt or year_doubt or named.doubt)
    return _on_weekday(named, weekday) if weekday is not None else named


def _weekday_before(tokens: Tokens, start: int) -> tuple[int | None, int]:
    weekday = WEEKDAYS.get(tokens[start].text)
    if weekday is None:
        return None, start
    after = skip(tokens, start + 1, ",", ".")
    return weekday, skip(tokens, skip(tokens, after, "the"), ",")


def _day_first(tokens: Tokens, start: int) -> tuple[int, int, int, Why | None] | None:
    """Day, month, the index after them, a doubt."""
    day = _day_number(tokens, start)
    if day is None or not stands_free(tokens, start):
        return None
    number, after = day
    if later := _later_day(tokens, number, after):
        return later
    return _with_month(tokens, number, after, None)


def _later_day(tokens: Tokens, day: int, after: int) -> tuple[int, int, int, Why | None] | None:
    """Of "1-5 March" the last day, when it is due; "1 and 15 March" must be asked."""
    joined = tokens[after].text
    last = _day_number(tokens, after + 1) if joined in {"-", "to", "and", "/", "or"} else None
    if last is None or day >= last[0]:
        return None
    doubt = None if joined in {"-", "to"} else Why("The words name more than one day: choose which")
    return _with_month(tokens, *last, doubt)


def _day_number(tokens: Tokens, at: int) -> tuple[int, int] | None:
    if found := ordinal(tokens, at):
        return found
    token = tokens[at]
    if token.number is not None and token.end - token.start <= 2:
        return token.number, at + 1
    return None


def _with_month(tokens: Tokens, day: int, after: int, doubt: Why | None) -> tuple[int, int, int, Why | None] | None:
    at = skip(tokens, after, *_JOINS_MONTH)
    month = MONTHS.get(tokens[at].text)
    if month is None:
        return None
    if tokens[at].text == "may" and tokens[at + 1].text in AFTER_MAY:
        return None
    return day, month, at + 1, doubt


def _month_first(tokens: Tokens, start: int, base: date) -> tuple[int, int, int, Why | None] | None:
    """March 5, March 5th. "March 27" may be the year, and is left to the months."""
    month = MONTHS.get(tokens[start].text)
    if month is None:
        return None
    at = skip(tokens, skip(tokens, start + 1, "."), "the")
    token = tokens[at]
    if token.quoted or (token.glued and tokens[at - 1].is_word):
        return None
    if not (day := _day_number(tokens, at)):
        return None
    plain = token.is_digits and day[1] == at + 1
    if plain and four_digit_year(tokens, skip(tokens, day[1], ",")) and 1 <= day[0] <= 31:
        return day[0], month, day[1], None
    if plain and (not ends_a_number(tokens, day[1]) or may_be_year(token.number, base) or not 1 <= day[0] <= 31):
        return None
    return day[0], month, day[1], None


def may_be_year(number: int | None, base: date) -> bool:
    """Whether two digits after a month may mean a year: last year, this one, or one of the next three."""
    return number is not None and -1 <= number - base.year % 100 <= 3


def year_after(tokens: Tokens, start: int) -> tuple[int | None, int, Why | None]:
    """The year that follows a day and month, the index after it, a doubt: 2027, '27, 27, of 2027, - 27."""
    at = start
    for mark in (".", ",", "of", "/", "-"):
        at = skip(tokens, at, mark)
    if (year := four_digit_year(tokens, at)) is not None:
        return year, at + 1, None
    token = tokens[at]
    if token.number is None or token.end - token.start != 2 or tokens[at - 1].text == "of":
        return None, start, None
    if token.quoted or (tokens[at + 1].text != "/" and ends_a_number(tokens, at + 1)):
        return century(token.number), at + 1, None
    if token.glued and tokens[at - 1].text in {"-", "/", "."}:
        return century(token.number), at + 1, None
    return None, start, Why("A number follows the date: say whether it is the year")


def _dated(day: int, month: int, year: int | None, after: int, base: date) -> Named:
    if year is not None:
        on = _day(year, month, day)
        if on is None:
            return _no_such_day(after)
        return replace(simple((one_day(on),), after, pinned=True), whole=True)
    days = [on for each in around(base) if (on := _day(each, month, day))]
    if not days:
        return _no_such_day(after)
    named = simple(tuple(one_day(on) for on in days), after)
    if (month, day) == (2, 29) and next(on for on in days if on >= base) > base + timedelta(days=366):
        return _next_leap_day(named, base)
    return named


def _next_leap_day(named: Named, base: date) -> Named:
    """29 February when the next one is years away: the day before it, next year, may be meant."""
    nearer = tuple(one_day(date(year, 2, 28)) for year in around(base))
    readings = (
        Reading(nearer, Why("The last day of February, which is shorter in most years")),
        Reading(named.readings[0].spans, Why("The next 29 February")),
    )
    return replace(named, readings=readings, asks=True)


def _no_such_day(after: int) -> Named:
    return replace(simple((), after, pinned=True), impossible=True)


def _on_weekday(named: Named, weekday: int) -> Named:
    """Checked against the weekday that stands before the date: what does not fit is told."""
    if not named.readings[0].spans:
        return named
    fitting = tuple(span for span in named.readings[0].spans if span.first.weekday() == weekday)
    doubt = Why("The weekday and the date do not fit together: say which is right")
    if named.pinned:
        return named if fitting else replace(named, doubt=named.doubt or doubt)
    as_written = Reading(named.readings[0].spans, Why("The next such date, whatever its weekday"))
    on_weekday = Reading(fitting, Why("The next such date that is on that weekday"))
    return replace(named, readings=(as_written, on_weekday), asks=True)


def numeric(tokens: Tokens, start: int, base: date) -> Named | None:
    """31/03/2027, 31.3.27, 31-03-2027, 2027-03-31; and 31/3, which needs "by" or "on" before it."""
    first, mark, second = tokens[start], tokens[start + 1], tokens[start + 2]
    if first.number is None or second.number is None or mark.text not in _MARKS:
        return None
    ends_range = tokens[start - 1].text == "-" != mark.text  # "1.4.27-31.3.28"
    if not (ends_range or stands_free(tokens, start)) or not (mark.text == "/" or (mark.glued and second.glued)):
        return None
    third = tokens[start + 4]
    same_mark = tokens[start + 3].text == mark.text
    if same_mark and third.number is not None and (third.glued or mark.text == "/"):
        return _three_numbers(tokens, start, (first.number, second.number, third.number))
    return _two_numbers(tokens, start, first.number, second.number, base)


def _three_numbers(tokens: Tokens, start: int, numbers: tuple[int, int, int]) -> Named | None:
    first, second, third = numbers
    year_first = _digits(tokens, start) == 4
    after = start + 5
    if tokens[after].text == tokens[start + 1].text and tokens[after].glued and tokens[after + 1].is_digits:
        return None  # a longer code than a date
    year, month, day = (first, second, third) if year_first else (third, second, first)
    if not year_first and _digits(tokens, start + 4) == 2:
        year = century(year)
    elif not year_first and _digits(tokens, start + 4) != 4:
        return None
    if not 1900 <= year <= 2199 or max(day, month) > 99:
        return None
    return _ordered(year, month, day, after, year_first=year_first)


def _digits(tokens: Tokens, at: int) -> int:
    return tokens[at].end - tokens[at].start


def _ordered(year: int, month: int, day: int, after: int, *, year_first: bool) -> Named:
    on = _day(year, month, day)
    if on is None and not year_first and (other := _day(year, day, month)):
        doubt = Why("There is no month {month}: say whether the month was written first", month=month)
        named = simple((one_day(other),), after, pinned=True)
        return replace(named, whole=True, doubt=doubt, asks=True)
    if on is None:
        return _no_such_day(after)
    named = replace(simple((one_day(on),), after, pinned=True), whole=True)
    if year_first or day > 12 or day == month:
        return named
    return replace(named, why=Why("Read with the day first, then the month"))


def _two_numbers(tokens: Tokens, start: int, day: int, month: int, base: date) -> Named | None:
    mark, after = tokens[start + 1].text, start + 3
    if mark == "-" or max(_digits(tokens, start), _digits(tokens, start + 2)) > 2 or (day, month) == (24, 7):
        return None  # "24/7" is a way of working, not 24 July
    if tokens[after].text in {"/", ".", "-", "%"} and tokens[after].glued and tokens[after + 1].glued:
        return None
    if not any(_day(year, month, day) for year in around(base)):
        return None
    named = replace(_dated(day, month, None, after, base), weak=Weak.HARDLY)
    if mark == ".":
        return replace(named, doubt=Why("This may be a time or a number: say whether it is a date"))
    is_date = tokens[start - 1].text in {"by", "on", "before", "due"} and start
    return named if is_date else _or_length(named, day, month, base)


def _or_length(named: Named, count: int, of: int, base: date) -> Named:
    """3/12 is 3 December, and three months as health services write it; 3/7 three days: it must be asked."""
    if of == 12 and (count < 12 or count == 18):
        other = Reading((one_day(months_later(base, count)),), Why("Read as a number of months"))
    elif of == 7 and count < 7:
        other = Reading((one_day(base + timedelta(days=count)),), Why("Read as a number of days"))
    else:
        return named
    as_date = Reading(named.readings[0].spans, Why("Read as a day and a month"))
    return replace(named, readings=(as_date, other), asks=True)


def month_and_year_numeric(tokens: Tokens, start: int, make: Callable[[int, int, int], Named]) -> Named | None:
    """03/2027: the month of that year. `make` gives the month's name from year, month and index after."""
    month, mark = tokens[start], tokens[start + 1]
    year = four_digit_year(tokens, start + 2)
    if year is None or month.number is None or not 1 <= month.number <= 12 or mark.text not in _MARKS:
        return None
    glued = mark.glued and tokens[start + 2].glued and stands_free(tokens, start)
    following = tokens[start + 3]
    if not glued or (following.text in _MARKS and following.glued and tokens[start + 4].is_digits):
        return None
    return make(year, month.number, start + 3)


def day_of_month(tokens: Tokens, start: int, base: date) -> Named | None:
    """the 15th [of the month], of this or the next month; what has "meeting" or the like behind it is no day."""
    if tokens[start].text in ORDINALS.begin and tokens[start - 1].text != "the":
        return None
    found = ordinal(tokens, start)
    if found is None or not 1 <= found[0] <= 31 or not stands_free(tokens, start):
        return None
    day, after = found
    if tokens[after].text == "of" and tokens[after + 1].text in {"the", "this"} and tokens[after + 2].text == "month":
        return _days_numbered(day, after + 3, base, skip_months=0)
    if tokens[after].text == "of" and tokens[after + 1].text == "next" and tokens[after + 2].text == "month":
        return _days_numbered(day, after + 3, base, skip_months=1)
    if tokens[start].is_word or not ends_a_number(tokens, after) or tokens[after].text == "-":
        return None
    return replace(_days_numbered(day, after, base, skip_months=0), weak=Weak.HARDLY)


def _days_numbered(day: int, after: int, base: date, *, skip_months: int) -> Named:
    months = [divmod(base.year * 12 + base.month - 1 + ahead, 12) for ahead in range(skip_months, 13)]
    days = [on for year, month in months if (on := _day(year, month + 1, day))]
    return simple(tuple(one_day(on) for on in days), after)

"""Words before and behind a name of time: "by", "before", "from", "the end of", "about", "w/c"; "onwards"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from system_review.errors import Why
from system_review.reviews.rules.calendar_days import Span, working_days_later
from system_review.reviews.rules.timing.named import first_half, one_day, second_half
from system_review.reviews.rules.timing.tokens import Phrases, Tokens, phrases_of, skip, words_of


class Role(Enum):
    """What a word before a name makes of it."""

    BY = "by"
    UNTIL = "until"
    BEFORE = "before"
    FROM = "from"
    NONE = "none"


_TABLE = {
    Role.BY: (
        "by, by no later than, by or before, no later than, not later than, on or before, by or on, in, on, at, "
        "during, within, inside, over, throughout, between, for, in or before, later in, sometime in, some time in, "
        "in the course of, due, due by, due on, due in, due date, deadline, deadline of, target date, target, "
        "end date, end date of, date, review date, timescale, timescales, latest, at the latest by, by the latest, "
        "by at latest, starting by, start by, to start by, close of play, close of play on, by close of play, "
        "by close of play on, close of business, close of business on, by close of business, cop, by cop, cob, "
        "by close of business on, by cob, by noon on, by midday on, by the close of, between now and, from now until"
    ),
    Role.UNTIL: "until, till, til, up to, up until, through to, to, through, ends, ending",
    Role.BEFORE: "before, prior to, ahead of, in advance of, in time for, by before, ready for",
    Role.FROM: (
        "from, since, after, starting, starting in, starting on, starting from, start, start in, start on, start from, "
        "starts, starts in, starts on, begin, begin in, begin on, begins, begins in, begins on, beginning, "
        "beginning in, beginning on, beginning from, commence, commence in, commence on, commences, commences in, "
        "commences on, commencing, commencing in, commencing on, commencing from, with effect from, w e f, wef, "
        "effective, effective from, as of, as from, not before, no earlier than, not earlier than, post, following, "
        "start date, on or after, as at, dated"
    ),
}
ROLES = Phrases({phrase: role for role, phrases in _TABLE.items() for phrase in phrases_of(phrases)})
_STARTS_WITH_OF = frozenset({"beginning", "start"})
_ROUGHLY = Why("The words say that this is only about the time: confirm the day")
HEDGES = Phrases(
    dict.fromkeys(
        words_of(
            "around about approximately approx roughly circa c provisionally tentatively probably hopefully ideally "
            "possibly perhaps maybe likely"
        ),
        _ROUGHLY,
    )
)

Change = Callable[[Span], Span]


def end_of(span: Span) -> Span:
    """The last day."""
    return one_day(span.last)


def _start(span: Span) -> Span:
    return one_day(span.first)


def _middle(span: Span) -> Span:
    length = (span.last - span.first).days
    if length > 360:
        return one_day(first_half(span).last)
    return one_day(span.first + timedelta(days=14 if 27 <= length <= 30 else length // 2))


def _early(span: Span) -> Span:
    return Span(span.first, span.first + timedelta(days=round((span.last - span.first).days / 3)))


def _week(number: int) -> Change:
    def week(span: Span) -> Span:
        first = span.last - timedelta(days=6) if number == 0 else span.first + timedelta(days=7 * (number - 1))
        return Span(first, min(span.last, first + timedelta(days=6)))

    return week


def _first_working_day(span: Span) -> Span:
    return one_day(working_days_later(span.first - timedelta(days=1), 1))


def _last_working_day(span: Span) -> Span:
    return one_day(working_days_later(span.last + timedelta(days=1), -1))


_PARTS: dict[str, tuple[Change, bool]] = {  # what part of a name, and whether the words fix it to the day
    **dict.fromkeys(("end of", "end", "close of", "last day of", "the end of", "ends", "end in"), (end_of, True)),
    **dict.fromkeys(("start of", "beginning of", "first day of", "turn of", "start", "begin of"), (_start, True)),
    **dict.fromkeys(("mid", "middle of", "the middle of", "midway through", "halfway through"), (_middle, True)),
    **dict.fromkeys(("early", "early in", "early part of", "earlier in", "beginning to mid"), (_early, False)),
    **dict.fromkeys(
        ("late", "late in", "later part of", "latter part of", "mid to late", "back end of"), (end_of, False)
    ),
    **dict.fromkeys(("first half of", "first half"), (first_half, True)),
    **dict.fromkeys(("second half of", "second half", "latter half of"), (second_half, True)),
    **dict.fromkeys(("early to mid",), (_middle, False)),
    **dict.fromkeys(("first working day of", "first working day in"), (_first_working_day, True)),
    **dict.fromkeys(("last working day of", "last working day in"), (_last_working_day, True)),
}
for _number, _names in enumerate(("last, final", "first, 1 st", "second, 2 nd", "third, 3 rd", "fourth, 4 th")):
    for _name in phrases_of(_names):
        _PARTS |= {f"{_name} week {_of}": (_week(_number), False) for _of in ("of", "in")}
PARTS = Phrases(_PARTS)
WEEKS = Phrases(
    {
        **dict.fromkeys(
            ("w / c", "w . c", "w . c .", "wc", "week commencing", "week beginning", "week starting"), False
        ),
        **dict.fromkeys(("w / b", "wb", "week of", "week from", "wk commencing", "wk beginning", "wk / c"), False),
        **dict.fromkeys(
            ("wk / b", "w / comm", "wkc", "wk beg", "wk com", "week beg", "week com", "wk starting"), False
        ),
        **dict.fromkeys(("w / e", "w . e", "w . e .", "week ending", "week to", "wk ending"), True),
    }
)


@dataclass(frozen=True)
class Before:
    """What stands before a name: its role, whether the end of it is named, doubts, and where the name begins."""

    role: Role
    at: int
    changes: tuple[Change, ...] = ()
    doubt: Why | None = None
    ends: bool = False
    between: bool = False  # "between March and June"


def before_name(tokens: Tokens, start: int) -> Before:
    """What stands at a token before a name may begin; nothing at all is an answer too."""
    hedge = HEDGES.at(tokens, start)
    at = hedge[1] if hedge else start
    role, at = _role(tokens, at)
    if hedge is None and (hedge := HEDGES.at(tokens, at)):
        at = hedge[1]
    at = skip(tokens, at, ":")
    changes: list[Change] = []
    ends = False
    doubt = hedge[0] if hedge else None
    for _ in range(2):
        part = PARTS.at(tokens, skip(tokens, at, "the"))
        if part is None:
            break
        (change, exact), at = part
        at = skip(tokens, at, "-")
        changes.append(change)
        ends = ends or change is end_of
        doubt = doubt if exact else Why("The words name no exact day: confirm the day")
    return Before(role, at, tuple(changes), doubt, ends, between=tokens[start].text == "between")


def _role(tokens: Tokens, at: int) -> tuple[Role, int]:
    found = ROLES.at(tokens, at)
    if found is None or (tokens[at].text in _STARTS_WITH_OF and tokens[found[1]].text == "of"):
        return Role.NONE, at
    return found


_BEHIND = Phrases(
    {
        **dict.fromkeys(("onwards", "onward", "on wards", "and onwards", "forward", "forwards", "start"), Role.FROM),
        **dict.fromkeys(("at the latest", "at latest", "latest", "deadline", "or sooner", "or earlier"), Role.BY),
        **dict.fromkeys(("or before", "if possible", "or thereabouts", "at the very latest"), Role.BY),
    }
)


def behind_name(tokens: Tokens, after: int, role: Role) -> tuple[Role, int]:
    """The role as it is after what stands behind a name ("April onwards"), and the index after that."""
    at = skip(tokens, after, ",")
    found = _BEHIND.at(tokens, at)
    if found is None:
        return role, after
    return (Role.FROM if found[0] is Role.FROM else role), found[1]

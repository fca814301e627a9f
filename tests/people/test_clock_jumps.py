"""The clock is set on, back, and put right (K6): sign-ins neither last for ever nor all end, and the history holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from system_review.audit.models import Event
from system_review.audit.queries import verify
from system_review.people.models import Session
from system_review.reviews.rules.actions import is_overdue
from system_review.reviews.rules.calendar_days import months_later
from system_review.reviews.rules.words import Status
from tests.people.signing import browser, is_signed_in, sign_in, with_password

OPEN = Status.UNDER_WAY


@pytest.fixture
def anwen_here(db):
    return with_password()


@pytest.fixture
def clock(monkeypatch):
    """`clock(hours=-1)`: the machine's clock is wrong by so much."""
    start = timezone.now()

    def to(**off):
        monkeypatch.setattr("django.utils.timezone.now", lambda: start + timedelta(**off))

    to()
    return to


@pytest.mark.parametrize("hours", [-1, -24])
def test_after_a_clock_was_set_back_a_sign_in_goes_on_and_ends_when_it_would_have(anwen_here, clock, hours):
    client = browser()
    sign_in(client)

    clock(hours=hours)
    assert is_signed_in(client)  # which is a use, at the time that it is now
    clock(hours=hours, minutes=59)
    assert is_signed_in(client)
    clock(hours=hours, minutes=119)
    assert not is_signed_in(client)  # idle for an hour, although the clock is not yet where it was


def test_twelve_hours_are_counted_from_the_moment_that_is_not_in_the_future(anwen_here, clock):
    client = browser()
    sign_in(client)
    clock(hours=-24)
    for minutes in range(0, 12 * 60, 50):
        clock(hours=-24, minutes=minutes)
        assert is_signed_in(client)

    clock(hours=-24, minutes=12 * 60)

    assert not is_signed_in(client)


def test_whoever_was_away_while_the_clock_was_a_day_ahead_is_still_signed_in(anwen_here, clock):
    here, away = browser(), browser()
    sign_in(here), sign_in(away)

    clock(hours=24)
    assert not is_signed_in(here)  # a day seems to have passed
    sign_in(here)
    clock(minutes=5)

    assert is_signed_in(away)
    assert is_signed_in(here)
    assert Session.objects.filter(seen_at__gt=timezone.now()).count() == 0  # nobody is seen in the future


def test_the_history_stays_in_the_order_of_the_acts(anwen_here, clock):
    before = Event.objects.count()
    for hours in (0, 24, -24, -1, 1, 0):
        clock(hours=hours)
        sign_in(browser())

    added = list(Event.objects.order_by("pk"))[before:]
    assert [event.seq for event in added] == sorted(event.seq for event in added)
    assert any(later.at < earlier.at for earlier, later in pairwise(added))  # the clock did jump
    assert set(verify().values()) == {None}


NIGHTS = [
    # the moment, and which day it is in London
    (datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC), date(2027, 3, 28)),
    (datetime(2027, 3, 28, 22, 59, 59, tzinfo=UTC), date(2027, 3, 28)),
    (datetime(2027, 3, 28, 23, 0, 0, tzinfo=UTC), date(2027, 3, 29)),  # a day of 23 hours
    (datetime(2027, 10, 30, 23, 0, 0, tzinfo=UTC), date(2027, 10, 31)),
    (datetime(2027, 10, 31, 23, 59, 59, tzinfo=UTC), date(2027, 10, 31)),  # one of 25
    (datetime(2027, 11, 1, 0, 0, 0, tzinfo=UTC), date(2027, 11, 1)),
    (datetime(2028, 2, 28, 23, 59, 59, tzinfo=UTC), date(2028, 2, 28)),
    (datetime(2028, 2, 29, 0, 0, 0, tzinfo=UTC), date(2028, 2, 29)),
    (datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC), date(2028, 2, 29)),
]


@pytest.mark.parametrize(("moment", "day"), NIGHTS)
def test_a_day_ends_at_midnight_here_also_where_the_clock_changes(monkeypatch, moment, day):
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    today = timezone.localdate()

    assert today == day
    assert not is_overdue(status=OPEN, due_on=day, today=today)
    assert is_overdue(status=OPEN, due_on=day - timedelta(days=1), today=today)


def test_a_leap_day_comes_again_on_the_last_day_of_february():
    leap = date(2028, 2, 29)

    assert [months_later(leap, 12 * years) for years in (1, 4)] == [date(2029, 2, 28), date(2032, 2, 29)]
    assert months_later(leap, 1) == date(2028, 3, 29)

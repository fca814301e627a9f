"""What the database breaks off because two acts wait for one another is done again, and nobody is shown a fault."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.test import Client, RequestFactory

from system_review.audit.models import Event, Head
from system_review.reviews.models import Finding, Review
from system_review.ui.again import TIMES, done_again
from tests import factories
from tests.factories import cell


class BrokenOff(Exception):
    sqlstate = "40P01"


def broken_off() -> OperationalError:
    problem = OperationalError("deadlock detected")
    problem.__cause__ = BrokenOff()
    return problem


class Match:
    """An address whose act is broken off a number of times before it is done."""

    args, kwargs = (), {}

    def __init__(self, times: int) -> None:
        self.left = times
        self.calls = 0

    def func(self, request: object) -> str:
        self.calls += 1
        self.left -= 1
        if self.left >= 0:
            raise broken_off()
        return "done"


@pytest.mark.parametrize(("times", "calls"), [(0, 1), (2, 3), (9, TIMES)])
def test_it_is_done_again_three_times_at_most(times, calls):
    request = RequestFactory().post("/")
    request.resolver_match = Match(times)

    again = done_again(request, broken_off())

    assert request.resolver_match.calls == calls
    assert (again == "done") is (times < TIMES)


def test_another_fault_is_not_tried_again():
    request = RequestFactory().post("/")
    request.resolver_match = Match(0)

    assert isinstance(done_again(request, OperationalError("disk full")), OperationalError)
    assert request.resolver_match.calls == 0


@pytest.mark.only_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_real_deadlock_is_not_shown(anwen, review):
    """Somebody holds the history's head and then wants the review; archiving holds the review and wants the head."""
    finding = factories.finding(cell(review), text="As it was.")
    client = Client(HTTP_HOST="localhost")
    client.force_login(anwen.person)
    before, head_is_held, wants_the_head = Event.objects.count(), threading.Event(), Coming()

    def the_other_way_round() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL deadlock_timeout = '20s'")  # so that it is the other that is broken off
                Head.objects.select_for_update().get(chain=str(anwen.partnership.key))
                head_is_held.set()
                assert wants_the_head.wait(20)
                Review.unscoped.select_for_update().get(pk=review.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(the_other_way_round)
        assert head_is_held.wait(20)
        with connection.execute_wrapper(wants_the_head.watching):
            answer = client.post(
                f"/{review.partnership.slug}/findings/{finding.public_id}/archive/", {"version": finding.version}
            )
        other.result()

    finding.refresh_from_db(from_queryset=Finding.unscoped.all())
    assert answer.status_code == 302
    assert 2 <= wants_the_head.times <= TIMES + 1  # broken off at least once: which of two takes a freed row is chance
    assert finding.archived_at is not None and finding.version == 2
    assert Event.objects.count() == before + 1


class Coming(threading.Event):
    """Set when an act is about to wait for the history's head; counts how often that was."""

    times = 0

    def watching(self, execute, sql, parameters, many, context):
        if "audit_head" in sql and "FOR UPDATE" in sql:
            self.times += 1
            self.set()
        return execute(sql, parameters, many, context)

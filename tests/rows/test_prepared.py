"""A prepared query keeps how to ask, never whom or what it asked before."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from system_review.partnerships.models import Member
from system_review.reviews.models import Action, Cell, Finding, Review
from system_review.rows.prepared import Prepared
from tests import factories
from tests.cast import sample_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def cells():
    return Prepared(lambda member, review: Cell.objects.visible_to(member).filter(review=review).values_list("pk"))


@pytest.fixture
def due():
    def build(member, by):
        rows = Action.objects.visible_to(member).filter(due_on__lte=by).order_by("due_on")
        return rows.values_list("due_on", "written_at")

    return Prepared(build)


def test_it_gives_the_rows_of_the_query_that_it_was_made_from(anwen, review, cells):
    wanted = list(Cell.objects.visible_to(anwen).filter(review=review).values_list("pk"))

    assert sorted(cells.rows(visible_to=anwen, review=review.pk)) == sorted(wanted)


def test_the_next_reader_gets_their_own_rows(anwen, esme, review, cells):
    theirs = sample_review(esme)
    cells.rows(visible_to=anwen, review=review.pk)

    assert len(cells.rows(visible_to=esme, review=theirs.pk)) == Cell.unscoped.filter(review=theirs).count()
    assert cells.rows(visible_to=esme, review=review.pk) == []
    assert cells.rows(visible_to=anwen, review=theirs.pk) == []


def test_somebody_who_may_not_see_drafts_gets_nothing_though_others_asked_before(anwen, ines, huw, review, cells):
    assert cells.rows(visible_to=anwen, review=review.pk)

    for reader in (ines, huw):
        seen = Cell.objects.visible_to(reader).filter(review=review).exists()
        assert bool(cells.rows(visible_to=reader, review=review.pk)) is seen


def test_where_nothing_can_be_seen_no_query_is_sent(anwen, review):
    nothing = Prepared(lambda member, review: Cell.objects.visible_to(member).none().values_list("pk"))

    with CaptureQueriesContext(connection) as queries:
        assert nothing.rows(visible_to=anwen, review=review.pk) == []

    assert len(queries) == 0


def test_days_and_moments_come_as_days_and_moments(anwen, review, due):
    for day in (1, 5, 9):
        factories.action(Finding.unscoped.filter(review=review)[0], f"Due on {day}", due_on=date(2027, 5, day))

    rows = due.rows(visible_to=anwen, by=date(2027, 5, 5))

    assert rows == [(date(2027, 5, 1), factories.AT), (date(2027, 5, 5), factories.AT)]
    assert len(due.rows(visible_to=anwen, by=date(2027, 5, 9))) == 3


def test_a_query_that_loses_a_value_is_refused(anwen, review):
    forgetful = Prepared(lambda member, review: Cell.objects.visible_to(member).values_list("pk"))

    with pytest.raises(RuntimeError, match="has lost its review"):
        forgetful.rows(visible_to=anwen, review=review.pk)


def test_a_query_may_not_look_at_anything_else_of_a_member(anwen, review):
    def build(member, review):
        return Cell.objects.visible_to(member).filter(review=review, rated_by=member.person_id)

    curious = Prepared(build)

    with pytest.raises(AttributeError, match="person_id"):
        curious.rows(visible_to=anwen, review=review.pk)


@pytest.fixture
def by_public_id():
    def build(member, public_id):
        rows = Review.objects.visible_to(member).filter(public_id=public_id)
        return rows.select_related("framework").defer("framework__content")

    return Prepared(build)


def test_a_thing_comes_with_what_belongs_to_it_and_without_what_was_put_off(anwen, review, by_public_id):
    found = by_public_id.first(visible_to=anwen, public_id=review.public_id)

    with CaptureQueriesContext(connection) as queries:
        assert found == review
        assert (found.title, found.date, found.begun_at) == (review.title, review.date, review.begun_at)
        assert found.framework.key == "contextual-safeguarding"
    assert len(queries) == 0
    assert found.framework.get_deferred_fields() == {"content"}
    assert "Contextual" in found.framework.content


def test_a_thing_that_was_found_can_be_saved(anwen, review, by_public_id):
    found = by_public_id.first(visible_to=anwen, public_id=review.public_id)
    found.title = "Another title"
    found.save()

    assert Review.unscoped.get().title == "Another title"


def test_a_thing_of_another_partnership_is_not_found(anwen, esme, review, by_public_id):
    assert by_public_id.first(visible_to=anwen, public_id=review.public_id)

    assert by_public_id.first(visible_to=esme, public_id=review.public_id) is None
    assert by_public_id.first(visible_to=anwen, public_id="x" * 22) is None


def test_many_askings_in_a_row_give_the_same(anwen, review, cells):
    wanted = sorted(cells.rows(visible_to=anwen, review=review.pk))

    for _ in range(12):  # PostgreSQL keeps a plan from the third time on, and looks at it again after the sixth
        assert sorted(cells.rows(visible_to=anwen, review=review.pk)) == wanted


def test_who_is_asking_is_found_without_a_member_and_scopes_no_other_query(anwen, esme):
    whoever = Prepared(lambda _, person: Member.unscoped.filter(person_id=person))

    found = [whoever.first(visible_to=None, person=one.person_id) for one in (anwen, esme)]

    assert found == [anwen, esme]
    with pytest.raises(AttributeError):
        Prepared(lambda member, pk: Cell.objects.visible_to(member).filter(pk=pk)).first(visible_to=None, pk=1)

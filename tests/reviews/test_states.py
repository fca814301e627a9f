"""How far a review is: moved by a person, told with what is still open, and never in the way."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from system_review.audit.models import Event, Particular
from system_review.errors import ChangedMeanwhile, NotAllowed, Refused
from system_review.reviews.models import Finding, Review
from system_review.reviews.rules.states import ARCHIVED, State
from system_review.reviews.rules.words import Unrated
from system_review.reviews.services.audience import set_audience
from system_review.reviews.services.states import move_review
from tests import factories
from tests.factories import AT
from tests.reviews.pieces import EASTMERE


def page(review: Review, part: str = "") -> str:
    return f"{EASTMERE}/reviews/{review.public_id}/{part}"


def fresh(review: Review) -> Review:
    return Review.unscoped.get(pk=review.pk)


def move(review: Review, to: str, by) -> None:
    move_review(review=fresh(review), seen=fresh(review).version, to=to, by=by, at=AT)


def test_a_review_begins_being_set_up(as_, anwen, review):
    assert review.stands == State.SETTING_UP

    said = as_(anwen).get(page(review)).text

    assert "Being set up · 20 April 2027" in said
    assert "Nothing is said yet about: Purpose; Period looked at; Team; Method; Limits" in said


def test_the_lead_moves_it_on_its_page(as_, anwen, review):
    client = as_(anwen)
    assert "None of it stands in the way" in client.get(page(review, "state/")).text

    answer = client.post(page(review, "state/"), {"to": "rating", "version": review.version}, follow=True)

    assert "Saved how far the review is" in answer.text
    assert "Rating · 20 April 2027" in answer.text
    event = Event.objects.get(kind="review.moved")
    said = dict(Particular.objects.filter(event=event).values_list("field", "text"))
    assert (said["before"], said["after"]) == ("setting_up", "rating")
    assert "moved the review from “Being set up” to “Rating”" in client.get(page(review, "history/")).text


@pytest.mark.parametrize("who", ["ben", "farid", "gita"])
def test_others_do_not(as_, request, review, who):
    member = request.getfixturevalue(who)
    client = as_(member)

    assert client.get(page(review, "state/")).status_code == 403
    assert client.post(page(review, "state/"), {"to": "rating", "version": 1}).status_code == 403
    assert "Move it on or back" not in client.get(page(review)).text
    with pytest.raises(NotAllowed):
        move(review, "rating", member)


def test_what_is_open_is_told_and_leads_there(as_, anwen, review):
    move(review, State.RATING, anwen)

    said = as_(anwen).get(page(review)).text

    cells = review.cells.model.unscoped.filter(review=review, rating=Unrated.NOT_RATED).count()
    assert f"{cells} stages have no overall rating yet" in said
    assert f'href="{page(review)}sheet/target/level-1/#stage-referral"' in said


def test_to_who_sees_a_part_no_number_is_told(as_, anwen, ben, review):
    move(review, State.RATING, anwen)
    set_audience(review=fresh(review), seen=fresh(review).version, audience="team", team=[], days={}, by=anwen, at=AT)

    assert "no overall rating yet" not in as_(ben).get(page(review)).text


def test_archived_it_leaves_the_lists_can_be_opened_and_is_brought_back_as_far_as_it_was(as_, anwen, review):
    client = as_(anwen)
    move(review, State.GATHERING, anwen)

    away = client.post(page(review, "state/"), {"to": ARCHIVED, "version": fresh(review).version}, follow=True)
    assert "Review archived" in away.text
    assert review.title not in client.get("/").text
    opened = client.get(page(review))
    assert "Archived · 20 April 2027" in opened.text
    assert client.get(page(review, "sheet/target/level-1/")).status_code == 200

    client.post(page(review, "restoration/"), {"version": fresh(review).version})
    assert fresh(review).stands == State.GATHERING
    move(review, ARCHIVED, anwen)
    move(review, State.AGREED, anwen)

    assert fresh(review).stands == State.AGREED
    assert review.title in client.get("/").text


def test_moving_to_where_it_is_writes_nothing(anwen, review):
    before = Event.objects.count()

    move(review, State.SETTING_UP, anwen)

    assert Event.objects.count() == before


def test_what_is_no_state_is_refused(as_, anwen, review):
    with pytest.raises(Refused, match="Choose how far"):
        move(review, "finished", anwen)
    assert as_(anwen).post(page(review, "state/"), {"to": "", "version": 1}).status_code == 422
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.unscoped.filter(pk=review.pk).update(state="finished")


def test_two_who_move_it_at_once_are_told(as_, anwen, review):
    stale = fresh(review)
    move(review, State.RATING, anwen)

    with pytest.raises(ChangedMeanwhile):
        move_review(review=stale, seen=stale.version, to=State.AGREED, by=anwen, at=AT)
    answer = as_(anwen).post(page(review, "state/"), {"to": "agreed", "version": stale.version})
    assert answer.status_code == 409
    assert "Rating" in answer.text


def test_a_review_from_a_file_is_as_far_as_what_stands_in_it(anwen, review):
    from system_review.reviews.queries.snapshot import snapshot_of
    from system_review.reviews.services.adopt import adopt_snapshot

    full = snapshot_of(review, visible_to=anwen)
    empty = full.model_copy(update={"findings": (), "actions": ()})

    assert adopt_snapshot(snapshot=full, by=anwen, at=AT).state == State.RATING
    assert adopt_snapshot(snapshot=empty, by=anwen, at=AT).state == State.SETTING_UP


@pytest.mark.parametrize("state", list(State))
def test_nothing_open_stands_in_anybodys_way(as_, anwen, review, state):
    move(review, state, anwen)

    assert as_(anwen).get(page(review)).status_code == 200
    assert factories.finding(factories.cell(review), "green", "Written all the same.")
    assert Finding.unscoped.filter(text="Written all the same.").exists()

from __future__ import annotations

import pytest

from system_review.audit.models import Event
from tests import factories
from tests.factories import cell

EASTMERE = "/eastmere-safeguarding-partnership"


def url(of, part="rating"):
    return f"{EASTMERE}/cells/{of.public_id}/{part}/"


def rate(client, of, rating, **more):
    return client.post(url(of), {"version": of.version, "rating": rating, "reason": "", "agreed_at": "", **more})


def test_the_form_suggests_and_says_why(as_, anwen, review):
    page = as_(anwen).get(url(cell(review))).text

    assert "The findings suggest" in page
    assert "The findings are 1 red, 1 amber and 0 green" in page


def test_a_rating_says_who_gave_it_and_where_it_was_agreed(as_, anwen, review):
    client = as_(anwen)

    response = rate(client, cell(review), "amber_red", agreed_at="the panel")

    assert response.status_code == 302
    page = client.get(response.headers["Location"]).text
    assert "Rated by Anwen, agreed at the panel" in page
    assert Event.objects.filter(kind="cell.rated").count() == 1


def test_disagreeing_with_the_findings_needs_a_reason(as_, anwen, review):
    before = Event.objects.count()

    response = rate(as_(anwen), cell(review), "green")

    assert response.status_code == 422
    assert "Give a reason" in response.text
    assert Event.objects.count() == before


def test_disagreeing_with_a_reason_shows_both(as_, anwen, review):
    client = as_(anwen)

    response = rate(client, cell(review), "amber", reason="The red one was mended last week")

    page = client.get(response.headers["Location"]).text
    assert "The findings suggest" in page
    assert "Why: The red one was mended last week" in page


@pytest.mark.parametrize("state", ["not_yet_known", "not_applicable", "not_reviewed", "not_rated"])
def test_what_stands_in_place_of_a_rating_needs_no_reason(as_, anwen, review, state):
    rate(as_(anwen), cell(review), state)

    rated = cell(review)
    assert rated.rating == state
    assert (rated.rated_at is None) == (state == "not_rated")


def test_a_rating_off_the_scale_is_refused(as_, anwen):
    review = factories.review(anwen, key="section-175-schools")

    response = rate(as_(anwen), cell(review), "amber_red")

    assert response.status_code == 422
    assert cell(review).rating == "not_rated"


def test_two_people_rating_at_once_see_both(as_, anwen, review):
    seen = cell(review)
    rate(as_(anwen), seen, "amber_red", agreed_at="the panel")

    response = rate(as_(anwen), seen, "red", reason="It is worse")

    assert response.status_code == 409
    assert "the panel" in response.text
    assert cell(review).rating == "amber_red"


@pytest.mark.parametrize("who", ["ben", "farid", "gita"])
def test_rating_is_for_review_leads(as_, request, review, who):
    response = rate(as_(request.getfixturevalue(who)), cell(review), "amber_red")

    assert response.status_code == 403
    assert cell(review).rating == "not_rated"


def test_a_stranger_finds_nothing(as_, esme, review):
    assert rate(as_(esme), cell(review), "amber_red").status_code == 404
    assert as_(esme).get(url(cell(review), "history")).status_code == 404


def test_the_history_keeps_every_rating(as_, anwen, review):
    client = as_(anwen)
    rate(client, cell(review), "amber_red")
    rate(client, cell(review), "red", reason="It is worse")

    page = client.get(url(cell(review), "history")).text

    assert page.count("<b>Anwen changed the overall rating from") == 2
    assert "It is worse" in page

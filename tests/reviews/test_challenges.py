"""Challenges: a scrutineer asks, a review lead answers, the review team reads."""

from __future__ import annotations

import pytest

from system_review.audit.models import Event
from system_review.errors import NotAllowed, Refused
from system_review.reviews.models import Challenge, Finding
from system_review.reviews.services.challenges import answer_challenge, record_challenge
from tests import factories
from tests.factories import AT
from tests.reviews.pieces import EASTMERE


def url(review, challenge=None) -> str:
    return f"{EASTMERE}/reviews/{review.public_id}/challenges/" + (f"{challenge.public_id}/" if challenge else "")


@pytest.fixture
def challenge(review, farid):
    return record_challenge(review=review, text="Who asked the children?", by=farid, at=AT)


@pytest.mark.parametrize("about", ["", "cell", "finding"])
def test_a_scrutineer_records_a_challenge(as_, farid, review, about):
    first, red = factories.cell(review), Finding.unscoped.get(review=review, colour="red")
    value = {"": "", "cell": f"cell:{first.public_id}", "finding": f"finding:{red.public_id}"}[about]
    form = {"text": "Who asked the children?", "about": value, "key": "once"}
    client = as_(farid)

    response = client.post(url(review), form, follow=True)
    client.post(url(review), form)

    made = Challenge.unscoped.get()
    assert (made.cell, made.finding) == (first if about == "cell" else None, red if about == "finding" else None)
    assert "Who asked the children?" in response.text
    assert "No answer yet" in response.text
    assert "1 challenge waits for an answer" in client.get(f"{EASTMERE}/reviews/{review.public_id}/").text


def test_the_review_lead_answers_it_in_words(as_, anwen, farid, review, challenge):
    client = as_(anwen)
    assert "Who asked the children?" in client.get(url(review, challenge)).text

    response = client.post(url(review, challenge), {"version": 1, "answer": "Twelve were asked in March."}, follow=True)

    assert "Twelve were asked in March." in as_(farid).get(url(review)).text
    assert "Answer saved" in response.text
    assert "waits for an answer" not in client.get(f"{EASTMERE}/reviews/{review.public_id}/").text
    assert client.post(url(review, challenge), {"version": 1, "answer": "Other"}).status_code == 409


def test_an_empty_one_is_refused_with_a_sentence(as_, anwen, farid, review, challenge):
    empty = as_(farid).post(url(review), {"text": " ", "key": "k"})
    unanswered = as_(anwen).post(url(review, challenge), {"version": 1, "answer": " "})

    assert empty.status_code == unanswered.status_code == 422
    assert "Write what needs an answer" in empty.text
    assert "Write the answer" in unanswered.text


def test_who_does_what(as_, anwen, ben, carys, dev, farid, gita, huw, review, challenge):
    events = Event.objects.count()
    for member in (anwen, gita):
        assert as_(member).get(url(review)).status_code == 200
        assert as_(member).post(url(review), {"text": "x"}).status_code == 403
        assert "Record a challenge" not in as_(member).get(url(review)).text
    for member in (farid, gita):
        assert as_(member).get(url(review, challenge)).status_code == 403
        assert as_(member).post(url(review, challenge), {"version": 1, "answer": "x"}).status_code == 403
    for member in (ben, carys, dev, huw):
        for path in (url(review), url(review, challenge)):
            assert as_(member).get(path).status_code == 404
            assert as_(member).post(path, {"version": 1, "answer": "x", "text": "x"}).status_code == 404
        assert "challenge" not in as_(member).get(f"{EASTMERE}/reviews/{review.public_id}/").text.lower()
    with pytest.raises(NotAllowed):
        record_challenge(review=review, text="x", by=anwen, at=AT)
    with pytest.raises(NotAllowed):
        answer_challenge(challenge=challenge, seen=1, answer="x", by=farid, at=AT)
    assert Event.objects.filter(kind__startswith="challenge").count() == 1
    assert Event.objects.exclude(kind="person.signed_in").count() <= events


def test_it_is_about_its_own_review(anwen, farid, review):
    other = factories.review(anwen, title="Another")

    with pytest.raises(Refused, match="of this review"):
        record_challenge(review=review, text="x", cell=factories.cell(other), by=farid, at=AT)


def test_it_stands_in_no_export(anwen, review, challenge):
    from system_review.documents.services.exports import export_review

    made = export_review(review=review, format="json", language="en-gb", today=AT.date(), by=anwen, at=AT)

    assert b"Who asked the children?" not in made.data

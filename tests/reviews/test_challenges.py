"""Challenges: a scrutineer asks, a review lead answers, the review team reads."""

from __future__ import annotations

import pytest

from system_review.audit.models import Event
from system_review.documents.services.exports import export_review
from system_review.documents.services.review_files import bring_in_review
from system_review.errors import NotAllowed, Refused
from system_review.reviews.models import Challenge, Finding
from system_review.reviews.queries.snapshot import snapshot_of
from system_review.reviews.services.challenges import answer_challenge, record_challenge
from system_review.reviews.snapshots import Holds
from tests import factories
from tests.factories import AT, TODAY
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


@pytest.mark.parametrize("format", ["csv", "json"])
def test_it_stands_in_an_export_only_where_it_is_asked_for_by_one_of_the_team(anwen, ben, farid, review, format):
    red = Finding.unscoped.get(review=review, colour="red")
    asked = record_challenge(review=review, text="Who asked the children?", finding=red, by=farid, at=AT)
    answer_challenge(challenge=asked, seen=1, answer="Nobody did.", by=anwen, at=AT)

    def exported(by, **holds):
        return export_review(
            review=review, format=format, holds=Holds(**holds), language="en-gb", today=TODAY, by=by, at=AT
        ).data.decode()

    usual, whole = exported(anwen), exported(farid, challenges=True)
    events = Event.objects.count()
    with pytest.raises(NotAllowed, match="for the review team"):
        exported(ben, challenges=True)

    assert "Who asked the children?" not in usual and "Nobody did." not in usual
    assert "Who asked the children?" in whole and "Nobody did." in whole
    assert Event.objects.count() == events


def test_the_page_of_exports_offers_it_to_the_team_alone(as_, anwen, ben, review):
    page = f"{EASTMERE}/reviews/{review.public_id}/exports/"

    assert "With challenges and their answers" in as_(anwen).get(page).text
    assert "With challenges" not in as_(ben).get(page).text
    assert as_(ben).post(page, {"format": "csv", "challenges": "on"}).status_code == 403


def test_a_file_with_challenges_comes_back_with_them_and_makes_nobody_here_their_writer(
    anwen, farid, review, challenge
):
    answer_challenge(challenge=challenge, seen=1, answer="Nobody did.", by=anwen, at=AT)
    holds = Holds(challenges=True)
    made = export_review(review=review, format="json", holds=holds, language="en-gb", today=TODAY, by=anwen, at=AT)

    again = bring_in_review(data=made.data, by=anwen, at=AT)

    back = Challenge.unscoped.get(review=again)
    assert (back.text, back.answer, back.recorded_by_name) == ("Who asked the children?", "Nobody did.", "Farid")
    assert (back.recorded_by, back.answered_by) == (None, None)
    assert snapshot_of(again, visible_to=anwen, holds=holds).canonical_bytes() == made.data

from __future__ import annotations

import pytest

from system_review.audit.models import Event
from tests import factories
from tests.cast import CANARY, sample_review
from tests.factories import cell, finding


def url_of(review, cell_, *, slug="eastmere-safeguarding-partnership"):
    parts = [cell_.domain, cell_.level] if cell_.level else [cell_.domain]
    return f"/{slug}/reviews/{review.public_id}/sheet/{'/'.join(parts)}/"


def test_it_works_on_both_frameworks(as_, anwen, framework_key):
    review = sample_review(anwen, framework_key)

    response = as_(anwen).get(url_of(review, cell(review)))

    assert response.status_code == 200
    assert "Nobody asks about places." in response.text
    assert "Brief the practices" in response.text
    assert "No lead yet" in response.text


def test_without_a_domain_it_leads_to_the_first_sheet(as_, anwen, review):
    response = as_(anwen).get(f"/eastmere-safeguarding-partnership/reviews/{review.public_id}/sheet/")

    assert response.status_code == 302
    assert response.headers["Location"] == url_of(review, cell(review))


def test_a_sheet_that_the_framework_does_not_have_is_not_there(as_, anwen, review):
    response = as_(anwen).get(f"/eastmere-safeguarding-partnership/reviews/{review.public_id}/sheet/target/level-9/")

    assert response.status_code == 404


def test_a_stranger_cannot_tell_that_it_exists(as_, esme, review):
    url = url_of(review, cell(review))
    there = as_(esme).get(url)
    absent = as_(esme).get(url.replace(review.public_id, "a" * 22))

    assert there.status_code == absent.status_code == 404
    assert CANARY not in there.text
    assert there.content == absent.content


def test_a_stranger_finds_nothing_through_their_own_partnership_either(as_, esme, review):
    response = as_(esme).get(url_of(review, cell(review), slug="westfold-safeguarding-partnership"))

    assert response.status_code == 404
    assert CANARY not in response.text


def test_a_reader_of_agreed_results_does_not_see_a_draft(as_, huw, review):
    assert as_(huw).get(url_of(review, cell(review))).status_code == 404


@pytest.mark.parametrize("who", ["ines", "jack"])
def test_a_membership_that_has_ended_opens_nothing(as_, request, review, who):
    assert as_(request.getfixturevalue(who)).get(url_of(review, cell(review))).status_code == 404


def test_nobody_is_sent_to_sign_in(as_, review):
    response = as_(None).get(url_of(review, cell(review)))

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/sign-in/")


def test_who_may_only_look_is_offered_no_change(as_, farid, review):
    response = as_(farid).get(url_of(review, cell(review)))

    assert response.status_code == 200
    assert "+ Red finding" not in response.text
    assert "new-action" not in response.text


def test_it_asks_the_database_as_often_for_many_as_for_few(as_, anwen, review):
    as_(anwen).get(url_of(review, cell(review)))  # the framework is read once a process
    finding(cell(review), "green", "Something changed")
    few = len(as_(anwen).get(url_of(review, cell(review))).queries)
    for number in range(12):
        made = finding(cell(review), "green", f"Finding number {number}")
        for other in range(3):
            factories.action(made, f"Action {number} {other}")

    response = as_(anwen).get(url_of(review, cell(review)))

    assert len(response.queries) == few <= 12
    assert "Finding number 11" in response.text


def test_looking_leaves_no_event(as_, anwen, review):
    before = Event.objects.count()

    as_(anwen).get(url_of(review, cell(review)))

    assert Event.objects.count() == before


def test_an_empty_sheet_shows_the_first_step(as_, anwen):
    review = factories.review(anwen)

    response = as_(anwen).get(url_of(review, cell(review)))

    assert "Begin with one finding" in response.text
    assert "Nothing written yet" in response.text


def test_texts_are_shown_as_typed_and_never_run(as_, anwen, review):
    finding(cell(review), "red", "<script>alert(1)</script> {{ 7 }} ŵ ŷ مرحبا 👩‍👩‍👧")

    response = as_(anwen).get(url_of(review, cell(review)))

    assert "&lt;script&gt;alert(1)" in response.text
    assert "ŵ ŷ مرحبا 👩‍👩‍👧" in response.text

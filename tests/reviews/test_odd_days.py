"""Days that may be a slip, on pages: what cannot have been yet is refused there, the rest is saved and pointed out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from system_review.evidence.rules import EvidenceKind, EvidenceState
from system_review.evidence.services import Description
from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, Finding
from system_review.reviews.services.evidence import add_to_review
from tests import factories
from tests.factories import AT
from tests.reviews.test_meetings import EASTMERE
from tests.reviews.test_plan import chosen, url

REFUSED = "That day has not come yet: enter today or an earlier day"


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def test_nothing_was_done_on_a_day_to_come(as_, anwen, red, tomorrow):
    one = factories.action(red, "Look again", is_check=True, due_on=date(2027, 5, 3))
    other = factories.action(red, "Repeat it", repeats_every=6, repeats_unit="month", due_on=date(2027, 5, 3))
    Finding.unscoped.filter(pk=red.pk).update(colour="green")
    one.servings.model.unscoped.filter(action=one).update(colour="green")
    client, at = as_(anwen), f"{EASTMERE}/actions"
    sent = {"version": "1", "on": tomorrow.isoformat()}
    forms = {
        f"{at}/{other.public_id}/progress/": {"status": "done", "text": "Done", "difference": ""},
        f"{at}/{other.public_id}/round/": {"next_on": ""},
        f"{at}/{one.public_id}/check/": {"answer": "still", "text": "", "again": ""},
    }

    for form, data in forms.items():
        answer = client.post(form, {**sent, **data})
        assert answer.status_code == 422 and REFUSED in answer.text, form
    assert set(Action.unscoped.filter(pk__in=[one.pk, other.pk]).values_list("version", flat=True)) == {1}


def test_a_finding_is_not_green_since_a_day_to_come(as_, anwen, red, tomorrow):
    form = f"{EASTMERE}/findings/{red.public_id}/colour/"
    data = {"version": "1", "colour": "green", "on": tomorrow.isoformat(), "reason": "All do.", "check": "3"}
    data |= {f"onward-{one}": "carry_on" for one in Action.unscoped.values_list("public_id", flat=True)}

    answer = as_(anwen).post(form, data)

    assert answer.status_code == 422 and REFUSED in answer.text
    assert Finding.unscoped.get(pk=red.pk).colour == "red"


def test_dates_that_are_past_already_are_saved_for_many_and_said(as_, anwen, review, red):
    client, action = as_(anwen), factories.action(red, "Brief them")

    said = client.post(url(review), {"chosen": chosen(action), "due_on": "2020-01-01"}, follow=True).text

    assert "Actions changed. Their new date is past already" in said
    action.refresh_from_db(from_queryset=Action.unscoped.all())
    assert action.due_on == date(2020, 1, 1)
    later = client.post(url(review), {"chosen": chosen(action), "due_on": "2120-01-01"}, follow=True).text
    assert "Actions changed" in later and "past already" not in later


def test_words_that_mean_a_day_that_is_over_say_so(as_, anwen, review, red):
    action = factories.action(red, "Brief them")

    asked = as_(anwen).post(url(review), {"chosen": chosen(action), "due_words": "by 1 January 2020"}).text

    assert "1 January 2020 is past already" in asked


def test_odd_days_and_figures_of_evidence_are_pointed_out(as_, anwen, review):
    odd = {"asked_on": date(2027, 4, 1), "due_on": date(2027, 3, 1), "how_many": 3, "so_far": 7}
    piece = Description(
        EvidenceKind.INTERVIEW, "Interviews with heads", state=EvidenceState.UNDER_WAY, looked_at_by="Jo", **odd
    )
    add_to_review(review=review, description=piece, findings=[], by=anwen, at=AT)
    page = f"{EASTMERE}/reviews/{review.public_id}/evidence/"

    for part in ("", "looking/"):
        said = as_(anwen).get(page + part).text
        assert "It is wanted by a day before it was asked for" in said, part
        assert "More came so far than were wanted: 7 of 3" in said, part


def test_leads_may_note_progress_of_today(as_, anwen, red):
    one = factories.action(red, "Brief them", LeadName("Jo", "", "Police"))
    sent = {"version": "1", "on": timezone.localdate().isoformat(), "status": "under_way", "text": "Begun"}

    assert as_(anwen).post(f"{EASTMERE}/actions/{one.public_id}/progress/", sent).status_code == 302

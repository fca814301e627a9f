"""Who leads actions sees their own, whoever else sees the draft, and says how they stand: nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from system_review.audit.models import Event
from system_review.errors import NotAllowed
from system_review.partnerships.models import Agency, Lead
from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, Finding, ProgressNote
from system_review.reviews.rules.audience import Audience
from system_review.reviews.services.actions import add_note, archive_action
from system_review.reviews.services.audience import set_audience
from tests import factories
from tests.factories import AT, TODAY
from tests.reviews.pieces import EASTMERE

FINDING, OWN, OTHER = "querulous", "quicken", "quarantine"


@pytest.fixture
def own(anwen, dev):
    """Dev's action, in a draft that is for the review team only."""
    review = factories.review(anwen, audience=Audience.TEAM)
    finding = factories.finding(factories.cell(review), "red", f"Nobody asks. {FINDING}")
    made = factories.action(finding, f"Ask. {OWN}", LeadName("Dev"), LeadName("Sade", "", "Health"), due_words="soon")
    factories.action(finding, f"Write. {OTHER}", LeadName("Jo"))
    Lead.unscoped.filter(name="Dev").update(member=dev)
    return made


def url(action: Action | None = None) -> str:
    return f"{EASTMERE}/my-actions/{action.public_id}/" if action else f"{EASTMERE}/my-actions/"


def test_a_lead_sees_their_own_actions_and_what_is_needed_to_do_them(as_, dev, own):
    client = as_(dev)

    for page in (client.get(url()).text, client.get(url(own)).text):
        assert OWN in page
        assert "Dev, with Sade, Health" in page
        assert "soon" in page
        assert "Target, Level 1, Referral" in page
        assert FINDING not in page
        assert OTHER not in page
        assert "To get to" not in page
    assert "My actions" in client.get("/").text
    assert "My actions" in client.get(f"{EASTMERE}/").text


def test_a_lead_says_how_it_stands(as_, anwen, dev, own):
    client = as_(dev)

    response = client.post(
        url(own), {"version": 1, "status": "under_way", "text": "Two practices asked.", "on": "2025-04-20"}, follow=True
    )

    own.refresh_from_db()
    assert own.status == "under_way"
    assert ProgressNote.unscoped.get(action=own).by_name == "Dev"
    assert "Action saved" in response.text
    assert "Two practices asked." in client.get(url(own)).text
    assert Event.objects.filter(kind="action.progressed", subject=f"action:{own.public_id}").count() == 1


def test_two_who_report_at_once_see_both(as_, anwen, dev, own):
    client = as_(dev)
    add_note(action=own, seen=1, text="", on=TODAY, status="blocked", difference="", by=anwen, at=AT)

    response = client.post(url(own), {"version": 1, "status": "done", "initial-status": "not_started"})

    assert response.status_code == 409
    assert "Blocked" in response.text


def test_nothing_else_of_the_draft_is_theirs(as_, dev, own):
    client, events = as_(dev), Event.objects.count()
    review = own.review
    other = Action.unscoped.get(text__contains=OTHER)

    for path in (
        f"{EASTMERE}/actions/{own.public_id}/",
        f"{EASTMERE}/actions/{own.public_id}/progress/",
        f"{EASTMERE}/actions/{own.public_id}/archive/",
        f"{EASTMERE}/reviews/{review.public_id}/",
        url(other),
    ):
        assert client.get(path).status_code in (404, 405), path
        assert client.post(path, {"version": 1}).status_code in (404, 405), path
    with pytest.raises(NotAllowed):
        add_note(action=other, seen=1, text="x", on=TODAY, status="done", difference="", by=dev, at=AT)
    assert Event.objects.count() == events


@pytest.mark.parametrize("who", ["huw", "farid", "gita"])
def test_others_have_no_such_action(as_, request, own, who):
    client = as_(request.getfixturevalue(who))

    assert "No action is in your name." in client.get(url()).text
    assert client.get(url(own)).status_code == 404
    assert "My actions" not in client.get(f"{EASTMERE}/").text


def test_an_archived_action_is_not_listed(as_, anwen, dev, own):
    archive_action(action=own, seen=1, by=anwen, at=AT)

    assert OWN not in as_(dev).get(url()).text
    assert as_(dev).get(url(own)).status_code == 404


def test_an_action_for_what_is_held_back_waits_for_the_day(as_, anwen, dev, own):
    police = Agency.unscoped.create(partnership=own.partnership, name="Police")
    finding = Finding.unscoped.get(text__contains=FINDING)
    finding.about.through.objects.create(finding=finding, agency=police)
    day = timezone.localdate() + timedelta(days=1)
    own.review.refresh_from_db()
    version = own.review.version
    set_audience(review=own.review, seen=version, audience="all", team=[], days={police: day}, by=anwen, at=AT)

    assert OWN not in as_(dev).get(url()).text
    assert as_(dev).get(url(own)).status_code == 404
    with pytest.raises(NotAllowed):
        add_note(action=own, seen=1, text="x", on=TODAY, status="done", difference="", by=dev, at=AT)

    factories.action(factories.finding(factories.cell(own.review, 3), "green", "Fine."), "x")
    dev.today = day
    assert Action.led.visible_to(dev).filter(pk=own.pk).exists()


def test_a_foreign_action_is_as_absent_as_none(as_, esme, own):
    client = as_(esme)

    assert client.get(url(own)).status_code == 404
    assert client.get(url(own).replace("eastmere", "westfold")).status_code == 404

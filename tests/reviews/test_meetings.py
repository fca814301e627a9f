from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from system_review.audit.models import Event
from system_review.audit.queries import last_number
from system_review.errors import NotAllowed, Refused
from system_review.partnerships.models import Member
from system_review.reviews.models import Finding, Meeting
from system_review.reviews.queries.meetings import decisions_of, is_open, minutes_of
from system_review.reviews.services.agreeing import agree_version
from system_review.reviews.services.comments import add_comment
from system_review.reviews.services.findings import add_finding
from system_review.reviews.services.meetings import close_meeting, open_meeting
from system_review.reviews.services.priorities import mark_finding
from system_review.reviews.services.ratings import rate_cell
from tests import factories

EASTMERE = "/eastmere-safeguarding-partnership"
AT = datetime(2026, 6, 12, 14, 0, tzinfo=ZoneInfo("Europe/London"))
LATER = AT + timedelta(hours=1)


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


def opened(review, by, at=AT, **more):
    data = {"kind": "challenge", "present": "Chair, designated nurse", "apologies": "Head of education", **more}
    return open_meeting(review=review, by=by, at=at, **data)


def rated(review, by, at, **more):
    cell = factories.cell(review)
    data = {"rating": "red", "reason": "We heard nothing else.", "agreed_at": "", **more}
    rate_cell(cell=cell, seen=cell.version, by=by, at=at, **data)


def test_what_the_team_changes_while_it_is_open_was_decided_there(anwen, review, red):
    mark_finding(finding=red, marked=True, by=anwen, at=AT - timedelta(minutes=1))
    meeting = opened(review, anwen)
    rated(review, anwen, LATER)
    close_meeting(meeting=meeting, by=anwen, at=LATER + timedelta(minutes=1))
    mark_finding(finding=red, marked=False, by=anwen, at=LATER + timedelta(minutes=2))

    meeting.refresh_from_db(from_queryset=Meeting.unscoped.all())
    decisions = decisions_of(meeting, visible_to=anwen)

    assert [one.what for one in decisions] == ["Anwen changed the overall rating from Not rated to Red"]
    assert decisions[0].about == "Target, Level 1, Referral"
    assert "Why: We heard nothing else." in decisions[0].more


def test_what_is_only_said_and_what_others_write_is_no_decision(anwen, ben, review, red):
    meeting = opened(review, anwen)
    add_comment(on=red, text="Is that so?", by=anwen, at=LATER)
    add_finding(cell=factories.cell(review), colour="green", text="We ask.", by=ben, at=LATER)

    assert decisions_of(meeting, visible_to=anwen) == []


def test_a_version_that_an_approver_agrees_there_was_decided_there(anwen, gita, review):
    meeting = opened(review, anwen)
    seen = last_number(str(review.partnership.key), review.public_id)
    agree_version(review=review, name="Board, June", seen=seen, today=LATER.date(), by=gita, at=LATER)

    assert ["Board, June" in one.what for one in decisions_of(meeting, visible_to=anwen)] == [True]


def test_left_open_it_closes_by_itself_at_the_end_of_its_day(anwen, review):
    meeting, midnight = opened(review, anwen), datetime(2026, 6, 13, tzinfo=AT.tzinfo)
    rated(review, anwen, midnight)

    assert is_open(meeting, now=midnight - timedelta(seconds=1))
    assert not is_open(meeting, now=midnight)
    assert decisions_of(meeting, visible_to=anwen) == []


def test_another_is_opened_the_next_day_and_not_on_the_same(anwen, review):
    first = opened(review, anwen)
    with pytest.raises(Refused):
        opened(review, anwen, at=LATER)

    opened(review, anwen, at=AT + timedelta(days=1))

    first.refresh_from_db(from_queryset=Meeting.unscoped.all())
    assert first.closed_at == datetime(2026, 6, 13, tzinfo=AT.tzinfo)


def test_the_database_holds_one_open_meeting_a_review(anwen, review):
    first = opened(review, anwen)
    first.pk, first.public_id, first._state.adding = None, "x" * 22, True

    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


def test_minutes_are_plain_text_with_the_marking_and_who_was_there(anwen, review):
    meeting = opened(review, anwen)
    rated(review, anwen, LATER)

    minutes = minutes_of(meeting, decisions_of(meeting, visible_to=anwen))

    assert minutes.startswith("OFFICIAL-SENSITIVE\nChallenge meeting, 12 June 2026\n")
    assert "Present\nChair, designated nurse" in minutes and "Apologies\nHead of education" in minutes
    assert "1. Anwen changed the overall rating" in minutes


def test_a_rating_given_while_it_is_open_says_where_it_was_agreed(as_, anwen, review):
    opened(review, anwen, at=timezone.now())
    form = f"{EASTMERE}/cells/{factories.cell(review).public_id}/rating/"

    page = as_(anwen).get(form).text

    assert f'value="Challenge meeting, {timezone.localdate().day} ' in page


def test_it_is_opened_read_and_closed_on_pages(as_, anwen, review):
    client, address = as_(anwen), f"{EASTMERE}/reviews/{review.public_id}/meetings/"

    page = client.post(address, {"kind": "board", "present": "The chair", "apologies": "", "key": "k"}, follow=True)
    assert "The meeting is open" in page.text and "The chair" in page.text
    made = Meeting.unscoped.get()
    said = client.post(f"{EASTMERE}/meetings/{made.public_id}/closing/", follow=True)

    assert "The meeting is closed" in said.text
    assert "Board, " in client.get(address).text
    assert list(Event.objects.filter(kind__startswith="meeting.").order_by("seq").values_list("kind", flat=True)) == [
        "meeting.opened",
        "meeting.closed",
    ]


def test_a_mistake_is_told_and_opens_nothing(as_, anwen, review):
    address = f"{EASTMERE}/reviews/{review.public_id}/meetings/"

    response = as_(anwen).post(address, {"kind": "lunch", "present": "Everybody", "key": "k"})

    assert response.status_code == 422 and "Everybody" in response.text
    assert not Meeting.unscoped.exists()


def test_who_is_not_of_the_team_knows_of_no_meeting(as_, anwen, ben, review):
    meeting = opened(review, anwen)

    assert as_(ben).get(f"{EASTMERE}/reviews/{review.public_id}/meetings/").status_code == 404
    assert as_(ben).get(f"{EASTMERE}/meetings/{meeting.public_id}/").status_code == 404


def test_only_a_review_lead_opens_one(ben, review):
    with pytest.raises(NotAllowed):
        opened(review, ben)


def test_what_somebody_decided_who_has_left_since_stays_decided(anwen, farid, review):
    meeting = opened(review, anwen)
    rated(review, anwen, LATER)
    before = decisions_of(meeting, visible_to=farid)

    Member.unscoped.filter(pk=anwen.pk).update(ended_at=LATER + timedelta(days=1))

    assert decisions_of(meeting, visible_to=farid) == before != []

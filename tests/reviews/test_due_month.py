"""What is due in a month by agency, and what of the plan has changed since the last meeting."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from system_review.partnerships.models import Agency
from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, Finding, Meeting
from system_review.reviews.queries.due_month import due_page
from system_review.reviews.queries.plan import plan_page
from system_review.reviews.services.meetings import close_meeting, open_meeting
from tests import factories
from tests.factories import AT, TODAY

PLAN = "/eastmere-safeguarding-partnership/reviews/{}/plan/"
NOW = AT + timedelta(days=2)


@pytest.fixture
def planned(review):
    """Due this month, overdue from last month, due next month, done; by several agencies and by nobody."""
    red = Finding.unscoped.get(review=review, colour="red")
    Action.unscoped.filter(review=review).update(archived_at=AT)
    police, health = LeadName("Sade", "", "Police"), LeadName("Ola", "", "Health")
    factories.action(red, "Late", police, due_on=date(2027, 3, 31))
    factories.action(red, "In April", health, police, due_on=date(2027, 4, 30))
    factories.action(red, "In May", police, due_on=date(2027, 5, 1))
    factories.action(red, "Done in April", police, due_on=date(2027, 4, 2), status="done")
    factories.action(red, "No lead", due_on=date(2027, 4, 21))
    factories.action(red, "Not dated", police)
    return review


def by_agency(review, member, month=""):
    page = due_page(review, month=month, of="", visible_to=member, today=TODAY)
    return {group.name: [row.text for row in (*group.led, *group.joined)] for group in page.groups}


def test_each_agency_has_what_is_due_this_month_and_what_is_overdue(anwen, planned):
    found = by_agency(planned, anwen)

    assert found == {"Health": ["In April"], "Police": ["Late", "In April"], "No agency yet": ["No lead"]}
    assert list(found)[-1] == "No agency yet"


def test_another_month_has_what_is_due_in_it_alone(anwen, planned):
    assert by_agency(planned, anwen, "2027-05") == {"Police": ["In May"]}
    assert by_agency(planned, anwen, "2027-03") == {"Police": ["Late"]}


@pytest.mark.parametrize("month", ["0000-01", "9999-12", "2027-13", "soon", "2027-4"])
def test_what_is_no_month_is_this_one(anwen, planned, month):
    assert by_agency(planned, anwen, month) == by_agency(planned, anwen)


def test_an_agency_gets_its_own_list_as_an_e_mail_and_no_name_stands_twice_on_the_page(as_, anwen, planned):
    police = Agency.unscoped.get(name="Police")

    page = as_(anwen).get(PLAN.format(planned.public_id) + f"due/?month=2027-04&of={police.public_id}").text

    letter = page[page.index('<pre id="email"') : page.index("</pre>")]
    assert "due in April 2027, Police" in letter
    assert letter.index("WITH OTHERS IN THE LEAD") < letter.index("1. In April")
    assert "No lead" not in letter
    names = re.findall(r' id="([^"]+)"', page)
    assert sorted(names) == sorted(set(names))


def met(review, by, opened, closed=None):
    meeting = open_meeting(review=review, kind="board", present="", apologies="", by=by, at=opened)
    if closed:
        close_meeting(meeting=meeting, by=by, at=closed)


def changed(review, member, now=NOW):
    page = plan_page(review, given={"changed": "meeting", "status": "all"}, visible_to=member, today=TODAY, now=now)
    return [row.text for row in page.rows], page.shown


def test_the_plan_tells_what_has_changed_since_the_last_meeting_that_is_over(anwen, planned):
    Action.unscoped.filter(text="Late").update(changed_at=AT + timedelta(minutes=90))
    Action.unscoped.filter(text="In May").update(changed_at=AT + timedelta(minutes=30))
    met(planned, anwen, AT, AT + timedelta(hours=1))
    met(planned, anwen, NOW)  # it is open now

    assert changed(planned, anwen)[0] == ["Late"]
    assert "changed since the last meeting" in changed(planned, anwen)[1]


def test_before_the_first_meeting_and_for_who_sees_none_the_plan_is_whole(as_, anwen, ben, planned):
    assert len(changed(planned, anwen)[0]) == 6
    met(planned, anwen, AT, AT + timedelta(hours=1))
    Action.unscoped.update(changed_at=AT)

    assert changed(planned, anwen)[0] == []
    assert len(changed(planned, ben)[0]) == 6
    Meeting.unscoped.update(
        closed_at=timezone.now() - timedelta(hours=1), opened_at=timezone.now() - timedelta(hours=2)
    )
    assert "Since the last meeting (Board, " in as_(anwen).get(PLAN.format(planned.public_id)).text
    assert "Since the last meeting" not in as_(ben).get(PLAN.format(planned.public_id)).text

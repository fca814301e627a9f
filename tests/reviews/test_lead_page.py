from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone
from icalendar import Calendar

from system_review.audit.models import Event, Particular
from system_review.errors import NotAllowed, Refused
from system_review.partnerships.models import Lead
from system_review.partnerships.services import LeadName, leads_named
from system_review.reviews.models import Action, Finding
from system_review.reviews.rules.calendar_file import Entry
from system_review.reviews.services.calendar import export_calendar
from system_review.reviews.views.returning import page_before
from tests import factories
from tests.cast import CANARY, sample_review
from tests.factories import AT, TODAY, cell

EASTMERE = "/eastmere-safeguarding-partnership"
SADE = LeadName("Sade", "team manager", "Youth justice")


def url(review, lead, part=""):
    return f"{EASTMERE}/reviews/{review.public_id}/leads/{lead.public_id}/{part}"


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def sade(review, red):
    """Sade leads an action that is due, is with Ola in another, and has done a third."""
    due = timezone.localdate() + timedelta(days=30)
    factories.action(red, "Agree one form", SADE, due_words="within six weeks", due_on=due, priority="high")
    factories.action(red, "Ask the schools", LeadName("Ola", "", "Health"), SADE, due_on=due + timedelta(days=9))
    factories.action(red, "Count again", SADE, status="done", difference="Fewer are lost.")
    return Lead.unscoped.get(name="Sade")


def section(page, name):
    """What stands in one part of the page."""
    return page.split(f'id="{name}"')[1].split("</section>")[0] if f'id="{name}"' in page else ""


def test_it_shows_their_actions_alone_leading_and_with_others_apart(as_, anwen, review, sade):
    page = as_(anwen).get(url(review, sade)).text

    assert "<h1>Sade, team manager, Youth justice</h1>" in page
    assert "3 actions, 1 done" in page
    assert "Agree one form" in section(page, "led") and "Ask the schools" not in section(page, "led")
    assert "Ask the schools" in section(page, "joined") and "Agree one form" not in section(page, "joined")
    assert "Brief the practices" not in page


def test_status_time_lead_priority_place_and_difference_are_told(as_, anwen, review, sade):
    page = as_(anwen).get(url(review, sade)).text

    assert "within six weeks: by" in page
    assert "Not started" in page and "High priority" in page
    assert "To get to amber: <a" in page and "Target, Level 1, Referral" in page
    assert "with Sade, Youth justice" in page
    assert "Fewer are lost." in page


def test_it_works_on_both_frameworks(as_, anwen, framework_key):
    review = sample_review(anwen, framework_key)

    response = as_(anwen).get(url(review, Lead.unscoped.get(name__startswith="Jo")))

    assert response.status_code == 200
    assert "Brief the practices" in response.text and "Write to the ambulance" not in response.text


def test_somebody_without_an_action_here_is_told_so(as_, anwen, review, sade):
    other = factories.review(anwen, title="Another review")

    page = as_(anwen).get(url(other, sade)).text

    assert "Nobody has given them an action in this review." in page
    assert "Copy as e-mail" not in page and "Calendar file" not in page


def test_somebody_who_has_done_all_is_told_so(as_, anwen, review, sade):
    Action.unscoped.filter(review=review).update(status="done")

    page = as_(anwen).get(url(review, sade)).text

    assert "Nothing is left to do" in page
    assert "3 done or no longer needed" in page
    assert 'id="email"' not in page


def email(page):
    return html.unescape(re.search(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)[1])


def test_the_e_mail_says_in_words_what_is_still_to_be_done(as_, anwen, review, sade):
    text = email(as_(anwen).get(url(review, sade)).text)

    subject, _, body = text.partition("\n")
    assert subject.startswith("Subject: OFFICIAL-SENSITIVE: System Review 2027")
    assert "Dear Sade," in body and "OFFICIAL-SENSITIVE · DRAFT" in body
    assert re.search(r"IN THE LEAD\n\n1\. Agree one form\n   When: within six weeks: by ", body)
    assert re.search(r"WITH OTHERS IN THE LEAD\n\n1\. Ask the schools\n", body)
    assert "How it stands: Not started" in body and "To get to amber: Target, Level 1, Referral" in body
    assert "Count again" not in body


def test_the_e_mail_holds_texts_as_typed(as_, anwen, review, red, sade):
    factories.action(red, "Ask <b>“why”</b> & wait\nthen ask again …", SADE)

    text = email(as_(anwen).get(url(review, sade)).text)

    assert "Ask <b>“why”</b> & wait\nthen ask again …" in text


def test_an_overdue_action_says_so_in_the_e_mail(as_, anwen, review, red, sade):
    factories.action(red, "Late", SADE, due_on=date(2020, 3, 2))

    assert "When: by 2 March 2020 (overdue)" in email(as_(anwen).get(url(review, sade)).text)


# --- the calendar file


def test_the_calendar_file_holds_open_actions_with_a_date(as_, anwen, review, red, sade):
    factories.action(red, "No date yet", SADE)
    factories.action(
        red, "Look at six referrals", SADE, due_on=date(2027, 5, 31), repeats_every=1, repeats_unit="month"
    )

    response = as_(anwen).post(url(review, sade, "calendar/"))

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    name = 'attachment; filename="sade-team-manager-youth-justice.ics"'
    assert response.headers["Content-Disposition"] == name
    events = {str(event["SUMMARY"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}
    assert set(events) == {"Agree one form", "Ask the schools", "Look at six referrals"}
    assert events["Look at six referrals"]["DTSTART"].dt == date(2027, 5, 31)
    assert events["Look at six referrals"]["RRULE"]["FREQ"] == ["MONTHLY"]
    assert "To get to amber: Target, Level 1, Referral" in str(events["Agree one form"]["DESCRIPTION"])
    assert str(events["Agree one form"]["DESCRIPTION"]).startswith("OFFICIAL-SENSITIVE")


def test_an_action_keeps_its_name_in_the_calendar_from_file_to_file(as_, anwen, review, sade):
    def uids():
        response = as_(anwen).post(url(review, sade, "calendar/"))
        return {str(event["UID"]) for event in Calendar.from_ical(response.content).walk("VEVENT")}

    assert uids() == uids()


def test_a_calendar_file_is_an_export_and_leaves_an_event(as_, anwen, review, sade):
    before = Event.objects.count()

    as_(anwen).post(url(review, sade, "calendar/"))

    event = Event.objects.order_by("seq").last()
    assert Event.objects.count() == before + 1
    assert (event.kind, event.subject, event.review) == (
        "calendar.exported",
        f"lead:{sade.public_id}",
        review.public_id,
    )
    assert Particular.objects.get(event=event, field="actions").text == "2"


def test_a_calendar_file_is_never_handed_out_for_the_asking(as_, anwen, review, sade):
    assert as_(anwen).get(url(review, sade, "calendar/")).status_code == 405


def test_a_calendar_without_dates_is_refused_and_not_offered(as_, anwen, review, sade):
    Action.unscoped.filter(review=review).update(due_on=None)
    client, before = as_(anwen), Event.objects.count()

    response = client.post(url(review, sade, "calendar/"))

    assert response.status_code == 422
    assert "There is no open action with a date" in response.text
    assert "Calendar file" not in client.get(url(review, sade)).text
    assert Event.objects.count() == before


def test_who_may_not_export_gets_no_calendar(huw, dev, review, sade):
    entry = Entry(uid="a@system-review", summary="A", description="", due_on=TODAY)
    before = Event.objects.count()

    for member in (huw, dev):
        with pytest.raises(NotAllowed):
            export_calendar(review=review, whose=sade, name="Sade", entries=[entry], by=member, at=AT)
    assert Event.objects.count() == before


def test_an_empty_calendar_is_refused_by_the_service(anwen, review, sade):
    with pytest.raises(Refused):
        export_calendar(review=review, whose=sade, name="Sade", entries=[], by=anwen, at=AT)


@pytest.mark.parametrize("name", ["../../etc/passwd", "مها", 'Jo"; x=', "Jo\u202egnp"])
def test_the_file_has_a_harmless_name(as_, anwen, review, red, name):
    factories.action(red, "Agree", LeadName(name), due_on=TODAY)

    response = as_(anwen).post(url(review, Lead.unscoped.get(name=name), "calendar/"))

    assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.ics"', response.headers["Content-Disposition"])


# --- who may


def test_who_may_only_look_can_copy_but_not_change(as_, farid, review, sade):
    page = as_(farid).get(url(review, sade)).text

    assert "Copy as e-mail" in page and "Calendar file" in page
    assert ">Change" not in page and "Note progress" not in page


def test_a_stranger_cannot_tell_that_it_exists(as_, esme, review, sade):
    client = as_(esme)

    for address in (url(review, sade), url(review, sade).replace("eastmere", "westfold")):
        there, absent = client.get(address), client.get(address.replace(review.public_id, "a" * 22))
        assert there.status_code == 404 and CANARY not in there.text
        assert there.content == absent.content
        assert client.post(f"{address}calendar/").status_code == 404


def test_a_lead_of_another_partnership_is_not_there(as_, anwen, esme, review):
    foreign = leads_named([LeadName("Elsewhere")], by=esme, at=AT)[0]

    assert as_(anwen).get(url(review, foreign)).status_code == 404
    assert as_(anwen).post(url(review, foreign, "calendar/")).status_code == 404


def test_a_reader_of_agreed_results_does_not_see_a_draft(as_, huw, review, sade):
    assert as_(huw).get(url(review, sade)).status_code == 404


def test_it_asks_the_database_as_often_for_many_as_for_few(as_, anwen, review, red, sade):
    client = as_(anwen)
    client.get(url(review, sade))  # reads the framework, once a process
    few = len(client.get(url(review, sade)).queries)
    later = factories.finding(cell(review, 9))
    for number in range(60):
        factories.action(later, f"Action {number}", SADE, LeadName(f"Lead {number}"))

    response = client.get(url(review, sade))

    assert len(response.queries) == few <= 15
    assert "Action 59" in response.text


# --- the way back from a form


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("plan", "plan/"),
        ("lead-" + "a" * 22, "leads/" + "a" * 22 + "/"),
        ("agency-" + "b" * 22, "agencies/" + "b" * 22 + "/"),
        ("https://elsewhere.example/", None),
        ("//elsewhere.example", None),
        ("lead-../../../", None),
        ("", None),
    ],
)
def test_the_page_before_is_a_page_of_the_review_or_none(anwen, review, named, expected):
    request = RequestFactory().get("/", {"from": named})
    request.member = anwen

    assert page_before(request, review) == (f"{EASTMERE}/reviews/{review.public_id}/{expected}" if expected else "")

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from system_review.audit.models import Event
from system_review.partnerships.models import Agency
from system_review.partnerships.services import LeadName, add_agency
from system_review.reviews.models import Finding
from tests import factories
from tests.cast import CANARY, sample_review
from tests.factories import AT

EASTMERE = "/eastmere-safeguarding-partnership"


def url(review, agency, part=""):
    return f"{EASTMERE}/reviews/{review.public_id}/agencies/{agency.public_id}/{part}"


@pytest.fixture
def health(review):
    """Health leads an action, is with the police in another, and has one where nobody is named yet."""
    red = Finding.unscoped.get(review=review, colour="red")
    due = timezone.localdate() + timedelta(days=30)
    ola, raj = LeadName("Ola", "", "Health"), LeadName("Raj", "", "Health")
    factories.action(red, "Agree one form", ola, due_on=due)
    factories.action(red, "Ask the schools", LeadName("Pat", "", "Police"), raj, due_on=due)
    factories.action(red, "Name somebody", LeadName("", "", "Health"))
    return Agency.unscoped.get(name="Health")


def section(page, name):
    """What stands in one part of the page."""
    return page.split(f'id="{name}"')[1].split("</section>")[0]


def test_it_shows_the_actions_of_its_leads_leading_and_with_others_apart(as_, anwen, review, health):
    page = as_(anwen).get(url(review, health)).text

    assert "<h1>Health</h1>" in page
    assert "3 actions" in page
    assert re.findall(r'id="text-\w+" dir="auto">([^<]+)', section(page, "led")) == ["Agree one form", "Name somebody"]
    assert re.findall(r'id="text-\w+" dir="auto">([^<]+)', section(page, "joined")) == ["Ask the schools"]
    assert "Health, name awaited" in page
    assert "Brief the practices" not in page


def test_its_leads_are_named_and_lead_to_their_pages(as_, anwen, review, health):
    client = as_(anwen)
    page = client.get(url(review, health)).text

    ola = re.search(r'<a href="([^"]+/leads/\w+/)">Ola, Health</a>', page)[1]
    assert "Raj, Health</a>" in page and "Pat, Police" not in page.split("In the lead")[0]
    there = client.get(ola).text
    assert "<h1>Ola, Health</h1>" in there
    assert f'<a href="{url(review, health)}">Health</a>' in there


def test_it_works_on_both_frameworks(as_, anwen, framework_key):
    review = sample_review(anwen, framework_key)

    page = as_(anwen).get(url(review, Agency.unscoped.get(name__startswith="Police"))).text

    assert "Brief the practices" in page and "Write to the ambulance" not in page


def test_an_agency_without_an_action_is_told_so(as_, anwen, review):
    agency = add_agency(name="Fire service", by=anwen, at=AT)

    page = as_(anwen).get(url(review, agency)).text

    assert "Nobody of this agency has an action in this review." in page


def test_its_e_mail_greets_nobody_in_particular(as_, anwen, review, health):
    page = as_(anwen).get(url(review, health)).text

    assert "Dear" not in page
    assert "These are the open actions of Health in System Review 2027" in page


def test_its_calendar_file_holds_the_dates_of_all_its_leads(as_, anwen, review, health):
    before = Event.objects.count()

    response = as_(anwen).post(url(review, health, "calendar/"))

    names = {str(event["SUMMARY"]) for event in Calendar.from_ical(response.content).walk("VEVENT")}
    assert names == {"Agree one form", "Ask the schools"}
    assert response.headers["Content-Disposition"] == 'attachment; filename="health.ics"'
    assert Event.objects.count() == before + 1
    assert Event.objects.order_by("seq").last().subject == f"agency:{health.public_id}"


def test_a_stranger_cannot_tell_that_it_exists(as_, esme, review, health):
    client = as_(esme)

    for address in (url(review, health), url(review, health).replace("eastmere", "westfold")):
        assert client.get(address).status_code == client.post(f"{address}calendar/").status_code == 404
        assert CANARY not in client.get(address).text


def test_an_agency_of_another_partnership_is_not_there(as_, anwen, esme, review):
    foreign = add_agency(name="Elsewhere", by=esme, at=AT)

    assert as_(anwen).get(url(review, foreign)).status_code == 404


def test_a_reader_of_agreed_results_does_not_see_a_draft(as_, huw, review, health):
    assert as_(huw).get(url(review, health)).status_code == 404
    assert as_(huw).post(url(review, health, "calendar/")).status_code == 404


def test_it_asks_the_database_as_often_for_many_as_for_few(as_, anwen, review, health):
    red = Finding.unscoped.get(review=review, colour="red")
    client = as_(anwen)
    client.get(url(review, health))  # reads the framework, once a process
    few = len(client.get(url(review, health)).queries)
    for number in range(60):
        factories.action(red, f"Action {number}", LeadName(f"Lead {number}", "", "Health"))

    assert len(client.get(url(review, health)).queries) == few <= 15

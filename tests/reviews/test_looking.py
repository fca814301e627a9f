"""Looking at the example as one of its roles: on a laptop, in the example, and as long as it is all there is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from system_review.audit.models import Event
from system_review.audit.queries import happening_of
from system_review.audit.sentences import SENTENCES
from system_review.partnerships.models import Lead, Member
from system_review.partnerships.queries import memberships
from system_review.partnerships.role_words import ON_SCREEN
from system_review.partnerships.rules import GRANTS, Permission, Role
from system_review.partnerships.services import begin_partnership
from system_review.people.queries import has_one_person_alone
from system_review.people.services import local_person
from system_review.reviews.models import Review
from tests import factories
from tests.cast import sample_review
from tests.commands.conftest import run  # noqa: F401 - a fixture
from tests.factories import AT

MENU = "Look at this as"


@pytest.fixture
def laptop(db, settings):
    """A laptop that runs System Review, with the example in it; a browser that came by the printed link."""
    settings.SIGN_IN_TOKEN, settings.RUN, settings.BASE_URL = "token", "run-1", "http://localhost:8000"
    begin_partnership(name="Eastmere", first=local_person(name="Mona", at=AT), at=AT)
    [mona] = Member.unscoped.exclude(person=None)
    sample_review(mona)
    Review.unscoped.update(is_example=True)
    client = Client(HTTP_HOST="localhost")
    client.get("/sign-in/token/")
    return client


def test_a_page_of_another_review_need_not_ask_whether_the_example_is_all_there_is(laptop):
    page = f"/eastmere/reviews/{Review.unscoped.get().public_id}/"
    assert MENU in laptop.get(page).text

    def asks():
        with CaptureQueriesContext(connection) as asked:
            laptop.get(page)
        return [one for one in asked.captured_queries if "DISTINCT" in one["sql"] and "is_example" in one["sql"]]

    assert len(asks()) == 1
    Review.unscoped.update(is_example=False)
    assert not asks() and MENU not in laptop.get(page).text


def look(client, role, **more):
    return client.post("/eastmere/look-as/", {"role": role}, **more)


@pytest.mark.parametrize("role", ON_SCREEN)
def test_each_role_finds_what_it_finds(laptop, role):
    assert MENU in laptop.get("/eastmere/").text

    assert look(laptop, role).headers["Location"] == "/eastmere/"

    page = laptop.get("/eastmere/").text
    assert f"You are looking at the example as: {ON_SCREEN[role]}" in page
    assert (laptop.get("/eastmere/people/").status_code == 200) == (Permission.MEMBER_SEE in GRANTS[role])
    review = Review.unscoped.get()
    seen = laptop.get(f"/eastmere/reviews/{review.public_id}/").status_code == 200
    assert seen == (Permission.REVIEW_SEE_DRAFT in GRANTS[role])


def test_one_is_oneself_again_and_the_history_tells_who_looked(laptop):
    for role in (Role.READER, Role.GUEST, Role.READER):
        look(laptop, role)

    look(laptop, "")

    assert "You are looking at the example" not in laptop.get("/eastmere/").text
    assert laptop.get("/eastmere/settings/").status_code == 200
    told = [happening_of(event).said["by"] for event in Event.objects.filter(kind="member.looked_as")]
    assert told == ["Mona"] * 3
    assert SENTENCES["member.looked_as"][0] % {"who": "Mona", "name": "Rita Example"} == (
        "Mona looked at the example as Rita Example"
    )
    assert Member.unscoped.filter(person__email__endswith="@example.invalid").count() == 2


def test_the_lead_has_actions_and_the_representative_an_agency(laptop):
    look(laptop, Role.ACTION_LEAD)
    assert "Brief the practices" in laptop.get("/eastmere/my-actions/").text

    look(laptop, Role.CONTRIBUTOR)
    assert Member.agencies.through.objects.count() == 1
    assert Lead.unscoped.exclude(member=None).count() == 1


def test_the_invented_people_are_nobody_who_signs_in(laptop):
    look(laptop, Role.READER)

    assert has_one_person_alone()


def another_partnership(settings):
    factories.partnership("Westfold")


def a_review_of_ones_own(settings):
    [mona] = memberships(person=local_person(name="Mona", at=AT))
    factories.review(mona)


def an_address_for_all(settings):
    settings.BASE_URL = "https://reviews.example.org"


def another_run(settings):
    settings.SIGN_IN_TOKEN = ""


@pytest.mark.parametrize("change", [another_partnership, a_review_of_ones_own, an_address_for_all, another_run])
def test_a_look_ends_where_it_is_not_offered(laptop, settings, change):
    look(laptop, Role.SCRUTINEER)
    change(settings)

    assert laptop.get("/eastmere/").headers["Location"] == "/sign-in/"
    assert "_auth_user_id" not in laptop.session


@pytest.mark.parametrize("change", [another_partnership, a_review_of_ones_own, an_address_for_all, another_run])
def test_nothing_is_offered_beyond_the_example_and_this_computer(laptop, settings, change):
    change(settings)
    events = Event.objects.count()

    assert MENU not in laptop.get("/eastmere/").text
    assert look(laptop, Role.READER).status_code == 404
    assert Event.objects.count() == events


@pytest.mark.parametrize("more", [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}])
def test_nobody_looks_from_another_computer_or_through_a_proxy(laptop, more):
    assert MENU not in laptop.get("/eastmere/", **more).text
    assert look(laptop, Role.READER, **more).status_code == 404


@pytest.mark.parametrize("role", ["boss", "command_line"])
def test_there_is_no_other_role(laptop, role):
    assert look(laptop, role).status_code == 404


def test_somebody_who_came_otherwise_does_not_look(laptop, as_):
    [mona] = memberships(person=local_person(name="Mona", at=AT))

    assert look(as_(mona), Role.READER).status_code == 404  # without the printed link
    assert look(as_(factories.member(mona.partnership, "Ben", Role.ADMINISTRATOR)), Role.READER).status_code == 404


def test_the_demonstration_does_not_start_for_other_computers(run, monkeypatch):  # noqa: F811
    monkeypatch.setenv("SYSTEM_REVIEW_URL", "https://reviews.example.org")

    assert run("demo").sentence == (
        "The demonstration is for this computer alone, not for https://reviews.example.org: "
        "leave SYSTEM_REVIEW_URL out, or run “system-review serve”"
    )
    monkeypatch.delenv("SYSTEM_REVIEW_URL")
    assert "beyond this computer" in run("demo", "--host", "0.0.0.0").sentence

"""Agencies, the partnership's name, and somebody who belongs to many partnerships."""

from __future__ import annotations

import pytest

from system_review.audit.models import Event
from system_review.audit.sentences import SENTENCES
from system_review.errors import Refused
from system_review.partnerships.models import Agency, FormerName, Partnership
from system_review.partnerships.queries import command_line_in
from system_review.partnerships.rules import Role
from system_review.partnerships.services import ask_second_step, rename_agency
from system_review.people.second_step import SECOND_STEP
from tests import factories
from tests.factories import AT


@pytest.fixture
def home(anwen):
    return f"/{anwen.partnership.slug}/"


def test_an_agency_is_added_once(as_, anwen, home):
    client = as_(anwen)

    for key in ("a", "b"):
        assert client.post(f"{home}agencies/new/", {"agency": "Police", "key": key}).status_code == 302
    assert client.post(f"{home}agencies/new/", {"agency": " ", "key": "c"}).status_code == 422

    assert [agency.name for agency in Agency.unscoped.all()] == ["Police"]
    assert "Police" in client.get(f"{home}agencies/").text


def test_a_renamed_agency_says_what_it_was_called(as_, anwen, home):
    police = Agency.unscoped.create(partnership=anwen.partnership, name="Police")
    client, where = as_(anwen), f"{home}agencies/{police.public_id}/"

    assert client.post(where, {"name": "Eastmere Police", "version": 1}).status_code == 302
    assert "Police, until " in client.get(where).text
    behind = client.post(where, {"name": "Other Police", "version": 1})

    assert behind.status_code == 409
    assert "It now says: Eastmere Police" in behind.text
    assert client.post(where, {"name": "Other Police", "version": 2}).status_code == 302
    assert FormerName.unscoped.count() == 2


NO_ADDRESS = (
    "front desk",
    "front@desk@police.example",
    "police.example",
    "desk@police",
    "desk@police..example",
    "a@b.c, d@e.f",
)


@pytest.mark.parametrize("address", NO_ADDRESS)
def test_an_agency_gets_no_address_that_is_none(as_, anwen, home, address):
    police = Agency.unscoped.create(partnership=anwen.partnership, name="Police", email="desk@police.example.org")
    client, where = as_(anwen), f"{home}agencies/{police.public_id}/"

    refused = client.post(where, {"name": "Police", "email": address, "version": 1})

    assert refused.status_code == 422
    beside = refused.text.partition('name="email"')[0].rpartition('<label for="id_email"')[2]
    assert "Enter an e-mail address, like name@example.org" in beside
    assert f'value="{address}"' in refused.text, "what was typed is still there"
    with pytest.raises(Refused, match=r"Enter an e-mail address, like name@example\.org"):
        rename_agency(agency=police, name="Police", email=address, seen=1, by=anwen, at=AT)
    assert Agency.unscoped.get(pk=police.pk).email == "desk@police.example.org"


def test_the_partnership_is_renamed_and_keeps_its_address(as_, anwen, home):
    client, name = as_(anwen), anwen.partnership.name

    assert client.post(f"{home}settings/", {"name": "Eastmere Together", "seen": name}).status_code == 302
    assert client.post(f"{home}settings/", {"name": "Another", "seen": name}).status_code == 422
    assert client.post(f"{home}settings/", {"name": "", "seen": "Eastmere Together"}).status_code == 422

    assert Partnership.objects.get(pk=anwen.partnership_id).name == "Eastmere Together"
    assert Event.objects.filter(kind="partnership.renamed").count() == 1
    assert "Eastmere Together" in client.get(home).text


def test_everybody_is_asked_for_a_second_step_here_and_nowhere_else(as_, anwen, kit, home, westfold):
    client, administrator = as_(kit), as_(anwen)
    assert "A password is enough" in administrator.get(f"{home}settings/").text

    for _ in range(2):  # a double click is one event
        assert administrator.post(f"{home}settings/second-step/", {"asks": "yes"}).status_code in (302, 303)

    assert client.get(home).headers["Location"] == administrator.get(home).headers["Location"] == "/me/ways/?needed"
    assert client.get(f"/{westfold.slug}/").status_code == client.get("/").status_code == 200
    [event] = Event.objects.filter(kind__startswith="partnership.second_step")
    assert SENTENCES[event.kind][0] % {"who": "Anwen"} == "Anwen had everybody asked for a second step"


def test_a_second_step_is_asked_for_no_longer(as_, anwen, home):
    ask_second_step(partnership=anwen.partnership, asks=True, by=command_line_in(anwen.partnership), at=AT)
    client = as_(anwen)
    session = client.session
    session[SECOND_STEP] = anwen.person.pk
    session.save()
    assert "Ask for it no longer" in client.get(f"{home}settings/").text

    client.post(f"{home}settings/second-step/", {"asks": "no"})

    assert not Partnership.objects.get(pk=anwen.partnership_id).asks_second_step
    assert Event.objects.filter(kind="partnership.second_step_not_asked").count() == 1


def test_only_somebody_of_several_partnerships_is_offered_another(as_, anwen, kit, home):
    assert "Change partnership" not in as_(anwen).get(home).text
    assert "Change partnership" in as_(kit).get(home).text


@pytest.mark.parametrize("count", [2, 50])
def test_the_pages_of_somebody_of_many_partnerships_ask_no_more_for_them(as_, anwen, count, home):
    for number in range(count):
        of = factories.partnership(f"Place {number}")
        factories.review(factories.member(of, "Anwen", Role.REVIEW_LEAD), title=f"Review {number}")
    client = as_(anwen)
    client.get("/")

    first, here = client.get("/"), client.get(home)

    assert f"Review {count - 1}" in first.text
    # session, person, memberships, reviews, agreed versions, whether one leads something
    assert len(first.queries) <= 6, [query["sql"] for query in first.queries]
    assert len(here.queries) <= 8


def test_who_may_not_is_told_whom_to_ask(as_, kit, huw, home):
    assert "Ask an administrator." in as_(kit).get(f"{home}settings/").text
    assert "Ask a review lead." in as_(huw).get(f"{home}people/").text

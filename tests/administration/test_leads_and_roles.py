"""Leads that are members, and leads that are roles: who is in post, from which day, and whose actions these are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from system_review.administration.services.handing_over import let_go, open_actions_of
from system_review.audit.models import Event
from system_review.audit.queries import last_number, said_of
from system_review.documents.services.exports import export_agreed, export_review
from system_review.documents.services.review_files import bring_in_review
from system_review.errors import ChangedMeanwhile, NotAllowed, Refused
from system_review.partnerships.models import Holding, Lead
from system_review.partnerships.services import LeadName, connect_lead, end_holding, name_holder
from system_review.reviews.models import Action, Finding
from system_review.reviews.services.agreeing import agree_version
from tests import factories
from tests.documents.writers.reading_back import word_texts
from tests.factories import AT

TODAY = timezone.localdate()
NURSE = "Designated nurse"


@pytest.fixture
def home(review):
    return f"/{review.partnership.slug}/"


@pytest.fixture
def action(review):
    """An action that a role leads."""
    return factories.action(Finding.unscoped.filter(review=review).first(), "Ask the clinics", LeadName("", NURSE, ""))


@pytest.fixture
def nurse(action):
    return Lead.unscoped.get(role=NURSE)


def named(lead, by, name="", member=None, *, since=TODAY):
    """Somebody in post from this day."""
    lead.refresh_from_db()
    return name_holder(lead=lead, name=name, member=member, since=since, seen=lead.version, by=by, at=AT)


def vacated(lead, by, on=TODAY):
    lead.refresh_from_db()
    end_holding(lead=lead, on=on, seen=lead.version, by=by, at=AT)


def pages(client, home, review):
    """The pages that show an action's lead to who sees the draft."""
    base = f"{home}reviews/{review.public_id}/"
    return {part: client.get(base + part).text for part in ("plan/", "sheet/target/level-1/", "")}


def test_a_role_is_shown_with_its_holder_or_with_nobody_in_post(as_, anwen, review, home, nurse):
    client = as_(anwen)
    before = pages(client, home, review)
    named(nurse, anwen, "A. Name")
    held = pages(client, home, review)
    vacated(nurse, anwen)
    after = pages(client, home, review)

    for part in ("plan/", "sheet/target/level-1/"):
        assert f"{NURSE}: nobody in post" in before[part] and f"{NURSE}: nobody in post" in after[part]
        assert f"{NURSE} (A. Name)" in held[part] and "nobody in post" not in held[part]
    assert "with nobody in post" in before[""] and "with nobody in post" not in held[""]
    assert "lead=vacant" in before[""]


def test_the_plan_can_be_narrowed_to_what_nobody_is_in_post_for(as_, anwen, review, home, nurse):
    page = as_(anwen).get(f"{home}reviews/{review.public_id}/plan/?lead=vacant").text

    assert "Ask the clinics" in page and "Brief the practices" not in page
    assert "Nobody in post" in page


def taken_out(review, by, format):
    """An export of today, as text."""
    made = export_review(review=review, format=format, language="en-gb", today=TODAY, by=by, at=AT)
    return "".join(word_texts(made.data)) if format == "docx" else made.data.decode()


@pytest.mark.parametrize("format", ["docx", "csv", "json"])
def test_an_export_names_who_holds_the_role_on_its_day(anwen, review, action, nurse, format):
    empty = taken_out(review, anwen, format)
    named(nurse, anwen, "A. Name")
    held = taken_out(review, anwen, format)

    assert "A. Name" not in empty and ("nobody in post" in empty or format == "json")
    assert ("Designated nurse (A. Name)" in held) if format != "json" else ('"holder": "A. Name"' in held)


def test_the_e_mail_and_the_calendar_name_who_holds_the_role(as_, anwen, review, home, action, nurse):
    named(nurse, anwen, "A. Name")
    Action.unscoped.filter(pk=action.pk).update(due_on=TODAY)
    page = f"{home}reviews/{review.public_id}/leads/{nurse.public_id}/"

    letter = as_(anwen).get(page).text
    calendar = as_(anwen).post(f"{page}calendar/").content.decode().replace("\r\n ", "")

    assert "Dear A. Name," in letter and "actions of Designated nurse (A. Name)" in letter
    assert "X-WR-CALNAME:System Review 2027" in calendar and "Designated nurse (A. Name)" in calendar


def test_an_agreed_version_names_who_held_the_role_on_its_day(as_, anwen, review, home, action, nurse):
    named(nurse, anwen, "A. Name")
    seen = last_number(str(anwen.partnership.key), review.public_id)
    version = agree_version(review=review, name="Agreed", seen=seen, today=TODAY, by=anwen, at=AT)
    vacated(nurse, anwen)

    sheet = as_(anwen).get(f"{home}agreed/{version.public_id}/sheet/target/level-1/").text
    data = export_agreed(version=version, format="csv", language="en-gb", by=anwen, at=AT).data.decode()

    assert "Designated nurse (A. Name)" in sheet and "Designated nurse (A. Name)" in data


def test_whoever_held_a_role_in_a_file_holds_it_where_the_file_comes_in(anwen, esme, review, action, nurse):
    named(nurse, anwen, "A. Name")
    file = taken_out(review, anwen, "json")

    again = bring_in_review(data=file.encode(), by=esme, at=timezone.now())

    assert Holding.unscoped.get(partnership=esme.partnership).name == "A. Name"
    assert '"holder": "A. Name"' in taken_out(again, esme, "json")


def test_a_new_holder_has_the_roles_actions_among_their_own_and_the_former_no_more(as_, anwen, dev, gita, home, nurse):
    own = f"{home}my-actions/"
    assert "Ask the clinics" not in as_(dev).get(own).text
    named(nurse, anwen, member=dev, since=TODAY - timedelta(days=30))
    assert "Ask the clinics" in as_(dev).get(own).text
    mona = factories.member(anwen.partnership, "Mona", "action_lead")

    named(nurse, anwen, member=mona)

    assert "Ask the clinics" not in as_(dev).get(own).text
    page = as_(mona).get(own).text
    assert "Ask the clinics" in page and f"{NURSE} (Mona)" in page
    assert [(one.name, one.until) for one in Holding.unscoped.order_by("since")] == [("Dev", TODAY), ("Mona", None)]


def test_the_day_on_which_somebody_comes_into_post_comes_by_itself(as_, anwen, dev, home, nurse, monkeypatch):
    named(nurse, anwen, member=dev, since=TODAY + timedelta(days=1))
    client = as_(dev)
    assert "Ask the clinics" not in client.get(f"{home}my-actions/").text

    day = TODAY + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: value.date() if value else day)

    assert "Ask the clinics" in client.get(f"{home}my-actions/").text


def test_the_holder_says_how_it_stands(as_, anwen, dev, home, action, nurse):
    named(nurse, anwen, member=dev)

    answer = as_(dev).post(
        f"{home}my-actions/{action.public_id}/", {"version": 1, "status": "done", "text": "Asked.", "on": str(TODAY)}
    )

    assert answer.status_code == 302
    assert Action.unscoped.get(pk=action.pk).status == "done"


def test_the_list_says_who_each_lead_is_and_how_much_is_open(as_, anwen, home, nurse, dev):
    page = as_(anwen).get(f"{home}leads/").text

    assert "Nobody in post" in page and "Not a member" in page
    assert "1 open action" in page and "2 open actions" in page
    named(nurse, anwen, member=dev)
    assert "Dev, since" in as_(anwen).get(f"{home}leads/").text


def test_the_list_asks_the_database_as_often_for_many_as_for_few(as_, anwen, home, nurse):
    client = as_(anwen)
    client.get(f"{home}leads/")
    few = len(client.get(f"{home}leads/").queries)
    for number in range(6):
        lead = Lead.unscoped.create(partnership=anwen.partnership, role=f"Head {number}")
        named(lead, anwen, f"Holder {number}")

    assert len(client.get(f"{home}leads/").queries) == few


def test_a_lead_is_connected_with_a_member_on_its_page_and_parted_again(as_, anwen, dev, home, review):
    jo = Lead.unscoped.get(name__startswith="Jo")
    client, own = as_(anwen), f"{home}my-actions/"
    address = f"{home}leads/{jo.public_id}/"

    assert client.post(f"{address}member/", {"member": dev.public_id, "version": 1}).status_code == 302
    assert "Brief the practices" in as_(dev).get(own).text
    assert "dev@example.org" in client.get(address).text
    assert client.post(f"{address}member/", {"member": "", "version": 2}).status_code == 302

    assert "Brief the practices" not in as_(dev).get(own).text
    assert [said["name"] for kind in ("lead.connected", "lead.disconnected") for _, said in said_of(kind)] == [
        "Dev",
        "Dev",
    ]


def test_a_holder_is_named_and_the_post_vacated_on_the_roles_page(as_, anwen, home, nurse):
    client, address = as_(anwen), f"{home}leads/{nurse.public_id}/"

    given = {"member": "", "name": "A. Name", "since": "2026-01-05", "version": 1, "key": "k"}
    assert client.post(f"{address}holder/", given).status_code == 302
    assert client.post(f"{address}holder/", given).status_code == 302  # a second click
    assert "A. Name, since 5 January 2026" in client.get(address).text
    assert client.post(f"{address}vacancy/", {"on": "2026-02-01", "version": 2}).status_code == 302

    page = client.get(address).text
    assert "A. Name, 5 January 2026 to 1 February 2026" in page
    assert "Nobody in post" in page and Holding.unscoped.count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": "", "since": "2026-03-01"}, "Enter the name of whoever is in post"),
        ({"name": "B", "since": ""}, "Enter the day from which they are in post"),
        ({"name": "B", "since": "2026-01-01"}, "Enter a day that is not before"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_changes(as_, anwen, home, nurse, given, sentence):
    named(nurse, anwen, "A", since=TODAY.replace(year=2026, month=2, day=1))
    nurse.refresh_from_db()
    before = (list(Holding.unscoped.values()), Event.objects.count())

    answer = as_(anwen).post(
        f"{home}leads/{nurse.public_id}/holder/", {"member": "", "version": nurse.version, "key": "k", **given}
    )

    assert answer.status_code == 422 and sentence in answer.text
    assert (list(Holding.unscoped.values()), Event.objects.count()) == before


def test_of_two_who_name_somebody_at_once_the_second_is_told(as_, anwen, home, nurse):
    named(nurse, anwen, "First")

    answer = as_(anwen).post(
        f"{home}leads/{nurse.public_id}/holder/",
        {"member": "", "name": "Second", "since": str(TODAY), "version": 1, "key": "k"},
    )

    assert answer.status_code == 409 and "It now says: First, since" in answer.text
    with pytest.raises(ChangedMeanwhile):
        connect_lead(lead=Lead.unscoped.get(name__startswith="Jo"), member=anwen, seen=7, by=anwen, at=AT)
    assert Holding.unscoped.get().name == "First"


def test_a_person_is_no_role_and_a_role_no_member(anwen, dev, nurse):
    jo = Lead.unscoped.get(name__startswith="Jo")

    with pytest.raises(Refused, match="only a role changes hands"):
        named(jo, anwen, "A. Name")
    with pytest.raises(Refused, match="This lead is a role"):
        connect_lead(lead=nurse, member=dev, seen=1, by=anwen, at=AT)
    with pytest.raises(Refused, match="Nobody is in post"):
        vacated(nurse, anwen)


@pytest.mark.parametrize("who", ["ben", "dev", "farid", "gita", "huw"])
def test_others_neither_see_the_leads_nor_change_them(as_, request, anwen, nurse, home, who):
    member, events = request.getfixturevalue(who), Event.objects.count()
    client, address = as_(member), f"{home}leads/{nurse.public_id}/"

    for answer in (client.get(f"{home}leads/"), client.get(address), client.post(f"{address}holder/", {"version": 1})):
        assert answer.status_code == 403
    for act in (
        lambda: named(nurse, member, "A"),
        lambda: vacated(nurse, member),
        lambda: connect_lead(lead=nurse, member=member, seen=1, by=member, at=AT),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Event.objects.count() == events and not Holding.unscoped.exists()


def test_a_member_of_another_partnership_holds_nothing_here(anwen, esme, nurse):
    with pytest.raises(Refused, match="Choose a member of"):
        named(nurse, anwen, member=esme)
    with pytest.raises(Refused, match="Choose a member of"):
        connect_lead(lead=Lead.unscoped.get(name__startswith="Jo"), member=esme, seen=1, by=anwen, at=AT)


def test_who_leaves_is_no_longer_in_post_and_the_roles_actions_stay_the_roles(as_, anwen, dev, review, home, nurse):
    named(nurse, anwen, member=dev, since=TODAY - timedelta(days=9))
    dev.refresh_from_db()

    assert [action.text for action in open_actions_of(dev)] == []
    let_go(member=dev, to=None, seen=dev.stamp, by=anwen, at=timezone.now())

    assert f"{NURSE}: nobody in post" in pages(as_(anwen), home, review)["plan/"]
    assert Holding.unscoped.get().name == "Dev"
    assert [said["name"] for _, said in said_of("lead.holder_ended")] == ["Dev"]

"""A person's own data: all of it in one file, and their name removed at their request while their acts stay."""

from __future__ import annotations

import json
from typing import Any

import pytest

from system_review.audit.models import Event, Particular
from system_review.audit.queries import reports
from system_review.drafts.services import keep_draft
from system_review.errors import NotAllowed, Refused
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Role
from system_review.partnerships.services import LeadName, end_membership
from system_review.partnerships.services.invitations import invite
from system_review.partnerships.services.members import Part, add_member
from system_review.people.models import Person, Session
from system_review.people.rules import OPERATOR
from system_review.people.services import make_sign_in_link
from system_review.people.services.persons import rename_person
from system_review.reviews.models import Cell, Comment, Finding, Review
from system_review.reviews.services.actions import Plan, add_action
from system_review.reviews.services.comments import add_comment
from system_review.reviews.services.findings import add_finding
from system_review.reviews.services.notes import write_note
from system_review.reviews.services.ratings import rate_cell
from system_review.upkeep.services.file_bytes import clear_out
from system_review.upkeep.services.holds import set_hold
from system_review.upkeep.services.removing_names import remove_name
from tests import factories
from tests.factories import AT
from tests.upkeep.test_database_bytes import files_with
from tests.upkeep.words_everywhere import rows_with

NAME, ADDRESS = "Wilhelmina Oakenshaw", "w.oakenshaw@example.org"
BASE = "/eastmere-safeguarding-partnership"


@pytest.fixture
def mina(anwen: Member, review: Review) -> Member:
    """A review lead who has done something of every kind, and was named by others."""
    person = Person.objects.create_user(ADDRESS, "Mina")
    rename_person(person=person, name=NAME, by=person, at=AT)
    mina: Member = Member.unscoped.create(
        partnership=anwen.partnership, person=person, roles=[Role.REVIEW_LEAD, Role.ADMINISTRATOR]
    )
    cell = factories.cell(review, 1)
    finding = add_finding(cell=cell, colour="red", text="Nobody asks at night.", by=mina, at=AT)
    add_action(finding=finding, plan=Plan(text="Ask", leads=(LeadName(NAME, "", ""),)), by=mina, at=AT)
    add_comment(on=finding, text="Who asks?", by=mina, at=AT)
    add_comment(on=finding, text=f"{NAME} does, write to {ADDRESS}", by=anwen, at=AT)
    write_note(finding=finding, seen=0, text="Ask again", by=mina, at=AT)
    rate_cell(cell=cell, seen=cell.version, rating="red", reason="All of it", agreed_at="", by=mina, at=AT)
    keep_draft(place="/x/", token="a" * 22, words={"text": ["half a sentence"]}, by=mina, at=AT)
    part = Part(roles={Role.READER}, agencies=[], until=None)
    invite(email="kim@example.org", name="Kim", part=part, by_letter=False, by=mina, at=AT)
    make_sign_in_link(person=person, by=OPERATOR, at=AT)
    return mina


def end(member: Member, by: Member) -> Member:
    end_membership(member=member, seen=member.stamp, by=by, at=AT)
    member.refresh_from_db()
    return member


@pytest.mark.django_db
def test_everything_that_is_held_about_one_is_in_the_file(as_: Any, mina: Member) -> None:
    client = as_(mina)
    assert "Save your data" in client.get("/me/data/").text

    answer = client.post("/me/data/")

    found = json.loads(answer.content)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert (found["account"]["name"], found["account"]["e-mail address"]) == (NAME, ADDRESS)
    assert [one["partnership"] for one in found["memberships"]] == ["Eastmere Safeguarding Partnership"]
    words = [text for one in found["written"] for text in one["words"].values()]
    assert words == ["Nobody asks at night.", "Who asks?", "red", "All of it"]
    assert found["begun and not saved"][0]["words"] == {"text": ["half a sentence"]}
    assert len(found["signed in"]) == Session.objects.filter(person=mina.person).count() == 1
    done = [one["what"] for one in found["history"]]
    assert f"{NAME} wrote the finding" in done and f"{NAME} wrote a comment" in done
    for other in ("Anwen", "Kim", "kim@example.org"):
        assert other not in answer.content.decode()
    assert Event.objects.filter(kind="person.data_exported").count() == 1


@pytest.mark.django_db
def test_it_is_for_who_is_signed_in_and_about_them_alone(as_: Any, mina: Member, ben: Member) -> None:
    assert as_(None).get("/me/data/").status_code == 302

    assert NAME not in as_(ben).post("/me/data/").content.decode()


@pytest.mark.django_db
@pytest.mark.both_databases
def test_a_name_is_gone_from_every_row_while_the_acts_stay(mina: Member, anwen: Member) -> None:
    end(mina, anwen)
    count = Event.objects.filter(chain=str(anwen.partnership.key)).count()
    assert len(set(rows_with(NAME))) > 5

    other = remove_name(member=mina, reason="They asked for it", by=anwen, at=AT)

    assert rows_with(NAME) == [] and rows_with(ADDRESS) == []
    assert other == f"Former member {mina.pk}"
    person = Person.objects.get(pk=mina.person_id)
    assert (person.name, person.is_active, person.has_usable_password()) == (other, False, False)
    assert Finding.unscoped.get(text="Nobody asks at night.").written_by_id == mina.pk
    assert Cell.unscoped.get(reason="All of it").rated_by_name == other
    texts = Comment.unscoped.order_by("pk").values_list("text", "by_name")
    assert list(texts) == [("Who asks?", other), ("[taken out] does, write to [taken out]", "Anwen")]
    assert [report.faults for report in reports()] == [()] * len(reports())
    assert Event.objects.filter(chain=str(anwen.partnership.key)).count() > count


@pytest.mark.only_sqlite  # PostgreSQL keeps its own files
@pytest.mark.django_db(transaction=True)
def test_no_byte_of_it_is_left(mina: Member, anwen: Member) -> None:
    end(mina, anwen)
    before = files_with("oakenshaw")

    remove_name(member=mina, reason="They asked for it", by=anwen, at=AT)
    clear_out()

    assert before, "it was there"
    assert files_with("oakenshaw") | files_with("wilhelmina") == set()


@pytest.mark.django_db
@pytest.mark.both_databases
def test_who_belongs_to_two_partnerships_loses_the_name_in_one_and_keeps_the_account(
    mina: Member, anwen: Member, esme: Member, westfold: Any
) -> None:
    elsewhere = Member.unscoped.create(partnership=westfold, person=mina.person, roles=[Role.REVIEW_LEAD])
    theirs = add_finding(cell=factories.cell(factories.review(elsewhere)), colour="red", text=NAME, by=elsewhere, at=AT)
    end(mina, anwen)

    other = remove_name(member=mina, reason="They asked for it", by=anwen, at=AT)

    person, here = Person.objects.get(pk=mina.person_id), Member.unscoped.get(pk=mina.pk)
    assert (person.name, person.email, person.is_active) == (NAME, ADDRESS, True)
    assert (here.name, Member.unscoped.get(pk=elsewhere.pk).name) == (other, NAME)
    assert Cell.unscoped.get(reason="All of it").rated_by_name == other
    chain = Particular.objects.filter(event__chain=str(anwen.partnership.key))
    assert not chain.filter(text__contains=NAME).exists() and chain.filter(text=other).exists()
    theirs.refresh_from_db()
    assert theirs.text == NAME
    assert Particular.objects.filter(event__chain=str(westfold.key), text=NAME).exists()
    assert [report.faults for report in reports()] == [()] * len(reports())
    with pytest.raises(Refused, match="removed already"):
        remove_name(member=here, reason="Again", by=anwen, at=AT)

    end(elsewhere, esme)
    remove_name(member=elsewhere, reason="They asked there too", by=esme, at=AT)

    assert rows_with(NAME) == [] and rows_with(ADDRESS) == []
    assert not Person.objects.get(pk=mina.person_id).is_active


@pytest.mark.django_db
def test_who_comes_back_has_their_name_again(mina: Member, anwen: Member, westfold: Any) -> None:
    Member.unscoped.create(partnership=westfold, person=mina.person, roles=[Role.READER])
    end(mina, anwen)
    remove_name(member=mina, reason="They asked for it", by=anwen, at=AT)

    back = add_member(email=ADDRESS, name=NAME, part=Part(roles={Role.READER}), by=anwen, at=AT)

    assert (back.pk, back.name) == (mina.pk, NAME)


@pytest.mark.django_db
def test_not_under_a_legal_hold_nor_before_they_left(mina: Member, anwen: Member, review: Review) -> None:
    ask = {"member": mina, "reason": "They asked", "by": anwen, "at": AT}
    with pytest.raises(Refused, match="End the membership first"):
        remove_name(**ask)
    end(mina, anwen)
    with pytest.raises(Refused):
        remove_name(**{**ask, "reason": f"{NAME} asked"})
    set_hold(on=review, reason="A claim", by=anwen, at=AT)
    with pytest.raises(Refused, match="legal hold"):
        remove_name(**ask)

    assert Person.objects.get(pk=mina.person_id).name == NAME


@pytest.mark.django_db
def test_only_an_administrator_of_the_same_partnership_removes_it(
    mina: Member, anwen: Member, ben: Member, esme: Member
) -> None:
    end(mina, anwen)

    with pytest.raises(NotAllowed):
        remove_name(member=mina, reason="So", by=ben, at=AT)
    with pytest.raises(Refused):
        remove_name(member=mina, reason="So", by=esme, at=AT)


@pytest.mark.django_db
def test_the_page_lists_who_has_left_and_asks_why(as_: Any, mina: Member, anwen: Member, ben: Member) -> None:
    end(mina, anwen)
    client = as_(anwen)
    client.most_queries = 200
    page = f"{BASE}/privacy/former/{mina.public_id}/"
    assert NAME in client.get(f"{BASE}/privacy/former/").text
    assert "Former member 12" in client.get(page).text

    refused = client.post(page, {"reason": " "})
    done = client.post(page, {"reason": "They asked for it"})

    assert refused.status_code == 422
    assert done.status_code == 302
    assert f"Former member {mina.pk}" in client.get(f"{BASE}/privacy/former/").text
    assert as_(ben).get(page).status_code == 403

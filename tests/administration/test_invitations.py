"""Inviting somebody: by letter or by a link to hand over; used once, by that person, within three days."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.db.models import F
from django.utils import timezone

from system_review.audit.models import Event, Particular
from system_review.audit.queries import verify
from system_review.errors import Refused
from system_review.jobs.models import Letter
from system_review.jobs.running import run_waiting
from system_review.partnerships.models import Agency, Invitation, Member
from system_review.partnerships.rules import Role
from system_review.partnerships.services.invitations import accept_invitation, invite, new_link
from system_review.partnerships.services.members import Part
from system_review.people.models import Person
from tests import factories

NOW = timezone.now()
PASSWORD = "three quiet herons walk"
LINK = re.compile(r"/invitations/[\w-]{40,}/")


@pytest.fixture
def home(anwen):
    return f"/{anwen.partnership.slug}/"


@pytest.fixture
def invitation(anwen):
    return invite(
        email="Nia@example.org", name="Nia", part=Part(roles={Role.CONTRIBUTOR}), by_letter=False, by=anwen, at=NOW
    )


@pytest.fixture
def link(invitation, anwen):
    return f"/invitations/{new_link(invitation=invitation, by=anwen, at=NOW)}/"


@pytest.fixture
def letters(settings):
    settings.CAN_MAIL, settings.BASE_URL = True, "https://reviews.example.org"
    return mail


def form(**more):
    return {"email": "nia@example.org", "name": "Nia", "roles": ["reader"], "until": "", "key": "one", **more}


def test_without_letters_the_link_is_shown_once(as_, anwen, home):
    answer = as_(anwen).post(f"{home}people/new/", form())

    assert answer.status_code == 200
    token = LINK.search(answer.text)[0].split("/")[2]
    assert not Particular.objects.filter(text__contains=token).exists()
    assert token not in Invitation.unscoped.get().kept
    assert token not in as_(anwen).get(f"{home}people/").text


def test_with_letters_the_link_goes_by_letter_and_is_not_shown(as_, anwen, home, letters):
    answer = as_(anwen).post(f"{home}people/new/", form(), HTTP_HOST="localhost", HTTP_X_FORWARDED_HOST="evil.example")

    assert answer.status_code == 302
    assert letters.outbox == []
    run_waiting()
    [letter] = letters.outbox
    assert letter.to == ["nia@example.org"]
    assert "Nia" not in letter.subject
    assert "https://reviews.example.org/invitations/" in letter.body
    page = as_(None).get(LINK.search(letter.body)[0])
    assert "Anwen invites Nia (nia@example.org) to take part in Eastmere Safeguarding Partnership: Reader." in page.text


def test_a_letter_that_is_written_twice_is_the_same_letter(anwen, letters):
    invite(email="nia@example.org", name="Nia", part=Part(roles={Role.READER}), by_letter=True, by=anwen, at=NOW)
    from system_review.partnerships.jobs import post_invitation

    for _ in range(2):
        Letter.objects.update(state="waiting")
        post_invitation.func(Letter.objects.get().pk)

    first, second = letters.outbox
    assert first.body == second.body
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_what_waited_when_this_version_came_is_sent_as_well(anwen, letters):
    invite(email="nia@example.org", name="Nia", part=Part(roles={Role.READER}), by_letter=False, by=anwen, at=NOW)
    from system_review.partnerships.jobs import send_invitation_letter

    send_invitation_letter.func(Invitation.unscoped.get().pk)
    run_waiting()

    assert [letter.to for letter in letters.outbox] == [["nia@example.org"]]


def test_no_letter_for_an_invitation_that_was_taken_back_or_whose_sender_may_no_longer(anwen, letters):
    Member.unscoped.filter(pk=anwen.pk)
    invite(email="nia@example.org", name="Nia", part=Part(roles={Role.READER}), by_letter=True, by=anwen, at=NOW)
    Member.unscoped.filter(pk=anwen.pk).update(roles=[Role.REVIEW_LEAD])

    run_waiting()

    assert letters.outbox == []


def test_opening_it_changes_nothing_and_somebody_new_accepts_with_a_password(as_, anwen, link, home):
    client = as_(None)
    for _ in range(10):
        assert client.get(link).status_code == 200
    assert client.get(link).headers["Referrer-Policy"] == "strict-origin"
    assert not Person.objects.filter(email="nia@example.org").exists()

    refused = client.post(link, {"password": "password"})
    accepted = client.post(link, {"password": PASSWORD})

    assert refused.status_code == 422
    assert (accepted.status_code, accepted.headers["Location"]) == (302, home)
    assert client.get(home).status_code == 200
    member = Member.unscoped.get(person__email="nia@example.org")
    assert (member.roles, member.partnership) == (["contributor"], anwen.partnership)
    assert set(verify().values()) == {None}
    for again in (as_(None).get(link), as_(None).post(link, {"password": PASSWORD})):
        assert again.status_code in (404, 422)
        assert "This invitation has been used or withdrawn, or is over" in again.text


def test_somebody_who_signs_in_here_accepts_when_signed_in_as_that_address(as_, link, esme, ben, home):
    Person.objects.filter(pk=esme.person_id).update(email="nia@example.org")

    taken = as_(None).post(link, {"password": PASSWORD})
    other = as_(ben).post(link)
    theirs = as_(esme).post(link)

    assert "Sign in with the address that was invited" in taken.text
    assert "This invitation is for another" in other.text
    assert theirs.headers["Location"] == home
    assert not Person.objects.get(pk=esme.person_id).has_usable_password()


@pytest.mark.both_databases
@pytest.mark.parametrize(("seconds", "status"), [(-2, 404), (2, 200)])
def test_it_is_over_after_three_days_by_the_databases_clock(as_, link, seconds, status):
    Invitation.unscoped.update(ends_at=F("ends_at") - timedelta(hours=72) + timedelta(seconds=seconds))

    assert as_(None).get(link).status_code == status


def test_it_ends_when_it_is_taken_back_renewed_or_made_again(as_, anwen, invitation, link, home):
    client = as_(anwen)

    renewed = LINK.search(client.post(f"{home}invitations/{invitation.public_id}/link/").text)[0]
    assert as_(None).get(link).status_code == 404
    assert as_(None).get(renewed).status_code == 200
    again = LINK.search(client.post(f"{home}people/new/", form()).text)[0]
    assert as_(None).get(renewed).status_code == 404
    [waiting] = Invitation.unscoped.filter(withdrawn_at=None)
    assert client.post(f"{home}invitations/{waiting.public_id}/withdrawal/").status_code == 302
    assert as_(None).get(again).status_code == 404
    assert client.post(f"{home}invitations/{waiting.public_id}/withdrawal/").status_code == 404


def test_it_ends_with_the_right_to_invite(as_, anwen, link):
    Member.unscoped.filter(pk=anwen.pk).update(ended_at=NOW)

    assert as_(None).post(link, {"password": PASSWORD}).status_code == 422
    assert not Person.objects.filter(email="nia@example.org").exists()


def test_a_second_click_makes_one_invitation(as_, anwen, home):
    client = as_(anwen)
    client.post(f"{home}people/new/", form())
    client.post(f"{home}people/new/", form())

    assert Invitation.unscoped.count() == 1


def test_agencies_come_from_the_partnership_alone(as_, anwen, esme, home):
    foreign = Agency.unscoped.create(partnership=esme.partnership, name="Navy")
    own = Agency.unscoped.create(partnership=anwen.partnership, name="Police")

    answer = as_(anwen).post(f"{home}people/new/", form(agencies=[foreign.public_id]))

    assert answer.status_code == 422
    assert "Navy" not in answer.text
    as_(anwen).post(f"{home}people/new/", form(agencies=[own.public_id]))
    assert Invitation.unscoped.get().agencies == [own.pk]


def test_all_that_is_wrong_is_told_at_once(as_, anwen, home):
    answer = as_(anwen).post(f"{home}people/new/", form(email="nowhere", name=" ", roles=[]))

    assert answer.status_code == 422
    for said in ("Enter an e-mail address, like", "Enter the person’s name", "Choose at least one role"):
        assert said.replace("’", "&#x27;") in answer.text or said.replace("’", "'") in answer.text


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_of_six_that_accept_at_the_same_moment_one_becomes_a_member():
    of = factories.partnership("Eastmere")
    anwen = factories.member(of, "Anwen", Role.ADMINISTRATOR)
    nia = factories.person("Nia")
    invited = invite(email=nia.email, name="Nia", part=Part(roles={Role.READER}), by_letter=False, by=anwen, at=NOW)
    token = new_link(invitation=invited, by=anwen, at=NOW)
    ready, worked = threading.Barrier(6), []

    def accept() -> None:
        ready.wait()
        try:
            accept_invitation(token=token, person=nia, at=NOW)
            worked.append(True)
        except Refused:
            worked.append(False)
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(worked) == [False] * 5 + [True]
    assert Member.unscoped.filter(partnership=of, person=nia).count() == 1
    assert Event.objects.filter(kind="invitation.accepted").count() == 1

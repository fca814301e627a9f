"""What a person may do, and whether they are in at all, holds from their next request on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from system_review.partnerships.models import Member
from system_review.partnerships.queries import command_line_in, member_in, memberships
from system_review.partnerships.rules import Role
from system_review.partnerships.services import change_part, end_membership
from system_review.partnerships.services.members import Part

AT = timezone.now()


@pytest.fixture
def home(anwen):
    return f"/{anwen.partnership.slug}/"


def test_who_was_removed_is_out_at_the_next_request(as_, anwen, ben, home):
    client = as_(ben)
    assert client.get(home).status_code == 200

    end_membership(member=ben, by=anwen, at=AT)

    assert client.get(home).status_code == 404
    assert client.post(home).status_code == 404


def test_another_role_holds_at_the_next_request(as_, anwen, ben, review, home):
    client = as_(ben)
    page = f"/{anwen.partnership.slug}/reviews/{review.public_id}/"
    assert client.get(page).status_code == 200

    change_part(member=ben, part=Part(roles={Role.READER}), seen=ben.stamp, by=anwen, at=AT)

    assert client.get(page).status_code == 404
    assert client.get(home).status_code == 200


@pytest.mark.both_databases
@pytest.mark.parametrize(("seconds", "there"), [(-1, False), (1, True)])
def test_a_guest_is_in_until_the_moment_by_the_databases_clock(as_, eastmere, huw, seconds, there, settings):
    Member.unscoped.filter(pk=huw.pk).update(roles=[Role.GUEST], until=Now() + timedelta(seconds=seconds))

    assert as_(huw).get(f"/{eastmere.slug}/").status_code == (200 if there else 404)
    assert bool(memberships(person=huw.person)) is there


def test_the_machines_own_clock_does_not_matter(monkeypatch, eastmere, huw):
    Member.unscoped.filter(pk=huw.pk).update(until=Now() + timedelta(seconds=30))
    for hours in (-1, 1):
        wrong = timezone.now() + timedelta(hours=hours)
        monkeypatch.setattr(timezone, "now", lambda wrong=wrong: wrong)

        assert member_in(eastmere.slug, person=huw.person).pk == huw.pk


def test_the_command_line_belongs_to_its_partnership_whatever_the_time(eastmere):
    assert command_line_in(eastmere).partnership == eastmere

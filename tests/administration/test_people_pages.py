"""Who is in a partnership: the list, changing a part, letting somebody go and handing over."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.utils import timezone

from system_review.administration.services.handing_over import let_go, open_actions_of
from system_review.audit.models import Event
from system_review.audit.queries import verify
from system_review.errors import Refused
from system_review.partnerships.models import Lead, Member
from system_review.partnerships.rules import Role
from system_review.partnerships.services import LeadName, change_part
from system_review.partnerships.services.members import Part
from system_review.reviews.models import Action, ActionLead
from system_review.reviews.rules.words import Status
from tests import factories
from tests.factories import AT

NOW = timezone.now()


@pytest.fixture
def home(anwen):
    return f"/{anwen.partnership.slug}/"


def part_form(member: Member, *roles: str, **more: object) -> dict[str, object]:
    return {"roles": list(roles), "until": "", "seen": Member.unscoped.get(pk=member.pk).stamp, **more}


def test_the_list_says_who_is_what(as_, anwen, ben, kit, jack, ines, home):
    page = as_(anwen).get(f"{home}people/").text

    assert "Administrator, review lead" in page
    assert "Agency representative" in page
    assert "ben@example.org" in page
    assert "jack@example.org" not in page
    assert "ines@example.org" not in page


@pytest.mark.parametrize("who", ["ben", "dev", "farid", "gita", "huw"])
def test_only_administrators_and_review_leads_see_who_is_there(as_, request, anwen, home, who):
    client = as_(request.getfixturevalue(who))

    for address in ("people/", "people/new/", "agencies/", "settings/", f"people/{anwen.public_id}/"):
        assert client.get(home + address).status_code == 403, address
        assert client.post(home + address).status_code in (403, 405), address
    assert "People</a>" not in client.get(home).text


def test_a_review_lead_sees_people_and_changes_none(as_, kit, ben, home):
    client, events = as_(kit), Event.objects.count()

    page = client.get(f"{home}people/{ben.public_id}/")

    assert page.status_code == 200
    assert "<form class" not in page.text
    assert "Invite somebody" not in client.get(f"{home}people/").text
    for address in (f"people/{ben.public_id}/", f"people/{ben.public_id}/end/", "people/new/", "settings/"):
        assert client.post(home + address, part_form(ben, "reader")).status_code == 403, address
    assert Event.objects.count() == events


def test_an_administrator_gives_somebody_another_role(as_, anwen, ben, home):
    answer = as_(anwen).post(f"{home}people/{ben.public_id}/", part_form(ben, "approver", "reader"))

    assert answer.status_code == 302
    assert Member.unscoped.get(pk=ben.pk).roles == ["approver", "reader"]
    assert Event.objects.filter(kind="member.changed").count() == 1


@pytest.mark.parametrize(
    ("roles", "until", "said"),
    [
        ([], "", "Choose at least one role"),
        (["guest"], "", "Enter the last day on which the guest may read"),
        (["guest", "reader"], "2099-01-01", "A time-limited guest only reads"),
        (["administrator"], "2099-01-01", "part does not end by itself"),
        (["reader"], "2020-01-01", "Enter a day that is still to come"),
        (["command_line"], "", "Choose again"),
    ],
)
def test_a_part_that_cannot_be_is_told_and_kept_in_the_form(as_, anwen, ben, home, roles, until, said):
    before = Member.unscoped.get(pk=ben.pk).roles

    answer = as_(anwen).post(f"{home}people/{ben.public_id}/", part_form(ben, *roles, until=until))

    assert answer.status_code == 422
    assert said in answer.text
    assert Member.unscoped.get(pk=ben.pk).roles == before


def test_whoever_is_second_is_told_what_the_first_one_saved(as_, anwen, ben, home):
    seen = part_form(ben, "reader")
    change_part(member=ben, part=Part(roles={Role.APPROVER}), seen=ben.stamp, by=anwen, at=NOW)

    behind = as_(anwen).post(f"{home}people/{ben.public_id}/", seen)

    assert behind.status_code == 409
    assert "It now says: ben@example.org, Approver" in behind.text
    assert Member.unscoped.get(pk=ben.pk).roles == ["approver"]
    assert as_(anwen).post(f"{home}people/{ben.public_id}/", part_form(ben, "reader")).status_code == 302


def test_nobody_changes_their_own_part(as_, anwen, eastmere, home):
    factories.member(eastmere, "Olwen", Role.ADMINISTRATOR)
    client = as_(anwen)

    assert "Nobody changes their own part" in client.get(f"{home}people/{anwen.public_id}/").text
    for address in (f"people/{anwen.public_id}/", f"people/{anwen.public_id}/end/"):
        assert client.post(home + address, part_form(anwen, "reader")).status_code == 422
    assert Member.unscoped.get(pk=anwen.pk).roles == ["administrator", "review_lead"]


def test_whoever_leaves_hands_their_open_actions_over_in_one_step(as_, anwen, dev, review, home):
    jo = Lead.unscoped.get(name__startswith="Jo ")
    Lead.unscoped.filter(pk=jo.pk).update(member=dev)
    meera = Lead.unscoped.create(partnership=anwen.partnership, name="Meera")
    first, last = Action.unscoped.filter(lead_links__lead=jo).order_by("pk")
    Action.unscoped.filter(pk=last.pk).update(status=Status.DONE)
    client = as_(anwen)

    page = client.get(f"{home}people/{dev.public_id}/end/")
    answer = client.post(f"{home}people/{dev.public_id}/end/", {"seen": dev.stamp, "to": meera.public_id})

    assert "1 open action is theirs." in page.text
    assert answer.status_code == 302
    assert [link.lead_id for link in ActionLead.unscoped.filter(action=first)] == [meera.pk]
    assert [link.lead_id for link in ActionLead.unscoped.filter(action=last)] == [jo.pk]
    assert Member.unscoped.get(pk=dev.pk).ended_at is not None
    assert as_(dev).get(home).status_code == 404
    assert set(verify().values()) == {None}
    assert Event.objects.filter(kind="action.handed_over").count() == 1


def test_a_lead_that_shares_the_action_already_stands_there_once(anwen, dev, review):
    theirs, other = (Lead.unscoped.create(partnership=anwen.partnership, name=name) for name in ("Dev", "Meera"))
    Lead.unscoped.filter(pk=theirs.pk).update(member=dev)
    action = factories.action(Action.unscoped.first().servings.model.unscoped.first().finding, "Ask", LeadName("Dev"))
    ActionLead.unscoped.create(partnership=anwen.partnership, action=action, lead=other, position=1)

    assert let_go(member=dev, to=other, seen=dev.stamp, by=anwen, at=NOW) == 1

    assert [link.lead_id for link in ActionLead.unscoped.filter(action=action)] == [other.pk]
    assert open_actions_of(dev) == []


def test_a_refused_ending_hands_nothing_over(anwen, dev, review, eastmere):
    jo = Lead.unscoped.get(name__startswith="Jo ")
    only = factories.member(eastmere, "Olwen", Role.ADMINISTRATOR)
    Lead.unscoped.filter(pk=jo.pk).update(member=anwen)
    meera = Lead.unscoped.create(partnership=eastmere, name="Meera")
    Member.unscoped.filter(pk=only.pk).update(ended_at=AT)

    with pytest.raises(Refused, match="only administrator"):
        let_go(member=anwen, to=meera, seen=anwen.stamp, by=_system(eastmere), at=NOW)

    assert not ActionLead.unscoped.filter(lead=meera).exists()
    assert not Event.objects.filter(kind="action.handed_over").exists()


def _system(partnership):
    return Member.unscoped.get(partnership=partnership, person=None)


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_take_one_anothers_role_leave_one():
    for number in range(4):
        of = factories.partnership(f"Place {number}")
        pair = [factories.member(of, f"{name}{number}", Role.ADMINISTRATOR) for name in ("Ada", "Bea")]
        ready = threading.Barrier(2)

        def demote(by: Member, whom: Member, ready: threading.Barrier = ready) -> None:
            ready.wait()
            try:
                change_part(member=whom, part=Part(roles={Role.READER}), seen=whom.stamp, by=by, at=NOW)
            except Refused:
                pass
            finally:
                connection.close()

        threads = [threading.Thread(target=demote, args=args) for args in ((pair[0], pair[1]), (pair[1], pair[0]))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        left = [m for m in Member.unscoped.filter(partnership=of) if Role.ADMINISTRATOR in m.roles]
        assert len(left) == 1

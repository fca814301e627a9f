"""Who belongs to a partnership, as what, and until when. Each change gives the member another stamp."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from system_review.audit.services import record
from system_review.errors import ChangedMeanwhile, Mistakes, Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Agency, Member, Partnership
from system_review.partnerships.queries import HOLDS
from system_review.partnerships.rules import Permission, Role, why_not_last_administrator, why_not_part
from system_review.partnerships.services.holders import end_holdings_of
from system_review.people.models import Person
from system_review.people.rules import Outside
from system_review.people.services import person_at, set_first_password
from system_review.people.services.sessions import renew_keys
from system_review.rows.models import new_public_id


@dataclass(frozen=True, slots=True)
class Part:
    """What a member is in a partnership: roles, agencies, and the moment in which it ends by itself."""

    roles: Collection[Role]
    agencies: Sequence[Agency] = ()
    until: datetime | None = None

    def kept_roles(self) -> list[str]:
        """The roles in the order of the table."""
        return [role.value for role in Role if role in self.roles]

    def said(self) -> dict[str, Any]:
        """How the trail tells it."""
        return {
            "roles": self.kept_roles(),
            "agencies": sorted(agency.name for agency in self.agencies) or None,
            "until": self.until.isoformat() if self.until else None,
        }


@transaction.atomic
def add_member(*, email: str, name: str, part: Part, password: str | None = None, by: Member, at: datetime) -> Member:
    """Make the person with this address a member; also one who was a member before. Who is there already is refused.

    `password` is the first one of somebody who has none.
    """
    require(by, Permission.MEMBER_CHANGE)
    check_part(part, by=by, at=at)
    outside = Outside(by.as_actor())
    person = person_at(email=email, name=name, by=outside, at=at)
    if password is not None:
        set_first_password(person=person, password=password, by=outside, at=at)
    member = join(partnership=by.partnership, person=person, part=part)
    record("member.added", subject=member, by=by, at=at, name=person.name, **part.said())
    return member


@transaction.atomic
def change_part(*, member: Member, part: Part, seen: str, by: Member, at: datetime) -> None:
    """Give a member other roles, agencies or another end. `seen` is the stamp that the person saw."""
    require(by, Permission.MEMBER_CHANGE)
    _not_oneself(member, by)
    check_part(part, by=by, at=at)
    member = _locked(member, by=by)
    if member.stamp != seen:
        raise ChangedMeanwhile(now={"roles": member.roles, "until": member.until}, version=0)
    if Role.ADMINISTRATOR not in part.roles:
        _keep_an_administrator(member)
    before = member.roles
    _give(member, part)
    record("member.changed", subject=member, by=by, at=at, name=member.name, before=before, **part.said())


@transaction.atomic
def end_membership(*, member: Member, seen: str = "", by: Member, at: datetime) -> None:
    """End a membership: the person is out at their next request. Nothing of theirs is taken away.

    `seen` is the stamp that a page showed; without it, whatever the member is by now ends.
    """
    require(by, Permission.MEMBER_CHANGE)
    _not_oneself(member, by)
    member = _locked(member, by=by)
    if seen and member.stamp != seen:
        raise ChangedMeanwhile(now={"roles": member.roles}, version=0)
    _keep_an_administrator(member)
    member.ended_at, member.stamp = at, new_public_id()
    member.save(update_fields=["ended_at", "stamp"])
    _renew(member)
    end_holdings_of(member, on=timezone.localtime(at).date(), by=by, at=at)
    record("member.ended", subject=member, by=by, at=at, name=member.name)


def join(*, partnership: Partnership, person: Person, part: Part) -> Member:
    """Make a person a member, or a member again, inside the caller's transaction, which has asked and records it."""
    _lock(partnership)
    member = Member.unscoped.filter(partnership=partnership, person=person).first()
    if member is None:
        member = Member(partnership=partnership, person=person)
    elif Member.unscoped.filter(HOLDS, pk=member.pk).exists():
        raise Refused(Why("{name} is a member already", name=person.name), field="email")
    member.called = ""  # who comes back has their name again
    _give(member, part)
    return member


def check_part(part: Part, *, by: Member, at: datetime) -> None:
    """Raise `Refused` with everything that is wrong with a part."""
    mistakes = Mistakes()
    if wrong := why_not_part(part.roles, until=part.until, at=at):
        mistakes.add(wrong[1], field=wrong[0])
    if any(agency.partnership_id != by.partnership_id for agency in part.agencies):
        mistakes.add(Why("Choose agencies of {partnership}", partnership=by.partnership), field="agencies")
    mistakes.tell()


def _not_oneself(member: Member, by: Member) -> None:
    if member.pk == by.pk:
        raise Refused(Why("Nobody changes their own part: ask another administrator"))


def _lock(partnership: Partnership) -> None:
    """Let nobody else change who is in the partnership until this transaction ends."""
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)  # rows may go on pointing at it


def _locked(member: Member, *, by: Member) -> Member:
    """The member as they are now, with the partnership locked. Raises `Refused` if they have gone."""
    _lock(by.partnership)
    found: Member | None = (
        Member.unscoped.select_related("partnership", "person")
        .filter(HOLDS, pk=member.pk, partnership=by.partnership, person__isnull=False)
        .first()
    )
    if found is None:
        raise Refused(Why("{name} is no longer a member", name=member.name))
    return found


def _keep_an_administrator(member: Member) -> None:
    if Role.ADMINISTRATOR in member.roles:
        others = Member.unscoped.filter(HOLDS, partnership=member.partnership).exclude(pk=member.pk)
        if why := why_not_last_administrator(others.values_list("roles", flat=True)):
            raise Refused(why, field="roles")


def _give(member: Member, part: Part) -> None:
    member.roles, member.until, member.ended_at = part.kept_roles(), part.until, None
    member.stamp = new_public_id()
    member.save()
    links = Member.agencies.through.objects
    links.filter(member=member).delete()
    _renew(member)
    links.bulk_create(Member.agencies.through(member=member, agency=agency) for agency in part.agencies)


def _renew(member: Member) -> None:
    """Give the person's sessions new keys: what they may do has changed."""
    if member.person is not None:
        renew_keys(member.person)

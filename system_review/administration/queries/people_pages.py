"""Who is in a partnership, in words for its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from system_review.partnerships.ending import last_day
from system_review.partnerships.models import Member
from system_review.partnerships.queries import agencies_by_member, agencies_for, agencies_of, invitations_of, members_of
from system_review.partnerships.role_words import ON_SCREEN
from system_review.partnerships.rules import Role
from system_review.reviews import wording
from system_review.texts import shown
from system_review.ui.words import say


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A member in the list."""

    name: str
    email: str
    roles: str
    agencies: str
    until: str
    url: str
    is_oneself: bool


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation that nobody has accepted yet."""

    name: str
    email: str
    roles: str
    made: str
    has_ended: bool
    link_url: str
    withdrawal_url: str


def role_words(roles: Iterable[str]) -> str:
    """Roles for people: "Review lead, approver"."""
    words = [say(ON_SCREEN[Role(role)]) for role in roles if Role(role) in ON_SCREEN]
    return ", ".join([*words[:1], *(word[:1].lower() + word[1:] for word in words[1:])])


def until_words(until: Any) -> str:
    """How long a part lasts, if it ends by itself."""
    return gettext("until %(day)s") % {"day": wording.day(last_day(until))} if until else ""


def part_words(member: Member) -> dict[str, str]:
    """What somebody is here: e-mail address, roles, agencies, last day; each may be ""."""
    return {
        "email": shown(member.email),
        "roles": role_words(member.roles),
        "agencies": ", ".join(shown(agency.name) for agency in agencies_for(member)),
        "until": until_words(member.until),
    }


def people_lines(*, visible_to: Member) -> list[PersonLine]:
    """Everybody who is in the partnership now, by name."""
    members = members_of(visible_to.partnership)
    agencies = agencies_by_member(members)
    slug = visible_to.partnership.slug
    return [
        PersonLine(
            name=shown(one.name),
            email=shown(one.email),
            roles=role_words(one.roles),
            agencies=", ".join(shown(agency.name) for agency in agencies[one.pk]),
            until=until_words(one.until),
            url=reverse("administration:member", args=[slug, one.public_id]),
            is_oneself=one.pk == visible_to.pk,
        )
        for one in members
    ]


def invitation_lines(*, visible_to: Member) -> list[InvitationLine]:
    """The invitations that wait for an answer, the newest first."""
    slug = visible_to.partnership.slug
    return [
        InvitationLine(
            name=shown(one.name),
            email=shown(one.email),
            roles=role_words(one.roles),
            made=wording.day(one.made_at),
            has_ended=bool(getattr(one, "has_ended", False)),
            link_url=reverse("administration:invitation-link", args=[slug, one.public_id]),
            withdrawal_url=reverse("administration:withdraw-invitation", args=[slug, one.public_id]),
        )
        for one in invitations_of(visible_to)
    ]


def agency_lines(*, visible_to: Member) -> list[tuple[str, str]]:
    """The partnership's agencies with their addresses."""
    slug = visible_to.partnership.slug
    return [
        (shown(one.name), reverse("administration:agency", args=[slug, one.public_id]))
        for one in agencies_of(visible_to)
    ]

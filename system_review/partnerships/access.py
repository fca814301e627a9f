"""Asking permission. Services require; views ask `may` only to show or hide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from system_review.errors import NotAllowed, Why
from system_review.partnerships.queries import has_belonged, memberships
from system_review.partnerships.rules import Permission, Role, allowed, who_may

if TYPE_CHECKING:
    from system_review.partnerships.models import Member, Partnership
    from system_review.people.models import Person


def may(member: Member, permission: Permission) -> bool:
    """Whether this member may do it."""
    return member.ended_at is None and allowed(member.roles, permission)


def require(member: Member, permission: Permission) -> None:
    """Raise `NotAllowed` unless this member may do it."""
    if not may(member, permission):
        raise NotAllowed(_whom_to_ask(permission, member.partnership))


def may_begin_partnership(person: Person) -> bool:
    """Whether this person may begin a partnership: who leads reviews in one, and who has never belonged to any.

    A reader or a guest, also one whose part has ended, does not become the administrator of a place of their own.
    """
    here = memberships(person=person)
    return any(may(member, Permission.REVIEW_BEGIN) for member in here) or not has_belonged(person=person)


def require_beginning(person: Person) -> None:
    """Raise `NotAllowed` unless this person may begin a partnership."""
    if not may_begin_partnership(person):
        raise NotAllowed(Why("You cannot begin a partnership here. Ask whoever runs System Review for you."))


def _whom_to_ask(permission: Permission, partnership: Partnership) -> Why:
    """The sentence for who may not, with somebody who may: a review lead, else an administrator, else a scrutineer."""
    who = who_may(permission)
    if Role.REVIEW_LEAD in who:
        return Why("Your part in {partnership} does not include this. Ask a review lead.", partnership=partnership)
    if Role.ADMINISTRATOR in who:
        return Why("Your part in {partnership} does not include this. Ask an administrator.", partnership=partnership)
    return Why("Your part in {partnership} does not include this. Ask a scrutineer.", partnership=partnership)

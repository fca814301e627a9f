"""Asking permission. Services require; views ask `may` only to show or hide."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol

from system_review.errors import NotAllowed, Refused, Why
from system_review.partnerships.queries import agencies_for, has_belonged, memberships
from system_review.partnerships.rules import (
    Permission,
    Role,
    Voice,
    allowed,
    who_may,
    why_not_for,
    why_not_for_nobody,
)

if TYPE_CHECKING:
    from system_review.partnerships.models import Agency, Member, Partnership
    from system_review.people.models import Person


def may(member: Member, permission: Permission) -> bool:
    """Whether this member may do it."""
    return member.ended_at is None and allowed(member.roles, permission)


def require(member: Member, permission: Permission) -> None:
    """Raise `NotAllowed` unless this member may do it."""
    if not may(member, permission):
        raise NotAllowed(_whom_to_ask(permission, member.partnership))


class Written(Protocol):
    """What somebody wrote, for an agency or for nobody in particular."""

    written_by_id: int | None
    on_behalf_of_id: int | None

    @property
    def on_behalf_of(self) -> Agency | None: ...


def voice_of(member: Member) -> Voice:
    """For whom this member may speak. Of who may speak for anybody the database is not asked."""
    if may(member, Permission.AGENCY_SPEAK_FOR_ANY):
        return Voice(member.pk, for_any=True)
    return Voice(member.pk, frozenset(agency.pk for agency in agencies_for(member)))


def spoken_for(by: Member, chosen: Agency | None) -> Agency | None:
    """The agency for which something is written: the chosen one, or else the writer's only one.

    Raises `NotAllowed` for an agency that is not theirs, and `Refused` where they have several and chose none. Who may
    speak for any agency speaks for the one that they name, or for none.
    """
    if may(by, Permission.AGENCY_SPEAK_FOR_ANY):
        return chosen
    own = agencies_for(by)
    voice, number = Voice(by.pk, frozenset(agency.pk for agency in own)), chosen.pk if chosen else None
    if why := why_not_for(voice, number):
        raise NotAllowed(why)
    if why := why_not_for_nobody(voice, number):
        raise Refused(why, field="on_behalf_of")
    return chosen or (own[0] if own else None)


class Unsaid(Enum):
    """Stands in the place of an agency where nobody was asked for which one something is said."""

    UNSAID = "unsaid"


def spoken_for_now(by: Member, thing: Written, chosen: Agency | Unsaid | None) -> Agency | None:
    """The agency for which a thing is said once its form is saved: the chosen one; as it was where nobody was asked.

    Raises as `spoken_for`.
    """
    return thing.on_behalf_of if isinstance(chosen, Unsaid) else spoken_for(by, chosen)


def change_of_agency(before: Agency | None, now: Agency | None) -> dict[str, Any]:
    """What an event tells of a thing that is said for another agency than before; nothing where it is the same."""
    if before == now:
        return {}
    return {"agency_before": before.name if before else None, "agency_now": now.name if now else None}


def owns(member: Member, *things: Written) -> bool:
    """Whether these are theirs to change: written by them or on behalf of their agency, or they may change anything."""
    voice = voice_of(member)
    return all(voice.owns(written_by=thing.written_by_id, on_behalf_of=thing.on_behalf_of_id) for thing in things)


def require_own(by: Member, *things: Written) -> None:
    """Raise `NotAllowed` unless all of these are theirs to change."""
    if not owns(by, *things):
        raise NotAllowed(Why("You can change what you or your agency wrote. Ask a review lead to change this."))


def acting_for(by: Member, thing: Written | None = None) -> str | None:
    """The agency, by name, for which a member acts who may not speak for any, as the trail tells it; None for nobody.

    That is the agency on whose behalf the thing was written, if it is one of theirs, or else their only one.
    """
    if may(by, Permission.AGENCY_SPEAK_FOR_ANY):
        return None
    own = agencies_for(by)
    if thing is not None and thing.on_behalf_of in own:
        return str(thing.on_behalf_of)
    return own[0].name if len(own) == 1 else None


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

"""Asking somebody to become a member: by a link that is used once, within three days, by that person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from system_review.audit.services import record
from system_review.errors import Mistakes, Refused, Why
from system_review.partnerships.access import may, require
from system_review.partnerships.models import Agency, Invitation, Member
from system_review.partnerships.queries import HOLDS, OPEN_INVITATION, invitation_of_link
from system_review.partnerships.rules import Permission, Role
from system_review.partnerships.services.members import Part, check_part, join
from system_review.people.letters import put
from system_review.people.models import Person
from system_review.people.rules import INVITATION_LASTS, Outside, kept_of, new_token, plain_address, why_not_address
from system_review.people.services import person_at, set_first_password
from system_review.rows.models import once
from system_review.texts import held, held_line

NO_INVITATION = Why("This invitation has been used or withdrawn, or is over. Ask for a new one.")


def invite(
    *, email: str, name: str, part: Part, by_letter: bool, key: str = "", by: Member, at: datetime
) -> Invitation:
    """Ask the person with this address to become a member. An earlier invitation to the same address ends.

    `by_letter` has a letter with the link sent; else `new_link` gives it, to be handed over.
    """
    require(by, Permission.MEMBER_CHANGE)
    email, name = _checked(email, name, part, by=by, at=at)

    def make() -> Invitation:
        Invitation.objects.visible_to(by).filter(OPEN_INVITATION, email=email).update(withdrawn_at=at)
        made = Invitation.unscoped.create(
            partnership=by.partnership,
            email=email,
            name=name,
            roles=part.kept_roles(),
            agencies=[agency.pk for agency in part.agencies],
            until=part.until,
            invited_by=by,
            made_at=at,
        )
        if by_letter:
            _send(made, at=at)
        record("invitation.made", subject=made, by=by, at=at, name=name, **part.said())
        return made

    made: Invitation = once(Invitation, member_id=by.pk, key=key, make=make)
    return made


def _checked(email: str, name: str, part: Part, *, by: Member, at: datetime) -> tuple[str, str]:
    mistakes = Mistakes()
    with mistakes:
        email = plain_address(held(email, field="email"))
        mistakes.add(why_not_address(email), field="email")
    with mistakes:
        name = held_line(name, field="name")
        mistakes.add(None if name else Why("Enter the person's name"), field="name")
    with mistakes:
        check_part(part, by=by, at=at)
    if Member.unscoped.filter(HOLDS, partnership=by.partnership, person__email=email).exists():
        mistakes.add(Why("{email} is a member already", email=email), field="email")
    mistakes.tell()
    return email, name


def _send(invitation: Invitation, *, at: datetime) -> None:
    from system_review.partnerships import jobs

    put(jobs.post_invitation, invitation.pk, of=invitation.partnership.public_id, at=at)


def ask_for_letter(number: int, *, at: datetime) -> None:
    """Have the letter of the invitation with this number sent, in the transaction of whoever asks."""
    found = Invitation.unscoped.select_related("partnership").filter(pk=number).first()
    if found is not None:
        _send(found, at=at)


@transaction.atomic
def new_link(*, invitation: Invitation, by: Member, at: datetime) -> str:
    """The token of a new link, told only now, for an installation that sends no letters."""
    require(by, Permission.MEMBER_CHANGE)
    token = _fresh(invitation.pk)
    record("invitation.link_made", subject=invitation, by=by, at=at, name=invitation.name)
    return token


def _fresh(number: int) -> str:
    token = new_token()
    kept = {"kept": kept_of(token), "ends_at": Now() + INVITATION_LASTS}
    if not Invitation.unscoped.filter(OPEN_INVITATION, pk=number).update(**kept):
        raise Refused(NO_INVITATION)
    return token


def letter_of(number: int) -> tuple[Invitation, str] | None:
    """The invitation with this number and the token for its letter; None if it can no longer be accepted.

    The token follows from the invitation, so that a letter that is sent twice carries the same link.
    """
    open_ones = Invitation.unscoped.filter(OPEN_INVITATION, pk=number)
    found = open_ones.select_related("partnership", "invited_by__person").first()
    if found is None or not _still_asked(found):
        return None
    token = salted_hmac("system_review.partnerships.invitation", found.public_id, algorithm="sha256").hexdigest()
    open_ones.filter(kept="").update(kept=kept_of(token), ends_at=Now() + INVITATION_LASTS)
    return (found, token) if open_ones.filter(kept=kept_of(token)).exists() else None


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Member, at: datetime) -> None:
    """End an invitation: its link works no more."""
    require(by, Permission.MEMBER_CHANGE)
    if not Invitation.objects.visible_to(by).filter(OPEN_INVITATION, pk=invitation.pk).update(withdrawn_at=at):
        raise Refused(Why("The invitation has been accepted or withdrawn meanwhile"))
    record("invitation.withdrawn", subject=invitation, by=by, at=at, name=invitation.name)


@transaction.atomic
def accept_invitation(*, token: str, person: Person | None, password: str = "", at: datetime) -> Member:
    """Make the person whom the link invites a member: whoever is signed in with that address, or somebody new.

    Somebody new chooses a password. One who signs in here already has to be signed in, so that a link that went to
    the wrong person makes nobody else a member. One statement decides that a link is used once.
    """
    invitation = invitation_of_link(token)
    if invitation is None or not _still_asked(invitation):
        raise Refused(NO_INVITATION)
    if person is None:
        person = _newcomer(invitation, password, at=at)
    if person.email != invitation.email:
        raise Refused(Why("This invitation is for another e-mail address: sign out, and in again with that one"))
    used = Invitation.unscoped.filter(OPEN_INVITATION, pk=invitation.pk, kept=kept_of(token), ends_at__gt=Now())
    if not used.update(used_at=at):
        raise Refused(NO_INVITATION)
    part = _part_of(invitation)
    member = join(partnership=invitation.partnership, person=person, part=part)
    record("invitation.accepted", subject=invitation, by=member, at=at, name=member.name, **part.said())
    return member


def _still_asked(invitation: Invitation) -> bool:
    """Whether whoever invited still may: an invitation ends with the right to invite."""
    by = Member.unscoped.select_related("partnership").filter(HOLDS, pk=invitation.invited_by_id).first()
    return by is not None and may(by, Permission.MEMBER_CHANGE)


def _newcomer(invitation: Invitation, password: str, *, at: datetime) -> Person:
    if Person.objects.filter(email=invitation.email).exists():
        raise Refused(Why("Sign in with the address that was invited, then open this link again"), field="password")
    by = Outside(invitation.invited_by.as_actor())
    person = person_at(email=invitation.email, name=invitation.name, by=by, at=at)
    set_first_password(person=person, password=password, by=by, at=at)
    return person


def _part_of(invitation: Invitation) -> Part:
    agencies = Agency.unscoped.filter(partnership=invitation.partnership, pk__in=invitation.agencies)
    return Part(roles={Role(role) for role in invitation.roles}, agencies=list(agencies), until=invitation.until)

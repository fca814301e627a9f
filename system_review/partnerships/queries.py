"""Finding partnerships, members and agencies."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from system_review.errors import NotThere, Why
from system_review.partnerships.models import (
    Agency,
    FormerName,
    Holding,
    Invitation,
    Lead,
    Member,
    Partnership,
    held_on,
)
from system_review.people.rules import kept_of, plain_address
from system_review.rows.prepared import Prepared

# A membership that holds now, by the database's clock: web machines may disagree about the time.
HOLDS = Q(ended_at=None) & (Q(until=None) | Q(until__gt=Now()))


def member_in(slug: str, *, person: Any) -> Member:
    """The person's membership in the partnership of an address. `NotThere` if there is none, or it has ended."""
    member = _MEMBER_IN.first(visible_to=None, slug=slug, person=person.pk)
    if member is None:
        raise NotThere(Why("There is no such page"))
    return cast(Member, member)


def _member_in(_: None, slug: Any, person: Any) -> Any:
    # because finding the member is what every scoped query begins with
    rows = Member.unscoped.filter(HOLDS, person_id=person)
    return (
        rows.filter(partnership__slug=slug)
        .annotate(has_others=Exists(rows.exclude(pk=OuterRef("pk"))))
        .select_related("partnership", "person")
        .order_by("pk")
    )


_MEMBER_IN = Prepared(_member_in)  # asked once for every page


def memberships(*, person: Any) -> list[Member]:
    """Every partnership that the person belongs to now, by name."""
    return list(  # because it asks who the person is, in every partnership
        Member.unscoped.select_related("partnership", "person")
        .filter(HOLDS, person_id=person.pk)
        .order_by("partnership__name", "pk")
    )


def names_around(*, person: Any) -> list[str]:
    """What the person's partnerships and the agencies in them are called."""
    places = [member.partnership for member in memberships(person=person)]
    agencies = Agency.unscoped.filter(
        partnership__in=places
    )  # because a password is for all of a person's partnerships
    return [*(place.name for place in places), *agencies.values_list("name", flat=True)]


def has_belonged(*, person: Any) -> bool:
    """Whether the person is or was a member anywhere."""
    return bool(Member.unscoped.filter(person_id=person.pk).exists())  # because it asks for every partnership


def command_line_in(partnership: Partnership) -> Member:
    """The system member that acts when a command names nobody."""
    # because the command line has no person to begin from
    return Member.unscoped.select_related("partnership").get(partnership=partnership, person=None)


def all_partnerships() -> list[Partnership]:
    """Every partnership of the installation, by name: for the command line, which stands outside them."""
    return list(Partnership.objects.order_by("name", "pk"))


def partnership_named(words: str) -> Partnership | None:
    """The partnership with this slug, or else with exactly this name."""
    return (
        Partnership.objects.filter(slug=words).first() or Partnership.objects.filter(name=words).order_by("pk").first()
    )


def agencies_of(member: Member) -> list[Agency]:
    """The partnership's agencies, by name."""
    return list(Agency.objects.visible_to(member).order_by("name"))


def leads_of(member: Member) -> list[Lead]:
    """Everybody who leads something or could, by name."""
    rows = Lead.objects.visible_to(member).select_related("agency", "member__person")
    return list(rows.order_by("name", "role", "agency__name", "pk"))


def lead_for(public_id: str, *, visible_to: Member) -> Lead:
    """One lead of the partnership, for whoever looks after them. Raises `NotThere`."""
    rows = Lead.objects.visible_to(visible_to).select_related("agency", "member__person")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotThere(Why("There is no such page"))
    return cast(Lead, found)


def holdings_of(member: Member) -> dict[int, list[Holding]]:
    """Who holds and held each role of the partnership, by the lead's number, the latest first; in one query."""
    found: dict[int, list[Holding]] = {}
    for one in Holding.objects.visible_to(member).select_related("member__person").order_by("-since", "-pk"):
        found.setdefault(one.lead_id, []).append(one)
    return found


def members_of(partnership: Partnership) -> list[Member]:
    """Every person who is a member of the partnership now, by name."""
    # because a member is what every scoped query begins with, members themselves are found without one
    return list(
        Member.unscoped.select_related("partnership", "person")
        .filter(HOLDS, partnership=partnership, person__isnull=False)
        .order_by("person__name", "pk")
    )


def members_ever(partnership: Partnership) -> list[Member]:
    """Every person who is a member of the partnership or was one, with the roles that they had last."""
    # because what a former member did is told as well
    everybody = Member.unscoped.select_related("partnership", "person")
    return list(everybody.filter(partnership=partnership, person__isnull=False).order_by("pk"))


def agencies_by_member(members: Collection[Member]) -> dict[int, list[Agency]]:
    """The agencies that each of these members acts for, by name; one query for all."""
    found: dict[int, list[Agency]] = {member.pk: [] for member in members}
    links = Member.agencies.through.objects.filter(member__in=found).select_related("agency")
    for link in links.order_by("agency__name"):
        found[link.member_id].append(link.agency)
    return found


def agencies_for(member: Member) -> list[Agency]:
    """The agencies that this member acts for, by name."""
    return agencies_by_member([member])[member.pk]


def who_holds(lead: Lead, *, visible_to: Member) -> str | None:
    """Who holds a lead's role today, "" for nobody; None for a lead that is no role."""
    if not lead.is_role:
        return None
    held = Holding.objects.visible_to(visible_to).filter(held_on(visible_to.today), lead=lead)
    return held.values_list("name", flat=True).first() or ""


def member_called(email: str, *, partnership: Partnership) -> Member | None:
    """Who has this e-mail address among the partnership's members now."""
    return next((m for m in members_of(partnership) if m.person and m.person.email == plain_address(email)), None)


def agency_called(name: str, *, visible_to: Member) -> Agency:
    """The agency with this name. Raises `NotThere` with the names there are."""
    there = {agency.name: agency for agency in agencies_of(visible_to)}
    wanted = " ".join(name.split())
    if wanted not in there:
        names = ", ".join(there) or "none"
        raise NotThere(Why("There is no agency called “{name}”. There are: {names}", name=wanted, names=names))
    return there[wanted]


def member_for(public_id: str, *, visible_to: Member) -> Member:
    """One person of the member's own partnership, who belongs to it now. Raises `NotThere`."""
    found = next((one for one in members_of(visible_to.partnership) if one.public_id == public_id), None)
    if found is None:
        raise NotThere(Why("There is no such page"))
    return found


def agency_for(public_id: str, *, visible_to: Member) -> Agency:
    """One agency of the partnership. Raises `NotThere`."""
    found = Agency.objects.visible_to(visible_to).filter(public_id=public_id).first()
    if found is None:
        raise NotThere(Why("There is no such page"))
    return cast(Agency, found)


def former_names_of(agency: Agency, *, visible_to: Member) -> list[FormerName]:
    """What the agency was called, the latest first."""
    return list(FormerName.objects.visible_to(visible_to).filter(agency=agency).order_by("-until", "-pk"))


OPEN_INVITATION = Q(used_at=None, withdrawn_at=None)


def invitations_of(member: Member) -> list[Invitation]:
    """The invitations that nobody has accepted or withdrawn, the newest first; also those whose link has ended."""
    found = Invitation.objects.visible_to(member).filter(OPEN_INVITATION)
    return list(found.annotate(has_ended=Q(ends_at__lte=Now())).order_by("-made_at", "-pk"))


def invitation_for(public_id: str, *, visible_to: Member) -> Invitation:
    """One invitation of the partnership that can still be accepted. Raises `NotThere`."""
    found = Invitation.objects.visible_to(visible_to).filter(OPEN_INVITATION, public_id=public_id).first()
    if found is None:
        raise NotThere(Why("There is no such page"))
    return cast(Invitation, found)


def invitation_of_link(token: str) -> Invitation | None:
    """The invitation that this link accepts; None if it is used, withdrawn, over, or never was."""
    # because whoever comes with a link belongs to no partnership yet: the link itself says which
    found = Invitation.unscoped.select_related("partnership", "invited_by__person").filter(
        OPEN_INVITATION, kept=kept_of(token), ends_at__gt=Now()
    )
    return found.first()

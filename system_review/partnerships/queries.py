"""Finding partnerships, members, agencies and leads."""

from __future__ import annotations

from typing import Any

from system_review.errors import NotThere, Why
from system_review.partnerships.models import Agency, Lead, Member, Partnership


def member_in(slug: str, *, person: Any) -> Member:
    """The person's membership in the partnership of an address. `NotThere` if there is none, or it has ended."""
    member = (  # because finding the member is what every scoped query begins with
        Member.unscoped.select_related("partnership", "person")
        .filter(partnership__slug=slug, person_id=person.pk, ended_at=None)
        .first()
    )
    if member is None:
        raise NotThere(Why("There is no such page"))
    return member


def memberships(*, person: Any) -> list[Member]:
    """Every partnership that the person belongs to now, by name."""
    return list(  # because it asks who the person is, in every partnership
        Member.unscoped.select_related("partnership", "person")
        .filter(person_id=person.pk, ended_at=None)
        .order_by("partnership__name", "pk")
    )


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
    return list(Lead.objects.visible_to(member).select_related("agency").order_by("name", "role", "agency__name", "pk"))


def members_of(partnership: Partnership) -> list[Member]:
    """Every person who is a member of the partnership now, by name: for the command line's --as."""
    # because a member is what every scoped query begins with, members themselves are found without one
    return list(
        Member.unscoped.select_related("partnership", "person")
        .filter(partnership=partnership, person__isnull=False, ended_at=None)
        .order_by("person__name", "pk")
    )

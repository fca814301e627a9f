"""People who belonged to a partnership."""

from __future__ import annotations

from system_review.errors import NotThere, Why
from system_review.partnerships.models import Member


def former_members(member: Member) -> list[Member]:
    """Everybody of the member's partnership whose membership was ended, the last one first."""
    # because a member is what every scoped query begins with, members themselves are found without one
    rows = Member.unscoped.filter(partnership=member.partnership_id, person__isnull=False).exclude(ended_at=None)
    return list(rows.select_related("person", "partnership").order_by("-ended_at", "-pk"))


def member_named(public_id: str, *, visible_to: Member) -> Member:
    """Somebody who belongs or belonged to the partnership. Raises `NotThere`."""
    # because a member is what every scoped query begins with, members themselves are found without one
    rows = Member.unscoped.filter(partnership=visible_to.partnership_id, person__isnull=False)
    found = rows.select_related("person", "partnership").filter(public_id=public_id).first()
    if found is None:
        raise NotThere(Why("There is no such page"))
    return found

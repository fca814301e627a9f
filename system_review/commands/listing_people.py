"""Who is in a partnership, as lines or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from system_review.commands.saying import result, table

if TYPE_CHECKING:
    from system_review.partnerships.models import Member


def people_of(by: Member) -> list[dict[str, Any]]:
    """Everybody in the partnership now. Raises `NotAllowed` for whoever may not see who that is."""
    from system_review.partnerships.access import require
    from system_review.partnerships.ending import last_day
    from system_review.partnerships.queries import agencies_by_member, members_of
    from system_review.partnerships.role_words import TYPED
    from system_review.partnerships.rules import Permission, Role

    require(by, Permission.MEMBER_SEE)
    members = members_of(by.partnership)
    agencies = agencies_by_member(members)
    return [
        {
            "email": member.email,
            "name": member.name,
            "roles": [TYPED[Role(role)] for role in member.roles],
            "agencies": [agency.name for agency in agencies[member.pk]],
            "until": last_day(member.until).isoformat() if member.until else None,
        }
        for member in members
    ]


def lines_of(people: list[dict[str, Any]], *, as_json: bool) -> None:
    """Print them."""
    if as_json:
        result(json.dumps(people, ensure_ascii=False, indent=2))
        return
    rows: list[tuple[str, ...]] = [
        (
            one["email"],
            one["name"],
            ", ".join(one["roles"]),
            ", ".join(one["agencies"]),
            f"until {one['until']}" if one["until"] else "",
        )
        for one in people
    ]
    for row in table(rows) if rows else ():
        result(row)

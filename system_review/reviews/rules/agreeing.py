"""When a version of a review can be agreed, and by whom. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from system_review.errors import Why
from system_review.partnerships.rules import Role


def may_stand_in(roles: Iterable[str], *, has_approver: bool) -> bool:
    """Whether somebody agrees a version: an approver, or where the partnership has none, who leads its reviews."""
    held = set(roles)
    return Role.APPROVER in held or Role.COMMAND_LINE in held or not has_approver


def why_not_agree(*, name: str, days: dict[str, date], archived: bool, changed: bool) -> Why | None:
    """Why this cannot be agreed now; None if it can. `days`: agencies whose day is still to come."""
    if not name.strip():
        return Why("Enter a name for this version")
    if archived:
        return Why("This review is archived. Bring it back before you agree a version.")
    if days:
        agency = min(days, key=lambda one: days[one])
        return Why(
            "Findings about {agency} are held back until {day}. Agree after that day, or take it away.",
            agency=agency,
            day=days[agency],
        )
    if changed:
        return Why("The review was changed since you opened this page. Look at it again before you agree.")
    return None


def digest(content: str) -> str:
    """The hash that an agreed version is known by: SHA-256 of its file."""
    return hashlib.sha256(content.encode()).hexdigest()

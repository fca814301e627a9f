"""Asking permission. Services require; views ask `may` only to show or hide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from system_review.errors import NotAllowed, Why
from system_review.partnerships.rules import Permission, allowed

if TYPE_CHECKING:
    from system_review.partnerships.models import Member


def may(member: Member, permission: Permission) -> bool:
    """Whether this member may do it."""
    return member.ended_at is None and allowed(member.roles, permission)


def require(member: Member, permission: Permission) -> None:
    """Raise `NotAllowed` unless this member may do it."""
    if not may(member, permission):
        raise NotAllowed(
            Why("Your part in {partnership} does not include this. Ask a review lead.", partnership=member.partnership)
        )

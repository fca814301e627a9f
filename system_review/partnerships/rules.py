"""Roles and what each may do: the one table. Slugs of partnerships. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from system_review.errors import Why


class Role(StrEnum):
    """What a member is to the partnership. A member has a set of them."""

    ADMINISTRATOR = "administrator"
    REVIEW_LEAD = "review_lead"
    CONTRIBUTOR = "contributor"  # on screen: agency representative
    ACTION_LEAD = "action_lead"  # on screen: lead
    APPROVER = "approver"
    SCRUTINEER = "scrutineer"
    READER = "reader"
    GUEST = "guest"
    COMMAND_LINE = "command_line"  # the system member of each partnership; no person has it


class Permission(StrEnum):
    """What can be done, named as the services do it."""

    PARTNERSHIP_CHANGE = "partnership.change"
    FRAMEWORK_ADD = "framework.add"
    REVIEW_BEGIN = "review.begin"
    REVIEW_SEE_DRAFT = "review.see_draft"
    REVIEW_CHANGE = "review.change"
    CELL_RATE = "cell.rate"
    FINDING_WRITE = "finding.write"
    FINDING_MOVE = "finding.move"
    ACTION_WRITE = "action.write"
    EVIDENCE_WRITE = "evidence.write"
    VALUE_JUDGE = "value.judge"
    DOCUMENT_BRING_IN = "document.bring_in"
    REVIEW_EXPORT = "review.export"
    REVIEW_EXPORT_WHOLE = "review.export_whole"


_SEE = {Permission.REVIEW_SEE_DRAFT, Permission.REVIEW_EXPORT}
_WRITE = {Permission.FINDING_WRITE, Permission.ACTION_WRITE, Permission.EVIDENCE_WRITE}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset({Permission.PARTNERSHIP_CHANGE, Permission.FRAMEWORK_ADD}),
    Role.REVIEW_LEAD: frozenset(Permission) - {Permission.PARTNERSHIP_CHANGE},
    Role.CONTRIBUTOR: frozenset(_SEE | _WRITE),
    Role.ACTION_LEAD: frozenset(),
    Role.APPROVER: frozenset(_SEE),
    Role.SCRUTINEER: frozenset(_SEE),
    Role.READER: frozenset(),
    Role.GUEST: frozenset(),
    Role.COMMAND_LINE: frozenset(Permission),
}


def allowed(roles: Iterable[str], permission: Permission) -> bool:
    """Whether any of the roles grants it."""
    return any(permission in GRANTS[Role(role)] for role in roles)


def who_may(permission: Permission) -> tuple[Role, ...]:
    """The roles that grant it, for the sentence that says whom to ask."""
    return tuple(role for role in Role if role is not Role.COMMAND_LINE and permission in GRANTS[role])


# First parts of addresses that are not partnerships, now or later.
RESERVED = frozenset(
    """
    about accessibility account accounts admin api assets audit backup contact demo docs download example export
    favicon feedback files guide health healthz help home import invitations jobs language link login logout mail me
    media metrics new people privacy readyz robots search security settings setup sign-in sign-out start static
    status support system trail well-known
    """.split()  # noqa: SIM905 - words read better than a list of quotes
)


def slug_of(name: str) -> str:
    """A partnership's part of every address: its name in plain letters, for example `eastmere`. "" if none is left."""
    folded = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ø", "o").replace("Ø", "O"))
    plain = folded.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-")


def free_slug(name: str, taken: Iterable[str]) -> str:
    """The first of `name`, `name-2`, `name-3` … that is neither taken nor reserved."""
    stem = slug_of(name) or "partnership"
    used = RESERVED | set(taken)
    if stem not in used:
        return stem
    number = 2
    while f"{stem}-{number}" in used:
        number += 1
    return f"{stem}-{number}"


def why_not_name(name: str) -> Why | None:
    """Why a partnership cannot have this name; None if it can."""
    if not name.strip():
        return Why("Enter the name of the partnership")
    return None


def why_no_lead(*, name: str, role: str, agency: str) -> Why | None:
    """Why this is not yet a lead; None if it is."""
    if not (name.strip() or role.strip() or agency.strip()):
        return Why("Enter a name, a role or an agency")
    return None

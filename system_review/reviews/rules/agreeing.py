"""When a version of a review can be agreed, and by whom. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Kept:
    """A version that is kept already: what it is called, and the hash of what was agreed."""

    name: str
    sha256: str


def is_agreed_already(name: str, sha256: str, last: Kept | None) -> bool:
    """Whether the last version is this one: the same under the same name. Then agreeing again makes no other."""
    return last is not None and last.sha256 == sha256 and _said(last.name) == _said(name)


def why_not_again(name: str, sha256: str, kept: Sequence[Kept]) -> Why | None:
    """Why what is kept already stands in the way of another version; None if it does not. `kept`: the newest first."""
    if kept and kept[0].sha256 == sha256:
        return Why("Nothing was changed since “{name}” was agreed. That version stands.", name=kept[0].name)
    if any(_said(one.name) == _said(name) for one in kept):
        return Why("There is a version called “{name}” already. Enter another name.", name=name.strip())
    return None


def _said(name: str) -> str:
    """A name as it is compared: however it is spaced, in capitals or not."""
    return " ".join(name.split()).casefold()


def digest(content: str) -> str:
    """The hash that an agreed version is known by: SHA-256 of its file."""
    return hashlib.sha256(content.encode()).hexdigest()

"""What the roles are called: on screen, and on the command line. Pure."""

from __future__ import annotations

from difflib import get_close_matches

from system_review.errors import Refused, Why
from system_review.partnerships.rules import Role

ON_SCREEN: dict[Role, Why] = {
    Role.ADMINISTRATOR: Why("Administrator"),
    Role.REVIEW_LEAD: Why("Review lead"),
    Role.CONTRIBUTOR: Why("Agency representative"),
    Role.ACTION_LEAD: Why("Lead"),
    Role.APPROVER: Why("Approver"),
    Role.SCRUTINEER: Why("Scrutineer"),
    Role.READER: Why("Reader"),
    Role.GUEST: Why("Time-limited guest"),
}
WHAT_FOR: dict[Role, Why] = {
    Role.ADMINISTRATOR: Why("looks after people, agencies and settings"),
    Role.REVIEW_LEAD: Why("leads reviews, and does everything in them"),
    Role.CONTRIBUTOR: Why("writes findings, evidence and comments on behalf of an agency"),
    Role.ACTION_LEAD: Why("reports on their own actions"),
    Role.APPROVER: Why("agrees a version of a review"),
    Role.SCRUTINEER: Why("reads everything and records challenges; changes nothing"),
    Role.READER: Why("reads agreed results"),
    Role.GUEST: Why("reads agreed results until a day that you set"),
}
TYPED = {role: role.value.replace("_", " ") for role in ON_SCREEN}


def role_called(words: str) -> Role:
    """The role with this name, as on the command line or on screen. Raises `Refused` with the names there are."""
    wanted = " ".join(words.replace("_", " ").lower().split())
    names = {typed: role for role, typed in TYPED.items()} | {
        str(words).lower(): role for role, words in ON_SCREEN.items()
    }
    if wanted in names:
        return names[wanted]
    near = get_close_matches(wanted, names, n=1)
    raise Refused(
        Why(
            "There is no role “{words}”.{hint} There are: {names}",
            words=" ".join(words.split())[:80],
            hint=f" Did you mean “{near[0]}”?" if near else "",
            names=", ".join(TYPED.values()),
        )
    )

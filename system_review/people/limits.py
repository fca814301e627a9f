"""How often something may be tried, and how long a sign-in lasts. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries in so many seconds, whichever seconds these are."""

    name: str
    most: int
    seconds: int


PASSWORD = Limit("password", 5, 15 * 60)  # of one account, from devices that never signed in to it
PASSWORD_KNOWN = Limit("password-known", 5, 15 * 60)  # of one account from one device that did
PASSWORD_FROM = Limit("password-from", 40, 15 * 60)  # from one place on the network: a whole office may share one
SECOND_STEP = Limit("second-step", 5, 15 * 60)
CONFIRM = Limit("confirm", 5, 15 * 60)  # confirming again that it is you
RESET = Limit("reset", 3, 15 * 60)  # letters to one address
RESET_FROM = Limit("reset-from", 20, 60 * 60)
INVITATION = Limit("invitation", 20, 15 * 60)  # of a link's address, from one place

QUARTER = 15 * 60
# What a member may do in a quarter of an hour, and a whole partnership: far more than work needs.
UPLOADS = Limit("uploads", 60, QUARTER), Limit("uploads-of-partnership", 300, QUARTER)
EXPORTS = Limit("exports", 60, QUARTER), Limit("exports-of-partnership", 300, QUARTER)
SEARCHES = (Limit("searches", 300, QUARTER),)  # of a member alone: a page that many read should write little
INVITATIONS = Limit("invitations", 60, QUARTER), Limit("invitations-of-partnership", 120, QUARTER)

IDLE = timedelta(minutes=60)
IDLE_ADMINISTRATOR = timedelta(minutes=15)
LONGEST = timedelta(hours=12)


def wait_for(limit: Limit, moments: Sequence[float], *, now: float) -> int:
    """The seconds until the next try may be made; 0 if it may be now. `moments` are those of tries, oldest first."""
    counted = [moment for moment in moments if moment > now - limit.seconds]
    if len(counted) < limit.most:
        return 0
    return max(1, ceil(counted[-limit.most] + limit.seconds - now))


def why_ended(*, began: datetime, seen: datetime, now: datetime, is_administrator: bool) -> str:
    """ "idle" or "long" if a sign-in is over, else "". Both ends are the first moment at which it is over."""
    if now >= began + LONGEST:
        return "long"
    return "idle" if now >= seen + (IDLE_ADMINISTRATOR if is_administrator else IDLE) else ""

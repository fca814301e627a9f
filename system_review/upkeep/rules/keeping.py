"""How long each kind of record is kept, and why: the one table. Pure.

The page "Privacy" is drawn from it. Where a room erases its own rows, the length is that room's, taken from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from system_review.documents.rules.erasing import KEPT_FOR as DOCUMENTS_KEPT
from system_review.errors import Why
from system_review.files.rules.times import KEPT_FOR as FILES_KEPT
from system_review.jobs.rules import KEPT as JOBS_KEPT
from system_review.people import limits
from system_review.people.rules import INVITATION_LASTS, LINK_LASTS

_EVERY_LIMIT = tuple(one for one in vars(limits).values() if isinstance(one, limits.Limit))


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of record: what it is, how long it is kept after what, and why so long. `length` None: no end."""

    key: str
    what: Why
    after: Why | None
    why: Why
    length: timedelta | None = None


TABLE = (
    Line(
        "sessions",
        Why("Where somebody is signed in"),
        Why("after signing in, and sooner when it is not used"),
        Why("So that you can see where you are signed in, and end it"),
        limits.LONGEST,
    ),
    Line(
        "tries",
        Why("How often signing in was tried, without a name or an address"),
        Why("after the try"),
        Why("So that passwords cannot be guessed"),
        timedelta(seconds=max(one.seconds for one in _EVERY_LIMIT)),
    ),
    Line(
        "links",
        Why("Links that sign somebody in once"),
        Why("after the link was made: it works no longer"),
        Why("So that somebody who has no password gets in"),
        LINK_LASTS,
    ),
    Line(
        "invitation-links",
        Why("Links of invitations"),
        Why("after the link was made: it works no longer"),
        Why("So that only the person who was asked comes in"),
        INVITATION_LASTS,
    ),
    Line(
        "jobs",
        Why("What the server does in the background, without names or texts"),
        Why("after it was done"),
        Why("So that what went wrong can be found"),
        JOBS_KEPT,
    ),
    Line(
        "documents",
        Why("Files that were brought in, and the pieces of them that were set aside"),
        Why("after they came into the review or were set aside, unless a review lead keeps them"),
        Why("So that what was misread can be looked up"),
        DOCUMENTS_KEPT,
    ),
    Line(
        "attachments",
        Why("The bytes of attachments that were removed"),
        Why("after they were removed"),
        Why("So that a mistake can be undone"),
        FILES_KEPT,
    ),
    Line(
        "reviews",
        Why("Reviews with their findings, actions, evidence and comments, also what is archived"),
        None,
        Why("So that it can be told later what was found, and what was done about it"),
    ),
    Line(
        "versions",
        Why("Versions of a review that were agreed"),
        None,
        Why("They are the partnership's record of what was decided"),
    ),
    Line(
        "history",
        Why("The history: who changed what, when and why; sign-ins; what guests read; who took out a file"),
        None,
        Why("So that anybody can be told later who decided what"),
    ),
    Line(
        "people",
        Why("Names and e-mail addresses of people who belong or belonged to a partnership"),
        None,
        Why("So that what was decided still has a name"),
    ),
    Line(
        "exports",
        Why("Documents that somebody exports"),
        Why("once they are handed out"),
        Why("They are made when somebody asks, and are then that person's to look after"),
        timedelta(0),
    ),
)


def words_of(length: timedelta | None) -> Why:
    """A length of time as it is read: "30 days"."""
    if length is None:
        return Why("As long as the partnership uses System Review")
    if not length:
        return Why("Not kept")
    for unit, many, one in _UNITS:
        count, rest = divmod(length, unit)
        if count and not rest:
            return one if count == 1 else Why(many, count=count)
    return Why("{count} minutes", count=length // timedelta(minutes=1))


_UNITS = (
    (timedelta(days=1), "{count} days", Why("1 day")),
    (timedelta(hours=1), "{count} hours", Why("1 hour")),
    (timedelta(minutes=1), "{count} minutes", Why("1 minute")),
)

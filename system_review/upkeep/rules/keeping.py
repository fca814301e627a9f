"""How long each kind of record is kept, and why: the one table. Pure.

The page "Privacy" is drawn from it, and `services/retention.py` obeys it. Where a room erases its own rows, the length
is that room's, taken from there. A partnership may change the lengths that have bounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from system_review.documents.rules.erasing import KEPT_FOR as DOCUMENTS_KEPT
from system_review.errors import Why
from system_review.files.rules.times import KEPT_FOR as FILES_KEPT
from system_review.jobs.rules import KEPT as JOBS_KEPT
from system_review.people import limits
from system_review.people.rules import INVITATION_LASTS, LINK_LASTS

_EVERY_LIMIT = tuple(one for one in vars(limits).values() if isinstance(one, limits.Limit))


class Unit(StrEnum):
    """What a length is counted in."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: "30 days". Nought is "not kept"."""

    count: int
    unit: Unit

    @classmethod
    def of(cls, time: timedelta) -> Length:
        """The same in the largest unit in which it is a whole number."""
        for unit, one in _LASTS.items():
            if time and not time % one:
                return cls(time // one, unit)
        return cls(time // timedelta(minutes=1), Unit.MINUTE)

    def before(self, at: datetime) -> datetime:
        """The moment that is so long before; a year before the last of February is the 28th."""
        if self.unit is not Unit.YEAR:
            return at - self.count * _LASTS[self.unit]
        day = 28 if (at.month, at.day) == (2, 29) else at.day
        return at.replace(year=at.year - self.count, day=day)


_LASTS = {Unit.DAY: timedelta(days=1), Unit.HOUR: timedelta(hours=1), Unit.MINUTE: timedelta(minutes=1)}


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of record: what it is, how long it is kept after what, and why so long. `length` None: no end.

    `least` and `most` are between what a partnership may choose; without them it may not.
    """

    key: str
    what: Why
    after: Why | None
    why: Why
    length: Length | None = None
    least: int = 0
    most: int = 0


INVITATIONS, DRAFTS, READS, ARCHIVED = "invitations", "drafts", "reads", "archived"

TABLE = (
    Line(
        "sessions",
        Why("Where somebody is signed in"),
        Why("after signing in, and sooner when it is not used"),
        Why("So that you can see where you are signed in, and end it"),
        Length.of(limits.LONGEST),
    ),
    Line(
        "tries",
        Why("How often signing in was tried, without a name or an address"),
        Why("after the try"),
        Why("So that passwords cannot be guessed"),
        Length.of(timedelta(seconds=max(one.seconds for one in _EVERY_LIMIT))),
    ),
    Line(
        "links",
        Why("Links that sign somebody in once"),
        Why("after the link was made: it works no longer"),
        Why("So that somebody who has no password gets in"),
        Length.of(LINK_LASTS),
    ),
    Line(
        "invitation-links",
        Why("Links of invitations"),
        Why("after the link was made: it works no longer"),
        Why("So that only the person who was asked comes in"),
        Length.of(INVITATION_LASTS),
    ),
    Line(
        INVITATIONS,
        Why("Name and e-mail address of somebody who was invited and did not accept"),
        Why("after the invitation was made"),
        Why("So that it can be told who was asked, and asked again"),
        Length(180, Unit.DAY),
        least=30,
        most=730,
    ),
    Line(
        DRAFTS,
        Why("What somebody has begun to write and not saved"),
        Why("after they last wrote in it"),
        Why("So that nothing is lost when a connection breaks or somebody is away"),
        Length(180, Unit.DAY),
        least=30,
        most=365,
    ),
    Line(
        READS,
        Why("Which guest read which agreed version, or took out which file"),
        Why("after the reading; that somebody read it stays in the history"),
        Why("So that it can be told who outside the partnership knew what"),
        Length(2, Unit.YEAR),
        least=1,
        most=10,
    ),
    Line(
        "jobs",
        Why("What the server does in the background, without names or texts"),
        Why("after it was done"),
        Why("So that what went wrong can be found"),
        Length.of(JOBS_KEPT),
    ),
    Line(
        "documents",
        Why("Files that were brought in, and the pieces of them that were set aside"),
        Why("after they came into the review or were set aside, unless a review lead keeps them"),
        Why("So that what was misread can be looked up"),
        Length.of(DOCUMENTS_KEPT),
    ),
    Line(
        "attachments",
        Why("The bytes of attachments that were removed"),
        Why("after they were removed"),
        Why("So that a mistake can be undone"),
        Length.of(FILES_KEPT),
    ),
    Line(
        "searches",
        Why("In which attachments somebody looked for words to take out, and which files hold them"),
        Why("after they looked; the words themselves go once every file was looked into"),
        Why("So that files with a name in them are found and removed"),
        Length(1, Unit.DAY),
    ),
    Line(
        ARCHIVED,
        Why("Findings, actions and evidence that were archived, and comments that were withdrawn"),
        Why("after they were archived or withdrawn"),
        Why("So that they can be brought back, and that it can be told what was once written"),
        Length(6, Unit.YEAR),
        least=1,
        most=25,
    ),
    Line(
        "reviews",
        Why("Reviews with their findings, actions, evidence and comments"),
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
        Why("The history: who changed what, when and why; sign-ins; who took out a file"),
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
        Length.of(timedelta(0)),
    ),
)


SETTABLE = tuple(line for line in TABLE if line.most)


def length_of(line: Line, chosen: Mapping[str, int]) -> Length | None:
    """How long a partnership keeps this that has chosen these counts, by key. What is out of bounds is not obeyed."""
    count = chosen.get(line.key)
    if line.length is None or count is None or not line.most or not line.least <= count <= line.most:
        return line.length
    return Length(count, line.length.unit)


def why_not_chosen(line: Line, count: int | None) -> Why | None:
    """Why a partnership cannot choose this count; None if it can."""
    if count is not None and line.least <= count <= line.most:
        return None
    return Why("Enter a whole number from {least} to {most}", least=line.least, most=line.most)


def words_of(length: Length | None) -> Why:
    """A length of time as it is read: "30 days"."""
    if length is None:
        return Why("As long as the partnership uses System Review")
    if not length.count:
        return Why("Not kept")
    many, one = _WORDS[length.unit]
    return one if length.count == 1 else Why(many, count=length.count)


_WORDS = {
    Unit.YEAR: ("{count} years", Why("1 year")),
    Unit.DAY: ("{count} days", Why("1 day")),
    Unit.HOUR: ("{count} hours", Why("1 hour")),
    Unit.MINUTE: ("{count} minutes", Why("1 minute")),
}

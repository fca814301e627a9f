"""A calendar file (.ics, RFC 5545) of due dates, for Outlook, Google and Apple calendars. Pure: entries in, bytes out.

Each entry is an all-day *event*, since Google and Outlook pass over to-dos in a file. It is marked as free time, so
that a due date does not block the day, and as private, so that a colleague who sees the calendar does not read it.
There are no attendees, organisers or alarms; the file holds nothing but what is handed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from system_review.reviews.rules.timing.due import Repeats
from system_review.reviews.rules.words import Unit
from system_review.texts import shown

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//System Review//Due dates//EN"
_FREQUENCIES = {Unit.WEEK: "WEEKLY", Unit.MONTH: "MONTHLY", Unit.YEAR: "YEARLY"}


@dataclass(frozen=True)
class Entry:
    """One due date. `uid` stays the same from file to file, so that a calendar replaces what it took in before.

    `repeats` in terms is left out of the file: no calendar knows school terms, so only `due_on` is shown.
    """

    uid: str
    summary: str
    description: str
    due_on: date
    repeats: Repeats | None = None
    url: str = ""


def calendar_file(entries: Iterable[Entry], *, name: str, stamp: datetime) -> bytes:
    """The calendar file of these entries, in their order, under a name that calendars show; equal input, equal bytes.

    `stamp` is the moment of writing, with a time zone (else `ValueError`); it is written in UTC, to the second.
    """
    from icalendar import Calendar, vText

    if stamp.tzinfo is None:
        raise ValueError("the moment of writing needs a time zone")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(" ".join(_plain(name).split())))
    for entry in entries:
        calendar.add_component(_event(entry, stamp.astimezone(UTC).replace(microsecond=0)))
    return bytes(calendar.to_ical())


def _event(entry: Entry, stamp: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", _plain(entry.uid))
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.due_on)
    if entry.due_on < date.max:
        event.add("dtend", entry.due_on + timedelta(days=1))
    event.add("summary", _plain(entry.summary))
    if entry.description:
        event.add("description", _plain(entry.description))
    if entry.url:
        event.add("url", "".join(_plain(entry.url).split()))  # an address is not escaped: it must stay one line
    if entry.repeats and entry.repeats.unit is not Unit.TERM:
        event.add("rrule", _recurrence(entry.repeats, entry.due_on))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _recurrence(repeats: Repeats, first: date) -> dict[str, object]:
    """The rule of a recurrence. By the standard alone "monthly" from the 31st would leave out June, so it is written as
    "the last day of the month", from the 30th as "the last of 28, 29 and 30 that the month has", and 29 February each
    year as "the last day of February".
    """
    rule: dict[str, object] = {"freq": _FREQUENCIES[repeats.unit], "interval": repeats.every}
    if repeats.unit is Unit.MONTH and first.day == 31:
        rule["bymonthday"] = -1
    elif repeats.unit is Unit.MONTH and first.day > 28:
        rule |= {"bymonthday": list(range(28, first.day + 1)), "bysetpos": -1}
    elif repeats.unit is Unit.YEAR and (first.month, first.day) == (2, 29):
        rule |= {"bymonth": 2, "bymonthday": -1}
    return rule


def _plain(text: str) -> str:
    """The text as a calendar can hold it: line ends are LF, other control characters visible, no broken characters."""
    for end in ("\r\n", "\r", "\u2028", "\u2029", "\x85"):
        text = text.replace(end, "\n")
    return shown(text.replace("\x00", "\u2400")).encode("utf-8", "replace").decode("utf-8")

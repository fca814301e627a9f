"""The calendar file is read back as calendars read it: all days, all words, no line too long."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from system_review.reviews.rules.calendar_days import months_later
from system_review.reviews.rules.calendar_file import Entry, calendar_file
from system_review.reviews.rules.timing import Repeats
from system_review.reviews.rules.words import Unit

STAMP = datetime(2026, 11, 23, 9, 30, 15, 123456, tzinfo=UTC)
ADDRESS = "http://127.0.0.1:8000/eastmere/actions/q7x2/"


def entry(**changes: object) -> Entry:
    values: dict[str, object] = {
        "uid": "q7x2@eastmere",
        "summary": "Repeat the dip-sample",
        "description": "To get to amber",
        "due_on": date(2027, 3, 31),
        "url": ADDRESS,
    }
    return Entry(**(values | changes))  # type: ignore[arg-type]


def written(*entries: Entry, name: str = "Dev: actions") -> bytes:
    return calendar_file(entries, name=name, stamp=STAMP)


def read_back(file: bytes) -> list[Event]:
    return list(Calendar.from_ical(file).walk("VEVENT"))


def test_a_due_date_is_an_event_of_the_whole_day() -> None:
    (event,) = read_back(written(entry()))

    assert event["dtstart"].dt == date(2027, 3, 31)
    assert event["dtend"].dt == date(2027, 4, 1)
    assert (event["uid"], event["summary"], event["description"]) == (
        "q7x2@eastmere",
        "Repeat the dip-sample",
        "To get to amber",
    )
    assert event["url"] == ADDRESS
    assert event["dtstamp"].dt == STAMP.replace(microsecond=0)
    assert "rrule" not in event


def test_it_blocks_no_time_rings_no_bell_and_invites_nobody() -> None:
    (event,) = read_back(written(entry()))

    assert (event["transp"], event["class"]) == ("TRANSPARENT", "PRIVATE")
    assert event.subcomponents == []
    assert not {"organizer", "attendee", "location", "contact"} & {key.lower() for key in event}


def test_the_calendar_says_what_made_it_and_its_name() -> None:
    file = written(entry(), name="Anwen; Ben, Carys")
    calendar = Calendar.from_ical(file)

    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert calendar["prodid"] == "-//System Review//Due dates//EN"
    assert rb"X-WR-CALNAME:Anwen\; Ben\, Carys" in file.split(b"\r\n")


def test_no_entries_make_an_empty_calendar() -> None:
    assert read_back(written()) == []
    assert written().startswith(b"BEGIN:VCALENDAR\r\n")


def test_entries_keep_their_order_and_equal_input_gives_equal_bytes() -> None:
    entries = [entry(uid=str(number)) for number in (3, 1, 2)]

    assert [event["uid"] for event in read_back(written(*entries))] == ["3", "1", "2"]
    assert written(*entries) == written(*entries)


def test_the_moment_of_writing_is_in_utc() -> None:
    summer_time = STAMP.astimezone(timezone(timedelta(hours=1)))

    assert calendar_file([entry()], name="x", stamp=summer_time) == calendar_file([entry()], name="x", stamp=STAMP)
    with pytest.raises(ValueError):
        calendar_file([entry()], name="x", stamp=STAMP.replace(tzinfo=None))


def test_commas_semicolons_backslashes_and_lines_are_escaped() -> None:
    file = written(entry(summary="Police, health; both \\ all\nthen schools"))

    assert rb"SUMMARY:Police\, health\; both \\ all\nthen schools" in file.replace(b"\r\n ", b"")
    assert read_back(file)[0]["summary"] == "Police, health; both \\ all\nthen schools"


def test_no_text_can_add_a_line_of_its_own() -> None:
    breaking = "x\r\nATTENDEE:mailto:a@b\rEND:VEVENT\u2028BEGIN:VEVENT\x85y"
    file = written(entry(uid=breaking, summary=breaking, description=breaking, url=breaking), name=breaking)

    lines = file.replace(b"\r\n ", b"").decode().split("\r\n")
    assert not [line for line in lines if line.startswith(("ATTENDEE", "y"))]
    assert len(read_back(file)) == 1


texts = st.text(max_size=300) | st.text("ŵ🕑,;\\\n\u200b", max_size=300)


@settings(max_examples=60, deadline=None)
@given(summary=texts, description=texts)
def test_any_text_is_folded_at_75_octets_and_comes_back(summary: str, description: str) -> None:
    file = written(entry(summary=summary, description=description))

    assert file.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert all(line.decode("utf-8") or not line for line in file.split(b"\r\n"))  # no character is cut in two
    assert b"\n" not in file.replace(b"\r\n", b"")
    (event,) = read_back(file)
    if summary.isprintable():
        assert event["summary"] == summary


def test_control_characters_are_made_visible() -> None:
    assert read_back(written(entry(summary="a\x00b\x07c\ud800")))[0]["summary"] == "a␀b␇c?"


def test_an_entry_without_words_or_address_leaves_them_out() -> None:
    (event,) = read_back(written(entry(description="", url="")))

    assert "description" not in event
    assert "url" not in event


def test_the_last_day_of_the_calendar_is_written() -> None:
    assert read_back(written(entry(due_on=date.max)))[0]["dtstart"].dt == date.max


def test_terms_are_unknown_to_calendars_and_are_left_out() -> None:
    (event,) = read_back(written(entry(repeats=Repeats(1, Unit.TERM))))

    assert "rrule" not in event
    assert event["dtstart"].dt == date(2027, 3, 31)


def occurrences(first: date, repeats: Repeats, count: int) -> list[date]:
    """What a calendar shows of a recurrence."""
    (event,) = read_back(written(entry(due_on=first, repeats=repeats)))
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=datetime(first.year, first.month, first.day))  # noqa: DTZ001
    return [moment.date() for moment, _ in zip(rule, range(count), strict=False)]


@pytest.mark.parametrize("every", [1, 2, 5])
def test_weeks_come_round_as_the_product_counts_them(every: int) -> None:
    first = date(2027, 3, 31)

    assert occurrences(first, Repeats(every, Unit.WEEK), 5) == [first + timedelta(weeks=every * n) for n in range(5)]


@pytest.mark.parametrize("first", [date(2027, 1, day) for day in (1, 15, 28, 29, 30, 31)])
@pytest.mark.parametrize("every", [1, 3, 6])
def test_months_come_round_as_the_product_counts_them(first: date, every: int) -> None:
    shown = occurrences(first, Repeats(every, Unit.MONTH), 14)

    assert shown == [months_later(first, every * n) for n in range(14)]


@pytest.mark.parametrize("first", [date(2027, 3, 31), date(2028, 2, 29), date(2027, 2, 28)])
def test_years_come_round_as_the_product_counts_them(first: date) -> None:
    shown = occurrences(first, Repeats(1, Unit.YEAR), 6)

    assert shown == [months_later(first, 12 * n) for n in range(6)]

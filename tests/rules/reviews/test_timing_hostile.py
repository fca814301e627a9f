"""Whatever is typed where a time belongs: never an error, never a silent date in the past, never a long wait."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from system_review.reviews.rules.timing import Due, understand

PIECES = (
    "by", "in", "the", "end of", "before", "from", "until", "every", "each", "next", "last", "first", "mid", "early",
    "within", "after", "about", "w/c", "1", "2", "3", "5", "12", "29", "30", "31", "0", "99", "2020", "2026", "2027",
    "'27", "2026/27", "31/03/2027", "31.3.27", "12/13/27", "29 February", "March", "May", "Feb", "Friday", "Q2", "H1",
    "FY", "term", "summer term", "half term", "Easter", "Christmas", "weeks", "months' time", "working days", "years",
    "a few", "½", "twenty-one", "monthly", "termly", "twice a year", "ongoing", "TBC", "board meeting", "year", "week",
    "-", "/", ".", ",", "(", ")", "and", "to", "or", "of", "children", "٣", "🕑", "\u200b", "\n",
)  # fmt: skip
phrases = st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)
anything = st.text(max_size=80)
days = st.dates(date(1990, 1, 1), date(2180, 12, 31))


@settings(max_examples=150, deadline=None)
@given(words=phrases | anything, base=days)
def test_the_words_are_kept_and_what_was_found_is_part_of_them(words: str, base: date) -> None:
    due = understand(words, base=base)

    assert due.words == words
    assert due.found in words
    assert str(due.reason)


@settings(max_examples=250, deadline=None)
@given(words=phrases, base=days)
def test_no_date_lies_before_the_base_unless_it_is_written_out_and_told(words: str, base: date) -> None:
    due = understand(words, base=base)

    if due.on is not None and due.on < base:
        assert not due.sure
        assert "is before" in str(due.reason)
        assert str(due.on.day) in words or "٣" in words
    else:
        assert all(choice.on is None or choice.on >= base for choice in due.choices)


@settings(max_examples=150, deadline=None)
@given(words=phrases, base=days)
def test_what_is_not_sure_is_offered_and_what_is_sure_is_not(words: str, base: date) -> None:
    due = understand(words, base=base)

    if due.sure and (due.on or due.repeats):
        assert due.choices == ()
    if not due.sure and (due.on or due.repeats):
        assert due.choices
    assert due.repeats is None or 1 <= due.repeats.every <= 60


@given(words=phrases)
def test_the_same_words_always_mean_the_same(words: str) -> None:
    base = date(2026, 11, 23)

    assert understand(words, base=base) == understand(words, base=base)


@pytest.mark.parametrize("base", [date.min, date(1700, 5, 1), date(4000, 1, 1), date.max])
def test_a_base_outside_the_calendar_that_is_known_gives_no_date(base: date) -> None:
    due = understand("in three months", base=base)

    assert (due.on, due.sure) == (None, False)


@pytest.mark.parametrize("words", ["\x00", "\ud800", "\u202e31 March", "９９/９９/９９", "²", "1" * 5000, "½" * 50])
def test_strange_characters_are_read_past(words: str) -> None:
    assert understand(words, base=date(2026, 11, 23)).words == words


def test_digits_of_any_script_and_full_width_letters_are_read() -> None:
    assert understand("٣ Ｍａｒｃｈ ２０２７", base=date(2026, 11, 23)).on == date(2027, 3, 3)


def test_a_text_with_more_times_than_anybody_plans_is_left_to_a_person() -> None:
    due = understand("by 1 May " * 100, base=date(2026, 11, 23))

    assert (due.on, due.sure, due.choices) == (None, False, ())
    assert "many times" in str(due.reason)


def test_a_text_that_could_not_be_kept_is_not_read_for_a_time() -> None:
    began = time.process_time()
    due = understand("in the next " * 9_000, base=date(2026, 11, 23))

    assert "Shorten" in str(due.reason)
    assert time.process_time() - began < 0.1


def _seconds(piece: str, length: int) -> tuple[float, Due]:
    words = (piece * (length // len(piece) + 1))[:length]
    best = 60.0
    for _ in range(2):
        began = time.process_time()
        due = understand(words, base=date(2026, 11, 23))
        best = min(best, time.process_time() - began)
    return best, due


@pytest.mark.parametrize("piece", ["1 ", "1/", "½", "by the next ", "within 900 working days of "])
def test_twice_the_words_take_at_most_three_times_as_long(piece: str) -> None:
    understand("by Easter, within 10 working days", base=date(2026, 11, 23))  # what is imported on first use
    short, _ = _seconds(piece, 4_000)
    long, due = _seconds(piece, 8_000)

    assert long < 0.5
    assert long < 3 * short + 0.02
    assert due.on is None

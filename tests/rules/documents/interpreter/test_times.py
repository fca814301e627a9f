"""Words of time in a task."""

from __future__ import annotations

from datetime import date

import pytest

from system_review.documents.interpreter.times import due_in

BASE = date(2027, 4, 20)


@pytest.mark.parametrize(
    ("text", "words", "on"),
    [
        ("Repeat the sample in three months' time – Ada to lead.", "in three months' time", date(2027, 7, 20)),
        ("Ongoing work is required with our suppliers", "", None),
        ("Go back to them at the end of term", "at the end of term", None),
        ("Agree it before the next panel", "before the next panel", None),
        ("Agree it – June Moss to lead", "", None),
        ("Work with the March cohort", "", None),
        ("Agree it by Whitsun", "by Whitsun", date(2027, 5, 16)),
        ("Agree it", "", None),
    ],
)
def test_a_day_is_given_only_where_it_is_sure(text: str, words: str, on: date | None) -> None:
    assert due_in(text, BASE) == (words, on)


def test_without_a_base_only_days_written_out_are_known() -> None:
    assert due_in("Agree it by 31 March 2027", None) == ("by 31 March 2027", date(2027, 3, 31))
    assert due_in("Agree it within six weeks", None) == ("within six weeks", None)


@pytest.mark.parametrize("text", ["Meet the matron. Lead TBC", "Meet the matron (Lead: to be confirmed)"])
def test_a_lead_who_is_not_known_yet_is_no_time(text):
    assert due_in(text, date(2026, 5, 14)) == ("", None)

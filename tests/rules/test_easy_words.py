"""Passwords that are hardly more than words that others in the same place would try."""

from __future__ import annotations

import re

import pytest
from _house import ROOT
from hypothesis import given
from hypothesis import strategies as st

from system_review.people.easy_words import EASY, LEFT, too_easy, words_of

NAMES = ("Eastmere Safeguarding Partnership", "Kelby & District NHS Trust", "reviews.eastmere.example")


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("SystemReview2026!", "Review"),
        ("safeguarding-2026-11", "safeguarding"),
        ("S@feguard1ng....12", "S@feguard1ng"),
        ("We1come to Eastm3re", "Eastm3re"),
        ("EastmereSafeguardingPartnership", "EastmereSafeguardingPartnership"),
        ("ｅａｓｔｍｅｒｅ ａｄｍｉｎ", "eastmere"),
        ("e a s t m e r e 1 2 3 4 5", "eastmere"),
        ("Kelby_District_99", "District"),
        ("Summer2026Summer2027", "Summer"),
        ("Pássword Wélcome", "Pássword"),
    ],
)
def test_a_password_that_is_hardly_more_than_easy_words(password: str, word: str) -> None:
    assert too_easy(password, NAMES) == word


@pytest.mark.parametrize(
    "password",
    [
        "three plain lanterns",
        "seven quiet harbours",
        "the safeguarding walrus sings",
        "k3Vx9Qr7-Zw2m",
        "correct horse battery staple",
        "ثلاثة فوانيس بسيطة جدا",
    ],
)
def test_a_password_with_enough_besides_is_good(password: str) -> None:
    assert too_easy(password, NAMES) == ""


def test_a_name_counts_only_where_it_is_given() -> None:
    assert too_easy("Eastmere Kelby 12") == ""
    assert too_easy("Eastmere Kelby 12", NAMES) == "Eastmere"


def test_short_words_of_a_name_do_not_count() -> None:
    assert words_of(["The Isle of Man NHS"]) == {"isle", "theisleofmannhs"}


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_has_an_answer_out_of_itself(password: str, names: list[str]) -> None:
    word = too_easy(password, names)

    assert len(word) <= 4 * len(password) + 4


@given(st.text("bcdfghjkmnpqrvwxz", min_size=LEFT, max_size=30))
def test_what_holds_no_easy_word_is_never_refused(password: str) -> None:
    assert too_easy(password) == ""


def test_the_page_lists_the_words() -> None:
    page = (ROOT / "docs" / "running" / "signing-in.md").read_text(encoding="utf-8")
    listed = re.search(r"and these:\n\n((?:> .*\n)+)", page)

    assert listed
    assert tuple(re.findall(r"\w+", listed[1])) == EASY
    assert f"needs {LEFT} signs" in page

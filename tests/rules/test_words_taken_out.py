"""Where words stand in a text, whatever letters they are written with, and what is left of it."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from system_review.upkeep.rules.word_places import Column, How
from system_review.upkeep.rules.word_values import Taking
from system_review.upkeep.rules.words import MARK, Words, why_not_reason, why_not_take_out


@pytest.mark.parametrize(
    ("typed", "text", "left"),
    [
        ("Ann Quorn", "Then ANN  quorn came, ann\nQuorn's mother too", f"Then {MARK} came, {MARK}'s mother too"),
        ("José", "Jose\u0301 and JOSÉ, not Jose", f"{MARK} and {MARK}, not Jose"),
        ("Jose", "Jose\u0301 is another", "Jose\u0301 is another"),
        ("O'Brien", "Sean O’Brien, O\u2019brien", f"Sean {MARK}, {MARK}"),
        ("Anna-Lena", "Anna\u2011Lena and anna–lena", f"{MARK} and {MARK}"),
        ("Quorn", "Quo\u00adrn, Quo\u200brn", f"{MARK}, {MARK}"),
        ("Ann", "Anna, Joann, Ann.", f"Anna, Joann, {MARK}."),
        ("ann", "notes_ann_1.docx", f"notes_{MARK}_1.docx"),
        ("Ａｎｎ", "Ann", MARK),
        ("straße", "STRASSE 7", f"{MARK} 7"),
        ("محمد", "قال محمد اليوم", f"قال {MARK} اليوم"),
        ("😀😀a1b", "x 😀😀A1B y", f"x {MARK} y"),
    ],
)
def test_words_are_found_whatever_letters_they_are_written_with(typed: str, text: str, left: str) -> None:
    assert Words(typed).without(text) == left


def test_part_of_a_word_is_found_where_that_is_asked_for() -> None:
    assert Words("ann", whole=False).without("Anna, Joann, an") == f"{MARK}a, Jo{MARK}, an"


def test_the_mark_is_short_where_the_long_one_does_not_fit() -> None:
    assert Words("Ann").without("Ann " * 50, longest=200) == "[…] " * 50
    assert Words("Ann").without("By Ann", longest=200) == f"By {MARK}"
    assert Words("Ann").padded("By Ann today, by Ann") == "By […] today, by […]"
    assert len(Words("Anneliese Quorn").padded("By Anneliese Quorn today")) == len("By Anneliese Quorn today")


@pytest.mark.parametrize("typed", ["", "an", "a n", "., !", "taken", "OUT", "aken o"])
def test_what_cannot_be_looked_for_is_refused(typed: str) -> None:
    assert why_not_take_out(typed) is not None


def test_the_reason_holds_no_words() -> None:
    assert why_not_reason("A name had slipped in", Words("Ann")) is None
    assert why_not_reason("ann's name", Words("Ann")) and why_not_reason("Annabel", Words("Ann"))


WRITTEN = some.text(some.sampled_from("anqué'’-–\u0301\u00ad \n[]Æß{}\"x"), max_size=40)


@given(before=WRITTEN, after=WRITTEN, composed=some.sampled_from(["NFC", "NFD"]), whole=some.booleans())
def test_nothing_is_left_and_nothing_else_is_lost(before: str, after: str, composed: str, whole: bool) -> None:
    words = Words("Zöe Quorn", whole=whole)
    text = f"{before} {unicodedata.normalize(composed, 'zöe  QUORN')} {after}"

    left = words.without(text)

    assert words.spans(left) == []
    assert left == f"{before} {MARK} {after}"
    assert len(words.padded(text)) == len(text)


@pytest.mark.parametrize(
    ("how", "value", "left"),
    [
        (How.JSON, ["Page {page} for {ann}", {"page": "Ann", "ann": ["Of {x}", {"x": "ann"}]}],
         ["Page {page} for {ann}", {"page": MARK, "ann": ["Of {x}", {"x": MARK}]}]),
        (How.JSON_TEXT, '{"text": ["Ann\\nQuorn, \\"Ann\\""]}', f'{{"text": ["{MARK}\\nQuorn, \\"{MARK}\\""]}}'),
        (How.JSON_TEXT, "[Ann is here", f"[{MARK} is here"),
        (How.TEXT, "", None),
        (How.TEXT, "Anna", None),
    ],
)  # fmt: skip
def test_what_is_kept_as_json_stays_json(how: How, value: object, left: object) -> None:
    taken = Taking(Words("Ann")).of(Column("x", how), value)

    assert (taken.value if taken else None) == left


def test_what_an_event_says_by_name_loses_the_name_too() -> None:
    taken = Taking(Words("Ann")).of_json_text('{"Ann": "2027-04-20", "day": ["ann"]}', names=True)

    assert taken is not None
    assert (taken.value, taken.count) == (f'{{"{MARK}": "2027-04-20", "day": ["{MARK}"]}}', 2)


@given(before=WRITTEN, text=WRITTEN, typed=some.sampled_from(["ann qué", "a'n-n q", "ÆßX"]))
def test_what_surely_stands_nowhere_is_not_read(before: str, text: str, typed: str) -> None:
    words, inside = Words(typed, whole=False), f"{before}{typed}{text}"

    assert words.may_stand(json.dumps({"text": inside}, ensure_ascii=False)) or not words.spans(inside)

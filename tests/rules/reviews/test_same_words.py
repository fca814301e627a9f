"""Which texts are one thing in other words, and which words differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from system_review.reviews.rules.same_words import by_words, likeness, marked


def said(pieces) -> str:
    return "".join(piece.text for piece in pieces)


def changed(pieces) -> list[str]:
    return [piece.text for piece in pieces if piece.is_changed]


def test_what_differs_is_marked_and_the_rest_is_not():
    old, new = marked("Staff ask about friends in half of the cases.", "Staff ask about places in most of the cases.")

    assert changed(old) == ["friends", "half"]
    assert changed(new) == ["places", "most"]


def test_neighbouring_words_are_marked_as_one():
    _, new = marked("Nobody asks.", "Every second worker now asks.")

    assert changed(new) == ["Every second worker now"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_joined_are_the_text(old, new):
    before, after = marked(old, new)

    assert (said(before), said(after)) == (old, new)


def test_equal_texts_have_nothing_marked():
    old, new = marked("The same.", "The same.")

    assert changed(old) == changed(new) == []


def test_very_long_texts_that_differ_are_marked_whole():
    old, new = marked("old word " * 2000, "new term " * 2000)

    assert changed(old) == ["old word " * 2000]
    assert changed(new) == ["new term " * 2000]


def test_likeness_counts_words_whatever_their_order():
    assert likeness("asks about places", "About places, asks") == 1
    assert likeness("asks about places", "Nothing of it") == 0


def test_the_most_alike_find_each_other_once():
    old = {0: ("Staff ask about places.", "a"), 1: ("Staff ask about friends and places.", "a")}
    new = {0: ("Staff ask about friends and about places.", "a"), 1: ("Staff ask about places", "a")}

    assert by_words(old, new) == {0: 1, 1: 0}


def test_of_equal_texts_the_one_in_the_same_place_is_meant():
    old = {0: ("Staff ask.", "a"), 1: ("Staff ask.", "b")}

    assert by_words(old, {0: ("Staff ask.", "b"), 1: ("Staff ask.", "a")}) == {0: 1, 1: 0}


def test_what_has_little_in_common_is_not_put_together():
    assert by_words({0: ("Shops call the police.", "a")}, {0: ("Half of the schools have a lead.", "a")}) == {}

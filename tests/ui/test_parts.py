"""What prepares a page's words: folding, ratings in halves, lights, bars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from system_review.reviews.pages import bar_of, folded, light_of
from system_review.ui.parts import Rating, rating_of
from system_review.ui.templatetags.ui import letters, rating, shape
from tests.ui.pretend import LONG_TEXT


def test_a_text_of_sixty_words_is_not_folded() -> None:
    text = "word " * 60

    assert folded(text) == (text, "")


def test_a_long_text_is_folded_after_a_sentence() -> None:
    start, rest = folded(LONG_TEXT)

    assert start.endswith("The front door reads only the school's list.")
    assert rest.startswith("In the twelve weeks")


def test_a_long_text_without_sentences_is_folded_after_a_word() -> None:
    start, rest = folded("word " * 120)

    assert start.endswith("word …")
    assert len(rest.split()) == 60


@given(st.text(alphabet=st.sampled_from("ab .?!\n\u00a0\u0628\u061f"), max_size=600), st.integers(3, 60))
def test_folding_loses_no_word(text: str, longest: int) -> None:
    start, rest = folded(text, longest)

    assert (start.removesuffix(" …") + " " + rest).split() == text.split()


def test_a_half_step_is_drawn_in_halves() -> None:
    half = rating_of(word="Amber/Red", shapes=("amber", "red"), words=("Amber", "Red"))

    assert half == Rating((("amber", "Amber"), ("red", "Red")))
    assert "<i>/</i>" in rating(half)


def test_a_step_with_a_word_of_its_own_keeps_it() -> None:
    own = rating_of(word="Requires improvement", shapes=("amber", "red"), words=("Amber", "Red"))

    drawn = rating(own)

    assert "Requires improvement" in drawn
    assert drawn.count("<use") == 2
    assert "<i>/</i>" not in drawn


@pytest.mark.parametrize(
    ("shapes", "marks", "halves"),
    [(("amber", "red"), "A/R", 2), (("red",), "R", 1), (("amber", "red"), "RI", 1), ((), "–", 1)],
)
def test_a_light_has_a_half_for_each_letter(shapes: tuple[str, ...], marks: str, halves: int) -> None:
    light = light_of(letters=marks, shapes=shapes, said="said", url="/")

    assert len(light.halves) == halves
    assert letters(light.halves).count("<b>") == halves


def test_marks_are_escaped() -> None:
    assert "<x>" not in shape("<x>") + rating(Rating((("<x>", "<x>"),))) + letters((("<x>", "<x>"),))


@given(st.lists(st.integers(0, 500), min_size=1, max_size=4), st.integers(0, 500))
def test_a_bar_shows_each_figure_and_is_no_longer_than_the_longest(figures: list[int], more: int) -> None:
    bar = bar_of(figures, longest=sum(figures) + more)

    assert [length > 0 for _, length in bar] == [figure > 0 for figure in figures]
    assert all(start + length <= 100 + len(figures) for start, length in bar)
    assert [start for start, _ in bar] == [sum(length for _, length in bar[:place]) for place in range(len(bar))]

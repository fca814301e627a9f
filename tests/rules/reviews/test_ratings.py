from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from system_review.frameworks.snapshots import Step
from system_review.reviews.rules.ratings import is_at_odds, ratings_of, suggest, why_not_rate
from system_review.reviews.rules.words import Colour, Unrated


def step(key: str, *colours: str) -> Step:
    return Step(key=key, word={"en-GB": key}, letters={"en-GB": key[0]}, colours=colours)


FIVE = (
    step("red", "red"),
    step("amber_red", "amber", "red"),
    step("amber", "amber"),
    step("green_amber", "green", "amber"),
    step("green", "green"),
)
THREE = (FIVE[0], FIVE[2], FIVE[4])


@pytest.mark.parametrize(
    ("colours", "rating"),
    [
        (["red"], "red"),
        (["red", "amber"], "amber_red"),
        (["amber", "amber"], "amber"),
        (["green", "amber", "green"], "green_amber"),
        (["green"], "green"),
        (["red", "green"], None),
        (["red", "amber", "green"], None),
        ([], None),
    ],
)
def test_the_suggestion_names_exactly_the_colours_found(colours, rating):
    assert suggest([Colour(c) for c in colours], FIVE).rating == rating


def test_every_set_of_colours_has_an_answer_in_words():
    for size in range(5):
        for colours in itertools.combinations(Colour, size):
            assert str(suggest(colours, FIVE).why)


def test_red_with_green_gives_the_counts_and_leaves_it_to_judgement():
    suggestion = suggest([Colour.RED, Colour.GREEN, Colour.GREEN], FIVE)

    assert suggestion.rating is None
    assert "your judgement: 1 red, 0 amber, 2 green" in str(suggestion.why)


def test_a_scale_without_half_steps_leaves_two_colours_to_judgement():
    assert suggest([Colour.RED, Colour.AMBER], THREE).rating is None


@given(st.lists(st.sampled_from([Colour.RED, Colour.AMBER, Colour.GREEN])), st.integers(1, 4))
def test_not_yet_known_never_changes_a_suggestion_and_is_named(colours, unknown):
    without = suggest(colours, FIVE)
    with_unknown = suggest([*colours, *[Colour.NOT_YET_KNOWN] * unknown], FIVE)

    assert with_unknown.rating == without.rating
    assert str(unknown) in str(with_unknown.why)
    assert "not yet known" in str(with_unknown.why)


@given(st.permutations([Colour.RED, Colour.AMBER, Colour.AMBER, Colour.NOT_YET_KNOWN]))
def test_order_does_not_matter(colours):
    assert suggest(colours, FIVE) == suggest(sorted(colours), FIVE)


def test_a_rating_that_differs_asks_for_a_reason():
    assert why_not_rate("green", scale=FIVE, suggested="amber", reason="  ") is not None
    assert why_not_rate("green", scale=FIVE, suggested="amber", reason="Checked since") is None


def test_a_rating_that_agrees_or_has_no_suggestion_needs_none():
    assert why_not_rate("amber", scale=FIVE, suggested="amber", reason="") is None
    assert why_not_rate("amber", scale=FIVE, suggested=None, reason="") is None


@pytest.mark.parametrize("state", list(Unrated))
def test_leaving_a_stage_unrated_never_asks_for_a_reason(state):
    assert why_not_rate(state, scale=FIVE, suggested="red", reason="") is None


@pytest.mark.parametrize("rating", ["", "purple", "amber_red"])
def test_a_rating_off_the_scale_is_refused(rating):
    assert why_not_rate(rating, scale=THREE, suggested=None, reason="") is not None


def test_at_odds_means_given_and_different():
    assert is_at_odds("green", suggested="amber", scale=FIVE)
    assert not is_at_odds("amber", suggested="amber", scale=FIVE)
    assert not is_at_odds(Unrated.NOT_RATED, suggested="amber", scale=FIVE)
    assert not is_at_odds("green", suggested=None, scale=FIVE)


def test_what_a_rating_can_be_follows_the_scale():
    assert ratings_of(THREE) == ("red", "amber", "green", *(state.value for state in Unrated))

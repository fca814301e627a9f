"""The colours of documents: readable on paper, and never the only sign."""

from __future__ import annotations

import pytest

from system_review.documents.writers.palette import BAR, BRIGHT, DEEP, GROUND, INK, SOFT, TINT, WASH

READABLE, SEEN = 4.5, 2.5  # WCAG's ratio for words; and what a rule needs to be seen beside its word


def light(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colour", DEEP)
def test_a_colours_word_can_be_read_on_its_tint(colour: str) -> None:
    assert contrast(DEEP[colour], TINT[colour]) >= READABLE
    assert contrast(BRIGHT[colour], "FFFFFF") >= SEEN


@pytest.mark.parametrize("paper", [GROUND, "FFFFFF", *WASH.values(), *TINT.values()])
def test_ink_and_quiet_words_can_be_read_on_every_ground(paper: str) -> None:
    assert contrast(INK, paper) >= READABLE
    assert contrast(SOFT, paper) >= READABLE


def test_white_words_can_be_read_on_the_bar() -> None:
    assert contrast("FFFFFF", BAR) >= READABLE

"""The beginning of a text, by which people know it again."""

from __future__ import annotations

import pytest

from system_review.texts import first_words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Chairs ask young people", "Chairs ask young people"),
        ("Chairs ask young people where they feel safe", "Chairs ask young people …"),
        ("Chairs  ask\nyoung people", "Chairs ask young people"),
        ("a\x07b c", "a␇b c"),
        ("", ""),
    ],
)
def test_a_text_is_known_by_its_first_words(text, said):
    assert first_words(text, 4) == said

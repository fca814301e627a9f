"""Joining what two people made of one text: nothing that either wrote is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from system_review.reviews.rules.joining import joined


@pytest.mark.parametrize(
    ("before", "theirs", "mine", "both"),
    [
        ("A one. B two. C three.", "A one. B 2. C three.", "A one. B two. C three. D.", "A one. B 2. C three. D."),
        ("Minutes", "Minutes\nTheir line", "Minutes\nMy line", "Minutes\nTheir line\nMy line"),
        ("A.\nB.", "A.\nB.\nTheirs.", "Mine.\nA.\nB.", "Mine.\nA.\nB.\nTheirs."),
        ("As it was.", "Theirs now.", "Mine now.", "Theirs now. Mine now."),
        ("As it was.", "The same.", "The same.", "The same."),
        ("A. B.", "A.", "A. B.", "A."),
        ("A. B.", "A.", "A. C.", "A. C."),
        ("", "They wrote", "I wrote", "They wrote\nI wrote"),
        ("Of 3.5 km.", "Of 3.5 km. More.", "Of 3.5 km!", "Of 3.5 km. More. Of 3.5 km!"),
    ],
)  # fmt: skip
def test_both_stand_in_it(before: str, theirs: str, mine: str, both: str) -> None:
    assert joined(before, theirs, mine) == both


WORDS = st.sampled_from(["one", "two", "three", "four", "five"])
TEXTS = st.lists(WORDS, max_size=6).map(lambda words: " ".join(f"{word.capitalize()}." for word in words))


@given(before=TEXTS, theirs=st.lists(WORDS, max_size=3), mine=st.lists(WORDS, max_size=3))
def test_whatever_either_added_is_there(before: str, theirs: list[str], mine: list[str]) -> None:
    added = [f"{before} Theirs {' '.join(theirs)}.", f"{before} Mine {' '.join(mine)}."]

    both = joined(before, *added)

    assert f"Theirs {' '.join(theirs)}" in both
    assert f"Mine {' '.join(mine)}" in both


@given(before=TEXTS, changed=TEXTS)
def test_where_one_alone_changed_it_that_is_what_stands(before: str, changed: str) -> None:
    assert joined(before, changed, before).split() == changed.split()
    assert joined(before, before, changed).split() == changed.split()

"""However a Word file is taken apart, what is read is what is in it, or one sentence says why not."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from system_review.documents.readers.word.read import read
from system_review.errors import Refused
from tests.documents.readers.everywhere import everywhere
from tests.documents.readers.mutations import mutated

WHOLE = everywhere()


@settings(max_examples=250, deadline=None)
@given(st.integers(0, 2**32))
def test_every_character_of_a_mutated_file_is_accounted_for(seed):
    data = mutated(WHOLE, random.Random(seed), ("word/", "docProps/"))

    try:
        reading = read(data)
    except Refused:
        return

    assert reading.counted() == reading.swept

"""Ten thousand broken documents of every kind (U8): no crash, no hang, no character lost.

    bin/drill tests/drill/test_mutants.py                    10,000 of them, a few minutes
    MUTANTS=50000 FIRST=1000000 bin/drill … -k mutants       others, or more

A number that is told can be looked at: `tests.documents.hostile.mutants.mutant(NUMBER)`.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from tests.documents.hostile.fuzzing import fuzzed, through_the_child

MUTANTS, FIRST = int(os.environ.get("MUTANTS", "10000")), int(os.environ.get("FIRST", "1000"))
EACH = 25  # of so many, one goes through the real child as well


def test_no_broken_document_does_harm(tell: Callable[[str], None]) -> None:
    tally = fuzzed(FIRST, MUTANTS)

    tell(f"{tally.words.total()} broken documents: {dict(tally.words)}; the slowest took {tally.slowest:.1f} s")
    assert tally.odd == []
    if tally.long:
        tell(f"in time, those that take too long: {dict(through_the_child(tally.long))}")


def test_none_does_harm_through_the_child(tell: Callable[[str], None]) -> None:
    words = through_the_child(range(FIRST, FIRST + MUTANTS, EACH))

    tell(f"{words.total()} of them through the real child: {dict(words)}")
    assert words.total() > 0

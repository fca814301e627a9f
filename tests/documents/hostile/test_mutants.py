"""Broken documents do no harm: none kills a reader, none takes too long, none loses a character. More in bin/drill."""

from __future__ import annotations

import sys

import pytest

from tests.documents.hostile.fuzzing import fuzzed, through_the_child
from tests.documents.hostile.mutants import mutant

MUTANTS, THROUGH_CHILD = 200, 20

pytestmark = [pytest.mark.skipif(sys.platform == "win32", reason="ended by an alarm of Unix"), pytest.mark.long]


def test_no_broken_document_does_harm() -> None:
    tally = fuzzed(0, MUTANTS)

    assert tally.odd == []
    assert tally.words.total() == MUTANTS
    assert through_the_child(tally.long).total() == len(tally.long)


def test_none_does_harm_through_the_child() -> None:
    assert through_the_child(range(0, MUTANTS, MUTANTS // THROUGH_CHILD)).total() == THROUGH_CHILD


def test_a_broken_document_is_the_same_each_time() -> None:
    assert mutant(7) == mutant(7)
    assert mutant(7) != mutant(8)

"""Our own Word and Excel files, edited as partners edit them: what is different is known again, and nothing else is.

A short version of `bin/bench returning`, which tries many more.
"""

from __future__ import annotations

import random

import pytest

from system_review.documents.rules.returned.differences import Kind
from system_review.documents.rules.returned.marking import marked_words
from tests.bench.returning import docx_edits, xlsx_edits
from tests.bench.returning.cases import Case, came_back, exported
from tests.bench.returning.command import compared, edited

FORMATS = pytest.mark.parametrize("key", ["docx", "xlsx"])


@FORMATS
def test_a_file_that_nobody_edited_is_no_different(key):
    assert came_back(exported(key)) == []


@FORMATS
@pytest.mark.parametrize("has_names", [True, False], ids=["with hidden names", "without"])
def test_what_was_edited_comes_back_as_differences_and_nothing_wrong_is_sure(key, has_names):
    case = edited(key, 3, has_names=has_names)

    found = came_back(case.data)

    missed, besides = compared(case.wanted, found)

    assert len(missed) <= (0 if has_names else 1), missed
    assert not [each for each in besides if each.is_sure]
    assert has_names or not [each for each in found if each.is_sure]


def test_a_deletion_that_is_only_tracked_is_told_by_our_own_words():
    case = Case("gone", "docx", b"", random.Random(1))
    paper = docx_edits.Paper(exported("docx"))
    docx_edits.gone_by_tracking(case, paper)

    [gone] = came_back(paper.bytes())

    assert (gone.kind, gone.about, gone.theirs) == (Kind.GONE, case.wanted[0].about, "")
    assert gone.ours
    assert not gone.is_sure


def test_rows_that_only_moved_are_no_difference():
    case = Case("sorted", "xlsx", b"", random.Random(1))
    book = xlsx_edits.Book(exported("xlsx"))
    xlsx_edits.sorted_rows(case, book)

    assert came_back(book.bytes()) == []


def test_words_that_differ_are_marked_and_the_runs_are_the_text():
    old, new = "Some teams ask about places.", "A few teams now ask about places."

    left, right = marked_words(old, new)

    assert "".join(run.text for run in left) == old
    assert "".join(run.text for run in right) == new
    assert [run.text for run in left if run.is_changed] == ["Some"]
    assert [run.text.strip() for run in right if run.is_changed] == ["A few", "now"]

"""A table without lines goes on while rows stand under its bold head, however few of its columns they fill."""

from __future__ import annotations

from system_review.documents.readers.pdf.rows import Word, WordRow
from system_review.documents.readers.pdf.under_heads import columns_of_head, end_under_head

EDGES = [97.0, 194.0, 294.0, 394.0, 500.0]


def row(base: float, *starts: float, bold: bool = False, size: float = 10.0, width: float = 60.0) -> WordRow:
    """Words that begin at these places."""
    return WordRow(base, size, [Word(start, start + width, "words", base) for start in starts], bold)


HEAD = row(780, 100, 200, 300, 400, bold=True)


def test_rows_in_one_column_alone_belong_to_the_table() -> None:
    rows = [HEAD, row(766, 100, 200), row(740, 300), row(727, 300), row(700, 400)]

    assert end_under_head(rows, 0, 2, EDGES) == 5


def test_a_larger_heading_ends_it() -> None:
    rows = [HEAD, row(766, 100, 200), row(730, 100, bold=True, size=14), row(700, 100, 200)]

    assert end_under_head(rows, 0, 2, EDGES) == 2


def test_the_next_head_ends_it_and_what_leads_to_that_is_none_of_its_rows() -> None:
    rows = [HEAD, row(766, 100, 200), row(740, 100, bold=True), row(720, 100, 200, 300, 400, bold=True)]

    assert end_under_head(rows, 0, 2, EDGES) == 2


def test_running_text_ends_it() -> None:
    rows = [HEAD, row(766, 100, 200), row(740, 100, 163, 226, 289, 352, 415), row(727, 100, 163, 226, 289, 352, 415)]

    assert end_under_head(rows, 0, 2, EDGES) == 2


def test_without_a_bold_head_nothing_is_added() -> None:
    rows = [row(780, 100, 200, 300, 400), row(766, 100, 200), row(740, 300)]

    assert end_under_head(rows, 0, 2, EDGES) == 2


def test_numbers_of_lists_are_no_columns_but_what_stands_before_the_head_is_one() -> None:
    rows = [HEAD, row(766, 20, 100, 200, 218)]

    assert columns_of_head(rows, 0, [17.0, 97.0, 194.0, 214.0, 294.0, 394.0, 500.0]) == [17.0, *EDGES]

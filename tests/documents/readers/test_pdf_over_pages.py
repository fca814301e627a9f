"""A table without lines that goes on on the next page is read in the columns that it had before."""

from __future__ import annotations

from system_review.documents.readers.pdf.lattice import Grid
from system_review.documents.readers.pdf.over_pages import gone_over
from system_review.documents.readers.pdf.rows import Word, WordRow

EDGES = [0.0, 100.0, 200.0, 300.0, 400.0, 500.0, 600.0]


def before(edges: list[float] = EDGES) -> Grid:
    return Grid(edges, [800.0, 20.0], [], drawn=False)


def row(base: float, *starts: float, width: float = 60.0) -> WordRow:
    """Words that begin at these places."""
    return WordRow(base, 10.0, [Word(start, start + width, "words", base) for start in starts], bold=False)


def test_rows_that_fit_stand_in_the_columns_of_the_page_before() -> None:
    found = gone_over(before(), [row(780, 103, 303), row(768, 103, 503)], [])

    assert found is not None
    assert found.xs[:-1] == EDGES[:-1]


def test_a_wide_gap_that_is_no_column_of_it_tells_another_table() -> None:
    assert gone_over(before(), [row(780, 103, 180, 303, width=15)], []) is None


def test_running_text_across_the_columns_does_not_go_on() -> None:
    text = row(780, *(10.0 + 63 * number for number in range(9)))

    assert gone_over(before(), [text, row(768, *(10.0 + 63 * number for number in range(9)))], []) is None


def test_a_text_alone_below_a_gap_may_be_a_heading_and_is_left() -> None:
    found = gone_over(before(), [row(780, 103, 303), row(750, 203), row(738, 3, 103)], [])

    assert found is not None
    assert found.ys[-1] > 750


def test_few_columns_are_not_known_again() -> None:
    assert gone_over(before([0.0, 200.0, 400.0, 600.0]), [row(780, 3, 203)], []) is None

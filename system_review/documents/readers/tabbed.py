"""Tables that were pasted into a text: a row a line, with tabs between the cells. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_FEWEST = 2  # tabs of a row: a list's mark and a label stand before a single one too
_MOST_LACKING = 2  # cells without a text at the beginning of the first row


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a cell: from where to where it stands in the paragraph, its row and column, from 1, and its number."""

    start: int
    end: int
    row: int
    column: int
    number: int


def pieces_of(paragraph: str) -> list[Piece]:
    """What stands in the cells of a paragraph that is a table; none if it is running text."""
    lines = paragraph.split("\n")
    tabs = max(line.count("\t") for line in lines)
    rows = _rows(lines, tabs) if tabs >= _FEWEST else []
    return list(_pieces(lines, rows, tabs)) if len(rows) > 1 else []


def _rows(lines: list[str], tabs: int) -> list[list[int]]:
    """The numbers of the lines that each row is written in; none if they do not make rows of so many tabs.

    The first row may lack cells at its beginning and the last at its end, since a paragraph has no space around it.
    """
    rows: list[list[int]] = []
    had = tabs
    for number, line in enumerate(lines):
        count = line.count("\t")
        if had == tabs and (count or not rows):
            rows.append([number])
            had = count
        elif had + count <= tabs:
            rows[-1].append(number)
            had += count
        elif len(rows) == 1 and count == tabs and tabs - had <= _MOST_LACKING:
            rows.append([number])
            had = count
        else:
            return []
    return rows


def _pieces(lines: list[str], rows: list[list[int]], tabs: int) -> Iterator[Piece]:
    start = 0
    for row, numbers in enumerate(rows, 1):
        lacking = tabs - sum(lines[number].count("\t") for number in numbers) if row == 1 else 0
        column, said = 1 + lacking, Counter[int]()
        for number in numbers:
            for at, text in enumerate(lines[number].split("\t")):
                column += at > 0
                if text.strip():
                    said[column] += 1
                    left, right = len(text) - len(text.lstrip()), len(text.rstrip())
                    yield Piece(start + left, start + right, row, column, said[column])
                start += len(text) + 1

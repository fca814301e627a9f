"""Rows of words as they stand beside one another, and where rows of a table without lines begin among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from system_review.documents.readers.pdf.lines import is_written_elsewhere, sign_rows, words_in
from system_review.documents.readers.pdf.paragraphs import ends_sentence
from system_review.documents.readers.pdf.signs import Sign

MORE_THAN_PITCH = 1.2  # times the usual distance of lines: more parts rows
ENOUGH = 20  # spaces, for them to show how wide they are
MOST_RULED = 0.6  # of a table's width: so long must a line be to part its rows


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands. `is_apart` from the one before it, if the file has it with another text."""

    start: float
    end: float
    text: str
    base: float
    is_apart: bool = False


@dataclass(slots=True)
class WordRow:
    """Words on one base, from the left."""

    base: float
    size: float
    words: list[Word]
    bold: bool
    space: float = 0.28  # of a sign's size: how far apart the words of one text usually stand

    @property
    def top(self) -> float:
        """Where its highest signs end."""
        return self.base + 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Where its deepest signs end."""
        return self.base - 0.25 * self.size

    @property
    def middle(self) -> float:
        """Half-way up its small letters."""
        return self.base + 0.25 * self.size

    def base_in(self, left: float, right: float) -> float | None:
        """Where the words stand that begin there."""
        return next((word.base for word in self.words if left <= word.start + 0.5 < right), None)

    def between(self, left: float, right: float) -> str:
        """Its words that stand there."""
        return " ".join(word.text for word in self.words if left <= word.start + 0.5 < right)


def word_rows(signs: list[Sign]) -> list[WordRow]:
    """The rows of upright signs, the highest first. Each sign is then said to stand where its word begins."""
    rows = []
    for group in sign_rows(signs):
        words: list[Word] = []
        last: Sign | None = None
        for word in words_in(group):
            text = "".join(sign.text for sign in word)
            is_apart = last is not None and is_written_elsewhere(last, word[0])
            words.append(Word(word[0].start, max(sign.end for sign in word), text, word[0].base, is_apart))
            last = word[-1]
            for sign in word:
                sign.x = word[0].start + 0.5
        sizes = median(sign.style.size for sign in group)
        rows.append(WordRow(median(sign.base for sign in group), sizes, words, all(s.style.bold for s in group)))
    spaces = [
        gap / row.size
        for row in rows
        for word, after in pairwise(row.words)
        if row.size and (gap := after.start - word.end) < row.size and not after.is_apart
    ]
    for row in rows:
        row.space = median(spaces) if len(spaces) >= ENOUGH else row.space
    return sorted(rows, key=lambda row: -row.base)


def first_rows(
    rows: list[WordRow], xs: list[float], ruled: list[float], *, tight: bool | None = None
) -> tuple[list[int], bool]:
    """The numbers of those rows of words that begin a row of the table with these columns.

    `ruled` are the heights at which something drawn parts rows. Where that parts more than a head, nothing else does.
    True beside them if rows stand no further apart than lines: `tight` says so where it is known already.
    """
    by_rule = [0, *ruled_rows(rows, ruled)]
    if len(by_rule) > 3 or (len(by_rule) == 3 and len(rows) <= 4):
        return by_rule, False
    columns = list(pairwise(xs))
    wide = set(_after_a_gap(rows, columns, MORE_THAN_PITCH * _pitch(rows, columns)))
    begun = {n for n in wide if _begins(rows, n, columns)}
    if tight is None:
        tight = not wide or (len(wide) < min(2, 0.15 * len(rows)) and not _is_tall(rows, columns))
    if tight:
        begun |= {n for n in range(1, len(rows)) if _begins_tightly(rows, n, columns)}
    return sorted({*by_rule, *begun}), tight


def ruled_rows(rows: list[WordRow], ruled: list[float]) -> list[int]:
    """The numbers of rows of words right above which something is drawn at one of these heights."""
    return [n for n in range(1, len(rows)) if _is_ruled(rows[n - 1], rows[n], ruled)]


def _after_a_gap(rows: list[WordRow], columns: list[tuple[float, float]], gap: float) -> Iterator[int]:
    """The numbers of rows of words below the last ones, in every column, by more than that."""
    latest: dict[int, float] = {}
    for number, row in enumerate(rows):
        here = {n: base for n, column in enumerate(columns) if (base := row.base_in(*column)) is not None}
        steps = [latest[n] - base for n, base in here.items() if n in latest]
        above = min(latest.values(), default=0.0) - max(here.values(), default=row.base)
        if number and min([above, *steps] if above > 0 else steps, default=0.0) > gap:
            yield number
        latest |= here


def _is_ruled(above: WordRow, below: WordRow, ruled: list[float]) -> bool:
    return any(below.base + 0.3 * below.size <= y <= above.base + 0.1 * above.size for y in ruled)


def _pitch(rows: list[WordRow], columns: list[tuple[float, float]]) -> float:
    """How far apart lines of one cell usually stand."""
    size = median(row.size for row in rows)
    small: list[float] = []
    for column in columns:
        bases = [base for row in rows if (base := row.base_in(*column)) is not None]
        small += [above - below for above, below in pairwise(bases) if above - below < 2.2 * size]
    small.sort()
    return median(small[: max(1, len(small) // 2)]) if small else 1.2 * size


def _begins(rows: list[WordRow], number: int, columns: list[tuple[float, float]]) -> bool:
    """Whether what stands after a wide step begins a row, and is no further paragraph of a single cell."""
    filled = [n for n, column in enumerate(columns) if rows[number].between(*column)]
    if len(filled) != 1:
        return True
    return rows[number].bold != rows[number - 1].bold or not rows[number - 1].between(*columns[filled[0]])


def _begins_tightly(rows: list[WordRow], number: int, columns: list[tuple[float, float]]) -> bool:
    """The same, where rows stand no further apart than lines: something begins in the first column, nothing goes on."""
    if not rows[number].between(*columns[0]) or not _begins(rows, number, columns):
        return False
    for column in columns:
        before, here = rows[number - 1].between(*column), rows[number].between(*column)
        if before and here and not ends_sentence(before) and here[:1].islower():
            return False
    return True


def _is_tall(rows: list[WordRow], columns: list[tuple[float, float]]) -> bool:
    """Whether the first column is empty in most rows of words, as beside long cells."""
    return sum(not row.between(*columns[0]) for row in rows) > 0.5 * len(rows)

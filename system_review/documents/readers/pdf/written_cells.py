"""Pieces of lines in the order in which the file writes them, and the cells that they make: each from its top down."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from system_review.documents.readers.pdf.lines import is_written_elsewhere, sign_rows, words_in
from system_review.documents.readers.pdf.signs import BULLET, Sign

WIDE = 1.0  # of a sign's size: a gap that parts pieces of a line
NARROW = 0.45  # the same, where other cells begin at the same place
MARKED = 2.4  # the same: so far may a bullet stand before its text
LEFTWARDS = 2.5  # points: so much further left may a line of a cell begin than those above it
LONGEST_STEP = 3.2  # of a sign's size: so far apart may lines of one cell stand
SHORTEST_STEP = 0.5


@dataclass(slots=True)
class Piece:
    """Words beside one another, written one after the other. `index` is the place of its first sign in the file."""

    index: int
    start: float
    end: float
    base: float
    size: float
    bold: bool
    words: list[list[Sign]]

    @property
    def top(self) -> float:
        """Where its highest signs end."""
        return self.base + 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Where its deepest signs end."""
        return self.base - 0.25 * self.size


@dataclass(slots=True)
class WrittenCell:
    """Pieces of which each stands below the one before, from the top."""

    pieces: list[Piece]

    @property
    def left(self) -> float:
        """How far to the left it reaches."""
        return min(piece.start for piece in self.pieces)

    @property
    def right(self) -> float:
        """How far to the right it reaches; a single word that is too long for its column does not count."""
        ends = [piece.end for piece in self.pieces if len(piece.words) > 1]
        return max(ends) if ends else min(piece.end for piece in self.pieces)

    @property
    def first(self) -> Piece:
        """Its highest piece."""
        return self.pieces[0]

    @property
    def last(self) -> Piece:
        """Its lowest piece."""
        return self.pieces[-1]


Span = tuple[int, int]  # a cell's first column and the one after its last
Placed = dict[Span, WrittenCell]


def pieces_in(signs: list[Sign], starts: list[float] | None = None) -> list[Piece]:
    """The pieces of these upright signs, in the order of the file. `starts` are places at which cells begin."""
    pieces: list[Piece] = []
    for group in sign_rows(signs):
        together: list[list[Sign]] = []
        for word in words_in(group):
            if together and _is_parted(together, word, starts or []):
                pieces.append(_piece(together))
                together = []
            together.append(word)
        pieces.append(_piece(together))
    return sorted(pieces, key=lambda piece: piece.index)


def _is_parted(before: list[list[Sign]], word: list[Sign], starts: list[float]) -> bool:
    last = before[-1][-1]
    end = max(sign.end for sign in before[-1])
    gap, size = word[0].start - end, word[0].style.size
    if is_written_elsewhere(last, word[0]):
        return True
    if len(before) == 1 and gap <= MARKED * size and BULLET.match("".join(sign.text for sign in before[0]) + " "):
        return False
    at_start = gap >= NARROW * size and any(abs(word[0].start - start) <= 1 for start in starts)
    return gap >= WIDE * size or at_start


def _piece(words: list[list[Sign]]) -> Piece:
    signs = [sign for word in words for sign in word]
    first = signs[0]
    return Piece(
        min(sign.index for sign in signs),
        min(sign.start for sign in signs),
        max(sign.end for sign in signs),
        first.base,
        first.style.size,
        all(sign.style.bold for sign in signs),
        words,
    )


def cells_of(pieces: list[Piece]) -> list[WrittenCell]:
    """Pieces together that are written one below the other."""
    cells: list[WrittenCell] = []
    for piece in pieces:
        if cells and _goes_on(cells[-1], piece):
            cells[-1].pieces.append(piece)
        else:
            cells.append(WrittenCell([piece]))
    return cells


def _goes_on(cell: WrittenCell, piece: Piece) -> bool:
    step = (cell.last.base - piece.base) / max(piece.size, cell.last.size, 1)
    if not SHORTEST_STEP < step <= LONGEST_STEP:
        return False
    middle = (cell.last.start + cell.last.end) / 2
    is_centred = abs((piece.start + piece.end) / 2 - middle) <= 1.5
    return is_centred or (cell.left - LEFTWARDS <= piece.start < cell.right and piece.end > cell.left)


def jumps_up(pieces: list[Piece]) -> int:
    """How often a piece stands higher than the one written before it: never, where lines are written across cells."""
    return sum(after.base > piece.base + SHORTEST_STEP * piece.size for piece, after in pairwise(pieces))

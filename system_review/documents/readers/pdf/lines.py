"""Puts the signs of a part of a page into lines, whichever way they are turned, and spaces their words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from system_review.documents.readers.pdf.direction import as_written, runs_right_to_left, with_brackets_matched
from system_review.documents.readers.pdf.geometry import Box, upright
from system_review.documents.readers.pdf.signs import Sign, Style

SAME_BASE = 0.3  # of a sign's size: bases that near are one line's
RAISED = 0.65  # the same, for smaller signs that stand higher or lower
WORD_GAP = 0.22  # of a sign's size: a wider gap is a space
HINTED_GAP = 0.09  # the same, where pdfium thinks so too
TOO_MANY = 3  # spaces on end that only pdfium sees, each behind one letter: there are none
TOUCHING = 0.03  # of a sign's size: letters no further apart touch
FURTHEST_APART = 12  # signs in the order of the file: what is further apart belongs to other texts
_HYPHENS = ("-", "\u2010")
WIDE_GAP = 1.5  # the same: a wider gap parts what stands beside one another


@dataclass(slots=True)
class Line:
    """Signs beside one another, as text. The signs themselves are not kept: there are too many.

    `start`, `end` and `base` are as a sign's; `row` is the number of the line that it is a piece of, if
    it was parted from others beside it. `style` is that of most of its signs, `bold` true if all of them are.
    """

    row: int
    text: str
    start: float
    end: float
    base: float
    style: Style
    bold: bool
    first_word: float  # how wide its first word is
    inks: tuple[str, ...] = ()  # the colours of its letters, in their order along the line
    fonts: tuple[int, int] = (0, 0)  # those of its first letter and its last
    is_marked: bool = False  # a bullet that is no sign is drawn before it
    behind: str = "#FFFFFF"  # what is painted behind it
    hidden: bool = False

    @property
    def size(self) -> float:
        """How large most of its signs are."""
        return self.style.size

    @property
    def box(self) -> Box:
        """Where it is on the page."""
        low, high = self.base - 0.25 * self.size, self.base + 0.8 * self.size
        return upright(Box(self.start, low, self.end, high), self.style.turns)


def lines_of(signs: list[Sign]) -> list[Line]:
    """The lines of signs that are all turned alike, the highest first; pieces far apart are lines of their own."""
    lines: list[Line] = []
    for row, group in enumerate(_rows(signs)):
        lines += [_line(piece, row) for piece in _pieces(group)]
    return lines


def pieces_of(signs: list[Sign]) -> list[tuple[Line, list[Sign]]]:
    """The same lines with the signs that each is made of."""
    return [(_line(piece, row), piece) for row, group in enumerate(_rows(signs)) for piece in _pieces(group)]


def line_in(box: Box, text: str, row: int, *, hidden: bool = False) -> Line:
    """A line of a text that was not set sign by sign, at the top of a box."""
    style = Style(min(10.0, max(box.height, 4.0)), 0, False, "#000000", False)
    base = box.top - style.size
    return Line(row, text, box.left, box.right, base, style, False, box.width, hidden=hidden)


def sign_rows(signs: list[Sign]) -> list[list[Sign]]:
    """Signs that stand on the same base together, the highest first."""
    return _rows(signs)


def words_in(row: list[Sign]) -> Iterator[list[Sign]]:
    """The words of a row, from the left."""
    row = sorted(row, key=lambda sign: (sign.start, sign.index))
    spaces = _spaces_before(row)
    starts = [number for number, space in enumerate(spaces) if space or number == 0]
    for start, end in pairwise([*starts, len(row)]):
        yield row[start:end]


def is_written_elsewhere(before: Sign, sign: Sign) -> bool:
    """Whether a sign was not written after the one that it stands behind, but with another text."""
    apart = sign.index - before.index
    if -1 <= apart <= FURTHEST_APART or before.style.size != sign.style.size:
        return False
    return any(letter.isalnum() for letter in before.text + sign.text)


def joined(lines: list[Line]) -> Line:
    """Pieces of one row as one line."""
    first, longest = lines[0], max(lines, key=lambda line: len(line.text))
    return replace(
        first,
        text=" ".join(line.text for line in lines),
        end=max(line.end for line in lines),
        style=longest.style,
        bold=all(line.bold for line in lines),
    )


def _rows(signs: list[Sign]) -> list[list[Sign]]:
    rows: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda sign: -sign.base):
        if rows and abs(rows[-1][0].base - sign.base) <= SAME_BASE * min(sign.style.size, rows[-1][0].style.size):
            rows[-1].append(sign)
        else:
            rows.append([sign])
    return _with_raised([part for row in rows for part in _one_above_another(row)])


def _one_above_another(row: list[Sign]) -> list[list[Sign]]:
    """Lines that are printed over one another, because their cell is too small, are parted by their exact bases."""
    along = sorted(row, key=lambda sign: (sign.start, sign.index))
    covered = sum(after.start < sign.end - 0.5 * (sign.end - sign.start) - 0.1 for sign, after in pairwise(along))
    bases: dict[float, list[Sign]] = defaultdict(list)
    for sign in row:
        bases[round(sign.base, 1)].append(sign)
    if len(bases) < 2 or covered < 0.2 * len(row):
        return [row]
    return [bases[base] for base in sorted(bases, reverse=True)]


def _with_raised(rows: list[list[Sign]]) -> list[list[Sign]]:
    """Small signs that stand a little higher or lower than a line beside them belong to it."""
    made: list[list[Sign]] = []
    for row in rows:
        if made and _is_raised(row, made[-1]):
            made[-1] += row
        elif made and _is_raised(made[-1], row):
            made[-1] = [*row, *made[-1]]
        else:
            made.append(row)
    return made


def _is_raised(small: list[Sign], large: list[Sign]) -> bool:
    size = large[0].style.size
    if small[0].style.size > 0.85 * size or abs(small[0].base - large[0].base) > RAISED * size:
        return False
    start, end = min(sign.start for sign in large), max(sign.end for sign in large)
    return all(start - size <= sign.start and sign.end <= end + size for sign in small)


def _pieces(row: list[Sign]) -> list[list[Sign]]:
    row = sorted(row, key=lambda sign: (sign.start, sign.index))
    wide = max(WIDE_GAP * median(sign.style.size for sign in row), 2 * _spacing(row))
    pieces = [[row[0]]]
    end = row[0].end
    for sign in row[1:]:
        if sign.start - end > wide and not _is_marker(pieces[-1]):
            pieces.append([])
        pieces[-1].append(sign)
        end = max(end, sign.end)
    return pieces


def _is_marker(piece: list[Sign]) -> bool:
    """A bullet or a number, which may stand far before its text."""
    text = "".join(sign.text for sign in piece)
    return len(text) <= 4 and (not text[-1].isalnum() or (len(text) == 1 and text == "o"))


def _spacing(row: list[Sign]) -> float:
    """How far apart the letters of a word stand, if they were set apart on purpose."""
    if len(row) < 5:
        return 0
    gaps = sorted(after.start - sign.end for sign, after in pairwise(row))
    size = median(sign.style.size for sign in row)
    low = gaps[len(gaps) // 4]
    usual = gaps[len(gaps) // 2]
    return usual if low > 0.12 * size and usual < WIDE_GAP * size else 0


def _line(signs: list[Sign], row: int) -> Line:
    signs = sorted(signs, key=lambda sign: (sign.start, sign.index))
    style = Counter(sign.style for sign in signs).most_common(1)[0][0]
    return Line(
        row,
        _text(signs),
        min(sign.start for sign in signs),
        max(sign.end for sign in signs),
        Counter(sign.base for sign in signs).most_common(1)[0][0],
        style,
        all(sign.style.bold for sign in signs),
        _first_word(signs),
        tuple(dict.fromkeys(sign.style.ink for sign in signs if sign.text.isalnum())),
        (signs[0].font, signs[-1].font),
    )


def _first_word(signs: list[Sign]) -> float:
    """How wide what stands before the first place is at which a line may end: a space, or a hyphen between letters."""
    spaces = _spaces_before(signs)
    length = next((number for number, space in enumerate(spaces) if space), len(signs))
    for number in range(1, length - 1):
        if signs[number].text in _HYPHENS and signs[number - 1].text.isalpha() and signs[number + 1].text.isalpha():
            length = number + 1
            break
    return max(sign.end for sign in signs[:length]) - signs[0].start


def _text(signs: list[Sign]) -> str:
    texts: list[str] = []
    for space, cluster in _clusters(signs):
        texts += [" ", cluster] if space else [cluster]
    return with_brackets_matched("".join(texts[number] for number in as_written(texts)))


def _clusters(signs: list[Sign]) -> Iterator[tuple[bool, str]]:
    """Signs with the marks on them, and all that one shape stands for; whether there is a space before each."""
    latest: list[Sign] = []
    is_space = False
    for sign, space in zip(signs, _spaces_before(signs), strict=True):
        if latest and sign.start == latest[0].start and sign.end in (latest[0].end, sign.start):
            latest.append(sign)
            continue
        if latest:
            yield is_space, _in_cluster(latest, before=sign)
        latest, is_space = [sign], space
    yield is_space, _in_cluster(latest, before=None)


def _in_cluster(signs: list[Sign], *, before: Sign | None) -> str:
    """pdfium turns what runs from right to left round, and with it what one shape stands for."""
    texts = [sign.text for sign in signs]
    if len(texts) > 1 and signs[1].end > signs[1].start and runs_right_to_left(texts[0]):
        if before is None or before.index < signs[0].index:
            texts.reverse()
    return "".join(texts)


def _spaces_before(signs: list[Sign]) -> list[bool]:
    spacing = _spacing(signs)
    spaces = [False]
    end = signs[0].end
    one_way = not runs_right_to_left("".join(sign.text for sign in signs))
    for (before, sign), hinted in zip(pairwise(signs), _hints(signs), strict=True):
        gap, size = sign.start - end, sign.style.size
        if spacing:
            spaces.append(gap > 1.6 * spacing)
        else:
            is_wide = gap > (HINTED_GAP if hinted else WORD_GAP) * size
            spaces.append(is_wide or (one_way and gap > -0.5 * size and is_written_elsewhere(before, sign)))
        end = max(end, sign.end)
    return spaces


def _hints(signs: list[Sign]) -> list[bool]:
    """For each two signs, whether pdfium or the file has a space between them.

    pdfium is not believed where it sees one behind each letter of a run, or several between letters that touch.
    """
    later = [sign if sign.index > before.index else before for before, sign in pairwise(signs)]
    touching = sum(
        sign.made_space and not sign.spaced and abs(after.start - before.end) < TOUCHING * sign.style.size
        for sign, (before, after) in zip(later, pairwise(signs), strict=True)
    )
    hints: list[bool] = []
    for is_made, run in groupby(later, key=lambda sign: sign.made_space and not sign.spaced):
        share = list(run)
        distrusted = is_made and (len(share) >= TOO_MANY or touching >= TOO_MANY)
        hints += [not distrusted and (sign.spaced or sign.made_space) for sign in share]
    return hints

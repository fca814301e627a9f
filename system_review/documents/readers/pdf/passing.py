"""Turns laid out pages into passages: paragraphs with their places and their looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from system_review.documents.readers.passages import Look, Part, Place, ReadPassage, Shade
from system_review.documents.readers.pdf.geometry import Box
from system_review.documents.readers.pdf.going_on import Numbered, numbered
from system_review.documents.readers.pdf.headings import Headings
from system_review.documents.readers.pdf.items import Block, Item, blocks_in_cell, items_of, reaches
from system_review.documents.readers.pdf.lines import Line
from system_review.documents.readers.pdf.notes import Note
from system_review.documents.readers.pdf.page import FilledCell, Page, Table
from system_review.documents.readers.pdf.paragraphs import Leading, Paragraph, paragraphs_of
from system_review.documents.readers.pdf.shading import WHITE
from system_review.documents.readers.pdf.words import Words
from system_review.texts import LONGEST


@dataclass(slots=True)
class _Placed:
    """A paragraph, where it stands, and what of its look it does not know itself."""

    paragraph: Paragraph
    place: Place
    fill: str | None = None
    repeats: bool = False
    goes_on: bool = False  # in the same cell on the next page, as its last line is full


def passages_of(pages: list[Page]) -> tuple[list[ReadPassage], list[Shade], int]:
    """All passages in order, shaded cells without text, and how many hyphens that only broke words were taken out."""
    items = [items_of(page) for page in pages]
    words = Words(line.text for parts in items for line in lines_in(parts))
    placing = _Placing(words, Leading(_blocks(items)), numbered(items))
    placed = [list(placing.page(page, parts)) for page, parts in zip(pages, items, strict=True)]
    loose = [each.paragraph for on_page in placed for each in on_page if _may_be_heading(each)]
    headings = Headings((line for parts in items for line in lines_in(parts)), loose)
    passages: list[ReadPassage] = []
    for page, on_page in zip(pages, placed, strict=True):
        notes = list(_notes(page.notes, page.number))
        footer = next((n for n, each in enumerate(on_page) if each.place.part is Part.FOOTER), len(on_page))
        passages += [part for each in on_page[:footer] for part in _passages(each, headings)]
        passages += notes
        passages += [part for each in on_page[footer:] for part in _passages(each, headings)]
    return passages, placing.shades, sum(each.paragraph.breaks for on_page in placed for each in on_page)


def lines_in(items: list[Item]) -> Iterator[Line]:
    """Every line of these items."""
    for item in items:
        if isinstance(item, Block):
            yield from item.lines
        else:
            for cell in item.cells:
                for lines in cell.lines:
                    yield from lines


def _blocks(pages: list[list[Item]]) -> Iterator[list[Line]]:
    """The lines of each cell, and of each block outside of tables."""
    for items in pages:
        for item in items:
            if isinstance(item, Block):
                yield item.lines
            else:
                yield from (lines for cell in item.cells for lines in cell.lines)


class _Placing:
    """Gives paragraphs their places."""

    def __init__(self, words: Words, leading: Leading, numbers: dict[int, Numbered]) -> None:
        self.words, self.leading, self.numbers = words, leading, numbers
        self.shades: list[Shade] = []
        self._last: dict[tuple[int, int, int], tuple[_Placed, float]] = {}  # by cell: its end, and how far lines reach

    def page(self, page: Page, items: list[Item]) -> Iterator[_Placed]:
        counts = dict.fromkeys(Part, 0)
        for item in items:
            if isinstance(item, Table):
                for filled, box in zip(item.cells, reaches(item), strict=True):
                    yield from self._cell(filled, box, self.numbers[id(item)], page.number)
                continue
            for paragraph in self._paragraphs(item):
                counts[item.part] += 1
                yield _Placed(paragraph, Place(item.part, page=page.number, paragraph=counts[item.part]))

    def _cell(self, filled: FilledCell, box: Box, numbers: Numbered, page: int) -> Iterator[_Placed]:
        cell, count = filled.cell, 0
        is_last = cell.row + cell.rows == len(numbers.rows)
        row, column = numbers.rows[cell.row], numbers.columns[cell.column]
        place = Place(
            page=page,
            table=numbers.table,
            row=row,
            column=column,
            rows=cell.rows + (numbers.longer.get(column, 0) if is_last else 0),
            columns=numbers.columns[cell.column + cell.columns] - column,
        )
        for block in blocks_in_cell(filled.lines, box):
            for paragraph in self._paragraphs(block):
                count += 1
                placed = _Placed(paragraph, replace(place, paragraph=count), filled.fill, cell.row in numbers.repeated)
                self._remember(placed, block)
                yield placed
        if not count and filled.fill:
            self.shades.append(Shade(place, filled.fill))

    def _remember(self, placed: _Placed, block: Block) -> None:
        """Tell the end of a cell that it goes on here, if that is on a later page and the first word had no room."""
        place, line = placed.place, placed.paragraph.lines[0]
        cell = (place.table or 0, place.row or 0, place.column or 0)
        if before := self._last.get(cell):
            above, right = before
            last = above.paragraph.lines[-1]
            is_over = above.place.page != place.page and last.bold == line.bold and not placed.paragraph.listed
            above.goes_on = is_over and last.end + 0.3 * last.size + line.first_word > right
        self._last[cell] = placed, block.width[1]

    def _paragraphs(self, block: Block) -> list[Paragraph]:
        return paragraphs_of(block.lines, block.width, self.words, self.leading)


def _may_be_heading(placed: _Placed) -> bool:
    return placed.place.table is None and placed.place.part is Part.BODY and not placed.paragraph.lines[0].hidden


def _passages(placed: _Placed, headings: Headings) -> Iterator[ReadPassage]:
    paragraph, place = placed.paragraph, placed.place
    first = paragraph.lines[0]
    look = Look(
        fill=placed.fill or (None if first.behind == WHITE else first.behind),
        ink=None if first.style.ink == "#000000" else first.style.ink,
        bold=all(line.bold for line in paragraph.lines),
        heading=headings.level_of(paragraph) if _may_be_heading(placed) else None,
        listed=paragraph.listed,
        hidden=first.hidden,
        repeats=placed.repeats,
        size=first.style.size,
        ends_line=placed.goes_on,
    )
    yield from _cut(paragraph.text, place, look)


def _notes(notes: list[Note], page: int) -> Iterator[ReadPassage]:
    counts = dict.fromkeys(Part, 0)
    for note in notes:
        counts[note.part] += 1
        place = Place(note.part, page=page, paragraph=counts[note.part])
        yield from _cut(note.text, place, Look(hidden=note.hidden))


def _cut(text: str, place: Place, look: Look) -> Iterator[ReadPassage]:
    """A text that is too long to be kept whole, in pieces."""
    pieces = [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)]
    for number, piece in enumerate(pieces, 1):
        is_last = number == len(pieces)
        where = place if len(pieces) == 1 else replace(place, piece=number)
        yield ReadPassage(piece, "\n" if is_last else "", where, look)

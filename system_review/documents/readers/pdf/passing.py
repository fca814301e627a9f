"""Turns laid out pages into passages: paragraphs with their places and their looks."""

from __future__ import annotations

from collections.abc import Iterator

from system_review.documents.readers.passages import Look, Place, ReadPassage
from system_review.documents.readers.pdf.page import Block, Page, Table
from system_review.documents.readers.pdf.paragraphs import Paragraph, paragraphs_of
from system_review.documents.readers.pdf.words import Words


def passages_of(pages: list[Page]) -> tuple[list[ReadPassage], int]:
    """All passages in order, and how many hyphens that only broke words were taken out."""
    words = Words(line.text for page in pages for line in _lines(page))
    made = _Made(words)
    for page in pages:
        made.page(page)
    return made.passages, made.breaks


def _lines(page: Page) -> Iterator:
    for item in page.items:
        blocks = [item] if isinstance(item, Block) else [block for cell in item.cells for block in cell.blocks]
        for block in blocks:
            yield from block.lines


class _Made:
    def __init__(self, words: Words) -> None:
        self.words = words
        self.passages: list[ReadPassage] = []
        self.breaks = 0
        self.table = 0

    def page(self, page: Page) -> None:
        count = 0
        for item in page.items:
            if isinstance(item, Table):
                self.table += 1
                self._table(item, page)
                continue
            for paragraph in self._paragraphs(item):
                count += 1
                self._add(paragraph, Place(page=page.number, paragraph=count), None)

    def _table(self, table: Table, page: Page) -> None:
        for filled in table.cells:
            cell = filled.cell
            number = 0
            for block in filled.blocks:
                for paragraph in self._paragraphs(block):
                    number += 1
                    place = Place(
                        page=page.number,
                        table=self.table,
                        row=cell.row + 1,
                        column=cell.column + 1,
                        rows=cell.rows,
                        columns=cell.columns,
                        paragraph=number,
                    )
                    self._add(paragraph, place, filled.fill)

    def _paragraphs(self, block: Block) -> list[Paragraph]:
        return paragraphs_of(block.lines, block.width, self.words)

    def _add(self, paragraph: Paragraph, place: Place, fill: str | None) -> None:
        self.breaks += paragraph.breaks
        style = paragraph.lines[0].style
        look = Look(
            fill=fill,
            ink=None if style.ink == "#000000" else style.ink,
            bold=all(line.bold for line in paragraph.lines),
            listed=paragraph.listed,
            size=style.size,
        )
        self.passages.append(ReadPassage(paragraph.text, "\n", place, look))

"""The walk through a part of a Word file, in its order: paragraphs, tables, and what stands inside both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from system_review.documents.readers.markup import Element, child, given, local
from system_review.documents.readers.passages import Look, Part, ReadPassage, Shade
from system_review.documents.readers.word.atoms import (
    STRUCK,
    is_struck_cell,
    is_struck_row,
    struck_in,
    text_of,
    that_count,
)
from system_review.documents.readers.word.grid import Cell, Grid, Row, grid_of
from system_review.documents.readers.word.inline import BLOCKS, Inline, InlineWalk, Stretch
from system_review.documents.readers.word.looks import look_of, visible_and_hidden
from system_review.documents.readers.word.numbering import Numbering
from system_review.documents.readers.word.shading import fill_of
from system_review.documents.readers.word.standing import Standing
from system_review.documents.readers.word.styles import ParagraphLook, Styles, look_over
from system_review.documents.readers.word.table_styles import CellLook, Position, TableStyle

_BOXES = frozenset(("txbxContent", "txBody"))


class Walk:
    """Gathers the passages of a file's parts. After it, `struck`, `moved` and `prompts` say what was left out where."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._inline = InlineWalk(styles)
        self._tables = 0
        self.passages: list[ReadPassage] = []
        self.shades: list[Shade] = []
        self.anchors: dict[tuple[str, str], str] = {}  # of notes: where they hang
        self.struck: Counter[str] = Counter()  # characters, by place
        self.moved: Counter[str] = Counter()
        self.prompts = 0

    def blocks(self, elements: Iterable[Element], at: Standing) -> None:
        """Everything in these elements, into passages."""
        self._blocks(elements, at)
        self._flush(at)

    def _blocks(self, elements: Iterable[Element], at: Standing) -> None:
        for element in elements:
            name = local(element)
            if name == "p":
                self._paragraph(element, at)
            elif name == "tbl":
                self._table(element, at)
            elif name in _BOXES:
                self.blocks(element, Standing(part=Part.TEXT_BOX, outer=at.cell(), hidden=at.hidden))
            elif name in STRUCK or _is_struck(element, name):
                self._strike(element, name, at)
            elif name == "AlternateContent":
                self._blocks(that_count(element), at)
            elif name == "sdt" and child(element, "sdtPr", "showingPlcHdr") is not None:
                self._prompt(element, at)
            elif not (text_of(element, name) or "").strip() and next(element.iter("{*}p", "{*}pt"), None) is not None:
                self._blocks(element, at)
            else:
                self._stray(element, at)

    def _prompt(self, control: Element, at: Standing) -> None:
        """A content control that still shows what to write in it: text that is not the document's."""
        self.prompts += 1
        was, at.hidden = at.hidden, True
        self._blocks(control, at)
        at.hidden = was

    def _stray(self, element: Element, at: Standing) -> None:
        """Something that stands between paragraphs: a bookmark, or text where none belongs."""
        found = self._inline.read(element, self._styles.letters, whole=local(element) not in BLOCKS)
        self._note(found, at)
        at.names += found.names
        if any(stretch.text.strip() for stretch in found.stretches):
            self._emit(found.stretches, ParagraphLook(), "", at)
        self._blocks(found.blocks, at)

    def _paragraph(self, element: Element, at: Standing) -> None:
        properties = child(element, "pPr")
        style = given(child(properties, "pStyle"), "val")
        look = look_over(self._styles.given_to(properties), self._styles.paragraph(style))
        base = look.letters.crossed(at.letters).over(self._styles.letters)
        found = self._inline.read(element, base)
        self._note(found, at)
        at.names += _standing(found)
        if _is_end_struck(properties):
            at.carried += found.stretches
        else:
            self._emit([*at.carried, *found.stretches], look, style, at)
            at.carried.clear()
        self._blocks(found.blocks, at)

    def _emit(self, stretches: list[Stretch], look: ParagraphLook, style: str, at: Standing) -> None:
        listed = mark = ""
        if look.list_id is not None:
            listed, mark = self._numbering.item(look.list_id, look.list_level, style)
        seen, hidden = visible_and_hidden(stretches)
        settled = Look(
            heading=look.heading or None,
            listed=listed,
            mark=mark,
            hidden=at.hidden,
            repeats=at.repeats,
            names=tuple(dict.fromkeys(at.names)),
            by=at.by,
        )
        place = at.place()
        for part in (seen, hidden):
            if text := "".join(stretch.text for stretch in part).strip():
                self.passages.append(ReadPassage(text, "\n", place, look_of(part, (at.fill, look.fill), settled)))
                at.paragraphs = place.paragraph or 0
                at.names = []
                settled = replace(settled, names=())

    def _flush(self, at: Standing) -> None:
        if at.carried:
            self._emit(at.carried, ParagraphLook(), "", at)
            at.carried = []

    def _note(self, found: Inline, at: Standing) -> None:
        if not (found.notes or found.struck or found.moved or found.prompts):
            return
        where = str(at.place())
        for note in found.notes:
            self.anchors.setdefault(note, where)
        if found.struck:
            self.struck[where] += found.struck
        if found.moved:
            self.moved[where] += found.moved
        self.prompts += found.prompts

    def _strike(self, element: Element, name: str, at: Standing) -> None:
        if count := struck_in(element):
            (self.moved if name == "moveFrom" else self.struck)[str(at.place())] += count

    def _table(self, element: Element, at: Standing) -> None:
        self._flush(at)
        self._tables += 1
        number, grid = self._tables, grid_of(element)
        style = TableStyle(child(element, "tblPr"), self._styles)
        for stray in grid.strays:
            self._blocks([stray], at)
        for struck in grid.struck:
            self._strike(struck, "del", Standing(part=at.part, outer=at.cell(), table=number))
        for row_number, row in enumerate(grid.rows, start=1):
            inside = Standing(
                part=at.part,
                outer=at.outer if at.table is None else at.cell(),
                table=number,
                row=row_number,
                repeats=row.repeats,
                hidden=row.hidden or at.hidden,
                names=at.names,
            )
            at.names = []
            self._row(row, grid, style, inside)
            at.names = inside.names

    def _row(self, row: Row, grid: Grid, style: TableStyle, inside: Standing) -> None:
        for stray in row.strays:
            self._blocks([stray], inside)
        own = fill_of(child(row.element, "tblPrEx", "shd"), self._styles.theme)
        for cell in row.cells:
            position = Position((inside.row or 1) - 1, cell.column - 1, len(grid.rows), grid.columns, cell.columns)
            look = style.look(position)
            look = CellLook(own or look.fill, look.letters)
            self._cell(cell, look, inside)

    def _cell(self, cell: Cell, look: CellLook, row: Standing) -> None:
        own = fill_of(child(cell.element, "tcPr", "shd"), self._styles.theme)
        inside = replace(
            row,
            column=cell.column,
            columns=cell.columns,
            rows=cell.rows,
            fill=own if own is not None else look.fill,
            letters=look.letters,
            paragraphs=0,
            carried=[],
        )
        before = len(self.passages)
        self.blocks(cell.element, inside)
        if len(self.passages) == before and inside.fill:
            self.shades.append(Shade(replace(inside.place(), paragraph=None), inside.fill))
        row.names = inside.names


def _standing(found: Inline) -> list[str]:
    """The bookmarks of a paragraph. One that begins and ends where no text is left names nothing that follows."""
    if any(stretch.text.strip() for stretch in found.stretches):
        return found.names
    return [name for name in found.names if name not in found.ended]


def _is_struck(element: Element, name: str) -> bool:
    return (name == "tr" and is_struck_row(element)) or (name == "tc" and is_struck_cell(element))


def _is_end_struck(properties: Element | None) -> bool:
    marks = child(properties, "rPr")
    return child(marks, "del") is not None or child(marks, "moveFrom") is not None

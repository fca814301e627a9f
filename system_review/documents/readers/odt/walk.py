"""The walk through an OpenDocument file, in its order: paragraphs, lists, tables, sheets, notes, comments, frames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from system_review.documents.readers.markup import Element, given, local, number
from system_review.documents.readers.odt.grid import CELLS, Column, Row, columns_of, rows_of, span, text_cells
from system_review.documents.readers.odt.inline import inline_of
from system_review.documents.readers.odt.standing import Lists, Standing
from system_review.documents.readers.odt.styles import StyleLook, Styles
from system_review.documents.readers.odt.texts import PARAGRAPHS, has_text, is_apart, repeated
from system_review.documents.readers.passages import Look, Part, Place, ReadPassage, Shade
from system_review.documents.readers.word.inline import Stretch
from system_review.documents.readers.word.looks import look_of, visible_and_hidden
from system_review.documents.readers.word.numbering import counted
from system_review.errors import Refused, Why

_NOTES = {"footnote": Part.FOOTNOTE, "endnote": Part.ENDNOTE}
_RUNNING = {"header": Part.HEADER, "footer": Part.FOOTER}
_MOST_CELLS = 200_000
_MOST_SHADES = 20_000
_WIDEST_SHADE = 50  # columns that one shaded cell without text may stand for


class Walk:
    """Gathers the passages of a document. `changes` says where each tracked change belongs, by its id."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.passages: list[ReadPassage] = []
        self.shades: list[Shade] = []
        self.changes: dict[str, str] = {}
        self.hidden_sheets: list[str] = []
        self.hidden: Counter[str] = Counter()  # rows and columns with text, by sheet or table
        self._tables = self._cells = 0

    def blocks(self, elements: Iterable[Element], at: Standing) -> None:
        """Everything in these elements, into passages."""
        for element in elements:
            name = local(element)
            if is_apart(element, name):
                continue
            if name in PARAGRAPHS:
                self._paragraph(element, name, at)
            elif name == "table":
                self._table(element, at)
            elif name == "list":
                self._list(element, at)
            elif name in ("change", "change-start"):
                self.changes.setdefault(given(element, "change-id"), str(at.place()))
                self.blocks(element, at)
            elif name == "section" and given(element, "display") == "none":
                was, at.hidden = at.hidden, True
                self.blocks(element, at)
                at.hidden = was
            else:
                self.blocks(element, self._inside(element, name, at))

    def _inside(self, element: Element, name: str, at: Standing) -> Standing:
        """Where the inside of something stands that has paragraphs of its own."""
        if name == "text-box" or name == "custom-shape":
            return Standing(part=Part.TEXT_BOX, outer=at.cell(), sheet=at.sheet, hidden=at.hidden)
        if name == "annotation":
            outer = replace(at.place(), paragraph=None if at.sheet else at.paragraphs)
            return Standing(part=Part.COMMENT, outer=str(outer), hidden=at.hidden)
        if name == "note":
            part = _NOTES.get(given(element, "note-class"), Part.FOOTNOTE)
            return Standing(part=part, outer=str(replace(at.place(), paragraph=at.paragraphs)), hidden=at.hidden)
        if name.startswith(tuple(_RUNNING)) and at.part is Part.BODY and at.table is None:
            return Standing(part=_RUNNING[name[:6]])
        return at

    def _paragraph(self, element: Element, name: str, at: Standing) -> None:
        style = self.styles.look("paragraph", given(element, "style-name"))
        found = inline_of(element, style.letters.over(at.letters), self.styles)
        at.names += found.standing
        heading = style.heading
        if name == "h":
            heading = number(given(element, "outline-level"), 0) or heading or 1
        for change in found.changes:
            self.changes.setdefault(change, str(at.place()))
        for part in visible_and_hidden(found.stretches):
            self._emit(part, style, heading, at)
        at.lists.listed = at.lists.mark = ""
        self.blocks(found.blocks, at)

    def _emit(self, stretches: list[Stretch], style: StyleLook, heading: int | None, at: Standing) -> None:
        text = "".join(stretch.text for stretch in stretches).strip() if stretches else ""
        if not text:
            return
        settled = Look(
            heading=heading,
            listed=at.lists.listed,
            mark=at.lists.mark,
            hidden=at.hidden,
            repeats=at.repeats,
            names=tuple(dict.fromkeys(at.names)),
        )
        look = look_of(stretches, (at.fill, style.fill), settled)
        for line in text.split("\n") if at.each_line else [text]:
            if line.strip():
                self.passages.append(ReadPassage(line.strip(), "\n", at.place(), look))
                at.paragraphs += 1
        at.names.clear()

    def _list(self, element: Element, at: Standing) -> None:
        above = at.lists
        style = given(element, "style-name") or above.style
        lists = Lists(style, above.depth + 1, counts=above.counts)
        level = self.styles.list_level(style, lists.depth)
        key = (style, lists.depth)
        if given(element, "continue-numbering") != "true":
            lists.counts[key] = level.start - 1
        at.lists = lists
        for item in element:
            if local(item) == "list-item":
                lists.counts[key] = lists.counts.get(key, 0) + 1
                lists.listed = "bullet" if level.is_bullet else "number"
                shown = "" if level.is_bullet else counted(lists.counts[key], level.kind)
                lists.mark = level.mark if level.is_bullet else f"{level.before}{shown}{level.after}".strip()
            self.blocks([item], at)
        at.lists = above

    def _table(self, element: Element, at: Standing) -> None:
        self._tables += 1
        above = element.getparent()
        inside = Standing(part=at.part, outer=at.cell() if at.table else at.outer, table=self._tables, hidden=at.hidden)
        if above is not None and local(above) == "spreadsheet":
            inside = self._sheet(element)
        row = 0
        columns = columns_of(element)
        for one in rows_of(element):
            if isinstance(one, Row):
                if one.times > 1:
                    self._refuse_many(one.times * text_cells(one.element))
                for _ in range(one.times):
                    row += 1
                    self._row(one, columns, inside.within(row=row, names=at.names, paragraphs=0))
                row += max(0, one.height - one.times)
            else:
                self.blocks([one], inside.within(names=at.names, each_line=False))

    def _sheet(self, element: Element) -> Standing:
        name = given(element, "name")
        is_hidden = not self.styles.look("table", given(element, "style-name")).is_shown
        if name.strip():
            self.passages.append(ReadPassage(name.strip(), "\n", Place(sheet=name), Look(heading=1, hidden=is_hidden)))
        if is_hidden:
            self.hidden_sheets.append(name)
        return Standing(sheet=name, table=self._tables, hidden=is_hidden, each_line=True)

    def _row(self, row: Row, columns: list[Column], inside: Standing) -> None:
        column = 1
        own = self.styles.look("table-row", given(row.element, "style-name"))
        for cell in row.element:
            if local(cell) not in CELLS:
                self.blocks([cell], inside)
                continue
            width = max(1, number(given(cell, "number-columns-repeated"), 1))
            times = repeated(cell, "columns") if has_text(cell) else min(width, _WIDEST_SHADE)
            for at in range(column, column + times):
                described = columns[at - 1] if at <= len(columns) else Column("", False)
                self._cell(cell, at, described, own, row, inside)
            column += width

    def _cell(self, cell: Element, at: int, column: Column, own: StyleLook, row: Row, inside: Standing) -> None:
        look = self.styles.look("table-cell", given(cell, "style-name") or column.style)
        is_covered = local(cell) == "covered-table-cell"
        fill = look.fill if look.fill is not None else own.fill
        if not fill and not len(cell):
            return
        here = inside.within(
            column=at,
            rows=span(cell, "rows"),
            columns=span(cell, "columns"),
            fill=fill,
            letters=look.letters.over(inside.letters),
            repeats=row.repeats,
            hidden=inside.hidden or row.hidden or column.hidden or (is_covered and inside.sheet is not None),
            paragraphs=0,
            lists=Lists(counts=inside.lists.counts),
        )
        before = len(self.passages)
        self.blocks(cell, here)
        if len(self.passages) > before:
            self._count(here, row, column)
        elif here.fill and not here.hidden and not is_covered and len(self.shades) < _MOST_SHADES:
            self.shades.append(Shade(replace(here.place(), paragraph=None), here.fill))

    def _count(self, here: Standing, row: Row, column: Column) -> None:
        self._cells += 1
        if row.hidden or column.hidden:
            self.hidden[here.sheet or here.cell()] += 1
        self._refuse_many(0)

    def _refuse_many(self, more: int) -> None:
        if self._cells + more > _MOST_CELLS:
            raise Refused(
                Why(
                    "This file has more than {most} cells with text, which no results document has. Copy what matters"
                    " into a new file and bring in that one.",
                    most=f"{_MOST_CELLS:,}",
                )
            )

"""Reading one table, whatever its kind. Pure."""

from __future__ import annotations

from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.tables.grid import Grid
from system_review.documents.interpreter.tables.heads import Layout, layout_of
from system_review.documents.interpreter.tables.labels import LabelTable, is_labelled
from system_review.documents.interpreter.tables.listing import ListingTable
from system_review.documents.interpreter.tables.paper import PaperTable
from system_review.documents.interpreter.tables.places import PlaceReader
from system_review.documents.interpreter.tables.writing import Writing
from system_review.documents.interpreter.where import Where
from system_review.errors import Why


def read_table(grid: Grid, writing: Writing, where: Where) -> None:
    """Read a table: by its head rows, turned on its side, by labels down its first column, or as it went on before."""
    layout = layout_of(grid, writing.headings)
    if layout is None and grid.width == writing.width and grid.width > 1:
        layout = writing.goes_on
    elif layout is None and (turned := _turned(grid, writing.headings)):
        grid, layout = grid.turned(), turned
    elif layout is None and is_labelled(grid, writing.headings):
        LabelTable(grid, writing, where).read()
        return
    if layout is None:
        _unknown(grid, writing, where)
        return
    (PaperTable if layout.is_paper else ListingTable)(grid, layout, writing, where).read()
    writing.width, writing.goes_on = grid.width, Layout(0, 0, layout.columns, layout.is_paper)


def _turned(grid: Grid, headings: Headings) -> Layout | None:
    """The layout of a table that lies on its side: colours and plans down, a column for each of several stages."""
    stages = {named.stage for cell in grid.row(0) if (named := headings.named(cell.text)).stage and not named.rest}
    layout = layout_of(grid.turned(), headings) if len(stages) > 1 else None
    return layout if layout and layout.is_paper else None


def _unknown(grid: Grid, writing: Writing, where: Where) -> None:
    """A table without heads that say anything: a frame around a heading, a cover, a matrix of ratings."""
    places = PlaceReader(writing)
    named = [writing.headings.named(cell.text.split("\n")[0]) for cell in grid.cells]
    if len(grid.cells) <= 3 and any(each.names_place or each.says_overall for each in named):
        places.band(grid.cells, where)
    else:
        writing.draft.note(grid.numbers, Why("Nothing tells what this table holds"), 0.5)

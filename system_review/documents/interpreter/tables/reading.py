"""Reading one table, whatever its kind. Pure."""

from __future__ import annotations

from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.tables.cards import an_action_a_row, card_layout, title_rows
from system_review.documents.interpreter.tables.columns import column_of
from system_review.documents.interpreter.tables.crossing import crossing_of, read_crossing
from system_review.documents.interpreter.tables.grid import Grid
from system_review.documents.interpreter.tables.groups import groups_of
from system_review.documents.interpreter.tables.headless import headless_layout
from system_review.documents.interpreter.tables.heads import Layout, layout_of
from system_review.documents.interpreter.tables.labels import LabelTable, is_labelled
from system_review.documents.interpreter.tables.listing import ListingTable
from system_review.documents.interpreter.tables.matrix import matrix_of, read_matrix
from system_review.documents.interpreter.tables.own_list import OwnList, is_own_list
from system_review.documents.interpreter.tables.paper import PaperTable
from system_review.documents.interpreter.tables.places import PlaceReader
from system_review.documents.interpreter.tables.writing import Writing
from system_review.documents.interpreter.where import Where
from system_review.errors import Why

_FURTHEST = 3  # rows from the top in which stages may stand beside each other


def read_table(grid: Grid, writing: Writing, where: Where) -> None:
    """Each group of the columns, by its head rows, turned on its side, by labels, or as the last table went on."""
    if is_own_list(grid):
        OwnList(grid, writing, where).read()
        return
    groups = groups_of(grid, writing.headings)
    if groups:
        _take_titles(grid, writing.headings, where)
    for named, part in groups:
        there = where.within(named)
        there.stage = there.stage or where.stage  # levels beside each other under the heading of a stage
        _read(part, writing, there)
    if not groups:
        _read(grid, writing, where)


def _take_titles(grid: Grid, headings: Headings, where: Where) -> None:
    """What stands alone above the heads holds for all groups."""
    for row in range(min(_FURTHEST, grid.height)):
        cells = grid.covering(row)
        if len(cells) == 1 and not (named := headings.named(cells[0].text)).rest:
            where.take(named)


def _read(grid: Grid, writing: Writing, where: Where) -> None:
    if matrix := matrix_of(grid, writing.headings):
        read_matrix(matrix, grid, writing, where)
        return
    if crossing := crossing_of(grid, writing.headings):
        read_crossing(crossing, grid, writing, where)
        return
    layout = None
    if on_its_side := _on_its_side(grid, writing, where):
        grid, layout = on_its_side
    elif (layout := layout_of(grid, writing.headings)) is None:
        if grid.width == writing.width and grid.width > 1 and not _has_heads(grid):
            layout = writing.goes_on
        elif not writing.own and is_labelled(grid, where):
            LabelTable(grid, writing, where).read()
            return
    layout = layout or headless_layout(grid, writing.headings)
    if layout is None or (writing.own and not layout.is_paper):
        _unknown(grid, writing, where)
        return
    (PaperTable if layout.is_paper else ListingTable)(grid, layout, writing, where).read()
    writing.width, writing.goes_on = grid.width, Layout(0, 0, layout.columns, layout.is_paper)


def _has_heads(grid: Grid) -> bool:
    """Whether a first row names columns of its own, of whatever kind: then the table does not go on with another."""
    cells = [cell for cell in grid.row(0) if cell.text]
    return len(cells) > 1 and sum(bool(column_of(cell.text).holds) for cell in cells) > len(cells) // 2


def _turned(grid: Grid, headings: Headings) -> Layout | None:
    """The layout of a table that lies on its side: colours and plans down, a column for each of several stages."""
    across = (headings.named(cell.text) for cell in grid.cells if cell.row < _FURTHEST)
    down = (headings.named(cell.text) for cell in grid.cells if cell.column == 0)
    stages = {named.stage for named in across if named.stage and not named.rest}
    labels = sum(bool(named.colour or named.plan or named.is_plan) and len(named.rest) <= 3 for named in down)
    if len(stages) < 2 or labels < 2:
        return None
    layout = layout_of(grid.turned(), headings)
    return layout if layout and layout.is_paper else None


def _on_its_side(grid: Grid, writing: Writing, where: Where) -> tuple[Grid, Layout] | None:
    """A table that lies on its side, turned, with its layout. What stands over it is read first."""
    titles = title_rows(grid)
    rest = grid.below(len(titles))
    stages = _turned(rest, writing.headings)
    layout = stages or card_layout(rest, writing.headings)
    if layout is None:
        return None
    for title in titles:
        PlaceReader(writing).band([title], where)
    return (rest.turned(), layout) if stages else an_action_a_row(rest.turned(), layout)


def _unknown(grid: Grid, writing: Writing, where: Where) -> None:
    """A table without heads that say anything: a frame around a heading, a cover, a matrix of ratings."""
    places = PlaceReader(writing)
    named = [writing.headings.named(cell.text.split("\n")[0]) for cell in grid.cells]
    if len(grid.cells) <= 3 and any(each.names_place or each.says_overall for each in named):
        places.band(grid.cells, where)
    else:
        writing.draft.note(grid.numbers, Why("Nothing tells what this table holds"), 0.5)

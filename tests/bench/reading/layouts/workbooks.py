"""Workbooks: the grid with a sheet a domain or a level, and logs with sheets and rows that nobody sees."""

from __future__ import annotations

from dataclasses import replace

from tests.bench.reading.answers import names_of
from tests.bench.reading.layouts.grids import Grid, stage_first
from tests.bench.reading.layouts.logs import any_choice, log
from tests.bench.reading.paper import Heading, Paper, Table, box, head
from tests.bench.reading.phrases import each_action


def sheet_a_level(key, rng):
    """The grid, a sheet for each level of each domain, named by both."""
    grid = Grid(key, rng, row_a_finding=True)
    blocks = []
    for cells in grid.key.sheets().values():
        domain, level, _ = names_of(key.framework, cells[0].at)
        name = f"{domain} {level}".strip().replace("/", "-")[:31]
        rows = [[head("Stage"), head("Overall rating"), *grid.head_row()]]
        for cell in cells:
            rows += _rows(grid, cell)
        above = [Heading(f"{domain} – {level}" if level else domain)] if rng.random() < 0.5 or len(name) == 31 else []
        blocks += [*above, Table(rows, name=name)]
    return _paper(grid, "sheet a level", blocks)


def sheet_a_domain(key, rng):
    """The grid, a sheet for each domain, with the level in a column of its own or in a band."""
    grid = Grid(key, rng, row_a_finding=True)
    sheets = {}
    for cells in grid.key.sheets().values():
        domain, level, _ = names_of(key.framework, cells[0].at)
        if domain not in sheets:
            sheets[domain] = [[head("Level"), head("Stage"), head("Overall"), *grid.head_row()]]
        for cell in cells:
            rows = _rows(grid, cell)
            rows[0].insert(0, box(level, down=len(rows)))
            sheets[domain] += rows
    blocks = [Table(rows, name=domain[:31]) for domain, rows in sheets.items()]
    return _paper(grid, "sheet a domain", blocks)


def _rows(grid, cell):
    rows = grid.rows_of(cell)
    rating = grid.rating_line(cell).partition(": ")[2] or grid.rating_line(cell).partition("– ")[2]
    first = [box(grid.stage(cell), down=len(rows)), box(rating, down=len(rows))]
    return [[*(first if at == 0 else ()), *grid.content(findings)] for at, findings in enumerate(rows)]


def _paper(grid, layout, blocks):
    return Paper(layout, each_action(grid.key, grid.habit.written), blocks, title=grid.key.title)


def with_hidden(key, rng):
    """A log with a hidden sheet of lists, and hidden rows: what stands there is told, and set aside."""
    paper = log(key, rng, choice=replace(any_choice(key, rng, merged=False), several="repeat", labels="repeat"))
    table = next(block for block in paper.blocks if isinstance(block, Table))
    lists = Table([[head("RAG")], [box("Red")], [box("Amber")], [box("Green")]], name="Lists", hidden=True)
    note = [box("Rows kept from last year")] + [box("") for _ in range(len(table.rows[0]) - 1)]
    rows = [*table.rows, note]
    shown = replace(table, rows=rows, hidden_rows=(len(rows) - 1,))
    blocks = [shown if block is table else block for block in paper.blocks]
    return replace(paper, layout="hidden rows and sheets", blocks=[*blocks, lists])


def one_sheet(key, rng):
    """The grid, all on one sheet."""
    return replace(stage_first(key, rng), layout="grid on one sheet")

"""Grids that are put together in other ways: everything in one table, stages across, levels beside each other."""

from __future__ import annotations

from dataclasses import replace

from tests.bench.reading.answers import names_of
from tests.bench.reading.layouts.grids import COLOURS, Grid
from tests.bench.reading.layouts.wording import level_words
from tests.bench.reading.paper import Heading, Line, Table, box, head


def one_table(key, rng):
    """Everything in one table: band rows for domain and level, and the stage with its rating in the first column."""
    grid = Grid(key, rng, row_a_finding=True)
    again = rng.random() < 0.5  # the head row stands below each band
    heads = [head("Stage"), *grid.head_row()]
    rows = [] if again else [heads]
    for sheet, cells in grid.key.sheets().items():
        rows.append([box(Line(level_words(key.framework, sheet, rng), bold=True), across=len(heads), fill="#1F3864")])
        rows += [heads] if again else []
        for cell in cells:
            parts = grid.rows_of(cell)
            label = box(Line(grid.stage(cell), bold=True), grid.rating_line(cell), down=len(parts))
            rows += [[*([label] if at == 0 else []), *grid.content(one)] for at, one in enumerate(parts)]
    table = Table(rows, heads=0 if again else 1)
    return grid.paper("one table", [Heading(key.title), table])


def stages_across(key, rng):
    """A table a sheet with a column a stage: the ratings in one row, then a row for each colour and its plan."""
    grid = Grid(key, rng)
    grid.listed = rng.choice(("", "bullet"))
    finding, plan = grid.heads
    blocks = [Heading(key.title)]
    for sheet, cells in grid.key.sheets().items():
        rows = [[head(""), *(head(grid.stage(cell)) for cell in cells)]]
        rows.append([head("Overall rating"), *(box(grid.rating_line(cell).split(": ")[-1]) for cell in cells)])
        for colour in grid.colours:
            each = [[one for one in cell.findings if one.colour == colour] for cell in cells]
            rows.append([head(finding(colour)), *(grid.lines([one.text for one in mine]) for mine in each)])
            actions = [[grid.habit.words(action) for one in mine for action in one.actions] for mine in each]
            rows.append([head(plan(colour)), *(grid.lines(texts) for texts in actions)])
        blocks += [Heading(level_words(key.framework, sheet, rng), 2), Table(rows)]
    return grid.paper("stages across", blocks)


def levels_beside(key, rng):
    """A table a domain, a row a stage and colour, with the levels beside each other under a head of two rows."""
    grid = Grid(key, rng, row_a_finding=True)
    blocks = [Heading(key.title)]
    for domain, sheets in _by_domain(grid.key).items():
        levels = [names_of(key.framework, cells[0].at)[1] for cells in sheets]
        top = [head("Stage", down=2), *(head(level, across=3) for level in levels)]
        under = [head(words) for _ in levels for words in ("RAG", "Finding", "Action plan")]
        rows = [top, under]
        for stage in dict.fromkeys(cell.at.rpartition("/")[2] for cells in sheets for cell in cells):
            rows += _stage_rows(grid, stage, sheets)
        blocks += [Heading(domain, 2), Table(rows, heads=2)]
    bare = tuple(replace(cell, overall="") for cell in grid.key.cells if cell.findings)
    grid.key = replace(grid.key, cells=bare)
    return grid.paper("levels beside each other", blocks)


def _by_domain(key):
    found = {}
    for cells in key.sheets().values():
        found.setdefault(names_of(key.framework, cells[0].at)[0], []).append(cells)
    return found


def _stage_rows(grid, stage, sheets):
    """The rows of a stage: as many as the level with the most findings has."""
    each = [[cell for cell in cells if cell.at.endswith(f"/{stage}")] for cells in sheets]
    order = (*COLOURS, "not_yet_known")
    found = [
        sorted((one for cell in cells for one in cell.findings), key=lambda one: order.index(one.colour))
        for cells in each
    ]
    most = max(map(len, found))
    if not most:
        return []
    label = box(grid.stage(next(cell for cells in each for cell in cells)), down=most)
    rows = []
    for at in range(most):
        boxes = [part for mine in found for part in _three(grid, mine[at] if at < len(mine) else None)]
        rows.append([*([label] if at == 0 else []), *boxes])
    return rows


def _three(grid, finding):
    if finding is None:
        return [box(""), box(""), box("")]
    words = {"red": "Red", "amber": "Amber", "green": "Green", "not_yet_known": "Not yet known"}
    actions = grid.lines([grid.habit.words(action) for action in finding.actions]) if finding.actions else box("")
    return [box(words[finding.colour], fill=grid.fills.get(finding.colour, "")), box(finding.text), actions]

"""Results without any table: headings for level, stage and colour, findings and actions as paragraphs or lists."""

from __future__ import annotations

from tests.bench.reading.layouts.grids import Grid
from tests.bench.reading.layouts.wording import finding_heads, level_words
from tests.bench.reading.paper import Heading, Line, Paper
from tests.bench.reading.phrases import each_action


def headed(key, rng):
    """A heading a colour, the findings below it, then a heading for its action plan and the actions."""
    grid = Grid(key, rng)
    grid.heads = finding_heads(rng)
    listed = rng.choice(("bullet", "number", ""))
    blocks = [Heading(key.title)]
    for sheet, cells in grid.key.sheets().items():
        blocks.append(Heading(level_words(key.framework, sheet, rng), 2))
        for cell in cells:
            blocks.append(Heading(grid.stage(cell), 3))
            if grid.rating_line(cell):
                blocks.append(Line(grid.rating_line(cell)))
            blocks += _coloured(grid, cell, listed)
    return _paper(grid, "headings", blocks)


def _coloured(grid, cell, listed):
    blocks = []
    for colour in grid.colours:
        mine = [one for one in cell.findings if one.colour == colour]
        if not mine:
            continue
        finding, plan = (words(colour) for words in grid.heads)
        actions = [Line(grid.habit.words(action), listed) for one in mine for action in one.actions]
        blocks += [Line(finding, bold=True), *(Line(one.text, listed) for one in mine)]
        blocks += [Line(plan, bold=True), *actions] if actions else []
    return blocks


def led(key, rng):
    """Each finding begins with its colour; its actions follow it at once, each with a label or in a list."""
    grid = Grid(key, rng)
    label = rng.choice(("Action: ", "Action – ", ""))
    form = rng.choice(("{}: ", "[{}] ", "({}) ", "{} – "))
    words = {"red": "Red", "amber": "Amber", "green": "Green", "not_yet_known": "Not yet known"}
    blocks = [Heading(key.title)]
    for sheet, cells in grid.key.sheets().items():
        blocks.append(Heading(level_words(key.framework, sheet, rng), 2))
        for cell in cells:
            rating = grid.rating_line(cell)
            blocks.append(Heading(f"{grid.stage(cell)} ({rating})" if rating else grid.stage(cell), 3))
            for finding in cell.findings:
                blocks.append(Line(form.format(words[finding.colour]) + finding.text))
                blocks += [Line(label + grid.habit.words(one), "" if label else "bullet") for one in finding.actions]
    return _paper(grid, "colour before finding", blocks, split="yes")


def _paper(grid, layout, blocks, split=None):
    one_each = all(
        sum(one.colour == colour for one in cell.findings) < 2 for cell in grid.key.cells for colour in grid.colours
    )
    told = split or ("yes" if one_each else "no")
    key = each_action(grid.key, grid.habit.written)
    return Paper(layout, key, blocks, title=grid.key.title, wide=False, split=told)

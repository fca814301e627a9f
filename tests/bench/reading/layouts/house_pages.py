"""Pages without tables: lists in lists, and slides with boxes."""

from __future__ import annotations

from dataclasses import replace

from tests.bench.reading.answers import names_of
from tests.bench.reading.layouts.grids import COLOURS, Grid
from tests.bench.reading.layouts.wording import PLANS, level_words
from tests.bench.reading.paper import Heading, Line, Slide, box
from tests.bench.reading.phrases import any_habit

WORDS = {"red": "Red", "amber": "Amber", "green": "Green", "not_yet_known": "Not yet known"}


def lists_in_lists(key, rng):
    """A heading a level, and below it lists in lists: stage with its rating, finding with its colour, actions."""
    grid = Grid(key, rng, row_a_finding=True)
    grid.habit = any_habit(rng, ("dash", "bracket", "bracket_agency", "follow", "action_by"))
    form = rng.choice(("{}: {}", "{} – {}", "({}) {}"))
    blocks = [Heading(key.title)]
    for sheet, cells in grid.key.sheets().items():
        blocks.append(Heading(level_words(key.framework, sheet, rng), 2))
        for cell in cells:
            rating = grid.rating_line(cell)
            stage = names_of(key.framework, cell.at)[2]
            blocks.append(Line(f"{stage} – {rating}" if rating else stage, "bullet", bold=True))
            for finding in cell.findings:
                blocks.append(Line(form.format(WORDS[finding.colour], finding.text), "bullet", deep=1))
                blocks += [Line(grid.habit.words(one), "bullet", deep=2) for one in finding.actions]
    return replace(grid.paper("lists in lists", blocks), split="yes", wide=False)


def slides(key, rng):
    """A slide a stage: its name and rating as the title, a box a colour with its findings, one below with its plan."""
    grid = Grid(key, rng)
    grid.listed = rng.choice(("", "bullet"))
    blocks = []
    for cell in grid.key.cells:
        domain, level, stage = names_of(key.framework, cell.at)
        place = ": ".join(part for part in (f"{domain} {level}".strip(), stage) if part)
        rating = grid.rating_line(cell)
        boxes = []
        for colour in (*COLOURS, *(["not_yet_known"] if "not_yet_known" in grid.colours else [])):
            mine = [one for one in cell.findings if one.colour == colour]
            lines = [Line(one.text, grid.listed) for one in mine]
            plan = [Line(grid.habit.words(one), grid.listed) for each in mine for one in each.actions]
            top = replace(box(Line(WORDS[colour], bold=True), *lines), fill=grid.fills.get(colour, "#DDDDDD"))
            below = box(Line(f"Actions to {PLANS[colour]}", bold=True), *plan)
            boxes.append((top, below))
        blocks.append(Slide(place, rating, boxes))
    return replace(grid.paper("slides with boxes", blocks), wide=True)

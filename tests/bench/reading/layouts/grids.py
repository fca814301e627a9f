"""The paper's own table: a row a stage, a pair of columns a colour."""

from __future__ import annotations

from dataclasses import replace

from tests.bench.reading.layouts.wording import (
    FILLS,
    RATING_LABELS,
    finding_heads,
    level_words,
    rating_words,
    stage_words,
)
from tests.bench.reading.paper import Box, Heading, Line, Paper, Table, box, head
from tests.bench.reading.phrases import any_habit, each_action, with_references

COLOURS = ("red", "amber", "green")


class Grid:
    """One paper in the grid layout. Chance decides the order of columns, words, fills and habits once for all of it."""

    def __init__(self, key, rng, *, row_a_finding=False):
        self.rng, self.key = rng, with_references(key)
        self.framework = key.framework
        self.habit = any_habit(rng)
        self.heads = finding_heads(rng)
        self.fills = FILLS[rng.choice(tuple(FILLS))]
        self.filled = rng.random() < 0.6
        self.rating = rng.choice(RATING_LABELS)
        self.listed = rng.choice(("", "", "bullet", "number", "breaks", "typed"))
        self.backwards = rng.random() < 0.35
        self.blank = rng.choice(("", "", "", "", "–", "N/A", "None identified"))
        self.turned = rng.random() < 0.3
        self.row_a_finding = row_a_finding
        unknown = any(one.colour == "not_yet_known" for cell in key.cells for one in cell.findings)
        self.colours = (*COLOURS, "not_yet_known") if unknown else COLOURS

    def paper(self, layout, blocks):
        one_each = all(
            sum(one.colour == colour for one in cell.findings) < 2 for cell in self.key.cells for colour in self.colours
        )
        return Paper(
            layout,
            each_action(self.key, self.habit.written),
            blocks,
            title=self.key.title,
            split="yes" if self.row_a_finding or one_each else "no",
        )

    def ordered(self, pairs):
        return list(reversed(pairs)) if self.backwards else pairs

    def head_row(self):
        finding, plan = self.heads
        pairs = [head(words(colour), fill=self._fill(colour)) for colour in self.colours for words in (finding, plan)]
        return self.ordered(pairs)

    def _fill(self, colour):
        return self.fills.get(colour, "") if self.filled else ""

    def content(self, findings):
        """A row of boxes for these findings of one stage."""
        pairs = []
        for colour in self.colours:
            mine = [one for one in findings if one.colour == colour]
            pairs.append(self.lines([one.text for one in mine]))
            pairs.append(self.lines([self.habit.words(action) for one in mine for action in one.actions]))
        return self.ordered(pairs)

    def rows_of(self, cell):
        """The findings of a stage, as the rows that they stand in."""
        if not self.row_a_finding:
            return [cell.findings]
        by_colour = [[one for one in cell.findings if one.colour == colour] for colour in self.colours]
        most = max(1, *(len(one) for one in by_colour))
        return [tuple(one[at] for one in by_colour if at < len(one)) for at in range(most)]

    def lines(self, texts):
        if not texts:
            return box(self.blank)
        if self.listed == "breaks":
            return Box([Line(text) for text in texts], joint="breaks")
        if self.listed == "typed" and len(texts) > 1:
            return Box([Line(f"{number}. {text}") for number, text in enumerate(texts, 1)])
        return Box([Line(text, listed=self.listed if self.listed != "typed" else "") for text in texts])

    def rating_line(self, cell):
        words = rating_words(self.framework, cell.overall, self.rng)
        return self.rating.format(words) if words else ""

    def stage(self, cell):
        return stage_words(self.framework, cell.at, self.rng)


def band_rows(key, rng):
    """A band row a stage, with its overall rating, and the findings of the stage below it."""
    grid = Grid(key, rng, row_a_finding=rng.random() < 0.3)
    blocks = [Heading(key.title)]
    two = rng.random() < 0.5
    for sheet, cells in grid.key.sheets().items():
        rows = [grid.head_row()]
        width = len(rows[0])
        for cell in cells:
            stage, rating = grid.stage(cell), grid.rating_line(cell)
            if two and rating:
                rows.append([box(Line(stage, bold=True), across=2), box(rating, across=width - 2)])
            else:
                rows.append([box(Line(stage, bold=True), rating, across=width, fill="#D9D9D9")])
            rows += [grid.content(findings) for findings in grid.rows_of(cell)]
        blocks += [Heading(level_words(key.framework, sheet, rng), 2), Table(rows)]
    return grid.paper("band rows", blocks)


def stage_first(key, rng):
    """The stage in the first column, with its overall rating below the name or in a column of its own."""
    grid = Grid(key, rng, row_a_finding=rng.random() < 0.5)
    own = rng.choice(("", "", "words", "letters"))  # the form of ratings in a column of their own
    blocks = [Heading(key.title)]
    for sheet, cells in grid.key.sheets().items():
        first = head(rng.choice(("Stage", "", key.framework.said(key.framework.words.stage, "en"))))
        extra = [head("Overall rating")] if own else []
        rows = [[first, *extra, *grid.head_row()]]
        for cell in cells:
            rows += _stage_rows(grid, cell, own)
        blocks += [Heading(level_words(key.framework, sheet, rng), 2), Table(rows)]
    return grid.paper("stage first", blocks)


def _stage_rows(grid, cell, own):
    rows = grid.rows_of(cell)
    rating = rating_words(grid.framework, cell.overall, grid.rng, own)
    label = box(Line(grid.stage(cell), bold=True), "" if own else grid.rating_line(cell), down=len(rows))
    label.turned = grid.turned
    before = [label, box(rating, down=len(rows))] if own else [label]
    return [[*(before if at == 0 else ()), *grid.content(findings)] for at, findings in enumerate(rows)]


def table_a_stage(key, rng):
    """A table a stage, with the names of level and stage and the rating above it as headings."""
    grid = Grid(key, rng, row_a_finding=rng.random() < 0.4)
    blocks = [Heading(key.title)]
    for sheet, cells in grid.key.sheets().items():
        blocks.append(Heading(level_words(key.framework, sheet, rng), 1))
        for cell in cells:
            blocks.append(Heading(grid.stage(cell), 2))
            if grid.rating_line(cell):
                blocks.append(Line(grid.rating_line(cell), bold=rng.random() < 0.5))
            blocks.append(Table([grid.head_row(), *(grid.content(one) for one in grid.rows_of(cell))]))
    return grid.paper("table a stage", blocks)


def colours_down(key, rng):
    """A table a stage with a row a colour: colour, findings, actions, and leads and times in columns of their own."""
    grid = Grid(key, rng, row_a_finding=True)
    grid.habit = replace(grid.habit, leads="dash")
    blocks = [Heading(key.title)]
    heads = rng.choice(
        (
            ("Rating", "Findings", "Action plan", "Lead", "By when"),
            ("Traffic light", "What we found", "What we will do", "Who", "When"),
            ("RAG", "Finding", "Action", "Lead officer", "Timescale"),
        )
    )
    for sheet, cells in grid.key.sheets().items():
        blocks.append(Heading(level_words(key.framework, sheet, rng), 2))
        for cell in cells:
            title = grid.stage(cell)
            rating = grid.rating_line(cell)
            rows = [[box(Line(f"{title}. {rating}" if rating else title, bold=True), across=5, head=True)]]
            rows.append([head(words) for words in heads])
            for finding in sorted(cell.findings, key=lambda one: grid.colours.index(one.colour)):
                rows += split_rows(finding, coloured_box(grid, finding.colour), 1)
            blocks.append(Table(rows, heads=2))
    return replace(grid.paper("colours down", blocks), key=grid.key)


def coloured_box(grid, colour):
    """A colour as a word in its own shading."""
    words = {"red": "Red", "amber": "Amber", "green": "Green", "not_yet_known": "Not yet known"}
    return box(words[colour], fill=grid._fill(colour))


def split_rows(finding, first, before):
    """A row an action; the finding and what stands before it are merged down over all of them."""
    actions = finding.actions or (None,)
    rows = []
    for at, action in enumerate(actions):
        leads = [f"{one.name}, {one.agency}" for one in action.leads] if action else []
        after = [box(action.text if action else ""), box("; ".join(leads)), box(action.due if action else "")]
        merged = [replace(first, down=len(actions)), box(finding.text, down=len(actions))] if at == 0 else []
        rows.append([*merged, *after])
    return rows

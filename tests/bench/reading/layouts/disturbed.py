"""Papers that went round: comments, footnotes, text boxes, headers, tracked changes, repeated headings."""

from __future__ import annotations

from dataclasses import replace

from tests.bench.reading.layouts.grids import band_rows, colours_down, stage_first
from tests.bench.reading.layouts.logs import row_a_finding
from tests.bench.reading.layouts.prose import led
from tests.bench.reading.paper import Heading, Line, Table

BASES = (band_rows, stage_first, colours_down, row_a_finding, led)


def went_round(key, rng):
    """A paper that several people have worked on. What they struck out is nowhere in its key."""
    paper = rng.choice(BASES)(key, rng)
    lines = [line for block in paper.blocks if isinstance(block, Table) for row in block.rows[block.heads :]
             for one in row for line in one.lines if len(line.text) > 60]  # fmt: skip
    lines = lines or [block for block in paper.blocks if isinstance(block, Line) and len(block.text) > 60]
    for line in rng.sample(lines, min(4, len(lines))):
        line.added = len(line.text) - line.text.rindex(" ", 0, -8)
        line.taken = rng.choice((" as of last week", " (wording to be agreed)", " and nobody else"))
    remarked = Line("This version includes the comments of the quality assurance group.")
    remarked.remark = "Please check the count in the second row before this goes to the executive."
    remarked.note = "Read by three members of the group."
    paper.blocks.insert(1, remarked)
    return replace(
        paper,
        layout="went round",
        header="OFFICIAL – SENSITIVE",
        footer="Version 0.4 – not for onward circulation",
        boxed="Draft for comment until the panel has met",
    )


def continued(key, rng):
    """Tables that go on: the title and the level stand again above each part."""
    paper = stage_first(key, rng)
    blocks = []
    for block in paper.blocks:
        if isinstance(block, Table) and len(block.rows) > 3 and all(one.down == 1 for row in block.rows for one in row):
            half = len(block.rows) // 2 + 1
            above = next(one for one in reversed(blocks) if isinstance(one, Heading))
            again = Heading(f"{above.text} (continued)", above.depth)
            first, second = block.rows[:half], [block.rows[0], *block.rows[half:]]
            blocks += [replace(block, rows=first), Heading(paper.title), again, replace(block, rows=second)]
        else:
            blocks.append(block)
    return replace(paper, layout="continued tables", blocks=blocks)

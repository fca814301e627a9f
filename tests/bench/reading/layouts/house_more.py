"""A second group as offices draw them: worries beside strengths, two rows an entry, minutes, few rules, so what."""

from __future__ import annotations

from dataclasses import replace

from tests.bench.reading.answers import names_of
from tests.bench.reading.layouts.grids import Grid
from tests.bench.reading.layouts.logs import shown_by
from tests.bench.reading.layouts.wording import FILLS, level_words, rating_words, stage_words
from tests.bench.reading.paper import Box, Heading, Line, Paper, Table, box, head
from tests.bench.reading.phrases import any_habit, with_references

WORDS = {"red": "Red", "amber": "Amber", "green": "Green", "not_yet_known": "Not yet known"}
LETTERS = {"red": "R", "amber": "A", "green": "G", "not_yet_known": "Not yet known"}
WORRIES = {
    "red": ("What are we worried about? (Red)", "Worried about (RED)"),
    "amber": ("What is partly in place? (Amber)", "Getting there (AMBER)"),
    "green": ("What is working well? (Green)", "Working well (GREEN)"),
    "not_yet_known": ("What do we not know yet? (Not yet known)", "Not yet known"),
}
SO_WHAT = (
    "Children wait longer than they should",
    "Families do not know whom to ask",
    "Practitioners act on half of the picture",
)


class _Columns:
    """What `shown_by` asks of a choice: which columns there are."""

    columns = ("action", "leads", "due")


def _people(action, joint=", "):
    return joint.join(f"{one.name} ({one.agency})" for one in action.leads)


def _numbered(texts):
    if len(texts) < 2:
        return box(*texts)
    return Box([Line(f"{number}. {text or '-'}") for number, text in enumerate(texts, 1)], joint="breaks")


def worries(key, rng):
    """Columns of what worries, what is partly there and what works, and one column each of what next, who and when."""
    grid = Grid(key, rng, row_a_finding=True)
    way = rng.choice((0, 1))
    after = rng.choice((("What needs to happen?", "Who?", "By when?"), ("Next steps", "Lead", "Timescale")))
    blocks = [Heading(key.title)]
    for sheet, cells in grid.key.sheets().items():
        blocks.append(Heading(level_words(key.framework, sheet, rng), 2))
        for cell in (one for one in cells if one.findings):
            rating = grid.rating_line(cell)
            blocks.append(Heading(stage_words(key.framework, cell.at, rng), 3))
            blocks += [Line(rating)] if rating else []
            rows = [[*(head(WORRIES[colour][way]) for colour in grid.colours), *map(head, after)]]
            for finding in cell.findings:
                told = [box(finding.text) if finding.colour == colour else box("") for colour in grid.colours]
                actions = [[one.text for one in finding.actions], list(map(_people, finding.actions))]
                rows.append([*told, *map(_numbered, actions), _numbered([one.due for one in finding.actions])])
            blocks.append(Table(rows))
    cells = tuple(one for one in grid.key.cells if one.findings)
    return Paper("worries and strengths", replace(grid.key, cells=cells), blocks, title=key.title)


def two_rows(key, rng):
    """A row for the finding, right across behind its colour, and below it a row for each action."""
    shown, fills = with_references(key), FILLS[rng.choice(tuple(FILLS))]
    blocks = [Heading(key.title)]
    for sheet, cells in shown.sheets().items():
        rows = [[head("RAG"), head("Finding", across=3)], [head(""), *map(head, ("Action", "Lead", "By when"))]]
        for cell in (one for one in cells if one.findings):
            stage = names_of(key.framework, cell.at)[2]
            rows.append([box(Line(stage, bold=True), across=4, fill="#D9D9D9")])
            for finding in cell.findings:
                colour = box(LETTERS[finding.colour], fill=fills.get(finding.colour, ""))
                rows.append([colour, box(finding.text, across=3)])
                rows += [[box(""), box(one.text), box(_people(one)), box(one.due)] for one in finding.actions]
        if len(rows) > 2:
            blocks += [Heading(level_words(key.framework, sheet, rng), 2), Table(rows, heads=2)]
    return Paper("two rows an entry", shown_by(shown, _Columns), blocks, title=key.title)


def minutes(key, rng):
    """Minutes: numbered paragraphs under each stage, the colour behind a finding, and actions marked in capitals."""
    grid = Grid(key, rng, row_a_finding=True)
    grid.habit = any_habit(rng, ("dash", "bracket", "bracket_agency", "follow", "action_by"))
    mark = rng.choice(("ACTION: ", "ACTION – ", "Action agreed: "))
    blocks, section = [Heading(key.title)], 0
    for sheet, cells in grid.key.sheets().items():
        blocks.append(Heading(level_words(key.framework, sheet, rng), 2))
        for cell in cells:
            section += 1
            rating = grid.rating_line(cell)
            blocks.append(Heading(f"{section}. {stage_words(key.framework, cell.at, rng)}", 3))
            blocks += [Line(rating)] if rating else []
            for number, finding in enumerate(cell.findings, 1):
                blocks.append(Line(f"{section}.{number} {finding.text} ({WORDS[finding.colour]})"))
                blocks += [Line(mark + grid.habit.words(one), bold=rng.random() < 0.3) for one in finding.actions]
    return replace(grid.paper("minutes", blocks), split="yes", wide=False)


def few_rules(key, rng):
    """A table with rules above and below its head and its end, and nothing between columns; a row an action."""
    shown = with_references(key)
    heads = rng.choice(
        (
            ("Stage", "RAG", "Finding", "Action", "Lead", "By when"),
            ("Stage", "Rating", "Finding", "Action", "Who", "When"),
        )
    )
    if len(key.cells[0].at.split("/")) == 2:
        heads = ("Standard", *heads[1:])
    blocks = [Heading(key.title)]
    for sheet, cells in shown.sheets().items():
        rows = [[head(words) for words in heads]]
        for cell in cells:
            stage = names_of(key.framework, cell.at)[2]
            for finding in cell.findings:
                first = [box(stage), box(WORDS[finding.colour]), box(finding.text)]
                for action in finding.actions or (None,):
                    after = (action.text, _people(action), action.due) if action else ("", "", "")
                    rows.append([*first, *map(box, after)])
        if len(rows) > 1:
            blocks += [Heading(level_words(key.framework, sheet, rng), 2), Table(rows, ruled=False)]
    return Paper("few rules", shown_by(shown, _Columns), blocks, title=key.title)


def sheet_a_stage(key, rng):
    """A sheet a stage: its rating, its findings with numbers and colours, and below them actions that name a number."""
    shown = with_references(key)
    blocks = []
    for cell in (one for one in shown.cells if one.findings):
        domain, level, stage = names_of(key.framework, cell.at)
        name = f"{domain[:14].strip()} {level.replace('Level ', 'L')} {stage}".replace("/", "-")[:31]
        rating = rating_words(key.framework, cell.overall, rng)
        above = " – ".join(part for part in (domain, level, stage) if part)
        blocks += [Heading(above), *([Heading(f"Overall rating: {rating}")] if rating else [])]
        rows = [[head("No."), head("Finding"), head("RAG")]]
        rows += [[box(f"{at}"), box(one.text), box(WORDS[one.colour])] for at, one in enumerate(cell.findings, 1)]
        blocks.append(Table(rows, name=name))
        rows = [[head(words) for words in ("Finding no.", "Action", "Lead", "By when")]]
        for at, finding in enumerate(cell.findings, 1):
            rows += [[box(f"{at}"), box(one.text), box(_people(one)), box(one.due)] for one in finding.actions]
        blocks += [Heading("Actions"), Table(rows, name=name)] if len(rows) > 1 else []
    kept = tuple(one for one in shown.cells if one.findings)
    return Paper("a sheet a stage", replace(shown, cells=kept), blocks, title=key.title)


def so_what(key, rng):
    """What, so what, now what: the finding shaded in its colour, and who and by when in one column."""
    fills = FILLS[rng.choice(("plain", "pale", "web"))]
    known = tuple(
        replace(cell, findings=tuple(one for one in cell.findings if one.colour != "not_yet_known"))
        for cell in key.cells
    )
    shown = with_references(replace(key, cells=known))
    heads = rng.choice(
        (
            ("What? (finding)", "So what? (impact)", "Now what? (action)", "Who and by when"),
            ("What did we find?", "So what?", "Now what?", "Lead and timescale"),
        )
    )
    blocks = [Heading(key.title)]
    for sheet, cells in shown.sheets().items():
        blocks.append(Heading(level_words(key.framework, sheet, rng), 2))
        for cell in (one for one in cells if one.findings):
            rows = [[head(words) for words in heads]]
            for finding in cell.findings:
                found = box(finding.text, fill=fills[finding.colour], down=max(1, len(finding.actions)))
                impact = box(rng.choice(SO_WHAT), down=max(1, len(finding.actions)))
                for at, one in enumerate(finding.actions or (None,)):
                    told = ", ".join(filter(None, (_people(one), one.due))) if one else ""
                    rows.append([*([found, impact] if at == 0 else []), box(one.text if one else ""), box(told)])
            rating = rating_words(key.framework, cell.overall, rng)
            blocks.append(Heading(stage_words(key.framework, cell.at, rng), 3))
            blocks += [Line(f"Overall rating: {rating}")] if rating else []
            blocks.append(Table(rows))
    kept = replace(shown, cells=tuple(one for one in shown.cells if one.findings))
    return Paper("what and so what", kept, blocks, title=key.title)

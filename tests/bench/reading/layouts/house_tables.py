"""Tables as one office or another draws them: places down the side, a card a finding, a matrix, a form to fill in."""

from __future__ import annotations

from dataclasses import replace

from tests.bench.reading.answers import names_of
from tests.bench.reading.layouts.grids import Grid, coloured_box
from tests.bench.reading.layouts.logs import Log, any_choice, shown_by
from tests.bench.reading.layouts.wording import level_words, rating_words, stage_words
from tests.bench.reading.paper import Box, Heading, Line, Paper, Table, box, head
from tests.bench.reading.phrases import any_habit

WORDS = {"red": "Red", "amber": "Amber", "green": "Green", "not_yet_known": "Not yet known"}
LETTERS = {"red": "(R)", "amber": "(A)", "green": "(G)", "not_yet_known": "(?)"}
SIDE_HEADS = (
    ("Domain", "Level", "Process step", "RAG", "What the review told us", "Action agreed"),
    ("Domain", "System level", "Stage", "Traffic light", "Finding", "Action plan"),
    ("Framework domain", "Level", "Stage", "Status (RAG)", "Summary of what we learned", "Next steps"),
)
SECTION_HEADS = {"Domain": "Section", "Framework domain": "Section", "Process step": "Standard", "Stage": "Standard"}
CARD_LABELS = (
    ("Finding", "RAG", "Action", "Lead", "By when"),
    ("What we found", "RAG rating", "What we will do", "Who will lead", "When"),
    ("Key finding", "Traffic light rating", "Agreed action", "Lead officer", "Target date"),
)
UNFILLED = "Click or tap here to enter text."


def places_down(key, rng):
    """One table: domain, level and stage merged down at the left, a narrow column with the colour as a shaded word."""
    grid = Grid(key, rng, row_a_finding=True)
    heads, levelled = rng.choice(SIDE_HEADS), len(key.cells[0].at.split("/")) == 3
    heads = [SECTION_HEADS.get(one, one) if not levelled else one for one in heads if levelled or "evel" not in one]
    rows = [[head(words) for words in heads]]
    domains, levels = _spans(grid.key, 1), _spans(grid.key, 2)
    rated = rng.random() < 0.5
    for cell in grid.key.cells:
        findings = cell.findings or (None,)
        names = names_of(grid.framework, cell.at)
        rating = rating_words(grid.framework, cell.overall, rng) if rated else ""
        stage = box(names[2], f"Overall: {rating}" if rating else "", down=len(findings))
        for at, finding in enumerate(findings):
            before = [stage] if at == 0 else []
            if at == 0 and levelled and cell in levels:
                before.insert(0, box(names[1], down=levels[cell]))
            if at == 0 and cell in domains:
                before.insert(0, box(Line(names[0], bold=True), down=domains[cell]))
            rows.append([*before, *_side(grid, finding)])
    if not rated:
        grid.key = replace(grid.key, cells=tuple(replace(one, overall="") for one in grid.key.cells))
    return grid.paper("places down the side", [Heading(key.title), Table(rows)])


def _side(grid, finding):
    if finding is None:
        return [box(""), box(grid.blank), box("")]
    return [
        coloured_box(grid, finding.colour),
        box(finding.text),
        grid.lines([grid.habit.words(one) for one in finding.actions]),
    ]


def _spans(key, depth):
    """The first cell of each domain (or level), and over how many rows it goes."""
    firsts, spans = {}, {}
    for cell in key.cells:
        first = firsts.setdefault(cell.at.rsplit("/", len(cell.at.split("/")) - depth)[0], cell)
        spans[first] = spans.get(first, 0) + max(1, len(cell.findings))
    return spans


def card_a_finding(key, rng):
    """A table a finding with two columns, label and value; the place above it as headings, or as rows of the card."""
    grid = Grid(key, rng, row_a_finding=True)
    labels, inside = rng.choice(CARD_LABELS), rng.random() < 0.5
    blocks, number = [Heading(key.title)], 0
    for sheet, cells in grid.key.sheets().items():
        if not inside:
            blocks.append(Heading(level_words(key.framework, sheet, rng), 2))
        for cell in cells:
            if not inside:
                blocks += [Heading(stage_words(key.framework, cell.at, rng), 3), *_line(grid.rating_line(cell))]
            for finding in cell.findings:
                number += 1
                place = _place_rows(grid.framework, cell) if inside else []
                blocks += [Line(f"Finding {number}", bold=True)] if rng.random() < 0.5 else []
                blocks.append(Table(place + _card(grid, finding, labels), heads=0))
                blocks.append(Line(""))
    if inside:
        bare = tuple(replace(one, overall="") for one in grid.key.cells if one.findings)
        grid.key = replace(grid.key, cells=bare)
    paper = grid.paper("card a finding", [one for one in blocks if not isinstance(one, Line) or one.text])
    return replace(paper, key=grid.key, wide=False)


def _line(text):
    return [Line(text)] if text else []


def _place_rows(framework, cell):
    names = names_of(framework, cell.at)
    labels = ("Domain", "Level", "Stage") if names[1] else ("Section", "", "Standard")
    return [[_label(label), box(name)] for label, name in zip(labels, names, strict=True) if label]


def _label(text):
    return box(Line(text, bold=True), fill="#EDEDED")


def _card(grid, finding, labels):
    found, rag, action, lead, when = labels
    rows = [[_label(found), box(finding.text)], [_label(rag), coloured_box(grid, finding.colour)]]
    several = len(finding.actions) > 1
    for number, one in enumerate(finding.actions, 1):
        people = ", ".join(f"{each.name} ({each.agency})" for each in one.leads)
        mark = f" {number}" if several else ""
        rows += [[_label(action + mark), box(one.text)], [_label(lead), box(people)], [_label(when), box(one.due)]]
    return rows


def matrix_of_bullets(key, rng):
    """A landscape matrix of stages and levels, with findings as bullets that begin with their letter, actions below."""
    grid = Grid(key, rng, row_a_finding=True)
    grid.habit = any_habit(rng, ("dash", "bracket", "bracket_agency", "follow", "take_forward"))
    arrow = rng.choice(("Action: ", "→ ", "Action – "))
    blocks = [Heading(key.title)]
    for cells in _by_domain(grid.key).values():
        sheets = list(dict.fromkeys(cell.at.rpartition("/")[0] for cell in cells))
        stages = list(dict.fromkeys(cell.at.rpartition("/")[2] for cell in cells))
        by_place = {cell.at: cell for cell in cells}
        domain = names_of(key.framework, cells[0].at)[0]
        rows = [[head("Stage"), *(head(names_of(key.framework, f"{one}/-")[1] or domain) for one in sheets)]]
        for stage in stages:
            mine = [by_place.get(f"{sheet}/{stage}") for sheet in sheets]
            name = grid.stage(next(one for one in mine if one))
            rows.append([box(Line(name, bold=True)), *(_bullets(grid, one, arrow) for one in mine)])
        blocks += [Heading(domain, 2), Table(rows)]
    return replace(grid.paper("matrix of bullets", blocks), split="yes")


def _by_domain(key):
    found = {}
    for cell in key.cells:
        found.setdefault(cell.at.partition("/")[0], []).append(cell)
    return found


def _bullets(grid, cell, arrow):
    if cell is None:
        return box("")
    lines = [Line(grid.rating_line(cell), bold=True)] if grid.rating_line(cell) else []
    for finding in cell.findings:
        lines.append(Line(f"{LETTERS[finding.colour]} {finding.text}", "bullet"))
        lines += [Line(arrow + grid.habit.words(one)) for one in finding.actions]
    return Box(lines)


def turned_labels(key, rng):
    """A table of everything with level and stage turned by a quarter, merged down, in two narrow columns."""
    choice = replace(any_choice(key, rng), several="merge", labels="merge", levels="words", people="name")
    columns = [one for one in choice.columns if one not in ("ref", "status", "agency")]
    made = _Turned(key, rng, replace(choice, columns=tuple(columns)))
    blocks = [Heading(key.title)]
    for sheet, cells in made.key.sheets().items():
        rows = [row for cell in cells for row in made.rows_of(cell)]
        if rows:
            blocks += [Heading(level_words(key.framework, sheet, rng), 2), Table([made.head_row(), *rows])]
    return Paper("turned labels", shown_by(made.key, made.choice, made.habit), blocks, title=key.title)


class _Turned(Log):
    """A log whose labels stand on their side."""

    def _level(self, cell, finding, actions):
        return replace(super()._level(cell, finding, actions), turned=True)

    def _stage(self, cell, finding, actions):
        return replace(super()._stage(cell, finding, actions), turned=True)


def form_to_fill(key, rng):
    """A form with drop-down lists and fields, some never filled in; whole paragraphs are tracked insertions."""
    choice = replace(any_choice(key, rng), several="merge", labels="repeat", colour="word", people="agency")
    columns = [one for one in choice.columns if one not in ("agency", "leads", "due", "status")]
    made = _Filled(key, rng, replace(choice, columns=(*columns, "leads", "due")))
    table = Table([made.head_row(), *(row for cell in made.key.cells for row in made.rows_of(cell))])
    inserted = [line for row in table.rows[1:] for one in row for line in one.lines if len(line.text) > 60]
    for line in inserted[::5]:
        line.added = len(line.text)
    return Paper("form to fill in", shown_by(made.key, made.choice), [Heading(key.title), table], title=key.title)


class _Filled(Log):
    """A log in which colours, leads and times are content controls."""

    def _colour(self, cell, finding, actions):
        return replace(super()._colour(cell, finding, actions), control="list")

    def _leads(self, cell, finding, actions):
        return _field(super()._leads(cell, finding, actions))

    def _due(self, cell, finding, actions):
        return _field(super()._due(cell, finding, actions))


def _field(one):
    return replace(one, control="text") if one.lines else replace(box(UNFILLED), control="unfilled")

"""A fourth group, tables as partners keep them: ticks for colours, plans by agency, entries across, tasks."""

from __future__ import annotations

from dataclasses import replace

from tests.bench.reading.answers import Cell, names_of
from tests.bench.reading.layouts.logs import shown_by
from tests.bench.reading.layouts.wording import COLOUR_WORDS, FILLS, level_words, rating_words
from tests.bench.reading.paper import Box, Heading, Line, Paper, Table, box, head
from tests.bench.reading.phrases import each_action, with_references

TICKS = ("✓", "X", "x", "●", "Yes")
IN_A_TABLE = 4  # entries that a text's page has room for


class _Columns:
    """What `shown_by` asks of a choice: which columns there are."""

    columns = ("action", "leads", "due")


def _names(action, joint=", "):
    return joint.join(one.name for one in action.leads)


def _numbered(texts):
    if len(texts) < 2:
        return box(*texts)
    return Box([Line(f"{number}. {text or '-'}") for number, text in enumerate(texts, 1)], joint="breaks")


def _place(framework, at, form):
    domain, level, stage = names_of(framework, at)
    if not level:
        return f"{domain}: {stage}"
    short = f"L{level.rpartition(' ')[2]}"
    return form.format(domain=domain, level=level, short=short, stage=stage)


def _sheet_name(framework, sheet):
    domain, level, _ = names_of(framework, f"{sheet}/-")
    return f"{domain} {level}".strip()


def ticked(key, rng):
    """A row a finding, a narrow column for each colour with a mark in one of them, and its actions behind it."""
    shown, tick = with_references(key), rng.choice(TICKS)
    unknown = any(one.colour == "not_yet_known" for cell in key.cells for one in cell.findings)
    colours = ("red", "amber", "green", *(("not_yet_known",) if unknown else ()))
    words = rng.choice((COLOUR_WORDS, {"red": "R", "amber": "A", "green": "G", "not_yet_known": "Not yet known"}))
    fills = FILLS[rng.choice(tuple(FILLS))] if rng.random() < 0.5 else {}
    after = rng.choice((("Action", "Lead", "By when"), ("What we will do", "Who", "When"), ("Actions", "Owner", "Due")))
    marks = [head(words[one], fill=fills.get(one, "")) for one in colours]
    blocks = [Heading(key.title)]
    for sheet, cells in shown.sheets().items():
        first = "Standard" if sheet.count("/") == 0 else "Stage"
        rows = [[head(first), head("Finding"), *marks, *map(head, after)]]
        for cell in (one for one in cells if one.findings):
            stage = box(Line(names_of(key.framework, cell.at)[2], bold=True), down=len(cell.findings))
            for at, finding in enumerate(cell.findings):
                ticks = [box(tick if one == finding.colour else "") for one in colours]
                told = [_numbered([one.text for one in finding.actions]), _numbered(list(map(_names, finding.actions)))]
                due = _numbered([one.due for one in finding.actions])
                rows.append([*([stage] if at == 0 else []), box(finding.text), *ticks, *told, due])
        if len(rows) > 1:
            blocks += [Heading(level_words(key.framework, sheet, rng), 2), Table(rows)]
    return Paper("ticks for colours", shown_by(shown, _Columns), blocks, title=key.title)


def by_agency(key, rng):
    """A plan a lead agency: where it belongs in one column, colour, finding, action, officer, time."""
    shown = with_references(key)
    form = rng.choice(("{domain} / {level} / {stage}", "{domain} {short} – {stage}", "{domain} {level}: {stage}"))
    fills = FILLS[rng.choice(tuple(FILLS))]
    heads = rng.choice(
        (
            ("Ref", "Domain and stage", "RAG", "What we found", "What we will do", "Named officer", "Timescale"),
            ("No.", "Where in the framework", "Rating", "Finding", "Action", "Lead officer", "By when"),
        )
    )
    plans, number = {}, 0
    for cell in shown.cells:
        for finding in cell.findings:
            leads = [lead for action in finding.actions for lead in action.leads]
            plan = plans.setdefault(leads[0].agency if leads else "Whole partnership", [])
            for at, action in enumerate(finding.actions or (None,)):
                number += 1
                down = max(1, len(finding.actions))
                colour = box(COLOUR_WORDS[finding.colour], fill=fills.get(finding.colour, ""), down=down)
                place = box(_place(key.framework, cell.at, form), down=down)
                first = [place, colour, box(finding.text, down=down)] if at == 0 else []
                told = (action.text, _names(action, " and "), action.due) if action else ("No action needed", "", "")
                plan.append([box(str(number)), *first, *map(box, told)])
    blocks = [Heading(key.title), Line("Each agency's part of the plan stands below under its own heading.")]
    for agency, rows in plans.items():
        blocks += [Heading(agency, 2), Table([[head(words) for words in heads], *rows], name=agency.replace("/", "-"))]
    return Paper("plan by agency", shown_by(shown, _Columns), blocks, title=key.title)


def entries_across(key, rng):
    """What is usually a row stands in a column: labels down the side, an entry beside the other."""
    shown, fills = with_references(key), FILLS[rng.choice(("plain", "pale", "council"))]
    labels = rng.choice(
        (
            ("Stage", "RAG rating", "Finding", "Action", "Lead", "By when"),
            ("Stage of the system", "Judgement", "What did we find?", "What will we do?", "Who?", "When?"),
        )
    )
    blocks = [Heading(key.title)]
    for sheet, cells in shown.sheets().items():
        entries = [(cell, one) for cell in cells for one in cell.findings]
        name = level_words(key.framework, sheet, rng)
        for start in range(0, len(entries), IN_A_TABLE):
            part = entries[start : start + IN_A_TABLE]
            rows = [
                [box(names_of(key.framework, cell.at)[2]) for cell, _ in part],
                [box(COLOUR_WORDS[one.colour], fill=fills.get(one.colour, "")) for _, one in part],
                [box(one.text) for _, one in part],
                [_numbered([action.text for action in one.actions]) for _, one in part],
                [_numbered([_names(action) for action in one.actions]) for _, one in part],
                [_numbered([action.due for action in one.actions]) for _, one in part],
            ]
            blocks += [Heading(name, 2)] if start == 0 else []
            rows = [[head(label), *row] for label, row in zip(labels, rows, strict=True)]
            blocks.append(Table(rows, heads=0, name=_sheet_name(key.framework, sheet)))
    return Paper("entries across", shown_by(shown, _Columns), blocks, title=key.title)


def planner(key, rng):
    """A task list as planning software exports it: a row an action, its place the bucket, its finding the note."""
    shown = with_references(key)
    form = rng.choice(("{domain} {short} {stage}", "{domain} - {level} - {stage}"))
    several = rng.choice((";", "; ", ", "))
    heads = rng.choice(
        (
            ("Task Name", "Bucket Name", "Progress", "Priority", "Assigned To", "Due Date", "Labels", "Description"),
            ("Title", "Category", "Status", "Priority", "Assigned to", "Due", "RAG rating", "Finding"),
        )
    )
    note = "Finding: {}" if heads[-1] == "Description" else "{}"
    rows = [[head(words) for words in heads]]
    kept = []
    for cell in shown.cells:
        findings = tuple(one for one in cell.findings if one.actions)
        kept.append(Cell(cell.at, "", findings))
        for finding in findings:
            for action in finding.actions:
                told = (
                    action.text,
                    _place(key.framework, cell.at, form),
                    "Not started",
                    rng.choice(("Medium", "Urgent")),
                )
                after = (_names(action, several), action.due, COLOUR_WORDS[finding.colour], note.format(finding.text))
                rows.append([box(words) for words in (*told, *after)])
    table = Table(rows, name="Tasks")
    return Paper("planner's list", shown_by(replace(shown, cells=tuple(kept)), _Columns), [table], title=key.title)


def overview_first(key, rng):
    """First all ratings in a table of stages by levels, then for each level a table of findings and of actions."""
    shown = each_action(with_references(key), lambda one: one)
    fills = FILLS[rng.choice(tuple(FILLS))]
    blocks = [Heading(key.title), Heading("Overview of ratings", 2), _overview(shown, rng)]
    for sheet, cells in shown.sheets().items():
        blocks.append(Heading(level_words(key.framework, sheet, rng), 2))
        for cell in (one for one in cells if one.findings):
            blocks.append(Heading(names_of(key.framework, cell.at)[2], 3))
            rows = [[head(words) for words in ("Finding", "RAG", "Agreed actions")]]
            for finding in cell.findings:
                lines = [
                    Line(f"{one.text} ({_names(one)}{', ' + one.due if one.due else ''})")
                    if one.leads
                    else Line(f"{one.text} ({one.due})" if one.due else one.text)
                    for one in finding.actions
                ]
                lines = [replace(line, listed="bullet") for line in lines] if len(lines) > 1 else lines
                colour = box(COLOUR_WORDS[finding.colour], fill=fills.get(finding.colour, ""))
                rows.append([box(finding.text), colour, Box(lines)])
            blocks.append(Table(rows))
    return Paper("overview first", shown, blocks, title=key.title)


def _overview(key, rng):
    """The table of ratings: a row a stage, a column a sheet."""
    sheets = key.sheets()
    stages = list(dict.fromkeys(names_of(key.framework, cell.at)[2] for cell in key.cells))
    words = {
        (sheet, names_of(key.framework, cell.at)[2]): rating_words(key.framework, cell.overall, rng)
        for sheet, cells in sheets.items()
        for cell in cells
    }
    heads = [head(_sheet_name(key.framework, sheet)) for sheet in sheets]
    rows = [
        [box(Line(stage, bold=True)), *(box(words.get((sheet, stage), "")) for sheet in sheets)] for stage in stages
    ]
    return Table([[head("Stage"), *heads], *rows])

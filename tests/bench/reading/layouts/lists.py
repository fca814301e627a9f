"""Action plans of other reviews (Section 11, JTAI, learning reviews): lists that name no stage of the framework."""

from __future__ import annotations

from dataclasses import replace

from tests.bench.reading.answers import Cell
from tests.bench.reading.layouts.logs import STATES
from tests.bench.reading.paper import Heading, Line, Paper, Table, box, head
from tests.bench.reading.phrases import any_habit, each_action

KINDS = (
    ("Section 11 audit – action plan", ("Standard", "What we found", "Action", "Lead", "Timescale", "Progress")),
    ("JTAI action plan", ("No.", "Area for improvement", "Action to be taken", "Lead agency and officer", "By when")),
    (
        "Local child safeguarding practice review: learning and actions",
        ("Learning point", "Action required", "Who", "When"),
    ),
)
STANDARDS = (
    "1. Senior commitment",
    "2. Listening to children",
    "3. Sharing information",
    "4. Recruiting people",
    "5. Supervision",
)


def plan(key, rng):
    """A table of what was learnt and what will be done. It tells neither stage nor colour: both have to be asked."""
    title, heads = rng.choice(KINDS)
    rows = [[head(words) for words in heads]]
    findings = [one for cell in key.cells for one in cell.findings]
    for number, finding in enumerate(findings, 1):
        actions = [one for one in finding.actions if not one.pointer]
        for at, action in enumerate(actions):
            rows.append(_row(heads, number, finding, action, rng, first=at == 0, down=len(actions)))
    blocks = [Heading(f"{key.title.partition(':')[0]}: {title}"), Table(rows)]
    shown = each_action(_placeless(key, findings), lambda one: one)
    return Paper("plan without stages", shown, blocks, title=title, asks="cell")


def _row(heads, number, finding, action, rng, *, first, down):
    row = []
    for name in heads:
        if name in ("Standard", "No.", "What we found", "Area for improvement", "Learning point"):
            text = {"Standard": STANDARDS[number % len(STANDARDS)], "No.": f"{number}"}.get(name, finding.text)
            if first:
                row.append(box(text, down=down))
        elif name.startswith("Action"):
            row.append(box(action.text))
        elif name in ("Lead", "Who", "Lead agency and officer"):
            people = "; ".join(f"{one.name}, {one.agency}" for one in action.leads)
            row.append(box(people))
        else:
            row.append(box(rng.choice(STATES) if name == "Progress" else action.due))
    return row


def _placeless(key, findings):
    kept = tuple(
        replace(one, colour="", actions=tuple(each for each in one.actions if not each.pointer)) for one in findings
    )
    return replace(key, cells=(Cell("", "", tuple(one for one in kept if one.actions)),))


def numbered(key, rng):
    """Recommendations as numbered paragraphs, each with its actions in a list, and nothing else."""
    habit = any_habit(rng, ("dash", "bracket", "bracket_agency", "follow", "label_line"))
    findings = [one for cell in key.cells for one in cell.findings]
    shown = _placeless(key, findings)
    blocks = [Heading(f"{key.title.partition(':')[0]}: learning from a practice review")]
    blocks.append(Heading("Learning and actions", 2))
    for number, finding in enumerate(shown.cells[0].findings, 1):
        blocks.append(Line(f"Learning point {number}: {finding.text}"))
        blocks += [Line(habit.words(action), "bullet") for action in finding.actions]
    return Paper(
        "numbered learning points", each_action(shown, habit.written), blocks, title=key.title, wide=False, asks="cell"
    )

"""Plans of other reviews as they are kept: with standards and evidence, with the progress of actions, by theme."""

from __future__ import annotations

from dataclasses import replace

from tests.bench.reading.answers import Cell
from tests.bench.reading.layouts.wording import FILLS
from tests.bench.reading.paper import Heading, Line, Paper, Table, box, head
from tests.bench.reading.phrases import each_action

WORDS = {"red": "Red", "amber": "Amber", "green": "Green", "not_yet_known": "Not yet known"}
EVIDENCE = (
    "Training records; staff survey",
    "Board minutes, visit of the lead member",
    "Policy on the intranet, dated May",
    "Case file audit of twelve children",
    "Contract monitoring reports",
)
STANDARDS = (
    "Leadership: a named senior lead for safeguarding",
    "Service development takes account of children's views",
    "Staff are inducted, trained and supervised",
    "Safer recruitment and handling of allegations",
    "Information is shared well",
)
DIFFERENCE = (
    "Fewer young people are moved on without support",
    "Families tell us that they were listened to",
    "Practitioners say they know what to do",
)
PROGRESS = ("Green", "Amber", "Red", "Blue", "Complete")


def section_11(key, rng):
    """A self-assessment against standards, with evidence, a colour, the gap and the action."""
    fills = FILLS[rng.choice(tuple(FILLS))]
    heads = rng.choice(
        (
            ("Standard", "Evidence", "Self-assessment (RAG)", "Gap identified", "Action required", "Responsible person",
             "Completion date"),
            ("Section 11 standard", "How do we know?", "RAG rating", "Areas for development", "Actions to be taken",
             "Lead", "Timescale"),
        )
    )  # fmt: skip
    rows, shown = [[head(words) for words in heads]], _placeless(key)
    for number, finding in enumerate(shown.cells[0].findings):
        down = len(finding.actions)
        standard = box(f"{number + 1}. {STANDARDS[number % len(STANDARDS)]}", down=down)
        colour = box(WORDS[finding.colour], fill=fills.get(finding.colour, ""), down=down)
        before = [standard, box(EVIDENCE[number % len(EVIDENCE)], down=down), colour, box(finding.text, down=down)]
        rows += [[*(before if at == 0 else []), *_after(one)] for at, one in enumerate(finding.actions)]
    title = "Section 11 self-assessment and action plan"
    return Paper("standards and evidence", shown, [Heading(title), Table(rows)], title=title, asks="cell")


def _after(action):
    return [box(action.text), box("; ".join(f"{one.name}, {one.agency}" for one in action.leads)), box(action.due)]


def jtai(key, rng):
    """Recommendations with the progress of their actions in colours: the colour of no finding is told."""
    rows = [[head(words) for words in ("Recommendation", "Action", "Owner", "Timescale", "Progress RAG")]]
    shown, fills = _placeless(key, colours=False), FILLS["plain"]
    numbered = rng.random() < 0.5
    for number, finding in enumerate(shown.cells[0].findings, 1):
        for at, one in enumerate(finding.actions):
            progress = rng.choice(PROGRESS)
            text = f"{number}. {finding.text}" if numbered else finding.text
            first = [box(text, down=len(finding.actions))] if at == 0 else []
            rows.append([*first, *_after(one), box(progress, fill=fills.get(progress.lower(), ""))])
    title = "Joint targeted area inspection: partnership response"
    return Paper("recommendations and progress", shown, [Heading(title), Table(rows)], title=title, asks="colour")


def learning(key, rng):
    """A learning review: each theme a heading, what was learnt as a paragraph, and a table of what will be done."""
    heads = rng.choice(
        (
            ("What we will do", "Who will lead", "When by", "What difference will it make?"),
            ("Action", "Lead agency and person", "By when", "Intended impact"),
        )
    )
    blocks, shown = [Heading("Learning from a local child safeguarding practice review")], _placeless(key)
    shown = replace(shown, cells=tuple(_colourless(cell) for cell in shown.cells))
    for number, finding in enumerate(shown.cells[0].findings, 1):
        blocks += [Heading(f"Learning theme {number}", 2), Line(finding.text)]
        rows = [[head(words) for words in heads]]
        rows += [[*_after(one), box(rng.choice(DIFFERENCE))] for one in finding.actions]
        blocks.append(Table(rows))
    return Paper("learning themes", shown, blocks, title="Learning review", asks="cell")


def _placeless(key, *, colours=True):
    """The findings of a key that have actions, without their places (and colours)."""
    kept = [
        replace(one, actions=tuple(each for each in one.actions if not each.pointer))
        for cell in key.cells
        for one in cell.findings
    ]
    cell = Cell("", "", tuple(one for one in kept if one.actions))
    return each_action(replace(key, cells=(cell if colours else _colourless(cell),)), lambda one: replace(one, see=()))


def _colourless(cell):
    return replace(cell, findings=tuple(replace(one, colour="") for one in cell.findings))

"""A fourth group, pages as partners write them: codes with a plan at the end, an e-mail, letters in colour, slides."""

from __future__ import annotations

from dataclasses import replace

from tests.bench.reading.answers import names_of
from tests.bench.reading.layouts.grids import Grid
from tests.bench.reading.layouts.logs import shown_by
from tests.bench.reading.layouts.wording import COLOUR_WORDS, level_words
from tests.bench.reading.paper import Heading, Line, Paper, Slide, Table, box, head
from tests.bench.reading.phrases import any_habit, with_references

CODES = {"red": "R", "amber": "A", "green": "G", "not_yet_known": "U"}
INKS = {"red": "#C00000", "amber": "#E36C0A", "green": "#00803C"}
CIRCLES = {"red": "🔴", "amber": "🟠", "green": "🟢", "not_yet_known": "⚪"}
KNOWN = ("dash", "bracket", "bracket_agency", "follow", "action_by")  # habits that stand in one line
ROWS = 4  # that a slide has room for


class _Columns:
    """What `shown_by` asks of a choice: which columns there are."""

    columns = ("action", "leads", "due", "overall")


def coded(key, rng):
    """Findings as paragraphs with a code of letter and number, and at the end one table of actions by these codes."""
    grid = Grid(key, rng, row_a_finding=True)
    form = rng.choice(("{} {}", "{}. {}", "{} – {}", "{}: {}"))
    told = "R means red, A amber, G green and U not yet known; the number leads to the action plan at the end."
    blocks = [Heading(key.title), Line(told)]
    rows = [
        [
            head(words)
            for words in rng.choice(
                (("Ref", "Action", "Lead", "By when"), ("Finding", "What will be done", "Who", "When"))
            )
        ]
    ]
    counts = dict.fromkeys(CODES, 0)
    for sheet, cells in grid.key.sheets().items():
        blocks.append(Heading(level_words(key.framework, sheet, rng), 2))
        for cell in cells:
            rating = grid.rating_line(cell)
            blocks.append(Heading(names_of(key.framework, cell.at)[2], 3))
            blocks += [Line(rating)] if rating else []
            for finding in cell.findings:
                counts[finding.colour] += 1
                code = f"{CODES[finding.colour]}{counts[finding.colour]}"
                blocks.append(Line(form.format(code, finding.text)))
                for one in finding.actions:
                    people = ", ".join(f"{lead.name} ({lead.agency})" for lead in one.leads)
                    rows.append([box(code), box(one.text), box(people), box(one.due)])
    blocks += [Heading("Action plan", 2), Table(rows)]
    return Paper("codes and a plan", grid.key, blocks, title=key.title)


def emailed(key, rng):
    """An e-mail after a meeting: capitals for levels, stage and rating in a line, colour before, arrow for actions."""
    grid = Grid(key, rng, row_a_finding=True)
    grid.habit = any_habit(rng, KNOWN)
    lead = rng.choice(("{WORD} - {}", "({letter}) {}", "{WORD}: {}", "{circle} {}"))
    arrow = rng.choice(("-> {}", "→ {}", "Next step: {}", "> {}"))
    beside = rng.choice(("{} ({})", "{} - {}", "{}: {}"))
    blocks = [Line("Hi all,"), Line("Below are my notes of Tuesday, tidied up. Shout if I have got anything wrong.")]
    for sheet, cells in grid.key.sheets().items():
        blocks.append(Line(level_words(key.framework, sheet, rng).upper(), bold=True))
        for cell in cells:
            stage = names_of(key.framework, cell.at)[2]
            rating = grid.rating_line(cell).split(": ")[-1].split(" – ")[-1].lower()
            blocks.append(Line(beside.format(stage, rating) if rating else stage))
            for one in cell.findings:
                word = COLOUR_WORDS[one.colour]
                shown = {"WORD": word.upper(), "letter": word[0] if one.colour in INKS else word}
                blocks.append(Line(lead.format(one.text, circle=CIRCLES[one.colour], **shown)))
                blocks += [Line(arrow.format(grid.habit.words(action))) for action in one.actions]
    blocks += [Line("Thanks again for a good session."), Line("Best wishes")]
    paper = grid.paper("notes by e-mail", blocks)
    return replace(paper, split="yes", wide=False)


def inked(key, rng):
    """Headings, and below a stage its findings in letters of their colour, each with its actions in black."""
    grid = Grid(key, rng, row_a_finding=True)
    grid.habit = any_habit(rng, KNOWN)
    listed = rng.choice(("bullet", "", "number"))
    blocks = [
        Heading(key.title),
        Line("What we found is in the colour of its rating, what we will do in black."),
    ]
    for sheet, cells in grid.key.sheets().items():
        blocks.append(Heading(level_words(key.framework, sheet, rng), 2))
        for cell in cells:
            rating = grid.rating_line(cell)
            blocks.append(Heading(names_of(key.framework, cell.at)[2], 3))
            blocks += [Line(rating)] if rating else []
            for one in cell.findings:
                ink = INKS.get(one.colour, "")
                blocks.append(Line(one.text if ink else f"Not yet known: {one.text}", ink=ink))
                blocks += [Line(grid.habit.words(action), listed) for action in one.actions]
    return replace(grid.paper("letters in colour", blocks), split="yes", wide=False)


def slide_rows(key, rng):
    """Slides with a row a finding: at the left a box in its colour, at the right a box with what will be done."""
    grid = Grid(key, rng, row_a_finding=True)
    grid.habit = any_habit(rng, KNOWN)
    listed = rng.choice(("", "bullet"))
    blocks = []
    for cell in grid.key.cells:
        domain, level, stage = names_of(key.framework, cell.at)
        place = ": ".join(part for part in (f"{domain} {level}".strip(), stage) if part)
        rating = grid.rating_line(cell)
        boxes = []
        for one in cell.findings:
            found = box(Line(COLOUR_WORDS[one.colour], bold=True), one.text, fill=grid.fills.get(one.colour, "#DDDDDD"))
            plan = [Line(grid.habit.words(action), listed) for action in one.actions]
            boxes.append((found, box(*(plan or ["No action needed"]))))
        for start in range(0, max(1, len(boxes)), ROWS):
            blocks.append(Slide(place, rating, boxes[start : start + ROWS], across=True))
    return replace(grid.paper("slides with rows", blocks), split="yes")


def plain_table(key, rng):
    """A table a sheet with a row an action, everything said in every row, as it is pasted into a text."""
    shown = with_references(key)
    blocks = [Heading(key.title)]
    for sheet, cells in shown.sheets().items():
        rows = [[head(words) for words in ("Stage", "Overall", "RAG", "Finding", "Action", "Lead", "By when")]]
        for cell in cells:
            rating = Grid(key, rng).rating_line(cell).split(": ")[-1].split(" – ")[-1]
            for one in cell.findings:
                first = (names_of(key.framework, cell.at)[2], rating, COLOUR_WORDS[one.colour], one.text)
                rows += [[box(words) for words in (*first, *_told(action))] for action in one.actions or (None,)]
        if len(rows) > 1:
            blocks += [Heading(level_words(key.framework, sheet, rng), 2), Table(rows)]
    return Paper("table pasted as text", shown_by(shown, _Columns), blocks, title=key.title)


def _told(action):
    return (action.text, ", ".join(lead.name for lead in action.leads), action.due) if action else ("", "", "")

"""Action logs and tables with a row a finding: columns for domain, level, stage, colour, finding, action, lead, due."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.bench.reading.answers import Cell, Finding, names_of
from tests.bench.reading.layouts.wording import FILLS, level_words, rating_words
from tests.bench.reading.paper import Box, Heading, Line, Paper, Table, box, head
from tests.bench.reading.phrases import any_habit, each_action, with_references

HEADS = {
    "ref": ("Ref", "No.", "#", "Ref no"),
    "domain": ("Domain", "CS domain", "Area", "Domain of the framework"),
    "level": ("Level", "Level (1 or 2)", "Level of the system"),
    "stage": ("Stage", "Stage of the system", "Part of the process", "Process stage"),
    "overall": ("Overall rating", "Overall rating of stage", "Stage rating"),
    "colour": (
        "RAG of finding", "RAG rating", "Rating", "Traffic light rating", "Colour", "Finding RAG", "Judgement (RAG)",
    ),
    "finding": (
        "Finding", "What did we find?", "Issue identified", "Findings / learning", "Key finding", "Observation",
        "What we know", "Summary of finding",
    ),
    "action": (
        "Action", "Action required", "What needs to happen?", "Agreed action", "Action to be taken", "What will we do?",
        "Action(s)", "Next steps",
    ),
    "leads": (
        "Lead", "Owner", "Action owner", "Responsible person", "Who?", "Lead officer", "By whom", "Lead(s)",
        "Person responsible",
    ),
    "agency": ("Agency", "Lead agency", "Organisation"),
    "due": ("Due", "By when", "Deadline", "Timescale", "Target date", "To be completed by", "When?", "Due date"),
    "status": ("Status", "Progress", "Update"),
    "progress": ("Progress RAG", "Action RAG", "BRAG", "RAG of progress", "Action status (BRAG)"),
}  # fmt: skip
SECTIONS = {"domain": ("Section", "Section of the audit"), "stage": ("Standard",)}
LETTERS = {"red": "R", "amber": "A", "green": "G", "not_yet_known": "?"}
WORDS = {"red": "Red", "amber": "Amber", "green": "Green", "not_yet_known": "Not yet known"}
STATES = ("Not started", "In progress", "Complete", "On track")


@dataclass
class Choice:
    """How one log is kept."""

    columns: tuple[str, ...]
    colour: str = "word"  # "word", "letter", "fill", "shade" (on the finding itself)
    several: str = "repeat"  # "repeat", "merge", "blank", "numbered"
    labels: str = "repeat"  # domain, level and stage: "repeat", "merge", "blank"
    people: str = "name"  # "name", "agency" (after the name), "slash", "lines"
    levels: str = "words"  # "words", "digit"
    fills: str = "plain"


class Log:
    """One log, its words and habits chosen once."""

    def __init__(self, key, rng, choice):
        self.key, self.rng, self.choice = with_references(key), rng, choice
        self.heads = {name: rng.choice(words) for name, words in HEADS.items()}
        if len(key.cells[0].at.split("/")) == 2:
            self.heads |= {name: rng.choice(words) for name, words in SECTIONS.items()}
        self.habit = any_habit(rng) if "leads" not in choice.columns else None
        self.fills = FILLS[choice.fills]
        self.count = 0

    def words(self, action):
        return self.habit.words(action) if self.habit else action.text

    def head_row(self):
        return [head(self.heads[name]) for name in self.choice.columns]

    def rows_of(self, cell):
        """All rows of a stage."""
        groups = [self._groups(finding) for finding in cell.findings]
        rows = [(finding, group) for finding, one in zip(cell.findings, groups, strict=True) for group in one]
        made, first = [], True
        seen = None
        for finding, actions in rows:
            begins = finding is not seen
            seen = finding
            down = len(self._groups(finding)) if begins else 1
            made.append(self._row(cell, finding, actions, first, begins, len(rows), down))
            first = False
        return made

    def _groups(self, finding):
        if not finding.actions:
            return [()]
        return [finding.actions] if self.choice.several == "numbered" else [(one,) for one in finding.actions]

    def _row(self, cell, finding, actions, first, begins, rows, down):
        self.count += 1
        row = []
        for name in self.choice.columns:
            one = self._box(name, cell, finding, actions)
            if name in ("domain", "level", "stage", "overall"):
                one = _kept(one, self.choice.labels, first, rows)
            elif name in ("finding", "colour"):
                one = _kept(one, self.choice.several, begins, down)
            if one is not None:
                row.append(one)
        return row

    def _box(self, name, cell, finding, actions):
        maker = getattr(self, f"_{name}", None)
        return maker(cell, finding, actions)

    def _ref(self, cell, finding, actions):
        return box(str(self.count))

    def _domain(self, cell, finding, actions):
        return box(names_of(self.key.framework, cell.at)[0])

    def _level(self, cell, finding, actions):
        level = names_of(self.key.framework, cell.at)[1]
        return box(level.rpartition(" ")[2] if self.choice.levels == "digit" else level)

    def _stage(self, cell, finding, actions):
        return box(names_of(self.key.framework, cell.at)[2])

    def _overall(self, cell, finding, actions):
        return box(rating_words(self.key.framework, cell.overall, self.rng))

    def _colour(self, cell, finding, actions):
        how, colour = self.choice.colour, finding.colour
        fill = self.fills.get(colour, "")
        if how == "letter":
            return box(LETTERS[colour], fill=fill if self.choice.fills == "pale" else "")
        if how == "fill" and fill:
            return Box([], fill=fill)
        return box(WORDS[colour], fill=fill if how == "filled word" else "")

    def _finding(self, cell, finding, actions):
        shaded = self.fills.get(finding.colour, "") if self.choice.colour == "shade" else ""
        return box(finding.text, fill=shaded)

    def _action(self, cell, finding, actions):
        return self._numbered([self.words(one) for one in actions])

    def _leads(self, cell, finding, actions):
        return self._numbered([self._people(one) for one in actions])

    def _agency(self, cell, finding, actions):
        return self._numbered(["; ".join(dict.fromkeys(one.agency for one in action.leads)) for action in actions])

    def _due(self, cell, finding, actions):
        return self._numbered([one.due for one in actions])

    def _status(self, cell, finding, actions):
        return self._numbered([self.rng.choice(STATES) for _ in actions])

    def _progress(self, cell, finding, actions):
        words = self.rng.choice(("B", "G", "A", "R", "Blue", "Green", "Amber"))
        return box(words)

    def _people(self, action):
        people = action.leads
        if self.choice.people == "agency":
            return "; ".join(f"{one.name} ({one.agency})" for one in people)
        joint = {"slash": " / ", "lines": "\n"}.get(self.choice.people, ", ")
        return joint.join(one.name for one in people)

    def _numbered(self, texts):
        if len(texts) < 2:
            return box(*texts)
        return Box([Line(f"{number}. {text or '-'}") for number, text in enumerate(texts, 1)], joint="breaks")


def _kept(one, how, first, down):
    """The box where it begins; below: the same again, an empty one, or none where it is merged down."""
    if how == "merge":
        return replace(one, down=down) if first else None
    return Box([]) if how == "blank" and not first else one


def shown_by(key, choice, habit=None):
    """What a log with these columns tells of the key: only stages with findings, ratings where a column has them."""
    cells = tuple(
        replace(cell, overall=cell.overall if "overall" in choice.columns else "")
        for cell in key.cells
        if cell.findings
    )
    if "due" not in choice.columns and habit is None:
        return each_action(replace(key, cells=cells), lambda one: replace(one, due=""))
    shown = replace(key, cells=cells)
    return each_action(shown, habit.written) if habit else shown


def any_choice(key, rng, *, merged=True):
    """How a log is kept, by chance."""
    places = ["domain", "level", "stage"] if len(key.cells[0].at.split("/")) == 3 else ["domain", "stage"]
    order = rng.choice((["colour", "finding"], ["finding", "colour"]))
    end = rng.choice(
        (["action", "leads", "due"], ["action", "due", "leads"], ["action", "leads", "agency", "due"], ["action"])
    )
    ways = ["repeat", "blank", "numbered", *(["merge"] if merged else [])]
    columns = [
        *(["ref"] if rng.random() < 0.4 else []),
        *places,
        *(["overall"] if rng.random() < 0.5 else []),
        *order,
        *end,
        *(["status"] if rng.random() < 0.3 else []),
    ]
    return Choice(
        tuple(columns),
        colour=rng.choice(("word", "letter", "filled word")),
        several=rng.choice(ways),
        labels=rng.choice(("repeat", "blank", *(("merge",) if merged else ()))),
        people=rng.choice(("name", "agency", "slash", "lines")),
        levels=rng.choice(("words", "words", "digit")),
        fills=rng.choice(tuple(FILLS)),
    )


def row_a_finding(key, rng):
    """A table a sheet: stage, rating and finding merged down, a row an action."""
    choice = any_choice(key, rng)
    places = tuple(name for name in choice.columns if name not in ("domain", "level", "ref"))
    choice = replace(choice, columns=places, several=rng.choice(("merge", "repeat", "numbered")), labels="merge")
    log = Log(key, rng, choice)
    blocks = [Heading(key.title)]
    for sheet, cells in log.key.sheets().items():
        blocks.append(Heading(level_words(key.framework, sheet, rng), 2))
        blocks.append(Table([log.head_row(), *(row for cell in cells for row in log.rows_of(cell))]))
    return Paper("row a finding", shown_by(log.key, choice, log.habit), blocks, title=key.title)


def log(key, rng, *, choice=None, layout="action log", merged=True):
    """One flat table of everything."""
    choice = choice or any_choice(key, rng, merged=merged)
    made = Log(key, rng, choice)
    table = Table([made.head_row(), *(row for cell in made.key.cells for row in made.rows_of(cell))], name="Action log")
    return Paper(layout, shown_by(made.key, choice, made.habit), [Heading(key.title), table], title=key.title)


def plain_log(key, rng):
    """The same without merged cells or fills, for formats that have neither."""
    return log(key, rng, merged=False)


def coloured_log(key, rng):
    """A log whose ratings are given by shading alone: of an empty cell, or of the finding itself."""
    choice = any_choice(key, rng)
    known = replace(
        key,
        cells=tuple(
            replace(cell, findings=tuple(one for one in cell.findings if one.colour != "not_yet_known"))
            for cell in key.cells
        ),
    )
    how = rng.choice(("fill", "shade"))
    columns = tuple(name for name in choice.columns if how == "fill" or name != "colour")
    choice = replace(choice, colour=how, columns=columns, several=rng.choice(("merge", "repeat", "numbered")))
    return log(known, rng, choice=choice, layout="rag by fill only")


def progress_log(key, rng):
    """A log with the progress of actions beside the ratings of findings, as letters with blue among them."""
    choice = any_choice(key, rng, merged=False)
    choice = replace(choice, columns=(*choice.columns, "progress"), several="repeat")
    return log(key, rng, choice=choice, layout="action log with progress")


def blue_log(key, rng):
    """A log whose only colours are those of progress, blue among them: no finding has a colour."""
    choice = any_choice(key, rng, merged=False)
    columns = tuple(name for name in choice.columns if name not in ("colour", "overall", "status"))
    made = replace(choice, columns=(*columns, "progress"), several="repeat")
    paper = log(key, rng, choice=made, layout="action log, progress only")
    return replace(paper, key=_colourless(paper.key), asks="colour")


def _colourless(key):
    cells = tuple(
        Cell(cell.at, cell.overall, tuple(Finding("", one.text, one.actions) for one in cell.findings))
        for cell in key.cells
    )
    return replace(key, cells=cells)

"""Logs as they really come: a key to the colours above, guidance, columns of evidence, and who signed it off below."""

from __future__ import annotations

from dataclasses import replace

from tests.bench.reading.answers import names_of
from tests.bench.reading.layouts.logs import Log, any_choice, shown_by
from tests.bench.reading.paper import Heading, Line, Paper, Table, box, head

GUIDANCE = (
    "Complete one line for each action. Leads update their lines before each meeting of the panel.",
    "RAG key: Red = not in place. Amber = partly in place. Green = in place and checked.",
)
EVIDENCE = (
    "Dip sample, 20 files",
    "Focus group with practitioners",
    "Minutes of the panel",
    "Survey of parents",
    "Not seen",
)
SIGNED = (("Independent scrutineer", "Margit Halloran-Obi", "12 May"), ("Business manager", "Teodor Blaga", "14 May"))


def with_key(key, rng):
    """A log between a key of the colours and a table of who signed it off, with the evidence in a column."""
    choice = any_choice(key, rng, merged=False)
    at = choice.columns.index("finding") + 1
    choice = replace(choice, columns=(*choice.columns[:at], "evidence", *choice.columns[at:]), several="repeat")
    made = _Surrounded(key, rng, choice)
    rows = [made.head_row(), *(row for cell in made.key.cells for row in made.rows_of(cell))]
    legend = [[head("Colour"), head("What it means")]]
    for colour in ("red", "amber", "green"):
        meaning = key.framework.said(getattr(key.framework.colours, colour).meaning, "en")
        legend.append([box(colour.title(), fill=made.fills[colour]), box(meaning)])
    signed = [[head("Signed off by"), head("Name"), head("Date")], *([box(part) for part in one] for one in SIGNED)]
    blocks = [Heading(key.title), *map(Line, GUIDANCE), Table(legend), Heading("Action log", 2), Table(rows)]
    blocks += [Heading("Sign-off", 2), Table(signed)]
    return Paper("key and sign-off", shown_by(made.key, choice, made.habit), blocks, title=key.title)


class _Surrounded(Log):
    """A log with a column of evidence."""

    def __init__(self, key, rng, choice):
        super().__init__(key, rng, choice)
        self.heads["evidence"] = rng.choice(("Evidence", "Source of evidence", "How we know"))

    def _evidence(self, cell, finding, actions):
        return box(self.rng.choice(EVIDENCE))


def place_in_one(key, rng):
    """A log with level and stage in one column ("Level 1 – Referral"), the domain above it or in the same column."""
    choice = any_choice(key, rng)
    columns = tuple(name for name in choice.columns if name not in ("domain", "level"))
    joint = rng.choice((" – ", ": ", " / ", ", "))
    made = _Joined(key, rng, replace(choice, columns=columns, labels=rng.choice(("repeat", "merge"))), joint)
    blocks = [Heading(key.title)]
    for domain, cells in _by_domain(made.key).items():
        rows = [made.head_row(), *(row for cell in cells for row in made.rows_of(cell))]
        blocks += [Heading(domain, 2), Table(rows)]
    return Paper("level and stage in one", shown_by(made.key, made.choice, made.habit), blocks, title=key.title)


def _by_domain(key):
    found = {}
    for cell in key.cells:
        found.setdefault(names_of(key.framework, cell.at)[0], []).append(cell)
    return found


class _Joined(Log):
    """A log that says level and stage in one cell."""

    def __init__(self, key, rng, choice, joint):
        super().__init__(key, rng, choice)
        self.joint = joint
        self.short = rng.random() < 0.3
        self.heads["stage"] = rng.choice(("Area", "Where in the framework", "Level and stage"))

    def _stage(self, cell, finding, actions):
        _, level, stage = names_of(self.key.framework, cell.at)
        level = level.replace("Level ", "L") if self.short else level
        return box(self.joint.join(part for part in (level, stage) if part))

"""A fifth group, as further offices keep results: actions side by side, an outline, questions, ratings in words."""

from __future__ import annotations

from tests.bench.reading.answers import names_of
from tests.bench.reading.layouts.house_books import LETTERS, SHORT
from tests.bench.reading.layouts.logs import Choice, shown_by
from tests.bench.reading.layouts.wording import FILLS
from tests.bench.reading.paper import Heading, Line, Paper, Table, box, head
from tests.bench.reading.phrases import with_references

WORDS = {"red": "RED", "amber": "AMBER", "green": "GREEN", "not_yet_known": "NOT YET KNOWN"}
SHOWN = Choice(("action", "leads", "due"))


def _people(action, joint="; "):
    return joint.join(one.name for one in action.leads)


def _places(key, cell):
    return [box(words) for words in names_of(key.framework, cell.at)]


def actions_across(key, rng):
    """A row a finding, and its actions behind it side by side, each with its lead and its time."""
    shown = with_references(key)
    most = max(len(one.actions) for cell in shown.cells for one in cell.findings)
    fills = FILLS[rng.choice(tuple(FILLS))]
    names = rng.choice(
        (("Action {}", "Lead {}", "By when {}"), ("Action {}", "Owner (action {})", "Due date (action {})"))
    )
    heads = ["Domain", "Level", "Stage", "RAG", "Finding"]
    heads += [words.format(number) for number in range(1, most + 1) for words in names]
    rows = [[head(words) for words in heads]]
    for cell in shown.cells:
        for finding in cell.findings:
            row = [
                *_places(key, cell),
                box(LETTERS[finding.colour], fill=fills.get(finding.colour, "")),
                box(finding.text),
            ]
            for at in range(most):
                action = finding.actions[at] if at < len(finding.actions) else None
                row += [
                    box(words) for words in ((action.text, _people(action), action.due) if action else ("", "", ""))
                ]
            rows.append(row)
    return Paper("actions side by side", shown_by(shown, SHOWN), [Table(rows, name="Register")], title=key.title)


def outline(key, rng):
    """A register in which findings have numbers and their actions, in rows of their own below, 1.1, 1.2 and so on."""
    shown = with_references(key)
    fills = FILLS[rng.choice(tuple(FILLS))]
    heads = ("Ref", "Domain", "Level", "Stage", "Finding / action", "RAG", "Lead", "By when")
    rows, number = [[head(words) for words in heads]], 0
    for cell in shown.cells:
        for finding in cell.findings:
            number += 1
            colour = box(SHORT[finding.colour], fill=fills.get(finding.colour, ""))
            text = box(Line(finding.text, bold=True))
            rows.append([box(f"{number}"), *_places(key, cell), text, colour, box(""), box("")])
            for at, one in enumerate(finding.actions, 1):
                after = [box(words) for words in (one.text, "", _people(one), one.due)]
                rows.append([box(f"{number}.{at}"), box(""), box(""), box(""), *after])
    return Paper("numbered outline", shown_by(shown, SHOWN), [Table(rows, name="Register")], title=key.title)


def questions(key, rng):
    """A stage a heading, then for each finding a table whose left column asks and whose right one answers."""
    shown = with_references(key)
    asks = rng.choice(
        (
            ("What did we find?", "How is it rated?", "What will we do?", "Who and by when?"),
            ("What do we know?", "RAG", "What needs to happen next?", "Lead and timescale"),
        )
    )
    blocks = [Heading(key.title)]
    for cell in shown.cells:
        domain, level, stage = names_of(key.framework, cell.at)
        blocks.append(Heading(" – ".join(part for part in (domain, level, stage) if part), 2))
        for finding in cell.findings:
            rows = [
                [box(Line(asks[0], bold=True)), box(finding.text)],
                [box(Line(asks[1], bold=True)), box(WORDS[finding.colour])],
            ]
            for one in finding.actions:
                who = ", ".join(part for part in (_people(one, " and "), one.due) if part)
                rows += [[box(Line(asks[2], bold=True)), box(one.text)], [box(Line(asks[3], bold=True)), box(who)]]
            blocks.append(Table(rows, heads=0))
    return Paper("questions and answers", shown_by(shown, SHOWN), blocks, title=key.title)


def in_words(key, rng):
    """A table a level with its stages down; each finding begins with its colour in words, its actions beside it."""
    shown = with_references(key)
    blocks = [Heading(key.title)]
    mark = rng.choice(("{} – {}", "{}: {}", "[{}] {}"))
    for cells in shown.sheets().values():
        domain, level, _ = names_of(key.framework, cells[0].at)
        blocks.append(Heading(" ".join(part for part in (domain, level) if part), 2))
        rows = [
            [
                head(text)
                for text in ("Stage", "Assessment of where we are", "What we will do", "Responsible", "Deadline")
            ]
        ]
        for cell in cells:
            for finding in cell.findings:
                actions = finding.actions or (None,)
                first = [
                    box(names_of(key.framework, cell.at)[2], down=len(actions)),
                    box(mark.format(WORDS[finding.colour], finding.text), down=len(actions)),
                ]
                for at, one in enumerate(actions):
                    after = (one.text, _people(one), one.due) if one else ("", "", "")
                    rows.append([*(first if at == 0 else []), *(box(text) for text in after)])
        blocks.append(Table(rows))
    return Paper("ratings in words", shown_by(shown, SHOWN), blocks, title=key.title)

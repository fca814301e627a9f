"""Workbooks and separated values as offices keep them: banners, keys of colours, a stage a line, a finding once."""

from __future__ import annotations

from dataclasses import replace

from tests.bench.reading.answers import names_of
from tests.bench.reading.layouts.logs import shown_by
from tests.bench.reading.layouts.wording import FILLS, rating_words
from tests.bench.reading.paper import Box, Heading, Line, Paper, Table, box, head
from tests.bench.reading.phrases import with_references

SHORT = {"red": "Red", "amber": "AMB", "green": "G", "not_yet_known": "NYK"}
LETTERS = {"red": "R", "amber": "A", "green": "G", "not_yet_known": "Not yet known"}
MEANT = {"Red": "Not in place", "AMB": "Partly in place", "G": "In place and checked", "NYK": "Not yet known"}
NAVY = "#1F3864"


def _people(action, joint=", "):
    return joint.join(f"{one.name} ({one.agency})" for one in action.leads)


def banners(key, rng):
    """Title, version and key of colours in merged rows above, a banner a level, and ratings abbreviated."""
    shown, width = with_references(key), 8
    fills = FILLS[rng.choice(tuple(FILLS))]
    rows = [_across(key.title.upper(), width, NAVY), _across("Version 3.2    Last updated 14 October", width)]
    used = dict.fromkeys(one.colour for cell in shown.cells for one in cell.findings)
    for colour in used:
        words = SHORT[colour]
        blank = [box("") for _ in range(width - 2)]
        rows.append([box(words, fill=fills.get(colour, "")), box(MEANT[words]), *blank])
    rows.append([box("") for _ in range(width)])
    heads = ("No", "Stage", "Key finding", "RAG", "Action to be taken", "Owner", "Due date", "Progress update")
    rows.append([head(words, fill="#D9D9D9") for words in heads])
    number = 0
    for cells in shown.sheets().values():
        domain, level, _ = names_of(key.framework, cells[0].at)
        rows.append(_across(f"{domain} {level}".strip().upper(), width, "#BDD7EE"))
        for cell in cells:
            for finding in cell.findings:
                for action in finding.actions or (None,):
                    number += 1
                    rows.append(_banner_row(key, cell, finding, action, number, fills, rng))
    rows.append(_across("Prepared by the partnership's business unit", width))
    choice = _Columns("action", "leads", "due")
    paper = Paper("banners and abbreviations", shown_by(shown, choice), [Table(rows, heads=0, name="Plan")])
    return replace(paper, title=key.title)


def _across(text, width, fill=""):
    return [box(Line(text, bold=True), across=width, fill=fill)]


def _banner_row(key, cell, finding, action, number, fills, rng):
    stage = names_of(key.framework, cell.at)[2]
    words = (action.text, _people(action), action.due) if action else ("", "", "")
    update = rng.choice(("Met once", "", "Draft shared with members", ""))
    colour = box(SHORT[finding.colour], fill=fills.get(finding.colour, ""))
    return [box(f"{number}"), box(stage), box(finding.text), colour, *(box(one) for one in words), box(update)]


class _Columns:
    """What `shown_by` asks of a choice: which columns there are."""

    def __init__(self, *columns):
        self.columns = columns


def stage_lines(key, rng):
    """A line a stage with nothing beside it, the finding in the first row of its group alone, an action a row."""
    shown = with_references(key)
    fills, filled = FILLS[rng.choice(tuple(FILLS))], rng.random() < 0.5
    heads = rng.choice(
        (
            ("Finding", "RAG", "Action", "Lead", "Agency", "By when"),
            ("Summary of finding", "Traffic light", "What will we do?", "Who?", "Organisation", "When?"),
        )
    )
    blocks = []
    for cells in shown.sheets().values():
        domain, level, _ = names_of(key.framework, cells[0].at)
        rows = [[head(words) for words in heads]]
        for cell in cells:
            stage = names_of(key.framework, cell.at)[2]
            rating = rating_words(key.framework, cell.overall, rng)
            label = f"{stage} (overall: {rating})" if rating else stage
            rows.append([box(Line(label, bold=True)), *(box("") for _ in heads[1:])])
            rows += [row for finding in cell.findings for row in _once(finding, fills if filled else {})]
        blocks += [
            Heading(f"{domain}: {level}" if level else domain),
            Table(rows, name=f"{domain} {level}"[:31].strip()),
        ]
    paper = Paper("a line a stage", shown, blocks, title=key.title)
    return paper


def _once(finding, fills):
    rows = []
    for at, action in enumerate(finding.actions or (None,)):
        first = [box(finding.text), box(LETTERS[finding.colour], fill=fills.get(finding.colour, ""))]
        agencies = "; ".join(dict.fromkeys(one.agency for one in action.leads)) if action else ""
        names = ", ".join(one.name for one in action.leads) if action else ""
        after = (action.text, names, agencies, action.due) if action else ("", "", "", "")
        rows.append([*(first if at == 0 else [Box([]), Box([])]), *(box(one) for one in after)])
    return rows


def preamble(key, rng):
    """Separated values from a tracker: title and date above the heads, empty columns at the right, a count below."""
    shown = with_references(key)
    levelled = len(key.cells[0].at.split("/")) == 3
    places = ("Domain", "Level", "Stage") if levelled else ("Section", "Standard")
    heads = (*places, "Issue", "RAG status", "Action", "Action owner", "Target date", "", "")
    rows = [_padded([key.title], heads), _padded(["Exported", "02/11/2026 09:14"], heads), _padded([], heads)]
    rows.append([head(words) if words else Box([]) for words in heads])
    count = 0
    for cell in shown.cells:
        for finding in cell.findings:
            for action in finding.actions or (None,):
                count += 1
                names = [one for one in names_of(key.framework, cell.at) if one]
                after = [action.text, _people(action, "; "), action.due] if action else ["", "", ""]
                rows.append(_padded([*names, finding.text, LETTERS[finding.colour], *after], heads))
    rows.append(_padded(["Total", f"{count}"], heads))
    choice = _Columns("action", "leads", "due")
    return Paper("tracker with a preamble", shown_by(shown, choice), [Table(rows, heads=0)], title=key.title)


def _padded(texts, heads):
    return [box(text) for text in texts] + [Box([]) for _ in range(len(heads) - len(texts))]

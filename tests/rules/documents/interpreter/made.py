"""Passages as readers give them, for tests: tables from lists of cells, and what was understood in short."""

from __future__ import annotations

from collections import Counter
from datetime import date

from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.understand import understand
from system_review.documents.readers.passages import Look, Place, Reading, ReadPassage, Shade, characters_in
from system_review.frameworks.files import shipped

FRAMEWORKS = {framework.key: framework for framework in shipped()}
THE_DAY = date(2027, 4, 20)


class Cell:
    """A cell for `table`: paragraphs, how many columns and rows it covers, its shade."""

    def __init__(self, *paragraphs, columns=1, rows=1, fill=None, **look):
        self.paragraphs, self.columns, self.rows, self.fill, self.look = paragraphs, columns, rows, fill, look


def text(*paragraphs, heading=None):
    """Paragraphs outside tables."""
    return [
        ReadPassage(each, "\n", Place(paragraph=at), Look(heading=heading)) for at, each in enumerate(paragraphs, 1)
    ]


def table(*rows, number=1):
    """A table's passages and its shaded empty cells. A cell is a text or a `Cell`."""
    passages = []
    for at, row in enumerate(rows, 1):
        column = 1
        for cell in row:
            cell = cell if isinstance(cell, Cell) else Cell(*([cell] if cell else []))
            place = {"table": number, "row": at, "column": column, "rows": cell.rows, "columns": cell.columns}
            for paragraph, words in enumerate(cell.paragraphs, 1):
                look = Look(fill=cell.fill, **cell.look)
                passages.append(ReadPassage(words, "\n", Place(**place, paragraph=paragraph), look))
            if cell.fill and not cell.paragraphs:
                passages.append(Shade(Place(**place), cell.fill))
            column += cell.columns
    return passages


def reading(*parts):
    """A reading of these parts, in order."""
    all_of_it = [each for part in parts for each in part]
    passages = tuple(each for each in all_of_it if isinstance(each, ReadPassage))
    shades = tuple(each for each in all_of_it if isinstance(each, Shade))
    return Reading("", passages, characters_in(each.text for each in passages), shades=shades)


def understood(*parts, framework="contextual-safeguarding", base=THE_DAY):
    """What is understood of these parts; every character is in exactly one suggestion."""
    read = reading(*parts)
    found = understand(read, FRAMEWORKS[framework], base=base)
    assert accounted(read, found) == {1}
    return found


def accounted(read, found):
    """How many suggestions each character that is no white space is in."""
    counted = Counter()
    for suggestion in found.suggestions:
        for stretch in suggestion.stretches:
            counted.update((stretch.passage, at) for at in range(stretch.start, stretch.end))
    places = (
        (n, at) for n, passage in enumerate(read.passages) for at, c in enumerate(passage.text) if not c.isspace()
    )
    return {counted[place] for place in places} or {1}


def findings(found, framework="contextual-safeguarding"):
    """(stage's names, colour, text) of each finding, in order."""
    headings = Headings(FRAMEWORKS[framework])
    return [
        (headings.names_of(s.spot) if s.spot else None, s.colour, s.text)
        for s in found.suggestions
        if s.role == "finding"
    ]


def actions(found):
    """(text of its finding, colour of its plan, text, names of leads, words of time) of each action, in order."""
    under = [found.suggestions[s.under].text if s.under is not None else None for s in found.suggestions]
    return [
        (under[n], s.colour, s.text, [lead.name or lead.role or lead.agency for lead in s.leads], s.due_words)
        for n, s in enumerate(found.suggestions)
        if s.role == "action"
    ]


def ratings(found, framework="contextual-safeguarding"):
    """The stage's names and the rating of each rating suggestion."""
    headings = Headings(FRAMEWORKS[framework])
    return [(headings.names_of(s.spot) if s.spot else None, s.rating) for s in found.suggestions if s.role == "rating"]

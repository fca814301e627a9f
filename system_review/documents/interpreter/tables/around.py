"""The text around tables: headings, ratings, and what else is said. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from system_review.documents.interpreter.headings import Named
from system_review.documents.interpreter.matching import words_of
from system_review.documents.interpreter.tables.columns import column_of, is_numbered_label
from system_review.documents.interpreter.tables.entries import entries_of
from system_review.documents.interpreter.tables.places import PlaceReader
from system_review.documents.interpreter.tables.writing import Writing
from system_review.documents.interpreter.where import Where
from system_review.errors import Why

_OUTSIDE = Why("It stands outside the tables")
_COLOUR_ENDS = re.compile(r":|\s[–-]\s")  # behind the colour that a heading begins with
_FEWEST = 4  # words of a finding behind its label


def _says_finding(text: str) -> bool:
    """Whether a paragraph says by its first words that it is what was found: "Learning: each friend had a worker"."""
    label, colon, rest = text.partition(":")
    return bool(colon) and len(words_of(rest)) >= _FEWEST and column_of(label).holds == "finding"


class Around:
    """Reads passages that stand in no table, for what they say about the tables after them."""

    def __init__(self, writing: Writing) -> None:
        self.writing, self.draft, self.headings = writing, writing.draft, writing.headings
        self.places = PlaceReader(writing)
        self._numbered = False  # whether what is read stands under "Learning theme 2", "Finding 3" or the like

    def read(self, numbers: Sequence[int], where: Where) -> None:
        """Take headings and ratings out of these passages; everything else is a note."""
        self.writing.above, self._numbered = [], False
        for number in numbers:
            for entry in entries_of(self.draft.passages, [number]):
                named = self.headings.named(entry.text)
                if self.places.rated_by_level(entry, where):
                    continue
                if is_numbered_label(entry.text):
                    self.writing.above = []
                    self._numbered = True
                    self.writing.heading_entry(entry, Why("It numbers what stands under it"))
                elif named.says_overall:
                    self.places.rated(entry, named, where)
                elif named.names_place and (not named.rest or self._looks_like_heading(number, named)):
                    where.take(named)
                    self.writing.colour_above = ""
                    self.writing.heading_entry(entry, Why("It names a part of the framework"))
                elif self.draft.passages[number].look.heading:
                    self.writing.colour_above = self._colour_of_heading(entry.text)
                    self.writing.heading_entry(entry, Why("It is written as a heading"))
                elif self._numbered or _says_finding(entry.text):
                    self.writing.above.append(self.writing.note_entry(entry, _OUTSIDE))
                else:
                    self.writing.note_entry(entry, _OUTSIDE)

    def _colour_of_heading(self, text: str) -> str:
        """The colour that a heading begins with, of all that stands under it: "Red: not in place"."""
        begun = self.headings.named(_COLOUR_ENDS.split(text, maxsplit=1)[0])
        return str(begun.colour) if begun.colour and not begun.rest and not begun.plan else ""

    def _looks_like_heading(self, number: int, named: Named) -> bool:
        look = self.draft.passages[number].look
        return bool(look.heading or look.bold) and len(named.rest) <= 6 and named.confidence == 1

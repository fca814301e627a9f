"""The text around tables: headings, ratings, and what else is said. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from system_review.documents.interpreter.headings import Named
from system_review.documents.interpreter.tables.entries import entries_of
from system_review.documents.interpreter.tables.places import PlaceReader
from system_review.documents.interpreter.tables.writing import Writing
from system_review.documents.interpreter.where import Where
from system_review.errors import Why


class Around:
    """Reads passages that stand in no table, for what they say about the tables after them."""

    def __init__(self, writing: Writing) -> None:
        self.writing, self.draft, self.headings = writing, writing.draft, writing.headings
        self.places = PlaceReader(writing)

    def read(self, numbers: Sequence[int], where: Where) -> None:
        """Take headings and ratings out of these passages; everything else is a note."""
        for number in numbers:
            for entry in entries_of(self.draft.passages, [number]):
                named = self.headings.named(entry.text)
                if named.says_overall:
                    self.places.rated(entry, named, where)
                elif named.names_place and (not named.rest or self._looks_like_heading(number, named)):
                    where.take(named)
                    self.writing.heading_entry(entry, Why("It names a part of the framework"))
                elif self.draft.passages[number].look.heading:
                    self.writing.heading_entry(entry, Why("It is written as a heading"))
                else:
                    self.writing.note_entry(entry, Why("It stands outside the tables"))

    def _looks_like_heading(self, number: int, named: Named) -> bool:
        look = self.draft.passages[number].look
        return bool(look.heading or look.bold) and len(named.rest) <= 6 and named.confidence == 1

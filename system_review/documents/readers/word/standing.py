"""Where the walk stands in a Word file: which part, which cell, and what paragraphs take over from there."""

from __future__ import annotations

from dataclasses import dataclass, field

from system_review.documents.readers.passages import Part, Place
from system_review.documents.readers.word.inline import Stretch
from system_review.documents.readers.word.letters import Letters


@dataclass
class Standing:
    """A stretch of a file in which paragraphs are counted: a part, a cell, a text box."""

    part: Part = Part.BODY
    outer: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    rows: int = 1
    columns: int = 1
    fill: str | None = None  # the cell's shading
    letters: Letters = field(default=Letters())  # what the cell's letters take over from the table's style
    repeats: bool = False
    hidden: bool = False
    paragraphs: int = 0  # so far
    carried: list[Stretch] = field(default_factory=list)  # of a paragraph whose end was struck out: it joins the next
    by: str = ""  # who wrote it: of a comment
    names: list[str] = field(default_factory=list)  # bookmarks that wait for their paragraph

    def place(self) -> Place:
        """The place of the next paragraph."""
        return Place(
            part=self.part,
            table=self.table,
            row=self.row,
            column=self.column,
            rows=self.rows,
            columns=self.columns,
            paragraph=self.paragraphs + 1,
            outer=self.outer,
        )

    def cell(self) -> str:
        """The place that something inside here has as its outer place; "" in the body itself."""
        return str(Place(part=self.part, table=self.table, row=self.row, column=self.column, outer=self.outer))

"""Where the walk stands in an OpenDocument file, and what paragraphs take over from there."""

from __future__ import annotations

from dataclasses import dataclass, field

from system_review.documents.readers.passages import Part, Place
from system_review.documents.readers.word.letters import Letters


@dataclass
class Lists:
    """The list that a paragraph stands in: its style, how deep, and the mark of the item that begins there."""

    style: str = ""
    depth: int = 0
    listed: str = ""
    mark: str = ""
    counts: dict[tuple[str, int], int] = field(default_factory=dict)  # of the whole document


@dataclass
class Standing:
    """A stretch of a file in which paragraphs are counted: a part, a cell, a text box."""

    part: Part = Part.BODY
    outer: str = ""
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    rows: int = 1
    columns: int = 1
    fill: str | None = None
    letters: Letters = field(default=Letters())
    repeats: bool = False
    hidden: bool = False
    paragraphs: int = 0
    names: list[str] = field(default_factory=list)
    lists: Lists = field(default_factory=Lists)
    each_line: bool = False  # a cell of a sheet: each line of a paragraph is a passage

    def within(self, **changes: object) -> Standing:
        """A standing inside this one, with what is different there."""
        inner = object.__new__(Standing)
        inner.__dict__.update(self.__dict__)
        inner.__dict__.update(changes)
        return inner

    def place(self) -> Place:
        """The place of the next paragraph."""
        return Place(
            part=self.part,
            sheet=self.sheet,
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
        place = Place(part=self.part, sheet=self.sheet, table=self.table, row=self.row, column=self.column)
        return ", ".join(part for part in (self.outer, str(place)) if part)

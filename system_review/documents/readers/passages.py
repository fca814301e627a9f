"""What every reader gives: passages in order, each with its place and its look, so that nothing of the file is lost.

A reader understands nothing. It turns a file into passages (a paragraph, a cell's paragraph, a line), says where each
stands and how it looks, counts what it was given, and tells in sentences what a person could not see in the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from system_review.errors import Why


class Part(StrEnum):
    """Which part of a file a passage stands in."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    COMMENT = "comment"
    TEXT_BOX = "text box"
    PROPERTY = "property"  # what the file says of itself: its title, its subject


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands. Numbers begin at 1; None where the file has no such thing.

    `table` counts through the whole file. A passage in a table has `row` and `column`, the first that its cell covers,
    and how many it covers. `paragraph` counts in the cell where there is one, else in the page, the part or the file.
    `outer` is the place of the cell that a table inside a cell stands in.
    """

    part: Part = Part.BODY
    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    rows: int = 1
    columns: int = 1
    paragraph: int | None = None
    piece: int | None = None  # of a paragraph that was too long to keep whole
    outer: str = ""

    def __str__(self) -> str:
        """In words: "page 2, table 1, row 3, column 4, paragraph 2"."""
        numbered = (
            (name, getattr(self, name))
            for name in ("page", "table", "row", "column", "paragraph")
            if not (name == "table" and self.sheet is not None)
        )
        parts = [
            self.outer,
            "" if self.part is Part.BODY else str(self.part),
            f"sheet {self.sheet}" if self.sheet else "",
        ]
        parts += [f"{name} {number}" for name, number in numbered if number is not None]
        return ", ".join(part for part in [*parts, f"part {self.piece}" if self.piece else ""] if part)


@dataclass(frozen=True, slots=True)
class Look:
    """How a passage looks. Colours are "#RRGGBB"; None where nothing is set, or where white or "automatic" is.

    `fill` is the shading behind it (the cell's, else the paragraph's, else the marker pen's); `ink` the colour of all
    its letters. `bold` and `struck` are true if all of its letters are. `heading` is 1 for the first level, from the
    paragraph's style. `listed` is "bullet" or "number" for an item of a list; `mark` is what that item is numbered
    with where the file keeps it apart from the text. `hidden` is true for what a reader of the file does not see.
    `repeats` is true for the head rows that a table repeats on each page. `names` are bookmarks set on it. `by` is who
    wrote it, where the file says so: of a comment.
    """

    fill: str | None = None
    ink: str | None = None
    bold: bool = False
    struck: bool = False
    heading: int | None = None
    listed: str = ""
    mark: str = ""
    hidden: bool = False
    repeats: bool = False
    names: tuple[str, ...] = ()
    by: str = ""
    size: float | None = None  # of most of its letters, in points
    ends_line: bool = False  # a line of its own in running text, cut by the page's width and not by its writer


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage as it stands in the file, the white space after it, its place, and how it looks there."""

    text: str
    after: str
    place: Place
    look: Look = field(default=Look())


@dataclass(frozen=True, slots=True)
class Shade:
    """A cell of a table that is shaded and holds no text: the shade alone may be a rating. `fill` is "#RRGGBB"."""

    place: Place
    fill: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read. `before` is the white space before the first passage; `told` what a person should know.

    `swept` counts the characters of the raw file that are no white space, by a way of its own: not by the walk that
    made the passages. A reader whose passages do not add up to it has lost something. Text that was struck out by
    tracked changes is in neither.
    """

    before: str
    passages: tuple[ReadPassage, ...]
    swept: int
    encoding: str = ""
    told: tuple[Why, ...] = ()
    title: str = ""  # what the file calls itself, if it does
    shades: tuple[Shade, ...] = ()

    def whole(self) -> str:
        """All of it again, character by character."""
        return self.before + "".join(passage.text + passage.after for passage in self.passages)

    def counted(self) -> int:
        """How many characters that are no white space stand in the passages."""
        return characters_in(passage.text for passage in self.passages)


def characters_in(texts: Iterable[str]) -> int:
    """How many characters that are no white space stand in these texts."""
    return sum(len("".join(text.split())) for text in texts)

"""A document before a program writes it: headings, paragraphs and tables, and what a good reader says of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.bench.reading.answers import Key


@dataclass
class Line:
    """A paragraph. `added` of its characters at the end are a tracked insertion; `taken` was struck out after it."""

    text: str
    listed: str = ""  # "bullet", "number"
    bold: bool = False
    fill: str = ""
    added: int = 0
    taken: str = ""
    note: str = ""  # a footnote at its end
    remark: str = ""  # a comment on it
    deep: int = 0  # how many lists it stands in besides its own
    ink: str = ""  # the colour of its letters


@dataclass
class Box:
    """A cell of a table. `joint` is how its lines are kept apart: "paragraphs" or "breaks"."""

    lines: list[Line] = field(default_factory=list)
    fill: str = ""
    ink: str = ""
    across: int = 1
    down: int = 1
    head: bool = False
    joint: str = "paragraphs"
    turned: bool = False
    control: str = ""  # a field of a form: "list", "text", or "unfilled", which shows what to do


@dataclass
class Heading:
    """A heading outside tables."""

    text: str
    depth: int = 1


@dataclass
class Table:
    """Rows of boxes as HTML has them: a box that is covered from above or the left is left out."""

    rows: list[list[Box]]
    heads: int = 1
    ruled: bool | None = True  # None: not even at its head
    widths: tuple[int, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden: bool = False  # the whole sheet, in a workbook
    name: str = ""  # of its sheet


@dataclass
class Slide:
    """A page with a title, and pairs of boxes: beside each other, one above and one below; `across`, the other way."""

    title: str
    under: str
    boxes: list[tuple[Box, Box]]
    across: bool = False


@dataclass
class Paper:
    """A document. `key` is what stands in it; `extra` words that are in it and are neither finding nor action."""

    layout: str
    key: Key
    blocks: list[object]
    title: str = ""
    header: str = ""
    footer: str = ""
    boxed: str = ""  # a text box
    wide: bool = True
    split: str = "yes"  # whether it can be told which action belongs to which finding
    asks: str = ""  # what has to be asked, if anything: "cell", "colour"


def box(*texts, **how):
    """A box with a line for each text."""
    return Box([text if isinstance(text, Line) else Line(text) for text in texts if text], **how)


def head(*texts, **how):
    """A box of a head row."""
    return Box([Line(text, bold=True) for text in texts], head=True, **how)


def columns_of(table):
    """How many columns a table has."""
    return sum(one.across for one in table.rows[0])


def grid(table):
    """Every row with a box for each column: the box where it begins, None where one from above or the left covers."""
    rows, covered = [], {}
    for at, row in enumerate(table.rows):
        line, column, left = [], 0, list(row)
        while left or covered.get((at, column)):
            if covered.get((at, column)):
                line.append(None)
                column += 1
                continue
            one = left.pop(0)
            for down in range(one.down):
                for across in range(one.across):
                    covered[at + down, column + across] = True
            line += [one] + [None] * (one.across - 1)
            column += one.across
        rows.append(line)
    return rows

"""Text files and comma-separated values, in the delimiters and encodings that people send."""

from __future__ import annotations

import csv
import io
import textwrap

from tests.bench.reading.paper import Heading, Table, grid
from tests.bench.reading.xlsx_writing import text_of

WAYS = (  # delimiter, encoding, end of line
    (",", "utf-8-sig", "\r\n"),
    (";", "cp1252", "\r\n"),
    ("\t", "utf-16", "\r\n"),
    ("|", "utf-8", "\n"),
    (",", "utf-8", "\n"),
)


def csv_of(paper, way):
    """The tables of a paper as one file of separated values, without the title above the first."""
    delimiter, encoding, end = way
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    for table in (block for block in paper.blocks if isinstance(block, Table)):
        for row in grid(table):
            writer.writerow([text_of(one) if one else "" for one in row])
    return _encoded(out.getvalue(), encoding)


def _encoded(text, encoding):
    """In that encoding, or in UTF-8 where it has not all the letters, as programs do."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode("utf-8-sig")


def text_of_paper(paper, *, width=0, marks=("* ", "{}. ")):
    """Paragraphs as text with an empty line between, as a word processor saves them; tables with tabs between cells."""
    parts = []
    for block in paper.blocks:
        if isinstance(block, Heading):
            parts.append(block.text)
        elif isinstance(block, Table):
            parts.append(
                "\n".join(
                    "\t".join(text_of(one).replace("\n", " ") if one else "" for one in row) for row in grid(block)
                )
            )
        else:
            mark = {"bullet": marks[0], "number": marks[1].format(1), "": ""}[block.listed]
            words = mark + block.text
            parts.append(textwrap.fill(words, width, subsequent_indent="  " if mark else "") if width else words)
    return "\n\n".join(parts) + "\n"

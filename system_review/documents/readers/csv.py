"""A table that is kept as plain text (CSV), with any delimiter and encoding, into passages. Pure.

Every row and field keeps its place. A field that our own export guarded against spreadsheets comes without its guard.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from system_review.documents.readers.delimiters import likeliest_delimiter
from system_review.documents.readers.finishing import finished
from system_review.documents.readers.passages import Place, Reading, ReadPassage, characters_in
from system_review.documents.readers.text import decoded_and_told
from system_review.documents.writers.csv_guard import unguard
from system_review.errors import Refused, Why
from system_review.texts import held

LARGEST = 16 * 1024 * 1024  # bytes
MOST_FIELDS = 200_000  # that hold text


def read(data: bytes) -> Reading:
    """A CSV file as passages, one for each line of a field. Raises `Refused` with one sentence."""
    if len(data) > LARGEST:
        raise Refused(Why("This table is larger than {most} MB. Bring it in in parts.", most=LARGEST // (1024 * 1024)))
    text, encoding, told = decoded_and_told(data)
    text = held(text, longest=len(text)).removeprefix("\ufeff")
    delimiter = likeliest_delimiter(text)
    rows = list(_rows(text, delimiter))
    passages = list(_passages(rows))
    if not passages:
        raise Refused(Why("There are no words in this table"))
    swept = _swept(text, delimiter, rows)
    return finished(passages, swept, told=told, encoding=encoding, most=MOST_FIELDS)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(LARGEST)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        raise Refused(
            Why(
                "This table cannot be read: a quotation mark is left open. Open it, save it as .xlsx and bring in that."
            )
        ) from None


def _passages(rows: list[list[str]]) -> Iterator[ReadPassage]:
    fields = 0
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            lines = [line.strip() for line in unguard(value).split("\n") if line.strip()]
            fields += bool(lines)
            if fields > MOST_FIELDS:
                raise Refused(Why("This table has more than {most} fields with text", most=f"{MOST_FIELDS:,}"))
            for paragraph, line in enumerate(lines, start=1):
                yield ReadPassage(line, "\n", Place(table=1, row=row, column=column, paragraph=paragraph))


def _swept(text: str, delimiter: str, rows: list[list[str]]) -> int:
    """The characters of the file, less those that only keep fields apart: counted without the passages."""
    marks = sum(max(len(row) - 1, 0) for row in rows) if not delimiter.isspace() else 0
    guards = sum(len(value) - len(unguard(value)) for row in rows for value in row)
    return characters_in([text]) - marks - guards - _quotes(text, rows)


def _quotes(text: str, rows: list[list[str]]) -> int:
    """How many quotation marks of the file stand round fields or before other quotation marks."""
    return text.count('"') - sum(value.count('"') for row in rows for value in row)

"""The same text and workbook as three programs write them are read as the same."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from system_review.documents.readers.kinds import kind_of
from system_review.documents.readers.passages import Part
from system_review.documents.readers.reading import read
from tests.documents.shelf import make_office

SHELF = Path(make_office.__file__).parent


def as_read(data):
    return read(data, kind_of(data))


def seen(reading):
    """What the cells and paragraphs of the body hold, where they stand and how they look."""
    return [
        (one.text, one.place, one.look.fill, one.look.bold, one.look.heading, one.look.listed, one.look.repeats)
        for one in reading.passages
        if one.place.part is Part.BODY
    ]


@pytest.fixture(scope="module")
def text():
    out = io.BytesIO()
    make_office.text().save(out)
    return as_read(out.getvalue())


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("books") / "book.xlsx"
    make_office.book(path)
    return as_read(path.read_bytes())


@pytest.mark.parametrize("name", ["text.docx", "text.odt"])
def test_a_text_from_libreoffice_is_read_like_the_one_from_word(text, name):
    reading = as_read((SHELF / name).read_bytes())

    assert seen(reading) == seen(text)
    assert reading.counted() == reading.swept
    assert reading.title == text.title


@pytest.mark.parametrize("name", ["book.xlsx", "book.ods"])
def test_a_workbook_from_libreoffice_is_read_like_the_one_from_excel(book, name):
    def body(reading):
        """The cells; their days apart, which OpenDocument keeps as they are shown."""
        cells = [one for one in reading.passages if one.place.part is Part.BODY]
        return [(one.text, one.place, one.look.hidden) for one in cells if one.place.column != 4]

    def texts(reading, part):
        return [one.text for one in reading.passages if one.place.part is part]

    reading = as_read((SHELF / name).read_bytes())

    assert body(reading) == body(book)
    assert len(reading.passages) == len(book.passages)
    assert texts(reading, Part.COMMENT) == ["Ask the youth council"]
    assert texts(reading, Part.TEXT_BOX) == ["Seen by the board"]
    assert reading.counted() == reading.swept


def test_the_colours_of_a_workbook_survive_both_programs(book):
    def fills(reading):
        return {one.text: one.look.fill for one in reading.passages if one.look.fill}

    assert fills(as_read((SHELF / "book.xlsx").read_bytes())) == fills(book)
    assert fills(as_read((SHELF / "book.ods").read_bytes())) == fills(book)

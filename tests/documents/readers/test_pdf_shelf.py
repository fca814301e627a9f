"""PDFs that LibreOffice made (`tests/documents/shelf`): what was put in comes out, each text in its cell."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pytest

from system_review.documents.readers.passages import Part, Reading
from system_review.documents.readers.pdf import read
from tests.documents.readers.pdf_makers import cells, passage, rows, texts
from tests.documents.shelf import make_pdfs as made
from tests.documents.writers.reading_back import plain

SHELF = Path(made.__file__).parent


def reading_of(name: str) -> Reading:
    return read((SHELF / f"{name}.pdf").read_bytes())


@pytest.mark.parametrize("name", made.MADE)
def test_every_sign_is_accounted_for(name: str) -> None:
    reading = reading_of(name)

    assert reading.counted() == reading.swept > 0


def test_the_paper_layout_over_pages_has_each_text_in_its_row() -> None:
    reading = reading_of("pdf-writer-grid")

    wanted = [row for _, stage in made.STAGES for row in stage]
    found = {tuple(plain(text) for text in row[1:]) for row in rows(reading)}
    assert [row for row in wanted if tuple(plain(text) for text in row) not in found] == []
    assert [text for (_, column), text in cells(reading).items() if column == 1 and text != "Stage"] == [
        name.upper() for name, _ in made.STAGES
    ]
    assert passage(reading, "REFERRAL").place.rows > 1


def test_the_head_of_the_paper_layout_has_its_fills_and_says_where_it_is_repeated() -> None:
    heads = [passage for passage in reading_of("pdf-writer-grid").passages if passage.text in made.HEADS]

    first = heads[: len(made.HEADS)]
    assert [head.text for head in first] == made.HEADS
    assert [head.look.fill for head in first] == [fill and f"#{fill}" for fill in made.FILLS]
    assert not any(head.look.repeats for head in first)
    assert all(head.look.repeats for head in heads[len(made.HEADS) :]) and len(heads) > len(made.HEADS)


def test_header_and_footer_of_the_paper_layout_are_no_body() -> None:
    parts = {(passage.place.part, passage.text) for passage in reading_of("pdf-writer-grid").passages}

    assert (Part.HEADER, "Eastmere Safeguarding Partnership") in parts
    assert (Part.FOOTER, "Page 1") in parts
    assert reading_of("pdf-writer-grid").title == "Results on paper"


def test_a_table_without_lines_stands_between_its_paragraphs() -> None:
    reading = reading_of("pdf-writer-unruled")

    assert rows(reading) == made.UNRULED
    assert texts(reading)[0] == texts(reading)[-1] == made.PROSE[2][1]


def test_a_printed_spreadsheet_has_its_rows_and_colours() -> None:
    reading = reading_of("pdf-calc-log")

    body = [row for row in rows(reading) if row[0] != "No."]
    assert [made.LOG[0], *body] == made.LOG
    colours = {passage.text: passage.look.fill for passage in reading.passages if passage.text in made.LOG_COLOURS}
    assert colours == {word: f"#{colour}" for word, colour in made.LOG_COLOURS.items()}


def test_headings_and_lists_of_running_text_are_told_from_it() -> None:
    reading = reading_of("pdf-writer-prose")

    styles = {"Heading 1": (1, ""), "Heading 2": (2, ""), "Normal": (None, "")}
    styles |= {"List Bullet": (None, "bullet"), "List Number": (None, "number")}
    assert [(p.look.heading, p.look.listed) for p in reading.passages] == [styles[style] for style, _ in made.PROSE]
    assert all(found.endswith(text) for found, (_, text) in zip(texts(reading), made.PROSE, strict=True))


@pytest.mark.parametrize("name", ["pdf-writer-grid", "pdf-calc-log"])
def test_another_reader_finds_the_same_cells(name: str) -> None:
    data = (SHELF / f"{name}.pdf").read_bytes()

    with pdfplumber.open(io.BytesIO(data)) as document:
        said = sorted(
            plain(cell)
            for page in document.pages
            for table in page.extract_tables()
            for row in table[1:]
            for cell in row[1:]
            if cell
        )

    reading = read(data)
    ours: dict[tuple[int | None, int | None, int | None], str] = {}
    for each in reading.passages:
        place = each.place
        if place.table and place.column != 1 and not each.look.repeats and place.row != 1:
            ours[place.page, place.row, place.column] = ours.get((place.page, place.row, place.column), "") + each.text
    assert sorted(map(plain, ours.values())) == said

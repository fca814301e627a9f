"""The papers for a board: Word and PDF, whole or in two pages, of any snapshot."""

from __future__ import annotations

import io
import itertools
from datetime import date
from typing import Any

import docx
import pytest

from system_review.documents.rules.papers import BoardAsked, Paper, Part
from system_review.documents.writers.docx import write_docx
from system_review.documents.writers.lay_out import lay_out
from system_review.documents.writers.pdf import write_pdf
from system_review.documents.writers.wording import english
from system_review.reviews.snapshots import ReviewSnapshot, SummarySnapshot
from tests.documents.large_review import large
from tests.documents.snapshots import AS_AT, small_audit, small_grid
from tests.documents.writers.reading_back import pdf, pdf_pages, tags

BOARD, SHORT = BoardAsked(), BoardAsked(Paper.SHORT)
WORDING = english(AS_AT)


def told(**more: Any) -> ReviewSnapshot:
    summary = (
        SummarySnapshot(part="strengths", text="Workers ask.\n\nAnd they listen.", findings=("f1",)),
        SummarySnapshot(part="priorities", text="Two things.", findings=("f1",), actions=("a1",)),
        SummarySnapshot(part="decisions", text="1. To pay for it."),
    )
    return small_grid(**{"summary": summary, **more})


def word(snapshot: ReviewSnapshot, asked: BoardAsked = BOARD) -> Any:
    return docx.Document(io.BytesIO(write_docx(snapshot, WORDING, board=asked)))


def headings(document: Any, level: int = 2) -> list[str]:
    return [each.text for each in document.paragraphs if each.style.name == f"Heading {level}"]


def test_the_board_paper_has_its_parts_in_order() -> None:
    made = headings(word(told()))

    assert made[:4] == ["About this review", "Summary for the board", "Overall ratings", "Priorities"]
    assert made[4] == "Target, Level 1" and "Action plan" in made[5:]


def test_contents_lead_to_every_part_of_the_paper() -> None:
    document = word(told())
    entries = [each.text for each in document.paragraphs if each.style.name == "toc 2"]
    markup = document.element.xml

    assert entries == headings(document)
    assert markup.count("TOC \\o") == 1
    for number in range(1, len(entries) + 1):
        assert f'w:anchor="_Toc{number:06}"' in markup and f'w:name="_Toc{number:06}"' in markup


def test_the_front_stands_on_a4_and_the_sheets_on_a3_each_with_marking_and_number_on_every_page() -> None:
    front, sheets = word(told()).sections

    assert (round(front.page_width.mm), round(sheets.page_width.mm)) == (210, 420)
    for section in (front, sheets):
        assert "OFFICIAL-SENSITIVE" in section.header.paragraphs[0].text
        assert "PAGE" in section.footer._element.xml and "NUMPAGES" in section.footer._element.xml


@pytest.mark.parametrize("part", list(Part))
def test_each_part_can_be_left_out(part: Part) -> None:
    whole, without = (lay_out(told(), WORDING, board=asked) for asked in (BOARD, BoardAsked(without=frozenset({part}))))

    assert whole != without


def test_without_the_sheets_the_plan_says_each_action_in_full() -> None:
    text = "Brief every school in the area about the new form before the summer begins and again in autumn"
    first, *others = small_grid().actions
    snapshot = told(actions=(first.model_copy(update={"text": text}), *others))

    plan = lay_out(snapshot, WORDING, board=BoardAsked(without=frozenset({Part.SHEETS}))).lists[0]

    assert any(text in row[1] for row in plan.rows)


def test_a_summary_names_places_as_they_are_and_leads_to_the_finding() -> None:
    paper = lay_out(told(), WORDING, board=BOARD)

    assert paper.board and paper.board.summary[0].things[0].name == "finding-f1"
    assert paper.board.summary[0].things[0].place.startswith("Target, Level 1")
    assert 'w:anchor="_sr_f_f1"' in word(told()).element.xml


def test_what_nobody_wrote_is_left_out_rather_than_said_to_be_empty() -> None:
    paper = lay_out(small_grid(), WORDING, board=BOARD)

    assert paper.board and paper.board.summary == ()


def test_where_the_summary_names_nothing_the_priorities_are_what_is_marked() -> None:
    first, *others = small_grid().findings
    paper = lay_out(small_grid(findings=(first.model_copy(update={"priority": True}), *others)), WORDING, board=BOARD)

    assert paper.board and paper.board.priorities
    assert first.text.split()[0] in paper.board.priorities.rows[0][0]


@pytest.mark.parametrize("make", [told, small_audit])
@pytest.mark.parametrize("asked", [BOARD, SHORT])
def test_the_pdf_is_tagged_and_its_headings_skip_no_level(make: Any, asked: BoardAsked) -> None:
    data = write_pdf(make(), WORDING, board=asked)
    levels = [int(tag["role"][2:]) for tag in tags(data) if tag["role"] in {"/H1", "/H2", "/H3"}]

    with pdf(data) as opened:
        assert str(opened.Root.Lang) == "en-GB" and opened.Root.MarkInfo.Marked
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_page_of_the_pdf_has_the_marking_and_its_number_of_all() -> None:
    pages = pdf_pages(write_pdf(told(), WORDING, board=BOARD))

    for number, page in enumerate(pages, 1):
        assert "OFFICIAL-SENSITIVE" in page and f"Page {number} of {len(pages)}" in page


def test_the_cover_names_the_agreed_version() -> None:
    words = english(AS_AT, state="AGREED", version="Board, 12 June · Agreed by Gita on 5 May 2027")

    assert "Board, 12 June · Agreed by Gita" in pdf_pages(write_pdf(told(), words, board=BOARD))[0]


def test_two_pages_are_two_pages_however_much_there_is() -> None:
    long = "Something that matters a great deal to everybody who was asked. " * 60
    parts = ("strengths", "themes", "priorities", "decisions")
    names = tuple(finding.ref for finding in large().findings[:10])
    summary = tuple(SummarySnapshot(part=p, text=long, findings=names if p == "priorities" else ()) for p in parts)
    about = large().review.model_copy(update={"purpose": long, "limits": long})
    snapshot = large().model_copy(update={"summary": summary, "review": about})

    pages = pdf_pages(write_pdf(snapshot, WORDING, board=SHORT))

    assert len(pages) == 2
    assert "…" in pages[0]


def test_equal_reviews_give_equal_papers() -> None:
    for write in (write_docx, write_pdf):
        assert write(told(), WORDING, board=SHORT) == write(told(), WORDING, board=SHORT)


def test_papers_speak_of_the_day_they_are_asked_for() -> None:
    assert "As at 2 May 2027" in pdf_pages(write_pdf(told(), english(date(2027, 5, 2)), board=SHORT))[0]

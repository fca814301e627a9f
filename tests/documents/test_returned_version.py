"""A file made from an agreed version, a part or a board paper comes back: it is compared with what it was made from."""

from __future__ import annotations

import pytest

from system_review.audit.queries import last_number
from system_review.documents.addresses import InboxAddresses
from system_review.documents.queries.returned import as_exported, laid_beside
from system_review.documents.queries.returned_told import told_of
from system_review.documents.rules.papers import BoardAsked, Paper
from system_review.documents.rules.returned import differences as doubts
from system_review.documents.rules.returned.differences import Kind
from system_review.documents.rules.selection import Selection, place_of
from system_review.documents.services.exports import export_agreed, export_review
from system_review.reviews.models import Action, AgreedVersion, Finding
from system_review.reviews.services.agreeing import agree_version
from system_review.reviews.services.findings import edit_finding
from tests import factories
from tests.bench.returning import docx_edits, xlsx_edits
from tests.documents.test_returning import brought_back
from tests.factories import AT, TODAY

EASTMERE = InboxAddresses("eastmere-safeguarding-partnership")
NAME = "Board, 30 October 2026"
COMES_BACK = pytest.mark.parametrize("format", ["docx", "xlsx"])
PARTS = {
    "a level": {"only": place_of("target/level-1")},
    "an agency": {"only": Selection(agency="Police")},
    "a board paper": {"board": BoardAsked()},
    "two pages for the board": {"board": BoardAsked(paper=Paper.SHORT)},
}


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def version(review, anwen, red) -> AgreedVersion:
    seen = last_number(str(anwen.partnership.key), review.public_id)
    return agree_version(review=review, name=NAME, seen=seen, today=TODAY, by=anwen, at=AT)


def of_version(version, by, format="docx", **more) -> bytes:
    return export_agreed(version=version, format=format, language="en-gb", by=by, at=AT, **more).data


def laid(data, review, by):
    return laid_beside(brought_back(data, review, by, name="back"), visible_to=by, today=TODAY)


def reword(finding, text, by):
    edit_finding(finding=finding, seen=finding.version, text=text, about=[], on_behalf_of=None, evidence=[], by=by,
                 at=AT)  # fmt: skip


@COMES_BACK
def test_an_unedited_file_of_a_version_is_no_different_though_the_draft_moved_on(review, anwen, red, version, format):
    data = of_version(version, anwen, format)
    reword(red, "We changed this ourselves.", anwen)
    factories.finding(red.cell, "amber", "This was written after the version.")

    beside = laid(data, review, anwen)

    assert beside.found == []
    assert (beside.version, beside.made_at, beside.changed_since) == (version, version.agreed_at, True)
    assert told_of(beside)[0] == (
        f"This file was made from “{NAME}”, the agreed version, and the draft has moved on since."
    )


@COMES_BACK
def test_written_again_a_version_is_the_same_file(anwen, version, format):
    assert of_version(version, anwen, format) == of_version(version, anwen, format)


def test_only_what_the_file_changed_against_its_version_is_different(review, anwen, red, version):
    action = Action.unscoped.get(text__startswith="Brief")
    paper = docx_edits.Paper(of_version(version, anwen))
    paper.replace("w", action.public_id, "by the end of June: no date yet · Done")
    reword(red, "We changed this ourselves.", anwen)

    [found] = laid(paper.bytes(), review, anwen).found

    assert (found.kind, found.about, found.is_sure) == (Kind.STATUS, action.public_id, True)


def test_where_the_draft_moved_on_at_the_same_thing_all_three_texts_are_shown(as_, review, anwen, red, version):
    before = red.text
    paper = docx_edits.Paper(of_version(version, anwen))
    paper.replace("f", red.public_id, "The file says this.")
    reword(red, "We changed this ourselves.", anwen)
    document = brought_back(paper.bytes(), review, anwen)

    beside = laid_beside(document, visible_to=anwen, today=TODAY)
    page = as_(anwen).get(EASTMERE.document(document.public_id, "differences")).text

    [found] = beside.found
    assert (found.theirs, found.ours, found.doubt) == (
        "The file says this.", "We changed this ourselves.", doubts.HERE_TOO
    )  # fmt: skip
    assert as_exported(beside, found, visible_to=anwen) == before
    assert before in page and "the draft has moved on since" in page


def test_what_lost_its_fingerprints_is_compared_with_the_version_itself(review, anwen, red, version):
    book = xlsx_edits.Book(of_version(version, anwen, "xlsx"))
    for row in book.findings.iter_rows(min_row=2, min_col=book.findings.max_column):
        row[0].value = "_".join(str(row[0].value).split("_")[:3])  # its name alone
    reword(red, "We changed this ourselves.", anwen)

    assert laid(book.bytes(), review, anwen).found == []


def test_what_is_gone_from_a_file_of_a_version_is_what_was_in_the_version(review, anwen, red, version):
    amber = Finding.unscoped.get(review=review, colour="amber")
    paper = docx_edits.Paper(of_version(version, anwen))
    paper.strike("f", amber.public_id)
    factories.finding(red.cell, "amber", "This was written after the version.")

    gone = [each for each in laid(paper.bytes(), review, anwen).found if each.kind is Kind.GONE]

    assert [each.about for each in gone if each.what == "finding"] == [amber.public_id]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("is_agreed", [False, True], ids=["of the draft", "of a version"])
def test_a_part_and_a_paper_for_the_board_say_what_they_were_made_from(review, anwen, red, version, part, is_agreed):
    factories.action(red, "Ask the police", factories.LeadName("Jo", "", "Police"))
    asked = {"format": "docx", "language": "en-gb", "by": anwen, "at": AT, **PARTS[part]}
    if is_agreed:
        version = agree_version(review=review, name="Next", today=TODAY, by=anwen, at=AT,
                                seen=last_number(str(anwen.partnership.key), review.public_id))  # fmt: skip
        data = export_agreed(version=version, **asked).data
    else:
        data = export_review(review=review, today=TODAY, **asked).data

    beside = laid(data, review, anwen)

    assert beside.found == []
    assert beside.made_at
    assert beside.version == (version if is_agreed else None)
    assert "It holds a part of the review: nothing is said of what it does not have." in told_of(beside)

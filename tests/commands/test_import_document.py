"""`import FILE --into REVIEW`: what is sure is in the review, the rest waits, and what is no document is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from system_review.documents.models import Document, Passage
from system_review.documents.rules.words import Fate
from system_review.reviews.models import Action, AgreedVersion, CameFrom, Finding, Review
from tests import factories
from tests.commands.conftest import Run
from tests.documents.broken_files import GOOD
from tests.documents.results_documents import word_log

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(tmp_path: Path) -> str:
    """An action log in Word: two findings with a colour, one without."""
    path = tmp_path / "results.docx"
    path.write_bytes(word_log())
    return str(path)


@pytest.fixture
def review(run: Run) -> Review:
    """A review of the usual framework with every stage in it."""
    made = run("new", "--partnership", "Eastmere", "--title", "System Review 2027", "--date", "2027-04-20")
    assert made.code == 0, made
    return Review.unscoped.get(public_id=made.out.strip())


def test_what_is_sure_is_in_the_review_and_the_rest_waits(run: Run, review: Review, log: str) -> None:
    said = run("import", log, "--into", review.public_id)

    assert (said.code, said.out) == (0, f"{review.public_id}\n"), said
    texts = set(Finding.unscoped.filter(cell__review=review).values_list("colour", "text"))
    assert ("red", "Referrals name the young person and seldom the place.") in texts
    assert ("green", "Plans say what is to change in the park.") in texts
    assert len(texts) == 2
    assert Action.unscoped.count() == 2
    waiting = Passage.unscoped.filter(fate=Fate.WAITING).values_list("text", flat=True)
    assert "Nobody could tell us who speaks with the shop owners." in set(waiting)
    assert "2 findings and 2 actions are now in" in said.err
    assert CameFrom.unscoped.filter(file_name="results.docx").exists()


def test_a_document_needs_a_review_to_go_into(run: Run, log: str) -> None:
    assert "--into REVIEW" in run("import", log).sentence
    assert "--into REVIEW" in run("import", "-", stdin=b"Target, Level 1, Referral: red").sentence


def test_our_own_file_goes_into_no_review(run: Run, review: Review) -> None:
    assert "leave --into out" in run("import", "-", "--into", review.public_id, stdin=GOOD).sentence


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n cut off", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_cannot_be_read_leaves_nothing(run: Run, review: Review, data: bytes) -> None:
    assert run("import", "-", "--into", review.public_id, stdin=data).sentence
    assert not Document.unscoped.exists()


def test_a_review_that_is_not_there_is_told(run: Run, review: Review, log: str) -> None:
    assert "no review whose id begins" in run("import", log, "--into", "zzzzzz").sentence


def test_a_file_of_an_agreed_version_is_told_with_what_it_was_made_from(
    run: Run, review: Review, tmp_path: Path
) -> None:
    finding = factories.finding(factories.cell(review), "red", "Nobody asks.")
    run("agree", review.public_id, "--name", "Board, June")
    file = tmp_path / "version.docx"
    run("export", review.public_id, "--version", "Board, June", "--output", str(file))
    Finding.unscoped.filter(pk=finding.pk).update(text="Somebody asks.")
    factories.finding(finding.cell, "amber", "Written since.")

    told = json.loads(run("import", str(file), "--into", review.public_id, "--json").out)

    assert told["came_back"] and told["changed_since"] is True
    assert told["version"] == "Board, June"
    assert told["made_at"] == AgreedVersion.unscoped.get().agreed_at.isoformat()
    sentence = "This file was made from “Board, June”, the agreed version, and the draft has moved on since."
    assert told["told"][0] == sentence
    assert told["differences"] == []


def test_a_file_of_another_review_is_told_and_nothing_of_it_is_applied(
    run: Run, review: Review, tmp_path: Path
) -> None:
    factories.finding(factories.cell(review), "red", "Nobody asks about the square.")
    file = tmp_path / "first.docx"
    run("export", review.public_id, "--format", "docx", "--output", str(file))
    other = run("new", "--partnership", "Eastmere", "--title", "Next Review", "--date", "2028-04-20").out.strip()

    said = run("import", str(file), "--into", other)

    assert said.code == 0
    assert "made from another review, “System Review 2027”" in said.err
    assert "Nothing was applied." in said.err
    assert not Finding.unscoped.filter(review__public_id=other).exists()
    document = Document.unscoped.get()
    assert Passage.unscoped.filter(document=document, fate=Fate.WAITING).exists()

"""Which finding an action serves: asked once for a stage, answered for several actions at once or for some of them."""

from __future__ import annotations

import hashlib

import pytest

from system_review.documents.addresses import InboxAddresses
from system_review.documents.interpreter.understand import understand
from system_review.documents.models import InboxQuestion
from system_review.documents.readers.csv import read
from system_review.documents.reading import ReadFile
from system_review.documents.services import inbox as staging
from system_review.documents.services.accepting import accept_sure, answer_question
from system_review.documents.services.receiving import receive_read
from system_review.errors import Refused
from system_review.frameworks.queries import content_of
from system_review.reviews.models import Cell
from system_review.reviews.services.findings import add_finding
from tests import factories
from tests.documents.inboxes import NOW, Inbox
from tests.forms_on_pages import forms_on

pytestmark = pytest.mark.django_db
EASTMERE = InboxAddresses("eastmere-safeguarding-partnership")
PLAN = b"""Domain,Level,Stage,Action,Lead
Target,1,Referral,Write a short route for places,Meera
Target,1,Referral,Share the maps with every team,Tom
Target,1,Referral,Go on asking at conferences,Ada
"""


@pytest.fixture
def inbox(anwen):
    """A plan of three actions of one stage, for which the review has two findings."""
    review = factories.review(anwen)
    cells = list(Cell.unscoped.filter(review=review).order_by("position"))
    for colour, text in (("red", "Nobody can refer a place."), ("amber", "Some teams map friendships.")):
        add_finding(cell=cells[0], colour=colour, text=text, by=anwen, at=NOW)
    reading = read(PLAN)
    read_file = ReadFile(
        "csv", hashlib.sha256(PLAN).hexdigest(), reading, understand(reading, content_of(review.framework))
    )
    document = receive_read(review=review, name="plan.csv", data=PLAN, read=read_file, pasted=False, by=anwen, at=NOW)
    return Inbox(anwen, review, cells, document)


def question_of(inbox):
    return InboxQuestion.unscoped.select_related("document__review").get(document=inbox.document)


def answer(inbox, number, *beginnings):
    question = question_of(inbox)
    only = [inbox.piece(each).public_id for each in beginnings] if beginnings else None
    return answer_question(question=question, seen=question.version, answer=number, only=only, by=inbox.anwen, at=NOW)


def serves(inbox, beginning):
    piece = inbox.piece(beginning)
    return piece.fate, piece.under_finding.text if piece.under_finding else ""


def test_the_reviews_own_findings_of_the_stage_are_the_answers(inbox):
    question = question_of(inbox)

    assert question.words[0] == "Which finding does this serve?"
    assert len(question.about) == 3
    assert [words["words"][1].get("text") for words in question.answers] == [
        "Nobody can refer a place.",
        "Some teams map friendships.",
        None,
    ]


def test_one_answer_places_all_of_them(inbox):
    answer(inbox, 0)

    assert {serves(inbox, each)[1] for each in ("Write", "Share", "Go on")} == {"Nobody can refer a place."}
    assert question_of(inbox).answered == 0


def test_an_answer_for_some_leaves_the_question_open_for_the_others(inbox):
    answer(inbox, 1, "Share")

    assert serves(inbox, "Share") == ("placed", "Some teams map friendships.")
    assert serves(inbox, "Write") == ("waiting", "")
    assert len(question_of(inbox).about) == 2 and question_of(inbox).answered_at is None

    answer(inbox, 0)

    assert serves(inbox, "Write") == serves(inbox, "Go on") == ("placed", "Nobody can refer a place.")
    assert question_of(inbox).answered == 0


def test_undoing_answers_in_any_order_asks_again_about_what_each_was_for(inbox):
    some = answer(inbox, 1, "Share")
    others = answer(inbox, 0)

    staging.undo_step(step=some, by=inbox.anwen, at=NOW)

    assert question_of(inbox).about == [inbox.piece("Share").public_id]
    assert serves(inbox, "Write")[0] == "placed"

    staging.undo_step(step=others, by=inbox.anwen, at=NOW)

    assert sorted(question_of(inbox).about) == sorted(
        piece.public_id for piece in inbox.pieces() if piece.fate == "waiting"
    )
    assert question_of(inbox).answered_at is None


def test_none_yet_leaves_them_waiting_and_asks_no_more(inbox):
    answer(inbox, 2)

    assert serves(inbox, "Write") == ("waiting", "")
    assert question_of(inbox).answered == 2
    with pytest.raises(Refused):
        accept_sure(document=inbox.fresh(), seen=inbox.fresh().version, by=inbox.anwen, at=NOW)


def test_on_the_page_the_actions_are_ticked_and_an_answer_is_for_those_left_ticked(as_, anwen, inbox):
    client = as_(anwen)
    page = client.get(EASTMERE.document(inbox.document.public_id)).text
    question = question_of(inbox)
    form = next(form for form in forms_on(page) if form.action.endswith("/answer/"))
    keys = [inbox.piece(each).public_id for each in ("Write", "Share", "Go on")]

    none = client.post(form.action, {**form.filled(answer=f"0.{question.version}"), "piece": []})
    two = client.post(form.action, form.filled(answer=f"0.{question.version}", piece=keys[:2]))

    assert form.values["piece"] == keys
    assert none.status_code == 422 and "Tick at least one piece" in none.text
    assert two.status_code == 302
    assert [serves(inbox, each)[0] for each in ("Write", "Share", "Go on")] == ["placed", "placed", "waiting"]

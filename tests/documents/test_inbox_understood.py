"""The pages of a document that was understood: while it is read, what needs a person, what is sure, how it will be."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from system_review.documents.addresses import InboxAddresses
from system_review.documents.models import Document, DocumentFile, InboxQuestion, InboxStep, Passage
from system_review.documents.services.applying import apply_document
from system_review.documents.services.erasing import erase_old, keep_file
from system_review.documents.services.receiving import receive_file, set_aside_document
from system_review.errors import NotAllowed, Refused
from system_review.jobs.running import run_waiting
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Action, CameFrom, Finding
from tests.documents.inboxes import NOW, brought_in, inbox_with, kinds
from tests.documents.test_inbox_accepting import accept_all
from tests.documents.test_inbox_pages import move, numbers, open_piece
from tests.documents.understandings import ASKED, TEXT, UNDERSTOOD

EASTMERE = InboxAddresses("eastmere-safeguarding-partnership")
LATER = NOW + timedelta(days=31)


@pytest.fixture
def inbox(anwen):
    return inbox_with(TEXT, by=anwen, understanding=UNDERSTOOD)


@pytest.fixture
def asked(anwen):
    return inbox_with(TEXT, by=anwen, understanding=ASKED)


def address(inbox, part=""):
    return EASTMERE.document(inbox.document.public_id, part)


# --- while it is read --------------------------------------------------------------------------------------------


def test_a_file_waits_for_its_job_and_the_page_asks_again_by_itself(as_, anwen, review):
    client, file = as_(anwen), SimpleUploadedFile("notes.txt", TEXT.encode())

    response = client.post(EASTMERE.texts(review.public_id), {"file": file, "key": "k"})
    page = client.get(response.headers["Location"])

    assert "Reading the document" in page.text
    assert 'hx-trigger="load delay:1500ms"' in page.text
    assert "being read" in client.get(EASTMERE.texts(review.public_id)).text
    run_waiting()
    assert "Reading the document" not in client.get(response.headers["Location"]).text
    assert kinds()[-2:] == ["document.brought_in", "document.read"]


def test_a_file_that_cannot_be_read_leaves_its_sentence_and_nothing_else(as_, anwen, review):
    document = receive_file(review=review, name="a.docx", data=b"%PDF-1.7 broken", by=anwen, at=NOW)

    run_waiting()
    page = as_(anwen).get(EASTMERE.document(document.public_id)).text

    assert "This document could not be read" in page
    assert not DocumentFile.unscoped.exists()
    assert not Passage.unscoped.exists()
    assert kinds()[-1] == "document.not_read"


def test_what_is_read_twice_is_kept_once(anwen, review):
    from system_review.documents.services.reading import read_document

    document = receive_file(review=review, name="a.txt", data=TEXT.encode(), by=anwen, at=NOW)
    first, second = (Document.unscoped.select_related("review", "brought_in_by").get(pk=document.pk) for _ in "ab")

    read_document(first, at=NOW)
    count = Passage.unscoped.count()
    read_document(second, at=NOW)

    assert Passage.unscoped.count() == count > 0
    assert kinds().count("document.read") == 1


# --- what needs a person, what is sure -----------------------------------------------------------------------------


def test_the_counters_add_up_and_what_needs_a_person_is_open(as_, anwen, inbox):
    page = as_(anwen).get(address(inbox))

    assert numbers(page) == [7, 0, 3, 2, 2]
    assert open_piece(page) == "The new form is used by some teams."
    assert "No colour stands near it" in page.text
    assert "1 of 2 that wait" in page.text
    sure = page.text[page.text.index('id="sure"') :]
    assert "Nobody knows what belongs in a referral about a place." in sure
    assert "Lead: Meera, health · by the end of June (30 June 2027) · Under way · see actions in Assessment" in sure
    assert "Overall rating Amber/Red · Target, Level 1, Referral" in sure


def test_accepting_all_that_is_sure_says_so_with_one_undo(as_, anwen, inbox):
    client = as_(anwen)

    response = client.post(address(inbox, "acceptance"), {"version": inbox.fresh().version, "key": "k"})
    page = client.get(response.headers["Location"])

    assert "All that was sure is placed" in page.text
    assert numbers(page) == [7, 3, 2, 2]
    client.post(EASTMERE.undoing(inbox.document.public_id, InboxStep.unscoped.get().public_id))
    assert numbers(client.get(address(inbox))) == [7, 0, 3, 2, 2]


def test_accepting_what_was_not_looked_at_shows_it_first(as_, anwen, inbox):
    response = as_(anwen).post(address(inbox, "acceptance"), {"version": inbox.fresh().version + 1})

    assert response.status_code == 409
    assert inbox.counts()["placed"] == 0


def test_one_suggestion_is_accepted_with_one_button(as_, anwen, inbox):
    response = as_(anwen).post(move(inbox, "The new", "acceptance"), {"version": 1})

    assert response.status_code == 302
    assert (inbox.piece("The new").fate, inbox.piece("The new").colour) == ("placed", "amber")


def test_a_suggestion_without_a_finding_says_what_is_lacking(as_, anwen, inbox):
    response = as_(anwen).post(move(inbox, "Chairs", "acceptance"), {"version": 1})

    assert response.status_code == 422
    assert "Say what this piece is" in response.text


def test_a_question_has_its_answers_as_buttons_the_likeliest_first(as_, anwen, asked):
    client = as_(anwen)

    page = client.get(address(asked)).text
    assert "Which stage is the overall rating Amber/Red for?" in page
    buttons = re.findall(r'name="answer" value="(\d+)\.1"[^>]*>([^<]+)<', page)
    assert buttons == [("0", "Assessment"), ("1", "Referral"), ("2", "Leave it unrated")]
    client.post(EASTMERE.answer(asked.document.public_id, InboxQuestion.unscoped.get().public_id), {"answer": "1.1"})

    assert asked.piece("Current").cell == asked.cells[0]


@pytest.mark.parametrize(("answer", "status"), [("", 422), ("x.y", 422), ("9.1", 422), ("0.7", 409)])
def test_an_answer_that_is_none_changes_nothing(as_, anwen, asked, answer, status):
    url = EASTMERE.answer(asked.document.public_id, InboxQuestion.unscoped.get().public_id)

    assert as_(anwen).post(url, {"answer": answer}).status_code == status
    assert asked.counts()["placed"] == 0


def test_joined_lines_can_be_kept_as_they_stand(as_, anwen, inbox):
    piece = inbox.piece("Nobody")
    page = as_(anwen).get(EASTMERE.piece(inbox.document.public_id, piece.public_id)).text
    assert "2 lines joined" in page

    as_(anwen).post(move(inbox, "Nobody", "keeping-apart"), {"version": 1})

    assert inbox.piece("referral about").fate == "waiting"


def test_an_overall_rating_is_given_by_hand(as_, anwen, inbox):
    data = {"version": 1, "rating": "green", "cell": inbox.cells[1].public_id}

    as_(anwen).post(move(inbox, "Chairs", "rating"), data)

    assert (inbox.piece("Chairs").role, inbox.piece("Chairs").rating) == ("rating", "green")


def test_the_preview_shows_stage_by_stage_what_the_sheet_will_get(as_, anwen, inbox):
    page = as_(anwen).get(address(inbox, "preview")).text

    stage = page[page.index("<h3>Target, Level 1, Referral</h3>") :]
    assert "Overall rating: <b>Amber/Red</b>" in stage
    assert "Nobody knows what belongs in a referral about a place." in stage
    assert "To get to amber" in stage
    assert "Brief the practices" in stage
    assert "The new form" not in stage


def test_the_same_document_again_says_what_is_there_already(as_, anwen, inbox):
    accept_all(inbox)
    apply_document(document=inbox.fresh(), seen=inbox.fresh().version, by=anwen, at=NOW)
    again = brought_in(inbox.review, TEXT, by=anwen, name="Again", understanding=UNDERSTOOD)

    page = as_(anwen).get(EASTMERE.document(again.public_id)).text

    assert "The same text was brought in before, on 20 April 2027." in page
    assert "3 pieces are in the review already and are set aside. What is new waits." in page
    assert page.count("Already brought in") == 3


@pytest.mark.parametrize("who", ["gita", "farid"])
def test_who_may_only_look_is_offered_nothing(as_, request, asked, who):
    client, before = as_(request.getfixturevalue(who)), kinds()

    page = client.get(address(asked)).text

    assert "Accept" not in page
    assert 'name="answer"' not in page
    question = EASTMERE.answer(asked.document.public_id, InboxQuestion.unscoped.get().public_id)
    for url in (address(asked, "acceptance"), address(asked, "keeping"), move(asked, "The new", "acceptance")):
        assert client.post(url, {"version": 1}).status_code == 403, url
    assert client.post(question, {"answer": "0.1"}).status_code == 403
    assert kinds() == before


def test_others_cannot_tell_that_it_is_there(as_, esme, asked):
    client = as_(esme)
    question = EASTMERE.answer(asked.document.public_id, InboxQuestion.unscoped.get().public_id)

    assert client.get(address(asked, "preview")).status_code == 404
    for url in (address(asked, "acceptance"), address(asked, "keeping"), question):
        assert client.post(url, {"version": 1, "answer": "0.1"}).status_code == 404, url


def test_a_long_understood_document_is_drawn_with_twelve_queries(as_, anwen):
    text = "\n\n".join(f"Piece {number} of a long text" for number in range(500))
    inbox = inbox_with(text, by=anwen)
    Passage.unscoped.update(suggested_role="finding", suggested_colour="red", suggested_cell=inbox.cells[0],
                            confidence=0.95, reason="So", is_sure=True)  # fmt: skip
    client = as_(anwen)
    client.get(address(inbox))

    page = client.get(address(inbox))

    assert len(page.queries) <= 12
    assert numbers(page) == [500, 0, 500, 0, 0]
    assert "Show all 500 that are sure" in page.text


# --- keeping and erasing ---------------------------------------------------------------------------------------------


def applied(inbox):
    accept_all(inbox)
    apply_document(document=inbox.fresh(), seen=inbox.fresh().version, by=inbox.anwen, at=NOW)


def test_thirty_days_after_applying_what_was_set_aside_is_erased_and_the_rest_stays(inbox):
    DocumentFile.unscoped.create(partnership=inbox.review.partnership, document=inbox.document, data=b"bytes")
    applied(inbox)
    assert erase_old(NOW + timedelta(days=29)) == 0

    assert erase_old(LATER) == 1

    document = inbox.fresh()
    assert document.erased_at == LATER
    assert "Page 2 of 2" not in document.text
    assert "Nobody knows" in document.text
    assert not DocumentFile.unscoped.exists()
    assert not InboxStep.unscoped.exists()
    assert [piece.text.split()[0] for piece in inbox.pieces()] == ["Current", "Nobody", "Brief", "The", "Chairs"]
    assert CameFrom.unscoped.filter(finding=Finding.unscoped.get()).count() == 2
    inbox.assert_nothing_lost()
    assert kinds()[-1] == "document.erased"
    assert erase_old(LATER) == 0


def test_where_a_finding_and_an_action_came_from_is_one_click_away(as_, anwen, inbox):
    applied(inbox)
    client, to = as_(anwen), Addresses("eastmere-safeguarding-partnership")

    of_finding = client.get(to.finding(Finding.unscoped.get().public_id, "history")).text
    of_action = client.get(to.action(Action.unscoped.get().public_id, "history")).text

    assert "Where it came from" in of_finding
    assert "Results 2025, paragraph 3" in of_finding
    assert "referral about a place." in of_finding
    assert "Results 2025, paragraph 5" in of_action


def test_a_document_that_was_set_aside_is_erased_whole(inbox, anwen):
    accept_all(inbox)
    set_aside_document(document=inbox.fresh(), seen=inbox.fresh().version, by=anwen, at=NOW)

    erase_old(LATER)

    assert not inbox.fresh().text.strip()
    assert not Passage.unscoped.exists()


def test_what_somebody_keeps_is_not_erased(as_, anwen, inbox):
    applied(inbox)
    client = as_(anwen)
    assert "are kept until 20 May 2027" in client.get(address(inbox)).text

    client.post(address(inbox, "keeping"), {"version": inbox.fresh().version})

    assert "The file is kept." in client.get(address(inbox)).text
    assert erase_old(LATER) == 0
    client.post(address(inbox, "keeping"), {"version": inbox.fresh().version})
    assert erase_old(LATER) == 1
    assert "were erased on" in client.get(address(inbox)).text


def test_what_is_erased_cannot_be_kept(anwen, ben, inbox):
    applied(inbox)
    erase_old(LATER)

    with pytest.raises(Refused, match="erased already"):
        keep_file(document=inbox.fresh(), seen=inbox.fresh().version, keep=True, by=anwen, at=LATER)
    with pytest.raises(NotAllowed):
        keep_file(document=inbox.fresh(), seen=inbox.fresh().version, keep=True, by=ben, at=LATER)


def test_what_was_never_brought_in_nor_set_aside_stays(inbox):
    assert erase_old(LATER) == 0
    assert inbox.fresh().erased_at is None

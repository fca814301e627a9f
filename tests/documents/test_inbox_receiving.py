"""Bringing in a text: it arrives whole, once, and only by those who may."""

from __future__ import annotations

import hashlib

import pytest

from system_review.audit.models import Event
from system_review.documents.models import Document, Passage
from system_review.documents.services.receiving import bring_back_document, receive_text, set_aside_document
from system_review.errors import ChangedMeanwhile, NotAllowed, Refused
from system_review.partnerships.rules import Role
from tests import factories
from tests.documents.inboxes import NOW, TORN, inbox_with, kinds

pytestmark = pytest.mark.django_db


def test_a_pasted_text_arrives_in_order_with_the_place_of_each_piece():
    inbox = inbox_with()

    pieces = inbox.pieces()

    assert [piece.text.split()[0] for piece in pieces[:4]] == ["RESULTS", "RED", "Rating", "Nobody"]
    assert (pieces[3].place, pieces[-1].place) == ("page 1, paragraph 4", "page 2, paragraph 13")
    assert inbox.counts() == {"waiting": 13, "placed": 0, "applied": 0, "set_aside": 0, "whole": 13}
    inbox.assert_nothing_lost()


def test_the_document_keeps_every_character_and_its_hash():
    inbox = inbox_with(TORN.replace("\n", "\r\n"))

    assert inbox.fresh().text == TORN
    assert inbox.document.hash == hashlib.sha256(TORN.replace("\n", "\r\n").encode()).hexdigest()


def test_a_file_says_how_it_was_read():
    inbox = inbox_with("Née\n\nRed".encode("cp1252"))

    document = inbox.fresh()
    assert (document.kind, document.encoding, document.size) == ("text_file", "Windows-1252", 8)
    assert document.told[0][0].startswith("Read as Windows-1252")


def test_bringing_in_writes_one_event_with_the_hash_of_the_text():
    inbox = inbox_with()

    assert kinds() == ["document.brought_in"]
    event = Event.objects.get(kind="document.brought_in")
    assert event.subject == f"document:{inbox.document.public_id}"
    assert inbox.document.hash in event.particulars.values_list("text", flat=True)


def test_a_form_posted_twice_brings_in_once():
    inbox = inbox_with(key="k1")

    again = receive_text(review=inbox.review, name="Results 2025", content=TORN, key="k1", by=inbox.anwen, at=NOW)

    assert again == inbox.document
    assert Document.unscoped.count() == 1
    assert kinds() == ["document.brought_in"]


@pytest.mark.parametrize(("name", "content"), [(" ", "Red"), ("Results", " \n"), ("Results", "\x00"), ("R", b"%PDF-1")])
def test_what_cannot_be_read_leaves_nothing(name, content):
    inbox = inbox_with("Red")

    with pytest.raises(Refused):
        receive_text(review=inbox.review, name=name, content=content, by=inbox.anwen, at=NOW)

    assert Document.unscoped.count() == 1
    assert Passage.unscoped.count() == 1
    assert kinds() == ["document.brought_in"]


def test_who_may_not_bring_in_is_refused():
    inbox = inbox_with("Red")
    carys = factories.member(inbox.anwen.partnership, "Carys", Role.CONTRIBUTOR)

    with pytest.raises(NotAllowed):
        receive_text(review=inbox.review, name="Mine", content="Green", by=carys, at=NOW)

    assert Document.unscoped.count() == 1


def test_a_text_is_set_aside_and_brought_back_as_it_was():
    inbox = inbox_with()

    set_aside_document(document=inbox.document, seen=1, by=inbox.anwen, at=NOW)
    assert inbox.fresh().set_aside_at == NOW
    bring_back_document(document=inbox.fresh(), seen=2, by=inbox.anwen, at=NOW)

    assert inbox.fresh().set_aside_at is None
    assert kinds() == ["document.brought_in", "document.set_aside", "document.brought_back"]


def test_a_text_that_was_changed_meanwhile_is_not_set_aside():
    inbox = inbox_with()

    with pytest.raises(ChangedMeanwhile):
        set_aside_document(document=inbox.document, seen=7, by=inbox.anwen, at=NOW)

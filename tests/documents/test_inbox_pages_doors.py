"""The pages of bringing in: who sees what of them."""

from __future__ import annotations

import pytest

from system_review.documents.models import InboxStep
from system_review.reviews.services.findings import add_finding
from tests.documents.inboxes import NOW, inbox_with, kinds
from tests.documents.test_inbox_pages import EASTMERE, address, move
from tests.documents.test_inbox_staging import as_finding


@pytest.fixture
def inbox(anwen):
    return inbox_with(by=anwen)


@pytest.mark.parametrize("who", ["farid", "gita"])
def test_who_is_of_the_team_may_look_but_not_move(as_, request, anwen, inbox, who):
    as_finding(inbox, "Nobody")
    client = as_(request.getfixturevalue(who))

    page = client.get(address(inbox))

    assert page.status_code == 200
    assert "It is a finding" not in page.text
    assert "into the review" not in page.text
    assert client.get(EASTMERE.texts(inbox.review.public_id)).status_code == 200
    before = kinds()
    data = {"version": 1, "colour": "red", "cell": inbox.cells[0].public_id, "text": "x\n\ny", "under": "", "join": "",
            "other": f"{inbox.piece('RED').public_id}.1"}  # fmt: skip
    for path in posts(inbox):
        assert client.post(path, data).status_code in (403, 422), path
    assert kinds() == before


def test_what_was_brought_in_is_for_the_review_team(as_, ben, inbox):
    as_finding(inbox, "Nobody")  # so that there is a step to undo
    client, before = as_(ben), kinds()

    assert ">Bring in<" not in client.get(f"/{inbox.review.partnership.slug}/reviews/{inbox.review.public_id}/").text
    for path in (address(inbox), EASTMERE.texts(inbox.review.public_id)):
        assert client.get(path).status_code == 404
    for path in posts(inbox):
        assert client.post(path, {"version": 1}).status_code == 404, path
    assert kinds() == before


def posts(inbox):
    """Every address of this text that changes something."""
    piece, step = inbox.piece("Chairs").public_id, InboxStep.unscoped.first()
    whats = ("finding", "action", "joining", "split", "text", "setting-aside", "return")
    return [
        EASTMERE.texts(inbox.review.public_id),
        *(EASTMERE.move(inbox.document.public_id, piece, what) for what in whats),
        *(EASTMERE.document(inbox.document.public_id, part) for part in ("application", "setting-aside")),
        EASTMERE.undoing(inbox.document.public_id, step.public_id),
    ]


@pytest.mark.parametrize("who", ["esme", "huw", "dev"])
def test_others_cannot_tell_that_it_is_there(as_, request, anwen, inbox, who):
    as_finding(inbox, "Nobody")
    client = as_(request.getfixturevalue(who))
    before = kinds()

    for path in (address(inbox), EASTMERE.texts(inbox.review.public_id)):
        assert client.get(path).status_code == 404
    for path in posts(inbox):
        assert client.post(path, {"version": 1, "text": "x"}).status_code == 404, path
    assert kinds() == before


def test_nobody_is_sent_to_sign_in(as_, inbox):
    assert as_(None).get(address(inbox)).status_code == 302


def test_things_of_another_text_or_partnership_are_not_there_in_any_field(as_, anwen, esme, inbox):
    westfold = inbox_with("Theirs\n\nAnd more", by=esme)
    as_finding(westfold, "Theirs")
    theirs = add_finding(cell=westfold.cells[0], colour="red", text="Secret", by=esme, at=NOW)
    client, before = as_(anwen), kinds()

    for what, data in (
        ("finding", {"colour": "red", "cell": westfold.cells[0].public_id}),
        ("action", {"under": f"p.{westfold.piece('Theirs').public_id}"}),
        ("action", {"under": f"f.{theirs.public_id}"}),
        ("joining", {"other": f"{westfold.piece('And').public_id}.1"}),
    ):
        assert client.post(move(inbox, "RED", what), {"version": 1, **data}).status_code == 404
    step = InboxStep.unscoped.get(document=westfold.document).public_id
    assert client.post(EASTMERE.undoing(inbox.document.public_id, step)).status_code == 404
    stolen = EASTMERE.move(inbox.document.public_id, westfold.piece("And").public_id, "setting-aside")
    assert client.post(stolen, {"version": 1}).status_code == 404
    assert "Secret" not in client.get(address(inbox)).text
    assert kinds() == before

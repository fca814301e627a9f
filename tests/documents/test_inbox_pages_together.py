"""The pages of bringing in: two people at once, and applying what was placed."""

from __future__ import annotations

import pytest

from system_review.documents.models import InboxStep
from system_review.documents.services import inbox as services
from system_review.partnerships.rules import Role
from system_review.reviews.models import Finding
from system_review.reviews.services.findings import add_finding
from system_review.reviews.services.moves import archive_finding
from tests import factories
from tests.documents.inboxes import NOW, inbox_with
from tests.documents.test_inbox_pages import EASTMERE, address, move, numbers, open_piece
from tests.documents.test_inbox_staging import as_action, as_finding, join


@pytest.fixture
def inbox(anwen):
    return inbox_with(by=anwen)


# --- two people --------------------------------------------------------------------------------------------------


@pytest.fixture
def kim(anwen):
    return factories.member(anwen.partnership, "Kim", Role.REVIEW_LEAD)


def test_a_piece_that_somebody_else_changed_shows_how_it_stands_now(as_, anwen, kim, inbox):
    piece = inbox.piece("Nobody")
    services.edit_passage(passage=piece, seen=1, text="Nobody knows", by=kim, at=NOW)

    response = as_(anwen).post(
        move(inbox, "Nobody", "finding"), {"version": 1, "colour": "red", "cell": inbox.cells[0].public_id}
    )

    assert response.status_code == 409
    assert "Kim changed this piece at 10:30 on 20 April 2027" in response.text
    assert open_piece(response) == "Nobody knows"
    assert inbox.piece("Nobody knows").fate == "waiting"


def test_two_people_who_reword_a_piece_see_both_texts(as_, anwen, kim, inbox):
    piece = inbox.piece("Nobody")
    services.edit_passage(passage=piece, seen=1, text="Nobody knows", by=kim, at=NOW)
    url = EASTMERE.move(inbox.document.public_id, piece.public_id, "text")

    response = as_(anwen).post(url, {"version": 1, "text": "Nobody can tell"})

    assert response.status_code == 409
    for words in ("Nobody knows", "Nobody can tell", "Kim"):
        assert words in response.text
    as_(anwen).post(url, {"version": 2, "text": "Nobody knows or can tell"})
    assert inbox.piece("Nobody knows").text == "Nobody knows or can tell"


def test_what_was_written_for_a_piece_that_was_joined_meanwhile_is_not_lost(as_, anwen, kim, inbox):
    piece = inbox.piece("Nobody")
    join(inbox, "RED", "Nobody")

    response = as_(anwen).post(
        EASTMERE.move(inbox.document.public_id, piece.public_id, "text"), {"version": 1, "text": "Nobody can tell"}
    )

    assert response.status_code == 409
    assert "Nobody can tell" in response.text
    assert "changed this piece" in response.text or "This piece was changed" in response.text


def test_blank_lines_put_into_earlier_words_split_nothing(as_, anwen, kim, inbox):
    piece = inbox.piece("Some teams")
    services.edit_passage(passage=piece, seen=1, text="Some teams map", by=kim, at=NOW)

    response = as_(anwen).post(
        EASTMERE.move(inbox.document.public_id, piece.public_id, "split"),
        {"version": 1, "text": piece.text.replace("Share", "\n\nShare")},
    )

    assert response.status_code == 409
    assert inbox.piece("Some teams").text == "Some teams map"


@pytest.mark.parametrize("version", ["", "x", "-1", "٣"])
def test_a_button_without_the_version_that_was_seen_moves_nothing(as_, anwen, inbox, version):
    response = as_(anwen).post(move(inbox, "RED", "setting-aside"), {"version": version})

    assert response.status_code == 409
    assert inbox.counts()["set_aside"] == 0


# --- applying ----------------------------------------------------------------------------------------------------


def test_applying_says_so_and_is_undone_from_the_same_page(as_, anwen, inbox):
    as_finding(inbox, "Nobody")
    client = as_(anwen)
    page = client.get(address(inbox)).text
    assert "Bring the placed piece into the review" in page
    version = inbox.fresh().version

    response = client.post(address(inbox) + "application/", {"version": version, "key": "k"})
    page = client.get(response.headers["Location"])

    assert "What was placed is in the review now" in page.text
    finding = Finding.unscoped.get()
    assert f"#finding-{finding.public_id}" in page.text
    assert "In the review: Red finding" in page.text
    assert numbers(page) == [13, 0, 1, 0, 12]

    step = InboxStep.unscoped.latest("pk")
    response = client.post(EASTMERE.undoing(inbox.document.public_id, step.public_id))

    assert numbers(client.get(response.headers["Location"])) == [13, 1, 0, 12]
    assert not Finding.unscoped.exists()


def test_applying_what_was_not_looked_at_shows_it_first(as_, anwen, inbox):
    as_finding(inbox, "Nobody")
    version = inbox.fresh().version
    as_finding(inbox, "Chairs")

    response = as_(anwen).post(address(inbox) + "application/", {"version": version, "key": "k"})

    assert response.status_code == 409
    assert "Pieces were placed or changed while you were looking at this page" in response.text
    assert not Finding.unscoped.exists()


def test_applying_nothing_says_so(as_, anwen, inbox):
    response = as_(anwen).post(address(inbox) + "application/", {"version": 1})

    assert response.status_code == 422
    assert "Nothing is placed yet" in response.text


def test_when_nothing_waits_the_page_says_what_is_next(as_, anwen):
    inbox = inbox_with("One\n\nTwo", by=anwen)
    as_finding(inbox, "One")
    as_finding(inbox, "Two")

    assert "Everything has its place" in as_(anwen).get(address(inbox)).text


def test_an_action_whose_finding_was_archived_is_told(as_, anwen, inbox):
    finding = add_finding(cell=inbox.cells[0], colour="red", text="By hand", by=anwen, at=NOW)
    as_action(inbox, "Brief", under_finding=finding)
    archive_finding(finding=finding, seen=1, by=anwen, at=NOW)

    client = as_(anwen)
    assert "its finding is archived" in client.get(address(inbox)).text
    response = client.post(address(inbox) + "application/", {"version": inbox.fresh().version})

    assert response.status_code == 422
    assert "Choose another finding for the action" in response.text

"""Applying: everything placed in one transaction, with where it came from; out again until something is edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from system_review.audit.models import Event
from system_review.documents.models import InboxStep
from system_review.documents.services import inbox as staging
from system_review.documents.services.applying import apply_document, undo_application
from system_review.documents.services.receiving import receive_text
from system_review.errors import ChangedMeanwhile, NotAllowed, Refused
from system_review.partnerships.rules import Role
from system_review.reviews.models import Action, CameFrom, Finding, Serving
from system_review.reviews.services.actions import add_note
from system_review.reviews.services.findings import add_finding, add_see_also, copy_finding, edit_finding
from system_review.reviews.services.moves import archive_finding
from tests import factories
from tests.documents.inboxes import NOW, Inbox, inbox_with, kinds
from tests.documents.test_inbox_staging import as_action, as_finding, join

pytestmark = pytest.mark.django_db

ORIGINAL = Path(__file__).resolve().parents[3] / "shared" / "examples" / "results-example.txt"


def apply(inbox, **more):
    return apply_document(document=inbox.fresh(), seen=inbox.fresh().version, **more, by=inbox.anwen, at=NOW)


@pytest.fixture
def placed():
    """Two findings and two actions placed, one piece set aside, the rest waiting."""
    inbox = inbox_with()
    join(inbox, "Nobody", "so these")
    as_finding(inbox, "Nobody", cell=0)
    join(inbox, "Brief", "what a place")
    as_action(inbox, "Brief", under=inbox.piece("Nobody"))
    as_finding(inbox, "Chairs", cell=2, colour="green")
    as_action(inbox, "Look", under=inbox.piece("Chairs"))
    piece = inbox.piece("page 1")
    staging.set_aside(passage=piece, seen=piece.version, by=inbox.anwen, at=NOW)
    return inbox


def test_everything_placed_stands_in_the_review_in_its_place(placed):
    apply(placed)

    found = {finding.text: finding for finding in Finding.unscoped.all()}
    first = found["Nobody can say what belongs in a referral about a place, so these referrals wait."]
    assert (first.cell, first.colour) == (placed.cells[0], "red")
    assert {(serving.finding.text[:6], serving.action.text, serving.colour) for serving in Serving.unscoped.all()} == {
        ("Nobody", "Brief the front door on what a place referral holds — Meera to lead", "red"),
        ("Chairs", "Look at ten minutes in three months' time - Ada to lead", "green"),
    }
    assert placed.counts() == {"waiting": 6, "placed": 0, "applied": 4, "set_aside": 1, "whole": 11}
    placed.assert_nothing_lost()


def test_findings_and_actions_keep_where_they_came_from_and_the_wording_there(placed):
    piece = placed.piece("Look")
    staging.edit_passage(passage=piece, seen=piece.version, text="Look at ten minutes", by=placed.anwen, at=NOW)

    apply(placed)

    finding = Finding.unscoped.get(text__startswith="Nobody")
    came_from = CameFrom.unscoped.filter(finding=finding)
    assert list(came_from.values_list("place", "wording")) == [
        ("page 1, paragraph 4", "Nobody can say what belongs in a referral about a place,"),
        ("page 1, paragraph 6", "so these referrals wait."),
    ]
    assert {(each.file_name, each.file_hash) for each in came_from} == {("Results 2025", placed.document.hash)}
    action = Action.unscoped.get(text="Look at ten minutes")
    assert [each.wording for each in CameFrom.unscoped.filter(action=action)] == [
        "Look at ten minutes in three months' time - Ada to lead"
    ]


def test_findings_stand_in_the_order_of_the_text():
    inbox = inbox_with("One\n\nTwo\n\nThree")
    for beginning in ("Three", "One", "Two"):
        as_finding(inbox, beginning)

    apply(inbox)

    assert list(Finding.unscoped.order_by("position").values_list("text", flat=True)) == ["One", "Two", "Three"]


def test_applying_writes_one_event_that_names_the_hash(placed):
    apply(placed)

    event = Event.objects.get(kind="document.applied")
    assert dict(event.particulars.values_list("field", "text")) == {
        "by": "Anwen",
        "hash": placed.document.hash,
        "findings": "2",
        "actions": "2",
    }
    assert kinds()[-5:] == ["finding.added", "finding.added", "action.added", "action.added", "document.applied"]


def test_what_waits_can_be_applied_later_also_under_what_stands_in_the_review(placed):
    apply(placed)
    as_action(placed, "Some teams", under=placed.piece("Nobody"))

    apply(placed)

    finding = Finding.unscoped.get(text__startswith="Nobody")
    assert [s.action.text[:5] for s in Serving.unscoped.filter(finding=finding).order_by("position")] == [
        "Brief",
        "Some ",
    ]


def test_an_action_under_a_finding_that_came_from_this_text_stands_under_its_piece(placed):
    apply(placed)
    finding = Finding.unscoped.get(text__startswith="Nobody")

    as_action(placed, "Some teams", under_finding=finding)

    assert placed.piece("Some teams").under == placed.piece("Nobody")


def test_an_action_goes_under_a_finding_that_was_written_by_hand(placed):
    finding = add_finding(cell=placed.cells[5], colour="amber", text="By hand", by=placed.anwen, at=NOW)
    as_action(placed, "Some teams", under_finding=finding)

    apply(placed)

    assert Serving.unscoped.get(finding=finding).action.text.startswith("Some teams")


def test_nothing_is_applied_when_the_finding_of_an_action_was_archived(placed):
    finding = add_finding(cell=placed.cells[5], colour="amber", text="By hand", by=placed.anwen, at=NOW)
    as_action(placed, "Some teams", under_finding=finding)
    archive_finding(finding=finding, seen=1, by=placed.anwen, at=NOW)

    with pytest.raises(Refused, match="Choose another finding for the action “Some teams"):
        apply(placed)

    assert Finding.unscoped.count() == 1
    assert placed.counts()["applied"] == 0


def test_a_form_posted_twice_applies_once(placed):
    seen = placed.fresh().version

    first = apply_document(document=placed.fresh(), seen=seen, key="k", by=placed.anwen, at=NOW)
    second = apply_document(document=placed.fresh(), seen=seen, key="k", by=placed.anwen, at=NOW)

    assert first == second
    assert Finding.unscoped.count() == 2


def test_what_somebody_else_staged_meanwhile_is_looked_at_first(placed):
    seen = placed.fresh().version
    as_finding(placed, "Some teams")

    with pytest.raises(ChangedMeanwhile):
        apply_document(document=placed.fresh(), seen=seen, by=placed.anwen, at=NOW)

    assert Finding.unscoped.count() == 0


def test_with_nothing_placed_there_is_nothing_to_apply():
    inbox = inbox_with()

    with pytest.raises(Refused, match="Nothing is placed yet"):
        apply(inbox)

    assert inbox.fresh().version == 1


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.READER])
def test_who_may_not_bring_in_may_not_apply_or_take_out(placed, role):
    other = factories.member(placed.anwen.partnership, "Carys", role)
    with pytest.raises(NotAllowed):
        apply_document(document=placed.fresh(), seen=placed.fresh().version, by=other, at=NOW)
    step = apply(placed)

    with pytest.raises(NotAllowed):
        undo_application(step=step, by=other, at=NOW)

    assert Finding.unscoped.count() == 2


def test_undoing_takes_everything_out_again_and_leaves_it_placed(placed):
    step = apply(placed)

    undo_application(step=step, by=placed.anwen, at=NOW)

    assert not Finding.unscoped.exists()
    assert not Action.unscoped.exists()
    assert not CameFrom.unscoped.exists()
    assert not Serving.unscoped.exists()
    assert placed.counts() == {"waiting": 6, "placed": 4, "applied": 0, "set_aside": 1, "whole": 11}
    assert placed.piece("Brief").under == placed.piece("Nobody")
    assert kinds()[-1] == "document.taken_out"


def test_what_was_taken_out_can_be_changed_and_applied_again(placed):
    undo_application(step=apply(placed), by=placed.anwen, at=NOW)
    as_finding(placed, "Nobody", cell=3)

    apply(placed)

    assert Finding.unscoped.get(text__startswith="Nobody").cell == placed.cells[3]


def edited(inbox, finding, action):
    edit_finding(finding=finding, seen=1, text="Mine", about=[], on_behalf_of=None, evidence=[], by=inbox.anwen, at=NOW)


def progressed(inbox, finding, action):
    add_note(
        action=action, seen=1, text="Begun", on=NOW.date(), status="under_way", difference="", by=inbox.anwen, at=NOW
    )


def referred_to(inbox, finding, action):
    other = add_finding(cell=inbox.cells[7], colour="red", text="By hand", by=inbox.anwen, at=NOW)
    add_see_also(finding=other, action=action, by=inbox.anwen, at=NOW)


def copied_with_its_actions(inbox, finding, action):
    copy_finding(finding=finding, cell=inbox.cells[4], with_actions=True, by=inbox.anwen, at=NOW)


def built_on_from_here(inbox, finding, action):
    as_action(inbox, "Some teams", under=inbox.piece("Nobody"))
    apply(inbox)


def built_on_from_another_text(inbox, finding, action):
    document = receive_text(review=inbox.review, name="More", content="And this", by=inbox.anwen, at=NOW)
    as_action(Inbox(inbox.anwen, inbox.review, inbox.cells, document), "And this", under_finding=finding)


@pytest.mark.parametrize(
    "since", [edited, progressed, referred_to, copied_with_its_actions, built_on_from_here, built_on_from_another_text]
)
def test_once_something_of_it_was_edited_or_built_on_it_stays(placed, since):
    step = apply(placed)
    since(placed, Finding.unscoped.get(text__startswith="Nobody"), Action.unscoped.get(text__startswith="Brief"))
    before = (Finding.unscoped.count(), Action.unscoped.count(), Serving.unscoped.count(), placed.counts(), kinds())

    with pytest.raises(Refused, match="can no longer be undone"):
        undo_application(step=step, by=placed.anwen, at=NOW)

    after = (Finding.unscoped.count(), Action.unscoped.count(), Serving.unscoped.count(), placed.counts(), kinds())
    assert after == before
    assert InboxStep.unscoped.get(pk=step.pk).undone_at is None


def test_an_applying_is_undone_once(placed):
    step = apply(placed)
    undo_application(step=step, by=placed.anwen, at=NOW)

    with pytest.raises(Refused, match="undone already"):
        undo_application(step=step, by=placed.anwen, at=NOW)


def test_a_staged_step_of_what_is_in_the_review_is_not_undone(placed):
    step = as_finding(placed, "Some teams")
    apply(placed)

    with pytest.raises(Refused, match="changed since"):
        staging.undo_step(step=step, by=placed.anwen, at=NOW)


@pytest.mark.parametrize("framework", ["contextual-safeguarding", "section-175-schools"])
def test_the_paper_original_comes_in_whole(framework):
    if not ORIGINAL.is_file():
        pytest.skip("MISSING: the paper original, so bringing it in was not tried (it is kept beside the project)")
    text = ORIGINAL.read_bytes()
    inbox = inbox_with(text, framework=framework)
    wholly = text.decode().replace("\r\n", "\n")
    assert inbox.fresh().text == wholly
    bring_in_all(inbox, shortest=45)

    words = " ".join(CameFrom.unscoped.values_list("wording", flat=True))
    aside = " ".join(piece.text for piece in inbox.pieces() if piece.fate == "set_aside")
    assert sorted("".join((words + aside).split())) == sorted("".join(wholly.split()))
    assert inbox.counts()["waiting"] == 0
    inbox.assert_nothing_lost()


def bring_in_all(inbox, *, shortest):
    """Place every piece as a quick person would: short ones aside, those with a lead as actions, the rest findings."""
    above = None
    for piece in inbox.pieces():
        on = {"passage": piece, "seen": piece.version, "by": inbox.anwen, "at": NOW}
        if len(piece.text) < shortest:
            staging.set_aside(**on)
        elif " lead" in piece.text and above:
            staging.place_as_action(**on, under=above)
        else:
            staging.place_as_finding(**on, cell=inbox.cells[piece.pk % 4], colour="amber")
            above = piece
    apply(inbox)


def test_a_torn_text_comes_in_whole():
    inbox = inbox_with()
    bring_in_all(inbox, shortest=22)

    assert Finding.unscoped.count() + Action.unscoped.count() == inbox.counts()["applied"] == 7
    assert inbox.counts()["set_aside"] == 6
    inbox.assert_nothing_lost()

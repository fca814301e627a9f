"""What was accepted is applied with everything it says, taken out again, and known when it comes again."""

from __future__ import annotations

import pytest

from system_review.documents.services.applying import undo_application
from system_review.errors import Refused
from system_review.reviews.models import Action, ActionLead, Cell, Finding, SeeAlso, Serving
from system_review.reviews.services.findings import add_finding
from system_review.reviews.services.ratings import rate_cell
from tests.documents.inboxes import NOW
from tests.documents.test_inbox_accepting import accept, accept_all, apply
from tests.documents.understandings import (
    ASSESSMENT,
    TEXT,
    UNDERSTOOD,
)

pytestmark = pytest.mark.django_db


def test_applying_takes_leads_time_status_references_and_ratings_over(inbox):
    accept_all(inbox)

    apply(inbox)

    action, cell = Action.unscoped.get(), inbox.cells[0]
    cell.refresh_from_db()
    assert (action.due_words, action.due_on.isoformat(), action.status) == (
        "by the end of June",
        "2027-06-30",
        "under_way",
    )
    assert [str(link.lead) for link in ActionLead.unscoped.filter(action=action)] == ["Meera, health"]
    assert (cell.rating, cell.rated_by, cell.reason) == (
        "amber_red",
        inbox.anwen,
        "As brought in from Results 2025, paragraph 2",
    )
    assert SeeAlso.unscoped.get().cell.stage == ASSESSMENT.stage
    assert inbox.fresh().applied_at == NOW
    assert inbox.counts()["applied"] == 3


def test_all_of_it_comes_out_again(inbox):
    accept_all(inbox)
    step = apply(inbox)

    undo_application(step=step, by=inbox.anwen, at=NOW)

    cell = Cell.unscoped.get(pk=inbox.cells[0].pk)
    assert (cell.rating, cell.rated_by_name, cell.rated_at, cell.reason) == ("not_rated", "", None, "")
    assert not any(model.unscoped.exists() for model in (Finding, Action, SeeAlso))
    assert inbox.counts()["placed"] == 3
    assert inbox.fresh().applied_at is None


def rate(inbox, rating, *, cell=0):
    fresh = Cell.unscoped.select_related("review__framework").get(pk=inbox.cells[cell].pk)
    rate_cell(cell=fresh, seen=fresh.version, rating=rating, reason="", agreed_at="", by=inbox.anwen, at=NOW)


def test_a_stage_that_was_rated_since_is_not_rated_over(inbox):
    accept_all(inbox)
    rate(inbox, "green")

    with pytest.raises(Refused, match="rated since"):
        apply(inbox)

    assert Cell.unscoped.get(pk=inbox.cells[0].pk).rating == "green"
    assert not Finding.unscoped.exists()


def test_a_person_may_say_that_a_rated_stage_is_rated_otherwise(inbox):
    rate(inbox, "green")
    accept(inbox, "Current")

    apply(inbox)

    assert Cell.unscoped.get(pk=inbox.cells[0].pk).rating == "amber_red"


def test_a_rating_given_again_since_is_not_taken_out(inbox):
    accept_all(inbox)
    step = apply(inbox)
    rate(inbox, "red")

    with pytest.raises(Refused, match="rated again since"):
        undo_application(step=step, by=inbox.anwen, at=NOW)

    assert Finding.unscoped.exists()


def test_the_same_document_again_offers_only_what_is_new(inbox):
    accept_all(inbox)
    apply(inbox)

    again = inbox_with_again(inbox, UNDERSTOOD)

    assert [(p.text.split()[0], p.fate, p.is_already) for p in again.pieces()] == [
        ("Referral", "set_aside", False),
        ("Current", "set_aside", True),
        ("Nobody", "set_aside", True),
        ("Brief", "set_aside", True),
        ("The", "waiting", False),
        ("Page", "set_aside", False),
        ("Chairs", "waiting", False),
    ]


def inbox_with_again(inbox, understanding, text=TEXT):
    from tests.documents.inboxes import Inbox, brought_in

    document = brought_in(inbox.review, text, by=inbox.anwen, name="Again", understanding=understanding)
    return Inbox(inbox.anwen, inbox.review, inbox.cells, document)


def test_a_new_action_of_a_finding_that_is_there_goes_under_it(inbox):
    accept(inbox, "Nobody")
    apply(inbox)

    again = inbox_with_again(inbox, UNDERSTOOD)
    accept_all(again)
    apply(again)

    assert Finding.unscoped.count() == 1
    assert Serving.unscoped.get(action=Action.unscoped.get()).finding == Finding.unscoped.get()


def test_what_was_written_by_hand_in_the_same_words_is_there_already(inbox):
    add_finding(cell=inbox.cells[2], colour="red", text="the NEW form is used, by some teams", by=inbox.anwen, at=NOW)

    assert inbox_with_again(inbox, UNDERSTOOD).piece("The new").is_already

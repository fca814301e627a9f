"""Several mistakes in one form are told at once, whichever layer finds each, and nothing is saved."""

from __future__ import annotations

import pytest
from django.urls import reverse

from system_review.errors import Refused
from system_review.reviews.models import Action, Cell, Finding
from system_review.reviews.services import actions, findings, moves, ratings
from tests import factories
from tests.factories import AT


@pytest.fixture
def cell(review):
    return Cell.unscoped.filter(review=review).order_by("position").first()


def said(refused):
    return [(one.field, str(one.why)) for one in refused.value.everything()]


def test_a_finding_without_text_and_colour(cell, anwen):
    with pytest.raises(Refused) as refused:
        findings.add_finding(cell=cell, colour="", text=" ", by=anwen, at=AT)

    assert said(refused) == [("text", "Write what was found"), ("colour", "Choose a colour")]


def test_an_action_with_an_unstorable_character_and_a_wrong_rhythm(cell, anwen):
    finding = factories.finding(cell)
    plan = actions.Plan(text="Ask", due_words="so\x00on", repeats_every=99, repeats_unit="month", priority="!")

    with pytest.raises(Refused) as refused:
        actions.add_action(finding=finding, plan=plan, by=anwen, at=AT)

    assert [field for field, _ in said(refused)] == ["due_words", "priority", "repeats_every"]
    assert not Action.unscoped.filter(text="Ask").exists()


def test_a_colour_without_reason_and_answers(cell, anwen):
    finding = factories.finding(cell, "red")
    factories.action(finding)

    with pytest.raises(Refused) as refused:
        moves.recolour_finding(
            finding=finding, seen=finding.version, colour="red", on=AT.date(), reason="", onward={}, by=anwen, at=AT
        )

    assert [field for field, _ in said(refused)] == ["colour", "reason", "onward"]


def test_a_rating_that_is_none_and_a_place_that_cannot_be_stored(cell, anwen):
    with pytest.raises(Refused) as refused:
        ratings.rate_cell(
            cell=cell, seen=cell.version, rating="blue", reason="", agreed_at="panel\x00", by=anwen, at=AT
        )

    assert [field for field, _ in said(refused)] == ["agreed_at", "rating"]


def test_a_date_that_is_none_does_not_hide_that_nothing_was_written(as_, anwen, cell):
    finding = factories.finding(cell)
    address = reverse("reviews:new-action", args=[cell.partnership.slug, finding.public_id])

    answer = as_(anwen).post(address, {"text": "", "due_on": "yesterday", "key": "k"})

    assert answer.status_code == 422
    assert "Write what will be done</a>" in answer.text
    assert "Enter a date, like 27 3 2027</a>" in answer.text


def test_a_question_about_time_does_not_hide_it_either(as_, anwen, cell):
    finding = factories.finding(cell)
    address = reverse("reviews:new-action", args=[cell.partnership.slug, finding.public_id])

    answer = as_(anwen).post(address, {"text": "", "due_words": "by end of Q2 2027", "key": "k"})

    assert answer.status_code == 422
    assert "Write what will be done</a>" in answer.text
    assert "Choose what “by end of Q2 2027” means</a>" in answer.text


def test_a_piece_of_evidence_that_is_gone_does_not_hide_a_missing_colour(as_, anwen, cell):
    address = reverse("reviews:new-finding", args=[cell.partnership.slug, cell.public_id])
    before = Finding.unscoped.count()

    answer = as_(anwen).post(address, {"text": "", "evidence": "gone", "key": "k"})

    for words in ("Write what was found", "Choose a colour", "Something chosen here is no longer there. Choose again."):
        assert f"{words}</a>" in answer.text
    assert Finding.unscoped.count() == before

"""What was understood becomes pieces; what is sure is accepted in one step; questions are answered; all is undone."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace

import pytest

from system_review.documents.interpreter.understanding import Answer, Question, Understanding
from system_review.documents.models import InboxQuestion, InboxStep, Passage
from system_review.documents.rules.sources import Source, why_not_whole
from system_review.documents.rules.words import PassageRole
from system_review.documents.services import inbox as staging
from system_review.documents.services.accepting import accept_suggestion, accept_sure, answer_question
from system_review.documents.services.applying import apply_document
from system_review.errors import ChangedMeanwhile, NotAllowed, Refused, Why
from system_review.partnerships.rules import Role
from tests import factories
from tests.documents.inboxes import NOW, inbox_with, kinds
from tests.documents.understandings import (
    ACTION,
    AMBER,
    FINDING,
    HEADING,
    RATING,
    SUGGESTIONS,
    TEXT,
    suggested,
)

pytestmark = pytest.mark.django_db


def accept_all(inbox, **more):
    return accept_sure(document=inbox.fresh(), seen=inbox.fresh().version, by=inbox.anwen, at=NOW, **more)


def accept(inbox, beginning):
    piece = inbox.piece(beginning)
    return accept_suggestion(passage=piece, seen=piece.version, by=inbox.anwen, at=NOW)


def answer(inbox, number, **more):
    question = InboxQuestion.unscoped.select_related("document__review").get(document=inbox.document)
    return answer_question(question=question, seen=question.version, answer=number, by=inbox.anwen, at=NOW, **more)


def apply(inbox):
    return apply_document(document=inbox.fresh(), seen=inbox.fresh().version, by=inbox.anwen, at=NOW)


def sure_ones(inbox):
    return [piece.text.split()[0] for piece in inbox.pieces() if piece.is_sure]


def test_each_suggestion_is_one_piece_and_what_nobody_took_waits(inbox):
    pieces = inbox.pieces()

    assert [(piece.text.split()[0], piece.fate, piece.suggested_role) for piece in pieces] == [
        ("Referral", "set_aside", "heading"),
        ("Current", "waiting", "rating"),
        ("Nobody", "waiting", "finding"),
        ("Brief", "waiting", "action"),
        ("The", "waiting", "finding"),
        ("Page", "set_aside", "furniture"),
        ("Chairs", "waiting", ""),
    ]
    assert pieces[2].text == "Nobody knows what belongs in a referral about a place."
    assert pieces[2].place == "paragraph 3; paragraph 4"
    assert pieces[3].suggested_under == pieces[2]
    inbox.assert_nothing_lost()


def test_an_understanding_that_claims_words_twice_loses_none():
    twice = Understanding((*SUGGESTIONS, suggested(PassageRole.NOTE, 4), replace(SUGGESTIONS[AMBER], stretches=())))

    inbox = inbox_with(TEXT, understanding=twice)

    inbox.assert_nothing_lost()
    assert len(inbox.pieces()) == 7


def test_only_what_is_complete_and_not_asked_about_is_sure(inbox, asked):
    assert sure_ones(inbox) == ["Current", "Nobody", "Brief"]
    assert sure_ones(asked) == ["Nobody", "Brief"]


def test_an_action_is_not_sure_while_its_finding_is_not():
    unsure = list(SUGGESTIONS)
    unsure[FINDING] = replace(unsure[FINDING], confidence=0.7)

    assert sure_ones(inbox_with(TEXT, understanding=Understanding(tuple(unsure)))) == ["Current"]


def test_two_ratings_for_one_stage_are_not_sure():
    ratings = (*SUGGESTIONS, suggested(PassageRole.RATING, 7, spot=SUGGESTIONS[RATING].spot, rating="green"))

    assert sure_ones(inbox_with(TEXT, understanding=Understanding(ratings))) == ["Nobody", "Brief"]


def test_all_that_is_sure_is_accepted_in_one_step_and_undone_in_one(inbox):
    step = accept_all(inbox)

    assert inbox.counts() == {"waiting": 2, "placed": 3, "applied": 0, "set_aside": 2, "whole": 7}
    assert inbox.piece("Brief").under == inbox.piece("Nobody")
    assert kinds()[-1] == "document.accepted_sure"
    staging.undo_step(step=step, by=inbox.anwen, at=NOW)
    assert inbox.counts()["placed"] == 0
    assert sure_ones(inbox) == ["Current", "Nobody", "Brief"]


def test_what_somebody_else_did_meanwhile_is_looked_at_before_all_is_accepted(inbox):
    seen = inbox.fresh().version
    accept(inbox, "The new")

    with pytest.raises(ChangedMeanwhile):
        accept_sure(document=inbox.fresh(), seen=seen, by=inbox.anwen, at=NOW)


def test_two_clicks_accept_once(inbox):
    seen = inbox.fresh().version

    first, second = (accept_sure(document=inbox.fresh(), seen=seen, key="k", by=inbox.anwen, at=NOW) for _ in "ab")

    assert first == second
    assert kinds().count("document.accepted_sure") == 1


def test_with_nothing_sure_there_is_nothing_to_accept():
    with pytest.raises(Refused, match="Nothing is sure"):
        accept_all(inbox_with(TEXT))


def test_accepting_an_action_accepts_its_finding(inbox):
    accept(inbox, "Brief")

    assert [(p.text.split()[0], p.role) for p in inbox.pieces() if p.fate == "placed"] == [
        ("Nobody", "finding"),
        ("Brief", "action"),
    ]


def test_a_suggestion_that_lacks_something_says_what():
    lacking = list(SUGGESTIONS)
    lacking[AMBER] = replace(lacking[AMBER], colour="")
    lacking[ACTION] = replace(lacking[ACTION], under=None)
    inbox = inbox_with(TEXT, understanding=Understanding(tuple(lacking)))

    for beginning, sentence in (("The new", "colour of this finding"), ("Brief", "finding that"), ("Chairs", "what")):
        with pytest.raises(Refused, match=sentence):
            accept(inbox, beginning)


def test_an_answer_places_what_it_is_about_and_is_undone(asked):
    step = answer(asked, 0)

    piece = asked.piece("Current")
    assert (piece.fate, piece.role, piece.rating, piece.cell.stage) == ("placed", "rating", "amber_red", "assessment")
    assert kinds()[-1] == "question.answered"
    staging.undo_step(step=step, by=asked.anwen, at=NOW)
    assert asked.piece("Current").suggested_cell.stage == "referral"
    assert InboxQuestion.unscoped.get().answered_at is None
    answer(asked, 1)
    assert asked.piece("Current").cell.stage == "referral"


def test_a_rating_that_is_left_out_is_set_aside(asked):
    answer(asked, 2)

    assert asked.piece("Current").fate == "set_aside"


def test_an_answer_about_many_pieces_makes_them_sure_and_leaves_them_to_be_looked_at():
    about = (HEADING, RATING, FINDING, ACTION, AMBER)
    question = Question(Why("Is it?"), about, (Answer(Why("Green"), {AMBER: {"colour": "green"}}),))
    inbox = inbox_with(TEXT, understanding=Understanding(SUGGESTIONS, (question,)))
    assert sure_ones(inbox) == []

    answer(inbox, 0)

    assert sure_ones(inbox) == ["Referral", "Current", "Nobody", "Brief", "The"]
    assert inbox.piece("The new").suggested_colour == "green"
    assert inbox.counts()["placed"] == 0


def test_a_question_is_answered_once(asked):
    answer(asked, 0)
    question = InboxQuestion.unscoped.select_related("document__review").get()

    with pytest.raises(ChangedMeanwhile):
        answer_question(question=question, seen=1, answer=1, by=asked.anwen, at=NOW)


def test_stretches_that_were_joined_are_kept_apart_with_their_own_words(inbox):
    piece = inbox.piece("Nobody")

    step = staging.keep_apart(passage=piece, seen=1, by=inbox.anwen, at=NOW)

    assert inbox.piece("Nobody").text == "Nobody knows what belongs in a"
    assert inbox.piece("referral about").fate == "waiting"
    assert sure_ones(inbox) == ["Current"]
    assert inbox.piece("Brief").suggested_under == inbox.piece("Nobody")
    inbox.assert_nothing_lost()
    staging.undo_step(step=step, by=inbox.anwen, at=NOW)
    assert sure_ones(inbox) == ["Current", "Nobody", "Brief"]


def test_what_stands_together_cannot_be_kept_apart(inbox):
    with pytest.raises(Refused, match="stands together"):
        staging.keep_apart(passage=inbox.piece("The new"), seen=1, by=inbox.anwen, at=NOW)


def test_the_parts_of_a_split_action_say_what_stands_in_their_words(inbox):
    piece = inbox.piece("Brief")

    staging.split_passage(passage=piece, seen=1, cuts=[piece.text.index("(Meera")], by=inbox.anwen, at=NOW)

    first, second = inbox.piece("Brief"), inbox.piece("(Meera")
    assert (first.says["due_words"], first.says["leads"]) == ("by the end of June", [])
    assert (second.says["due_words"], second.says["leads"]) == ("", [["Meera", "", "health"]])


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.READER])
def test_who_may_not_bring_in_may_not_accept_or_answer(asked, role):
    other = factories.member(asked.anwen.partnership, "Huw", role)
    before = (kinds(), asked.counts())
    question, piece = InboxQuestion.unscoped.get(), asked.piece("The new")

    for refused in (
        lambda: accept_suggestion(passage=piece, seen=1, by=other, at=NOW),
        lambda: accept_sure(document=asked.fresh(), seen=1, by=other, at=NOW),
        lambda: answer_question(question=question, seen=1, answer=0, by=other, at=NOW),
        lambda: staging.keep_apart(passage=asked.piece("Nobody"), seen=1, by=other, at=NOW),
        lambda: staging.place_as_rating(
            passage=asked.piece("Current"), seen=1, cell=asked.cells[0], rating="green", by=other, at=NOW
        ),
    ):
        with pytest.raises(NotAllowed):
            refused()

    assert (kinds(), asked.counts()) == before


def any_step(inbox, chance, done):
    """One step as a hurried person might do it: often refused."""
    piece = chance.choice(inbox.pieces())
    on = {"passage": piece, "seen": piece.version, "by": inbox.anwen, "at": NOW}
    match chance.randrange(8):
        case 0:
            return accept_suggestion(**on)
        case 1:
            return staging.keep_apart(**on)
        case 2:
            return staging.set_aside(**on)
        case 3:
            return staging.put_back(**on)
        case 4:
            return accept_all(inbox)
        case 5:
            return answer(inbox, chance.randrange(3))
        case 6:
            return staging.split_passage(**on, cuts=[chance.randrange(1, 12)])
    return staging.undo_step(step=chance.choice(done), by=inbox.anwen, at=NOW)


@pytest.mark.parametrize("seed", range(5))
def test_no_row_of_steps_loses_a_character_or_calls_sure_what_cannot_be_accepted(asked, seed):
    chance, done = random.Random(seed), []
    for _ in range(40):
        with suppress(Refused, ChangedMeanwhile, IndexError):
            if step := any_step(asked, chance, done):
                done.append(step)
        sources = [Source(*source) for piece in asked.pieces() for source in piece.sources]
        assert why_not_whole(asked.fresh().text, sources) is None
    if Passage.unscoped.filter(is_sure=True).exists():
        accept_all(asked)
    assert not Passage.unscoped.filter(is_sure=True, fate="waiting").exists()
    assert InboxStep.unscoped.count() > 8

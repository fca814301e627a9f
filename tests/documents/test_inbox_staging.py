"""Placing, joining, splitting, setting aside, rewording: each step in the tables, each undone, each counted."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from system_review.audit.models import Event
from system_review.documents.models import InboxStep, Passage
from system_review.documents.rules.words import Fate
from system_review.documents.services import inbox as services
from system_review.errors import ChangedMeanwhile, NotAllowed, Refused
from system_review.partnerships.rules import Role
from system_review.reviews.models import Cell
from system_review.reviews.services.findings import add_finding
from system_review.reviews.services.moves import archive_finding
from tests import factories
from tests.documents.inboxes import NOW, inbox_with, kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def inbox():
    return inbox_with()


def as_finding(inbox, beginning, *, cell=0, colour="red"):
    piece = inbox.piece(beginning)
    return services.place_as_finding(
        passage=piece, seen=piece.version, cell=inbox.cells[cell], colour=colour, by=inbox.anwen, at=NOW
    )


def as_action(inbox, beginning, **above):
    piece = inbox.piece(beginning)
    return services.place_as_action(passage=piece, seen=piece.version, **above, by=inbox.anwen, at=NOW)


def join(inbox, first, second, *, between=" "):
    one, other = inbox.piece(first), inbox.piece(second)
    return services.join_passage(
        first=one,
        first_seen=one.version,
        second=other,
        second_seen=other.version,
        between=between,
        by=inbox.anwen,
        at=NOW,
    )


def test_a_piece_is_placed_as_a_finding(inbox):
    as_finding(inbox, "Nobody", cell=2, colour="amber")

    piece = inbox.piece("Nobody")
    assert (piece.fate, piece.role, piece.cell, piece.colour) == ("placed", "finding", inbox.cells[2], "amber")
    assert inbox.counts()["placed"] == 1
    inbox.assert_nothing_lost()


def test_a_piece_is_placed_as_an_action_under_another(inbox):
    as_finding(inbox, "Nobody")
    as_action(inbox, "Brief", under=inbox.piece("Nobody"))

    assert inbox.piece("Brief").under == inbox.piece("Nobody")
    assert inbox.piece("Brief").role == "action"


def test_a_piece_is_placed_as_an_action_under_a_finding_of_the_review(inbox):
    finding = add_finding(cell=inbox.cells[0], colour="red", text="Old forms", by=inbox.anwen, at=NOW)

    as_action(inbox, "Brief", under_finding=finding)

    assert inbox.piece("Brief").under_finding == finding


def test_nothing_is_placed_outside_the_review(inbox):
    other = factories.review(inbox.anwen, title="Another")
    cell = Cell.unscoped.filter(review=other).first()
    finding = add_finding(cell=cell, colour="red", text="Elsewhere", by=inbox.anwen, at=NOW)
    piece = inbox.piece("Brief")

    with pytest.raises(Refused, match="stage of this review"):
        services.place_as_finding(passage=piece, seen=1, cell=cell, colour="red", by=inbox.anwen, at=NOW)
    with pytest.raises(Refused, match="finding of this review"):
        as_action(inbox, "Brief", under_finding=finding)


def test_an_action_is_not_placed_under_an_archived_finding(inbox):
    finding = add_finding(cell=inbox.cells[0], colour="red", text="Old forms", by=inbox.anwen, at=NOW)
    archive_finding(finding=finding, seen=1, by=inbox.anwen, at=NOW)

    with pytest.raises(Refused):
        as_action(inbox, "Brief", under_finding=finding)


def test_pieces_are_joined_with_a_neighbour_and_the_counters_follow(inbox):
    join(inbox, "Nobody", "so these")

    piece = inbox.piece("Nobody")
    assert piece.text == "Nobody can say what belongs in a referral about a place, so these referrals wait."
    assert piece.place == "page 1, paragraph 4; page 1, paragraph 6"
    assert inbox.counts()["whole"] == 12
    assert Passage.unscoped.filter(fate=Fate.REPLACED).count() == 2
    inbox.assert_nothing_lost()


def test_a_piece_is_split_and_both_parts_know_their_words(inbox):
    piece = inbox.piece("Some teams")

    services.split_passage(passage=piece, seen=1, cuts=[piece.text.index("Share")], by=inbox.anwen, at=NOW)

    assert inbox.piece("Some teams").text == "Some teams map friendships. Others have not heard of it."
    assert inbox.piece("Share").place == piece.place
    assert inbox.counts()["whole"] == 14
    inbox.assert_nothing_lost()


def test_an_edited_piece_keeps_the_wording_of_the_document(inbox):
    piece = inbox.piece("Nobody")

    services.edit_passage(passage=piece, seen=1, text="Staff cannot say it\r\n", by=inbox.anwen, at=NOW)

    assert inbox.piece("Staff cannot").sources == piece.sources
    inbox.assert_nothing_lost()


def test_setting_a_finding_aside_lets_its_actions_wait(inbox):
    as_finding(inbox, "Nobody")
    as_action(inbox, "Brief", under=inbox.piece("Nobody"))
    piece = inbox.piece("Nobody")

    services.set_aside(passage=piece, seen=piece.version, by=inbox.anwen, at=NOW)

    assert inbox.counts() == {"waiting": 12, "placed": 0, "applied": 0, "set_aside": 1, "whole": 13}


def test_each_step_writes_one_event_and_counts_the_version_of_the_text(inbox):
    as_finding(inbox, "Nobody")
    as_action(inbox, "Brief", under=inbox.piece("Nobody"))
    join(inbox, "RED", "Rating")
    piece = inbox.piece("Some teams")
    services.split_passage(passage=piece, seen=1, cuts=[10], by=inbox.anwen, at=NOW)
    piece = inbox.piece("page 1")
    services.set_aside(passage=piece, seen=1, by=inbox.anwen, at=NOW)
    services.put_back(passage=piece, seen=2, by=inbox.anwen, at=NOW)
    services.edit_passage(passage=piece, seen=3, text="Page one", by=inbox.anwen, at=NOW)
    services.undo_step(step=InboxStep.unscoped.latest("pk"), by=inbox.anwen, at=NOW)

    assert kinds()[1:] == [
        "passage.placed_finding",
        "passage.placed_action",
        "passage.joined",
        "passage.split",
        "passage.set_aside",
        "passage.put_back",
        "passage.edited",
        "step.undone",
    ]
    assert inbox.fresh().version == 9


def test_a_button_pressed_twice_does_it_once(inbox):
    piece = inbox.piece("Nobody")
    for _ in range(2):
        services.place_as_finding(passage=piece, seen=1, cell=inbox.cells[0], colour="red", by=inbox.anwen, at=NOW)

    assert InboxStep.unscoped.count() == 1
    assert kinds().count("passage.placed_finding") == 1


def test_a_piece_that_somebody_else_moved_meanwhile_is_not_moved(inbox):
    ben = factories.member(inbox.anwen.partnership, "Ben", Role.REVIEW_LEAD)
    piece = inbox.piece("Nobody")
    services.edit_passage(passage=piece, seen=1, text="Nobody knows", by=ben, at=NOW)

    with pytest.raises(ChangedMeanwhile) as meanwhile:
        services.edit_passage(passage=piece, seen=1, text="Nobody can tell", by=inbox.anwen, at=NOW)

    assert meanwhile.value.now["text"] == "Nobody knows"
    assert meanwhile.value.version == 2
    assert kinds()[-1] == "passage.edited"
    assert InboxStep.unscoped.count() == 1


def test_a_piece_that_was_joined_meanwhile_is_not_moved(inbox):
    piece = inbox.piece("Rating")
    join(inbox, "RED", "Rating")

    with pytest.raises(ChangedMeanwhile):
        services.set_aside(passage=piece, seen=1, by=inbox.anwen, at=NOW)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.READER, Role.SCRUTINEER])
def test_who_may_not_bring_in_may_not_stage_or_undo(inbox, role):
    other = factories.member(inbox.anwen.partnership, "Huw", role)
    step = as_finding(inbox, "Nobody")
    piece = inbox.piece("Brief")
    mine = {"passage": piece, "seen": 1, "by": other, "at": NOW}
    before = (kinds(), inbox.counts())

    for refused in (
        lambda: services.place_as_finding(**mine, cell=inbox.cells[0], colour="red"),
        lambda: services.place_as_action(**mine, under=inbox.piece("Nobody")),
        lambda: services.split_passage(**mine, cuts=[4]),
        lambda: services.set_aside(**mine),
        lambda: services.put_back(**mine),
        lambda: services.edit_passage(**mine, text="x"),
        lambda: services.join_passage(
            first=piece, first_seen=1, second=inbox.piece("RED"), second_seen=1, between=" ", by=other, at=NOW
        ),
        lambda: services.undo_step(step=step, by=other, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            refused()

    assert (kinds(), inbox.counts()) == before


def test_any_step_is_undone_as_long_as_its_pieces_stand_as_it_left_them(inbox):
    first = as_finding(inbox, "Nobody")
    join(inbox, "Brief", "what a place")

    services.undo_step(step=first, by=inbox.anwen, at=NOW)

    assert inbox.piece("Nobody").fate == Fate.WAITING
    assert inbox.counts()["whole"] == 12
    assert kinds()[-1] == "step.undone"


def test_undoing_a_join_and_a_split_brings_the_pieces_back(inbox):
    before = [(piece.text, piece.sources, piece.fate) for piece in inbox.pieces()]
    joined = join(inbox, "RED", "Nobody", between="\n")
    services.undo_step(step=joined, by=inbox.anwen, at=NOW)
    piece = inbox.piece("Some teams")
    split = services.split_passage(passage=piece, seen=1, cuts=[10, 20], by=inbox.anwen, at=NOW)
    services.undo_step(step=split, by=inbox.anwen, at=NOW)

    assert [(piece.text, piece.sources, piece.fate) for piece in inbox.pieces()] == before


def test_a_step_is_undone_once(inbox):
    step = as_finding(inbox, "Nobody")
    services.undo_step(step=step, by=inbox.anwen, at=NOW)

    with pytest.raises(Refused, match="undone already"):
        services.undo_step(step=step, by=inbox.anwen, at=NOW)


def test_a_step_whose_piece_was_changed_since_is_not_undone(inbox):
    step = as_finding(inbox, "Nobody")
    as_finding(inbox, "Nobody", colour="green")

    with pytest.raises(Refused, match="changed since"):
        services.undo_step(step=step, by=inbox.anwen, at=NOW)

    assert inbox.piece("Nobody").colour == "green"
    step.refresh_from_db()
    assert step.undone_at is None


def test_a_finding_with_later_actions_is_not_undone_before_them(inbox):
    placed = as_finding(inbox, "Nobody")
    later = as_action(inbox, "Brief", under=inbox.piece("Nobody"))

    with pytest.raises(Refused, match="later steps first"):
        services.undo_step(step=placed, by=inbox.anwen, at=NOW)
    for step in (later, placed):
        services.undo_step(step=step, by=inbox.anwen, at=NOW)

    assert inbox.counts()["waiting"] == 13


def test_taking_back_what_took_a_finding_away_brings_its_actions_back_under_it(inbox):
    as_finding(inbox, "Nobody")
    as_action(inbox, "Brief", under=inbox.piece("Nobody"))
    piece = inbox.piece("Nobody")
    step = services.set_aside(passage=piece, seen=piece.version, by=inbox.anwen, at=NOW)

    services.undo_step(step=step, by=inbox.anwen, at=NOW)

    assert inbox.piece("Brief").under == inbox.piece("Nobody")
    assert inbox.counts()["placed"] == 2


def test_a_placed_piece_comes_back_only_under_a_finding_that_is_placed(inbox):
    as_finding(inbox, "Nobody")
    as_action(inbox, "Brief", under=inbox.piece("Nobody"))
    piece = inbox.piece("Brief")
    step = services.set_aside(passage=piece, seen=piece.version, by=inbox.anwen, at=NOW)
    piece = inbox.piece("Nobody")
    services.put_back(passage=piece, seen=piece.version, by=inbox.anwen, at=NOW)

    with pytest.raises(Refused, match="later steps first"):
        services.undo_step(step=step, by=inbox.anwen, at=NOW)


def any_step(inbox, chance, done):
    """One step as a hurried person might do it: often refused."""
    one, other = chance.sample(inbox.pieces(), 2)
    on = {"passage": one, "seen": one.version, "by": inbox.anwen, "at": NOW}
    match chance.randrange(8):
        case 0:
            return services.place_as_finding(**on, cell=chance.choice(inbox.cells), colour="red")
        case 1:
            return services.place_as_action(**on, under=other)
        case 2:
            return services.split_passage(**on, cuts=[chance.randrange(30)])
        case 3:
            return services.set_aside(**on)
        case 4:
            return services.put_back(**on)
        case 5:
            return services.edit_passage(**on, text=chance.choice(["Other words", "RED", "é"]))
        case 6:
            return join(inbox, one.text, other.text, between=chance.choice([" ", "\n", ""]))
    return services.undo_step(step=chance.choice(done), by=inbox.anwen, at=NOW)


SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.only_sqlite) for seed in range(1, 6))]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_row_of_steps_and_undone_steps_loses_a_character(inbox, seed):
    chance, done = random.Random(seed), []
    for _ in range(40):
        with suppress(Refused, IndexError, ValueError):  # nothing to undo yet; two pieces that begin alike
            if step := any_step(inbox, chance, done):
                done.append(step)
        inbox.assert_nothing_lost()
    assert len(done) > 10


def test_an_event_of_a_placement_says_what_and_where(inbox):
    as_finding(inbox, "Nobody", colour="amber")

    event = Event.objects.get(kind="passage.placed_finding")
    assert set(event.particulars.values_list("field", "text")) == {
        ("by", "Anwen"),
        ("cell", str(inbox.cells[0])),
        ("colour", "amber"),
    }
    assert event.review == inbox.review.public_id

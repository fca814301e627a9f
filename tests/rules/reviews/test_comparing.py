"""What changed between two states of a review."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from system_review.reviews.rules.changes import Kind, What
from system_review.reviews.rules.comparing import compare
from system_review.reviews.rules.sides import Due, Found, Led, Planned, Rated, Side, side_of
from tests.documents.snapshots import small_grid

FIRST, SECOND = ("target", "level-1", "identification"), ("target", "level-1", "assessment")
RED = Found("f-red", FIRST, "red", "Nobody asks about places.")
GREEN = Found("f-green", SECOND, "green", "Shops call the police.")
JO, SADE = Led("l-jo", "Jo", "", "Police"), Led("l-sade", "Sade", "", "Health")
BRIEF = Planned(
    "a-brief", (FIRST,), "Brief the practices", (JO,), Due("by June", date(2027, 6, 30)), "under_way", "normal"
)
SIDE = Side((Rated(FIRST, "red", "Half do"), Rated(SECOND, "not_rated")), (RED, GREEN), (BRIEF,))


def changed(**columns) -> tuple:
    return tuple((c.kind, c.what) for c in compare(SIDE, replace(SIDE, **columns)).changes)


def test_nothing_changed():
    assert compare(SIDE, SIDE).changes == ()


def test_each_way_in_which_a_finding_changes():
    for what, other in (
        (What.COLOUR, replace(RED, colour="amber")),
        (What.WORDS, replace(RED, text="Some ask about places.")),
        (What.MOVED, replace(RED, stage=SECOND)),
    ):
        assert changed(findings=(other, GREEN)) == ((Kind.FINDING, (what,)),)


def test_a_finding_that_came_and_one_that_went():
    new = Found("f-new", FIRST, "red", "Something else altogether.")

    changes = compare(SIDE, replace(SIDE, findings=(GREEN, new))).changes

    assert [(c.what, c.old, c.new) for c in changes] == [((What.ADDED,), None, new), ((What.GONE,), RED, None)]


def test_each_way_in_which_an_action_changes():
    for what, columns in (
        (What.STATUS, {"status": "done"}),
        (What.WORDS, {"text": "Brief all practices"}),
        (What.LEADS, {"leads": (SADE,)}),
        (What.LEADS, {"leads": (JO, SADE)}),
        (What.DUE, {"due": Due("by July", date(2027, 7, 31))}),
        (What.PRIORITY, {"priority": "high"}),
        (What.DIFFERENCE, {"difference": "They ask now."}),
        (What.MOVED, {"stages": (FIRST, SECOND)}),
    ):
        assert changed(actions=(replace(BRIEF, **columns),)) == ((Kind.ACTION, (what,)),), what


def test_a_renamed_agency_is_no_other_lead():
    renamed = replace(BRIEF, leads=(replace(JO, agency="Constabulary"),))

    assert changed(actions=(renamed,)) == ()
    assert changed(actions=(replace(renamed, leads=(replace(renamed.leads[0], key=""),)),)) != ()


def test_ratings_and_their_reasons():
    assert changed(stages=(Rated(FIRST, "amber", "Half do"), SIDE.stages[1])) == ((Kind.RATING, (What.RATING,)),)
    assert changed(stages=(Rated(FIRST, "red", "Few do"), SIDE.stages[1])) == ((Kind.RATING, (What.REASON,)),)


def test_changes_stand_in_the_order_of_the_review():
    new = Side(
        (Rated(FIRST, "amber"), Rated(SECOND, "green")),
        (replace(GREEN, colour="amber"), replace(RED, colour="amber")),
        (replace(BRIEF, status="done"),),
    )

    assert [(c.stage, c.kind) for c in compare(SIDE, new).changes] == [
        (FIRST, Kind.RATING), (FIRST, Kind.FINDING), (FIRST, Kind.ACTION),
        (SECOND, Kind.RATING), (SECOND, Kind.FINDING),
    ]  # fmt: skip


def test_without_keys_words_tell_what_belongs_together():
    bare = [replace(one, key="") for one in (RED, GREEN)]
    other = replace(RED, text="Nobody asks about places yet.", stage=SECOND, colour="amber")

    [change] = compare(replace(SIDE, findings=tuple(bare)), replace(SIDE, findings=(GREEN, other))).changes

    assert (change.old, change.new) == (bare[0], other)
    assert set(change.what) == {What.COLOUR, What.MOVED, What.WORDS}


def test_equal_words_under_two_keys_are_two_things():
    other = replace(RED, key="f-other")

    changes = compare(SIDE, replace(SIDE, findings=(other, GREEN))).changes

    assert [c.what for c in changes] == [(What.ADDED,), (What.GONE,)]


def test_where_a_part_is_hidden_nothing_is_told_of_what_is_missing():
    part = Side(
        (Rated(FIRST, "not_shown"), Rated(SECOND, "not_shown")),
        (replace(RED, colour="amber"),),
        (replace(BRIEF, stages=(FIRST,)),),
        is_whole=False,
    )
    before = replace(SIDE, actions=(replace(BRIEF, stages=(FIRST, SECOND)),))

    assert [(c.kind, c.what) for c in compare(before, part).changes] == [(Kind.FINDING, (What.COLOUR,))]


def test_the_summary():
    new = Side(
        (Rated(FIRST, "amber", "Half do"), SIDE.stages[1]),
        (replace(RED, colour="amber"), replace(GREEN, text="Shops call.")),
        (replace(BRIEF, status="done"), replace(BRIEF, key="a-new", text="Other")),
    )

    summary = compare(SIDE, new).summary()

    assert summary.recoloured == (("red", "amber", 1),)
    assert (summary.rated, summary.done, summary.others) == (1, 1, 1)
    assert summary.count(Kind.ACTION, What.ADDED) == 1


def test_a_snapshot_as_a_side_says_what_it_holds():
    snapshot = small_grid()

    side = side_of(snapshot, {"f1": "the-first"})

    assert side.findings[0].key == "the-first"
    assert len(side.stages) == len(snapshot.cells)
    assert {one.text for one in side.findings} == {one.text for one in snapshot.findings if not one.archived}
    assert compare(side, side_of(snapshot)).changes == ()

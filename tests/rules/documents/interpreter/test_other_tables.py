"""Matrices of ratings, levels beside each other, keys, and what stands twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.documents.interpreter.made import Cell, actions, findings, ratings, table, text, understood

NO_FORM = "No form has a place for friends."
ADD = "Add a place for friends to the form"
HEADS = ["Stage", "RAG of finding", "Finding", "Action"]


def test_a_matrix_rates_every_stage_that_it_names():
    found = understood(
        table(
            ["", "Referral", "Planning"],
            ["Target, Level 1", "R", "A/R"],
            ["Target, Level 2", Cell(fill="#00B050"), "N/A"],
        )
    )

    assert ratings(found) == [
        (("Target", "Level 1", "Referral"), "red"),
        (("Target", "Level 1", "Planning"), "amber_red"),
        (("Target", "Level 2", "Planning"), "not_applicable"),
    ]


def test_levels_beside_each_other_share_the_column_of_stages():
    found = understood(
        text("Target"),
        table(
            ["Stage", Cell("Level 1", columns=3), Cell("Level 2", columns=3)],
            ["Stage", "RAG", "Finding", "Action plan", "RAG", "Finding", "Action plan"],
            ["Referral", "Red", NO_FORM, ADD, "Amber", "Panels name places.", "Join the panels"],
        ),
    )

    assert findings(found) == [
        (("Target", "Level 1", "Referral"), "red", NO_FORM),
        (("Target", "Level 2", "Referral"), "amber", "Panels name places."),
    ]


def test_a_key_of_colours_holds_no_findings():
    found = understood(
        table(["Colour", "What it means"], ["Red", "We have not begun."], ["Amber", "We are part of the way there."]),
        text("Target: Level 1"),
        table(HEADS, ["Referral", "R", NO_FORM, ADD], number=2),
    )

    assert [words for _, _, words in findings(found)] == [NO_FORM]


def test_a_list_that_repeats_the_sheet_adds_nothing_but_what_the_sheet_lacks():
    found = understood(
        text("Target: Level 1"),
        table(HEADS, ["Referral", "R", NO_FORM, ADD]),
        table([*HEADS, "Lead"], ["Referral", "R", NO_FORM, ADD, "Bronagh Duffy"], number=2),
    )

    assert actions(found) == [(NO_FORM, "red", ADD, ["Bronagh Duffy"], "")]


def test_the_frameworks_own_questions_are_no_findings():
    question = (
        "Do referrals say enough about friends, school, neighbourhood and life online, and does screening use it?"
    )
    found = understood(
        text("Target: Level 1"),
        table(["Stage", "Red", "To get to amber", "Amber"], [Cell("Referral", question), NO_FORM, ADD, question]),
    )

    assert [words for _, _, words in findings(found)] == [NO_FORM]


def test_heads_of_two_rows_are_read_together():
    found = understood(
        text("Target: Level 1"),
        table(
            [Cell("Stage", rows=2), Cell("Finding", rows=2), Cell("RAG", rows=2), Cell("Action plan", columns=3)],
            [Cell(columns=3), "What", "Who", "By when"],
            ["Referral", NO_FORM, "R", ADD, "Bronagh Duffy", "by June 2027"],
        ),
    )

    assert findings(found) == [(("Target", "Level 1", "Referral"), "red", NO_FORM)]
    assert actions(found) == [(NO_FORM, "red", ADD, ["Bronagh Duffy"], "by June 2027")]


def test_columns_of_colours_may_hold_findings_with_their_actions():
    found = understood(
        text("Target: Level 1"),
        table(
            ["Stage", "Red", "Amber", "Green"],
            [
                "Referral",
                Cell(NO_FORM, f"Action: {ADD} (Bronagh to lead)"),
                "",
                Cell("Samples are read.", "Actions:", "Go on."),
            ],
        ),
    )

    assert [words for _, _, words in findings(found)] == [NO_FORM, "Samples are read."]
    assert [(action[0], action[1], action[2]) for action in actions(found)] == [
        (NO_FORM, "red", ADD),
        ("Samples are read.", "green", "Go on."),
    ]


def test_a_colour_may_stand_before_the_finding_as_a_word_or_a_sign():
    found = understood(
        text("Target: Level 1"),
        table(
            ["Stage", "Finding", "Action"],
            ["Referral", "RED: " + NO_FORM, ADD],
            ["Referral", "🟢 Samples are read.", ""],
            ["Referral", "[Amber] Some do.", ""],
        ),
    )

    assert [(colour, words) for _, colour, words in findings(found)] == [
        ("red", NO_FORM),
        ("green", "Samples are read."),
        ("amber", "Some do."),
    ]


def test_heads_that_are_only_shaded_name_their_colours():
    found = understood(
        text("Target: Level 1"),
        table(
            [Cell(fill="#FF0000"), Cell(fill="#FFC000"), Cell(fill="#00B050")],
            [Cell("Referral", columns=3)],
            [NO_FORM, "Some do.", "Samples are read."],
        ),
    )

    assert [colour for _, colour, _ in findings(found)] == ["red", "amber", "green"]


def test_a_matrix_may_have_two_head_rows_and_two_columns_of_names():
    across = understood(
        table(
            ["", "Level 1", "", "Level 2", ""],
            ["Domain", "Referral", "Planning", "Referral", "Planning"],
            ["Target", "A/R", "R", "G", "Not yet known"],
        )
    )
    down = understood(
        table(
            ["Domain", "Stage", "Level 1", "Level 2"],
            [Cell("Target", rows=2), "Referral", "A/R", "G"],
            ["", "Planning", "R", "Not yet known"],
        )
    )

    rated = {
        (("Target", "Level 1", "Referral"), "amber_red"),
        (("Target", "Level 1", "Planning"), "red"),
        (("Target", "Level 2", "Referral"), "green"),
        (("Target", "Level 2", "Planning"), "not_yet_known"),
    }
    assert {*ratings(across)} == rated
    assert {*ratings(down)} == rated


def test_of_ratings_of_two_years_the_later_are_taken():
    found = understood(
        text("Target: Level 1"),
        table(
            ["Stage", "2024", "2026", "Rationale"],
            ["Referral", "Red", "Amber", "Forms were changed in spring."],
            ["Planning", "Red", "Amber/Red", "Two teams plan for places now."],
        ),
    )

    assert ratings(found) == [
        (("Target", "Level 1", "Referral"), "amber"),
        (("Target", "Level 1", "Planning"), "amber_red"),
    ]


def test_a_card_for_each_finding_is_read_by_its_labels():
    found = understood(
        text("Target: Level 1"),
        table(
            [Cell("Card 1", columns=2)],
            ["Stage:", "Referral"],
            ["Finding:", NO_FORM],
            ["RAG:", "Red"],
            ["Action:", ADD],
            ["Lead:", "Bronagh Duffy"],
            ["Due:", "June 2027"],
        ),
    )

    assert findings(found) == [(("Target", "Level 1", "Referral"), "red", NO_FORM)]
    assert actions(found) == [(NO_FORM, "red", ADD, ["Bronagh Duffy"], "June 2027")]


def test_strengths_beside_gaps_are_findings_whose_colour_is_unsure():
    found = understood(
        text("Target: Level 1"),
        table(
            ["Stage", "Strengths", "Areas for development", "RAG", "Action"],
            ["Referral", "Schools write well.", NO_FORM, "R", ADD],
        ),
    )

    assert [words for _, _, words in findings(found)] == ["Schools write well.", NO_FORM]
    assert [found.is_sure(n) for n, s in enumerate(found.suggestions) if s.role == "finding"] == [False, True]
    assert [action[0] for action in actions(found)] == [NO_FORM]


def test_half_steps_in_a_column_are_the_stages_overall_ratings():
    found = understood(
        text("Target: Level 1"),
        table(
            ["Stage", "RAG", "Finding", "Action"], ["Referral", "Amber/Red", NO_FORM, ADD], ["Planning", "R", "x y."]
        ),
    )

    assert [rating for _, rating in ratings(found)] == ["amber_red", "red"]
    assert not any(found.is_sure(n) for n, s in enumerate(found.suggestions) if s.role == "finding")


def test_a_table_of_actions_alone_is_for_the_one_finding_of_its_stage():
    found = understood(
        text("Target: Level 1", "Referral"),
        table(["Finding", "RAG"], [NO_FORM, "Red"]),
        table(["Action", "Lead"], [ADD, "Bronagh Duffy"], number=2),
    )

    assert actions(found) == [(NO_FORM, "red", ADD, ["Bronagh Duffy"], "")]
    assert not found.is_sure(next(n for n, s in enumerate(found.suggestions) if s.role == "action"))


def test_points_under_a_point_stay_with_it():
    found = understood(
        text("Target: Level 1"),
        table(
            HEADS,
            [
                "Referral",
                "R",
                Cell("• Partners are unsure.", "o Health most of all", "o Housing too", "• Forms differ."),
                Cell("We asked them:", ADD),
            ],
            ["Planning", "A", Cell("Partners told us three things:", "• one of many", "• and another"), ""],
        ),
    )

    assert [words for _, _, words in findings(found)] == [
        "Partners are unsure. Health most of all Housing too",
        "Forms differ.",
        "Partners told us three things: one of many and another",
    ]


def test_a_column_without_a_telling_head_is_a_plan_where_the_others_have_theirs():
    found = understood(
        text("Target: Level 1"),
        table(
            ["Stage", "Red", "To amber", "Green", "How will we keep that up?"],
            ["Referral", NO_FORM, ADD, "Samples are read.", "Read them again in May"],
        ),
    )

    assert [(action[0], action[1]) for action in actions(found)] == [(NO_FORM, "red"), ("Samples are read.", "green")]


def test_tables_under_each_other_on_one_sheet_are_read_by_their_own_heads():
    rows = table(
        ["Target: Level 1"],
        ["", "Referral", "Assessment"],
        ["Red", NO_FORM, ""],
        ["To get to amber", ADD, ""],
        ["Target: Level 2"],
        ["", "Referral", "Planning"],
        ["Red", "", "Plans leave places out."],
        ["To get to amber", "", "Add places to plans"],
        ["Sign-off"],
        ["Signed off by", "Name", "Date"],
        ["Chair", "Bronagh Duffy", "12 May"],
    )
    found = understood([replace(each, place=replace(each.place, sheet="Results")) for each in rows])

    assert findings(found) == [
        (("Target", "Level 1", "Referral"), "red", NO_FORM),
        (("Target", "Level 2", "Planning"), "red", "Plans leave places out."),
    ]


@pytest.mark.parametrize(
    ("is_full", "expected"),
    [
        (True, ["No form has a place for Friends and schools."]),
        (False, ["No form has a place for", "Friends and schools."]),
    ],
)
def test_a_paragraph_that_a_pages_end_cut_is_one_if_its_last_line_was_full(is_full, expected):
    first, second = table(["Referral", "RED", Cell("No form has a place for", "Friends and schools.")])[2:]
    look = replace(first.look, ends_line=is_full)
    cut = [
        replace(first, place=replace(first.place, page=1), look=look),
        replace(second, place=replace(second.place, page=2)),
    ]
    head, stage, colour = table(HEADS), *table(["Referral", "RED"])[:2]
    below = [replace(each, place=replace(each.place, row=2)) for each in (stage, colour, *cut)]
    found = understood(text("Target: Level 1"), head, below)

    assert [words for _, _, words in findings(found)] == expected


def test_a_title_above_stages_side_by_side_names_where_they_are():
    found = understood(
        table(
            ["Target: Level 1"],
            ["", "Referral", "Planning"],
            ["Overall rating", "Red", "Amber"],
            ["Red", NO_FORM, "N/A"],
            ["To get to amber", ADD, "N/A"],
            ["Amber", "N/A", "Chairs ask sometimes."],
            ["To get to green", "N/A", "N/A"],
        )
    )

    assert findings(found) == [
        (("Target", "Level 1", "Referral"), "red", NO_FORM),
        (("Target", "Level 1", "Planning"), "amber", "Chairs ask sometimes."),
    ]
    assert [rating for _, rating in ratings(found)] == ["red", "amber"]


def test_a_summary_and_a_list_on_one_sheet_are_both_read():
    rows = table(
        ["Stage", "Level 1", "Level 2"],
        ["Referral", "Amber", "Red"],
        [],
        ["Domain", "Level", "Stage", "RAG", "Finding", "Action"],
        ["Target", "1", "Referral", "R", NO_FORM, ADD],
    )
    found = understood([replace(each, place=replace(each.place, sheet="Results")) for each in rows])

    assert [rating for _, rating in ratings(found)] == ["amber", "red"]
    assert findings(found) == [(("Target", "Level 1", "Referral"), "red", NO_FORM)]

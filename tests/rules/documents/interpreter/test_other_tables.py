"""Matrices of ratings, levels beside each other, keys, and what stands twice."""

from __future__ import annotations

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

"""Cards, matrices of findings, lines of a stage alone, and what stands numbered above a table of actions."""

from __future__ import annotations

import pytest

from tests.rules.documents.interpreter.made import Cell, actions, findings, ratings, table, text, understood

NO_FORM = "No form has a place for friends."
ADD = "Add a place for friends to the form"
TRAIN = "Train the front door in the form"
REFERRAL = ("Target", "Level 1", "Referral")


def card(*more, number=1):
    """A table of a label and a value a row."""
    rows = [["Domain", "Target"], ["Level", "Level 1"], ["Stage", "Referral"], ["Key finding", NO_FORM], ["RAG", "Red"]]
    return table(*rows, *more, number=number)


def test_a_card_may_begin_with_its_place_and_repeat_its_labels_for_each_action():
    found = understood(
        card(
            ["Action 1", ADD], ["Lead", "Bronagh Duffy"], ["By when", ""],
            ["Action 2", TRAIN], ["Lead", "Sefton Achebe"], ["By when", "by May"],
        )
    )  # fmt: skip

    assert findings(found) == [(REFERRAL, "red", NO_FORM)]
    told = [one for one in found.suggestions if one.text in (ADD, TRAIN)]
    assert [([lead.name for lead in one.leads], one.due_words) for one in told] == [
        (["Bronagh Duffy"], ""),
        (["Sefton Achebe"], "by May"),
    ]


def test_a_row_with_nothing_but_a_stage_in_it_names_the_rows_below():
    found = understood(
        text("Target: Level 1"),
        table(
            ["Finding", "RAG", "Action", "Lead"],
            ["Referral (overall: Amber)"],
            [NO_FORM, "R", ADD, "Bronagh Duffy"],
            ["", "", TRAIN, "Sefton Achebe"],
            ["Planning"],
            ["Plans name no place.", "A", "Name places in plans", "Bronagh Duffy"],
        ),
    )

    planning = ("Target", "Level 1", "Planning")
    assert findings(found) == [(REFERRAL, "red", NO_FORM), (planning, "amber", "Plans name no place.")]
    assert ratings(found) == [(REFERRAL, "amber")]


@pytest.mark.parametrize("action", ["Action: ", "Action – ", "→ "])
def test_findings_may_stand_where_stages_and_levels_cross(action):
    found = understood(
        text("Target", heading=1),
        table(
            ["Stage", "Level 1", "Level 2"],
            [
                "Referral",
                Cell("Overall rating: Amber", f"(R) {NO_FORM}", f"{action}{ADD}"),
                "(G) Panels name places and people.",
            ],
            ["Planning", Cell("(?) Whether plans name places is not known."), ""],
        ),
    )  # fmt: skip

    assert findings(found) == [
        (REFERRAL, "red", NO_FORM),
        (("Target", "Level 2", "Referral"), "green", "Panels name places and people."),
        (("Target", "Level 1", "Planning"), "not_yet_known", "Whether plans name places is not known."),
    ]
    assert [(one.text, one.colour) for one in found.suggestions if one.role == "action"] == [(ADD, "red")]
    assert ratings(found) == [(REFERRAL, "amber")]


def test_what_stands_numbered_above_a_table_of_actions_is_what_they_answer():
    found = understood(
        text("Learning theme 1", heading=2),
        text(NO_FORM),
        table(["What we will do", "Who will lead", "When by"], [ADD, "Bronagh Duffy", "by May"]),
        text("A closing remark of some length that numbers nothing."),
    )

    assert [words for _, _, words in findings(found)] == [NO_FORM]
    action = next(one for one in found.suggestions if one.text == ADD)
    assert found.suggestions[action.under].text == NO_FORM


def test_a_status_before_the_finding_is_taken_for_its_colour_and_asked_about():
    heads = ["Stage", "Status (RAG)", "Finding", "Action"]
    found = understood(text("Target: Level 1"), table(heads, ["Referral", "Red", NO_FORM, ADD]))

    assert findings(found) == [(REFERRAL, "red", NO_FORM)]
    assert any("Status (RAG)" in str(question.words) for question in found.questions)


def test_names_that_ran_together_are_parted_by_those_that_stand_alone_elsewhere():
    heads = ["Stage", "RAG of finding", "Finding", "Action", "Lead"]
    found = understood(
        text("Target: Level 1"),
        table(
            heads,
            ["Referral", "R", NO_FORM, ADD, "Sefton Achebe Bronagh Duffy-Lunn"],
            ["Planning", "R", "Plans name no place.", TRAIN, "Bronagh Duffy-Lunn"],
        ),
    )

    assert actions(found)[0][3] == ["Sefton Achebe", "Bronagh Duffy-Lunn"]

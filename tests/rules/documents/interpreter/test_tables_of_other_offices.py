"""Cards, matrices of findings, lines of a stage alone, and what stands numbered above a table of actions."""

from __future__ import annotations

from dataclasses import replace

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


def test_colours_beside_each_other_may_share_one_column_of_actions():
    heads = ["Worried about (RED)", "Getting there (AMBER)", "Working well (GREEN)", "What needs to happen?", "Who?"]
    found = understood(
        text("Target: Level 1", heading=1),
        text("Referral", heading=2),
        table(
            heads, [NO_FORM, "", "", ADD, "Bronagh Duffy"], ["", "Some panels name places.", "", TRAIN, "Sefton Achebe"]
        ),
    )

    assert findings(found) == [(REFERRAL, "red", NO_FORM), (REFERRAL, "amber", "Some panels name places.")]
    assert [(under, colour) for under, colour, *_ in actions(found)] == [
        (NO_FORM, "red"),
        ("Some panels name places.", "amber"),
    ]


def test_a_finding_may_stand_across_the_columns_of_its_actions():
    found = understood(
        text("Target: Level 1"),
        table(
            ["RAG", Cell("Finding", columns=3)],
            ["", "Action", "Lead", "By when"],
            [Cell("Referral", columns=4)],
            ["R", Cell(NO_FORM, columns=3)],
            ["", ADD, "Bronagh Duffy", "by May"],
            ["", TRAIN, "Sefton Achebe", ""],
        ),
    )

    assert findings(found) == [(REFERRAL, "red", NO_FORM)]
    assert [(under, text) for under, _, text, *_ in actions(found)] == [(NO_FORM, ADD), (NO_FORM, TRAIN)]
    assert not found.questions


def test_actions_may_name_the_number_of_their_finding():
    found = understood(
        text("Target: Level 1", heading=1),
        text("Referral", heading=2),
        table(["No.", "Finding", "RAG"], ["1", NO_FORM, "R"], ["2", "Some panels name places.", "A"]),
        table(["Finding no.", "Action", "Lead"], ["2", TRAIN, "Sefton Achebe"], ["1", ADD, "Bronagh Duffy"], number=2),
    )

    assert [(under, text) for under, _, text, *_ in actions(found)] == [
        ("Some panels name places.", TRAIN),
        (NO_FORM, ADD),
    ]


def test_one_column_may_say_who_and_by_when():
    heads = ["RAG of finding", "What did we find?", "So what?", "Now what?", "Who and by when"]
    found = understood(
        text("Target: Level 1", heading=1),
        text("Referral", heading=2),
        table(heads, ["R", NO_FORM, "Friends are missed", ADD, "Bronagh Duffy (Schools), by 3 May"]),
    )

    assert [(leads, due) for *_, leads, due in actions(found)] == [(["Bronagh Duffy"], "by 3 May")]


def test_minutes_say_the_colour_behind_a_finding_and_mark_actions():
    found = understood(
        text("Target: Level 1", heading=1),
        text("1. Referral", heading=2),
        text(f"1.1 {NO_FORM} (Red)", f"ACTION: {ADD} (Lead: Bronagh Duffy)", "1.2 Panels name places now. (Green)"),
    )

    assert [(colour, words.endswith(NO_FORM)) for _, colour, words in findings(found)] == [
        ("red", True),
        ("green", False),
    ]
    assert [(colour, text) for _, colour, text, *_ in actions(found)] == [("red", ADD)]


def test_tasks_that_run_on_without_a_full_stop_are_cut_at_their_leads():
    found = understood(
        text("Target: Level 1"),
        table(
            ["Stage", "RAG of finding", "Finding", "Action"],
            ["Referral", "R", NO_FORM, f"{ADD} within two months Bronagh Duffy to train the front door"],
        ),
    )

    assert [leads for _, _, _, leads, _ in actions(found)] == [[], ["Bronagh Duffy"]]


@pytest.mark.parametrize("tick", ["✓", "x", "Yes"])
def test_a_tick_in_the_column_of_a_colour_is_the_colour_of_the_finding(tick):
    found = understood(
        text("Target: Level 1"),
        table(
            ["Stage", "Finding", "Red", "Amber", "Green", "Not yet known", "Action", "Who"],
            ["Referral", NO_FORM, tick, "", "", "", ADD, "Bronagh Duffy"],
            ["", "Whether schools ask is open.", "", "", "", tick, "Ask all schools", "Sefton Achebe"],
        ),
    )

    assert findings(found) == [
        (REFERRAL, "red", NO_FORM),
        (REFERRAL, "not_yet_known", "Whether schools ask is open."),
    ]


def test_the_place_of_a_task_may_stand_under_a_head_that_only_says_name():
    found = understood(
        table(
            ["Task Name", "Bucket Name", "Assigned To", "Labels", "Finding"],
            [ADD, "Target L1 Referral", "Bronagh Duffy", "Red", NO_FORM],
            [TRAIN, "Target L1 Referral", "Sefton Achebe", "Red", NO_FORM],
        )
    )

    assert findings(found) == [(REFERRAL, "red", NO_FORM)]
    assert [(words, leads) for _, _, words, leads, _ in actions(found)] == [
        (ADD, ["Bronagh Duffy"]),
        (TRAIN, ["Sefton Achebe"]),
    ]


def test_entries_beside_each_other_may_stand_in_several_tables_below_each_other_on_a_sheet():
    rows = [
        ["Target: Level 1"],
        ["Stage", "Referral"], ["RAG", "Red"], ["Finding", NO_FORM], ["Action", ADD],
        ["Stage", "Planning"], ["RAG", "Amber"], ["Finding", "Plans name no place."], ["Action", TRAIN],
    ]  # fmt: skip
    on_a_sheet = [replace(one, place=replace(one.place, sheet="Results")) for one in table(*rows)]

    found = understood(on_a_sheet)

    planning = ("Target", "Level 1", "Planning")
    assert findings(found) == [(REFERRAL, "red", NO_FORM), (planning, "amber", "Plans name no place.")]
    assert [under for under, *_ in actions(found)] == [NO_FORM, "Plans name no place."]


def test_a_label_that_comes_again_only_in_the_last_row_makes_no_cards_of_a_sheet():
    rows = [
        ["Results of the review"],
        ["Stage", "Rated red", "To get to amber"],
        ["Assessment\nOverall judgement: Red", NO_FORM, ADD],
        ["Planning\nOverall judgement: Red", "Plans name no place.", TRAIN],
        ["Response\nOverall judgement: Green", "", ""],
        [Cell("Target: Level 2", columns=3)],
        ["Referral\nOverall judgement: Green", "", ""],
        [Cell("Outcomes measurement – Level 1", columns=3)],
        ["Assessment\nOverall judgement: Red", "Nobody looks at places.", "Look at three places"],
    ]
    on_a_sheet = [replace(one, place=replace(one.place, sheet="Results")) for one in table(*rows)]

    found = understood(on_a_sheet)

    assert [words for _, _, words in findings(found)] == [NO_FORM, "Plans name no place.", "Nobody looks at places."]
    assert [under for under, *_ in actions(found)] == [NO_FORM, "Plans name no place.", "Nobody looks at places."]


def test_one_stage_alone_may_stand_across_in_a_table_below_others_on_a_sheet():
    def lying(title, *stages):
        return [
            [title],
            ["", *(stage for stage, *_ in stages)],
            ["Overall rating", *(rating for _, rating, *_ in stages)],
            ["Red", *(finding for _, _, finding, _ in stages)],
            ["To get to amber", *(action for *_, action in stages)],
            ["Green", *("None" for _ in stages)],
        ]

    first = ("Referral", "Overall rating: Red", NO_FORM, ADD), ("Planning", "Overall rating: Red", "None", "None")
    rows = [
        *lying("Target: Level 1", *first),
        [""],
        *lying("Target: Level 2", ("Response", "Overall rating: Amber", "Nobody looks at places.", TRAIN)),
    ]
    on_a_sheet = [replace(one, place=replace(one.place, sheet="Results")) for one in table(*rows)]

    found = understood(on_a_sheet)

    response = ("Target", "Level 2", "Response")
    assert findings(found) == [(REFERRAL, "red", NO_FORM), (response, "red", "Nobody looks at places.")]
    assert (response, "amber") in ratings(found)


def test_stages_alone_in_the_rows_of_a_column_of_findings_do_not_make_it_one_of_stages():
    found = understood(
        text("Target: Level 1"),
        table(
            ["Summary of finding", "Traffic light", "What will we do?", "Who?"],
            ["Referral (overall: Green)"],
            [NO_FORM, "R", ADD, "Bronagh Duffy"],
            ["Assessment (overall: Not applicable)"],
            ["Planning (overall: Amber)"],
            ["Plans name no place.", "A", TRAIN, "Sefton Achebe"],
            ["Response (overall: Red)"],
        ),
    )

    planning = ("Target", "Level 1", "Planning")
    assert findings(found) == [(REFERRAL, "red", NO_FORM), (planning, "amber", "Plans name no place.")]


def test_actions_side_by_side_have_each_its_own_lead_and_time():
    found = understood(
        table(
            ["Stage", "RAG", "Finding", "Action 1", "Lead 1", "By when 1", "Action 2", "Lead 2", "By when 2"],
            ["Referral", "R", NO_FORM, ADD, "Bronagh Duffy", "", TRAIN, "Sefton Achebe", "by June 2027"],
        )
    )

    assert [(words, leads, due) for _, _, words, leads, due in actions(found)] == [
        (ADD, ["Bronagh Duffy"], ""),
        (TRAIN, ["Sefton Achebe"], "by June 2027"),
    ]


def test_numbers_under_the_number_of_a_finding_are_its_actions_in_the_same_column():
    head = ["Ref", "Stage", "Finding / action", "RAG", "Lead"]
    found = understood(
        text("Target: Level 1"),
        table(
            head,
            ["1", "Referral", NO_FORM, "AMB", ""],
            ["1.1", "", ADD, "", "Bronagh Duffy"],
            ["1.2", "", TRAIN, "", "Sefton Achebe"],
            head,
            ["2", "Planning", "Nobody has mapped the canal.", "GRN", ""],
        ),
    )

    planning = ("Target", "Level 1", "Planning")
    assert findings(found) == [(REFERRAL, "amber", NO_FORM), (planning, "green", "Nobody has mapped the canal.")]
    assert [(under, words, leads) for under, _, words, leads, _ in actions(found)] == [
        (NO_FORM, ADD, ["Bronagh Duffy"]),
        (NO_FORM, TRAIN, ["Sefton Achebe"]),
    ]


def test_numbers_that_stand_under_none_make_no_outline():
    found = understood(
        table(
            ["Ref", "Stage", "Finding", "RAG"],
            ["1.1", "Referral", NO_FORM, "Amber"],
            ["1.2", "Planning", "Nobody has mapped the canal.", "Red"],
            ["2.1", "Response", "Nobody looks at places.", "Red"],
        )
    )

    assert [words for _, _, words in findings(found)] == [
        NO_FORM,
        "Nobody has mapped the canal.",
        "Nobody looks at places.",
    ]


def test_a_head_that_only_sounds_like_a_place_heads_the_statements_below_it():
    found = understood(
        text("Target: Level 1"),
        table(
            ["Stage", "Assessment of where we are", "What we will do", "Responsible"],
            ["Referral", f"RED – {NO_FORM}", ADD, "Bronagh Duffy"],
            ["Planning", "AMBER – Our plans name no place that anybody knows.", TRAIN, "Sefton Achebe"],
        ),
    )

    assert findings(found)[0] == (REFERRAL, "red", NO_FORM)
    assert [colour for _, colour, _ in findings(found)] == ["red", "amber"]


def test_a_column_of_places_whose_names_are_long_stays_one():
    said = "Target, Level 1: how we respond to children and families – {}"
    found = understood(
        table(
            ["Where in the framework", "Finding", "RAG", "Action", "Lead"],
            [said.format("Referral"), NO_FORM, "Red", ADD, "Bronagh Duffy"],
            [said.format("Planning"), "Nobody has mapped the canal.", "Amber", TRAIN, "Sefton Achebe"],
        )
    )

    assert findings(found)[0] == (REFERRAL, "red", NO_FORM)

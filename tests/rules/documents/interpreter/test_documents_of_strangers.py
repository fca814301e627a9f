"""What documents by people who know nothing of the program taught of tables: heads in their words, cards, habits."""

from __future__ import annotations

import pytest

from system_review.documents.interpreter.tables.columns import column_of
from tests.rules.documents.interpreter.made import Cell, actions, findings, ratings, table, text, understood

ROUTE = "There is no way to refer a place."
WRITE = "Write a short route for places"
REFERRAL = ("Target", "Level 1", "Referral")


@pytest.mark.parametrize(
    ("head", "holds"),
    [
        ("What we shall do about it", "action"),
        ("What else needs to happen", "action"),
        ("How we are going to get there", "action"),
        ("How we will know it has made a difference", "note"),
        ("What did the young people tell us?", "finding"),
        ("To be done by", "due"),
        ("When will it be done?", "due"),
        ("Who will take this on?", "lead"),
        ("R/A/G", "rag"),
        ("What a day", ""),
    ],
)
def test_a_head_may_ask_for_what_stands_under_it(head, holds):
    assert column_of(head).holds == holds


def test_a_key_to_the_colours_above_a_list_heads_no_columns():
    found = understood(
        text("Target", heading=1),
        table(
            ["Colour of the finding:", "red", "amber", "green"],
            [Cell("Level 1 – Referral", columns=3, bold=True), "Overall: Red"],
            ["What we know", "What we will do", "Who", "When"],
            [Cell(ROUTE, fill="#FF7C80"), WRITE, "Meera Nair", "now"],
            [Cell("Prepared by T. Obi, partnership analyst"), "", "", ""],
        ),
    )

    assert findings(found) == [(REFERRAL, "red", ROUTE)]
    assert actions(found) == [(ROUTE, "red", WRITE, ["Meera Nair"], "now")]
    assert ratings(found) == [(REFERRAL, "red")]


def test_a_head_may_name_the_one_colour_of_its_findings():
    found = understood(
        text("Target", "Level 1", "Referral – overall rating: GREEN/AMBER", heading=2),
        table(["What is partly working (amber)", "What we will do to get to green", "Who"], [ROUTE, WRITE, "Jo Lea"]),
    )

    assert findings(found) == [(REFERRAL, "amber", ROUTE)]


def test_levels_may_stand_beside_each_other_over_lists_with_a_row_of_ratings():
    heads = ["R/A/G", "Finding", "Action", "Lead / when"]
    found = understood(
        text("Target", heading=1),
        table(
            ["", Cell("Level 1: children and families", columns=4), Cell("Level 2: groups, schools", columns=4)],
            ["Stage", *heads, *heads],
            [
                Cell("Assessment", rows=2),
                "R",
                ROUTE,
                WRITE,
                "Meera Nair: May",
                "A",
                "Shops are asked.",
                "Ask",
                "Jo Lea",
            ],
            ["", Cell("Overall Assessment, Level 1: Red", columns=4), Cell("Overall, Level 2: Amber", columns=4)],
        ),
    )

    first, second = ("Target", "Level 1", "Assessment"), ("Target", "Level 2", "Assessment")
    assert findings(found) == [(first, "red", ROUTE), (second, "amber", "Shops are asked.")]
    assert ratings(found) == [(first, "red"), (second, "amber")]


def test_one_line_may_rate_both_levels_of_a_sheet_s_stage():
    found = understood(
        text("Target: Referral", heading=1),
        text("Overall rating: Level 1 Amber/Red; Level 2 Amber"),
        table(["Level", "Rating", "Finding"], ["2", "RED", ROUTE]),
    )

    assert ratings(found) == [(REFERRAL, "amber_red"), (("Target", "Level 2", "Referral"), "amber")]
    assert findings(found) == [(("Target", "Level 2", "Referral"), "red", ROUTE)]


def test_a_card_s_actions_may_stand_in_a_table_of_their_own():
    tasks = ["Task", "Who leads", "When"]
    found = understood(
        text("Target", "Level 1", "Referral", heading=2),
        table(["Finding 1", ROUTE], ["Colour", "Red"], ["Actions to get to amber", ""]),
        table(tasks, [WRITE, "Jo Lea", "June 2028"], number=2),
        table(["Finding 2", "Schools refer."], ["Colour", "Green"], ["Actions to sustain", ""], number=3),
        table(tasks, ["Thank them", "Jo Lea", "June 2028"], number=4),
    )

    assert findings(found) == [(REFERRAL, "red", ROUTE), (REFERRAL, "green", "Schools refer.")]
    assert [(under, colour, said) for under, colour, said, _, _ in actions(found)] == [
        (ROUTE, "red", WRITE),
        ("Schools refer.", "green", "Thank them"),
    ]


def test_a_column_that_says_blue_in_one_table_tells_progress_in_all():
    heads = ["Comment", "Current rating", "Actions agreed", "Accountable"]
    found = understood(
        table(heads, ["Markers are not put on places.", "Blue", "Brief the shifts", "Wren Hall"]),
        table(heads, ["Small clubs have no one to ask.", "Red", "Share a contact", "Jo Lea"], number=2),
    )

    assert {colour for _, colour, _ in findings(found)} == {""}


def test_a_paragraph_that_is_labelled_as_learning_is_what_the_actions_below_answer():
    found = understood(
        text("1. Knowing the place", heading=2),
        text("Learning: The lido came up in eleven records and in no meeting."),
        table(["Action", "Agency and lead"], ["Create a tag for places", "Police: Oskar Penrose"]),
    )

    assert [(under is not None, said, who) for under, _, said, who, _ in actions(found)] == [
        (True, "Create a tag for places", ["Oskar Penrose"])
    ]


def test_a_finding_that_many_rows_repeat_is_asked_for_once():
    found = understood(table(["RAG", "Finding", "Action"], *[["Red", ROUTE, f"{WRITE} {at}"] for at in "abcdef"]))

    assert len(found.questions) == 1
    assert len(found.questions[0].about) == 7


def test_lists_may_be_parted_by_colour_under_headings_of_their_own():
    heads = ["Where", "Finding", "To get to amber", "Lead"]
    found = understood(
        text("Target", heading=1),
        text("Red: not in place", heading=2),
        table(heads, ["Level 1 Referral", ROUTE, WRITE, "Mr T. Aldous (Digital Services)"]),
        text("Green: in place", heading=2),
        table(["Where", "Finding", "To sustain"], ["Level 2 Planning", "Chairs ask.", "Go on asking"], number=2),
    )

    assert [(colour, said) for _, colour, said in findings(found)] == [("red", ROUTE), ("green", "Chairs ask.")]
    assert [(said, who) for _, _, said, who, _ in actions(found)] == [(WRITE, ["Mr T. Aldous"]), ("Go on asking", [])]


def test_levels_beside_each_other_keep_the_stage_of_the_heading_above():
    heads = ["What we found", "What we will do"]
    found = understood(
        text("Domain 3, Partnerships. Level 1 stands on the left, Level 2 on the right."),
        text("Referral", heading=1),
        table(
            [Cell("LEVEL 1", columns=2), Cell("LEVEL 2", columns=2)],
            heads + heads,
            ["(Red) Clubs were not told.", "Tell – Ivo Lea – May", "(Amber) Shops are asked.", "Ask – Jo Lea – 1/2/29"],
            [Cell("Level 1 overall: Amber/Red", columns=2), Cell("Level 2 overall: Amber", columns=2)],
        ),
    )  # fmt: skip

    first, second = ("Partnerships", "Level 1", "Referral"), ("Partnerships", "Level 2", "Referral")
    assert [spot for spot, _, _ in findings(found)] == [first, second]
    assert ratings(found) == [(first, "amber_red"), (second, "amber")]
    assert [who for _, _, _, who, _ in actions(found)] == [["Ivo Lea"], ["Jo Lea"]]


def test_a_plan_names_findings_of_several_tables_by_number_also_beside_its_own():
    heads = ["Finding ID", "Level", "Stage", "Finding", "Colour"]
    found = understood(
        text("Target", heading=1),
        table(heads, ["F1", "1", "Referral", ROUTE, "Red"]),
        text("Partnerships", heading=1),
        table(heads, ["F2", "1", "Planning", "Chairs ask.", "Green"], number=2),
        text("The plan", heading=1),
        table(["Action ID", "For #", "Action"], ["A1", "F1", WRITE], ["A2", "F2", "Go on asking"], number=3),
    )

    assert [(under, said) for under, _, said, _, _ in actions(found)] == [
        (ROUTE, WRITE),
        ("Chairs ask.", "Go on asking"),
    ]


def test_findings_may_be_numbered_within_their_colour_and_named_by_that():
    found = understood(
        text("Target", "LEVEL 1", heading=1),
        table(
            ["Stage", "Traffic light findings", "Action plan"],
            ["Referral", Cell(f"R1. {ROUTE}", "A1. Schools telephone."), Cell(f"R1. {WRITE}", "A1. Ask them to write")],
        ),
    )

    assert [(colour, said) for _, colour, said in findings(found)] == [("red", ROUTE), ("amber", "Schools telephone.")]
    assert [(under, colour) for under, colour, *_ in actions(found)] == [
        (ROUTE, "red"),
        ("Schools telephone.", "amber"),
    ]


def test_a_table_of_labels_that_come_again_is_no_list():
    found = understood(
        text("Outcomes measurement", heading=1),
        table(
            [Cell("Level 1", columns=2)],
            ["Referral", "Rating for this stage: Amber"],
            ["● Amber", "The list is counted; contexts are not."],
            ["Action", "Code contexts on the list. Priti Holmwood to lead, 15 Oct"],
            ["● Green", "Workers set a baseline."],
            ["Action", "Dip-sample again. Jo Lea to lead, in six months"],
        ),
    )

    spot = ("Outcomes measurement", "Level 1", "Referral")
    assert [(at, colour) for at, colour, _ in findings(found)] == [(spot, "amber"), (spot, "green")]
    assert ratings(found) == [(spot, "amber")]
    assert [who for _, _, _, who, _ in actions(found)] == [["Priti Holmwood"], ["Jo Lea"]]


def test_overall_ratings_in_a_grid_with_the_number_of_the_level():
    found = understood(
        table(
            ["Domain", "Level", "Referral", "Planning"],
            ["Target", "1", "Amber", "Amber/Red"],
            ["Target", "2", "Red", ""],
        )
    )

    assert ratings(found) == [
        (REFERRAL, "amber"),
        (("Target", "Level 1", "Planning"), "amber_red"),
        (("Target", "Level 2", "Referral"), "red"),
    ]


def test_a_column_of_colours_may_rate_stages_in_rows_of_their_own_and_findings_in_theirs():
    found = understood(
        table(
            ["Domain", "Level", "Stage", "Finding", "Action", "RAG", "Lead"],
            ["Target", "", "", "", "", "", ""],
            ["", "Level 1", "", "", "", "", ""],
            ["", "", Cell("Referral", fill="#EEEEEE"), Cell(fill="#EEEEEE"), "", Cell("R/A", fill="#EEEEEE"), ""],
            ["", "", "", ROUTE, "", "R", ""],
            ["", "", "", "", WRITE, "", "Jo Lea"],
        ),
    )

    assert findings(found) == [(REFERRAL, "red", ROUTE)]
    assert ratings(found) == [(REFERRAL, "amber_red")]


def test_a_list_of_then_and_now_may_rate_a_stage_in_a_row_of_its_own():
    heads = [
        "Stage",
        "Finding",
        "RAG 2027",
        "RAG 2030",
        "Action to sustain",
        "Responsible",
        "Complete by",
    ]
    found = understood(
        text("Ottermouth: second System Review, Target domain", heading=1),
        text("Level 1", heading=1),
        table(
            heads,
            ["Referral", ROUTE, "Red", "Amber", WRITE, "Priya Castellan (Communications)", "28/02/2030"],
            ["", "Referral: overall", "Red", "Amber", "", "", ""],
        ),
    )

    assert findings(found) == [(REFERRAL, "amber", ROUTE)]
    assert ratings(found) == [(REFERRAL, "amber")]
    assert [who for _, _, _, who, _ in actions(found)] == [["Priya Castellan"]]


def test_columns_of_colours_may_have_a_row_of_findings_and_a_row_of_actions():
    found = understood(
        text("Target, Level 1", heading=1),
        text("Referral     taken together: Amber"),
        table(
            ["", "GREEN: working well", "AMBER: part of the way"],
            ["What we saw", "Schools refer early.", ROUTE],
            ["What we will do", "Thank them. Marcia Oyelowo will lead, May.", f"{WRITE}. Tim Garside will lead, June."],
        ),
    )

    assert [(colour, said) for _, colour, said in findings(found)] == [
        ("green", "Schools refer early."),
        ("amber", ROUTE),
    ]
    assert [(under, who) for under, _, _, who, _ in actions(found)] == [
        ("Schools refer early.", ["Marcia Oyelowo"]),
        (ROUTE, ["Tim Garside"]),
    ]
    assert ratings(found) == [(REFERRAL, "amber")]


def test_a_list_without_heads_is_known_by_its_column_of_colours():
    found = understood(
        text("Tarrowby System Review, domain Target", heading=1),
        text("Level 1", "Referral", heading=2),
        table(
            ["(a)", "Shop staff use the concern line and say it is easy.", "green"],
            ["(b)", "Nobody may refer a place to the front door.", "red"],
            [Cell("Overall rating", columns=2), "amber"],
        ),
    )

    assert [(spot, colour) for spot, colour, _ in findings(found)] == [(REFERRAL, "green"), (REFERRAL, "red")]
    assert ratings(found) == [(REFERRAL, "amber")]


def test_a_bold_line_alone_heads_the_findings_below_it():
    found = understood(
        table(
            ["Area for improvement", "Action", "Accountable officer", "Deadline"],
            [Cell("1. Front door", bold=True), "", "", ""],
            ["Discussions about harm outside the home are late.", WRITE, "Jo Lea", "31 May"],
            ["Health is often missing from them.", "Set a rota of health staff", "Ama Keane", "30 April"],
        )
    )

    assert [said for _, _, said in findings(found)] == [
        "Discussions about harm outside the home are late.",
        "Health is often missing from them.",
    ]

"""What documents by people who know nothing of the program taught: openings, heads in their words, cards, habits."""

from __future__ import annotations

import pytest

from system_review.documents.interpreter.leads import leads_in, leads_in_column
from system_review.documents.interpreter.tables.columns import column_of
from tests.rules.documents.interpreter.made import Cell, actions, findings, ratings, table, text, understood

HEADS = ["Stage", "RAG", "What we know", "What we shall do about it", "Who", "To be done by"]
ROUTE = "There is no way to refer a place."
WRITE = "Write a short route for places"
ROW = ["Referral", "Red", ROUTE, WRITE, "Meera Nair", "5 March 2028"]
REFERRAL = ("Target", "Level 1", "Referral")


@pytest.mark.parametrize(
    "opening",
    [
        "Domain: Target. What colour a cell is filled with is the rating.",
        "Domain 1, Target. The wording was agreed in four workshops.",
        "Results of our first System Review (Target). Approved by the executive.",
        "Target. Completed by the review group, March 2028.",
        "This document sets out what the review team found in the Target domain. The others will follow.",
        "Domain reviewed: Target",
    ],
)
def test_the_domain_that_the_opening_names_holds_for_the_whole_file(opening):
    found = understood(text(opening), text("Level 1", heading=2), table(HEADS, ROW))

    assert findings(found) == [(REFERRAL, "red", ROUTE)]
    assert not found.questions


@pytest.mark.parametrize(
    "opening",
    [
        "Our target is that each place is known. Partnerships were kind to us.",
        "Target and Partnerships were reviewed in spring. This part is about Target; a second, about Partnerships.",
        "Target numbers of referrals were met.",
    ],
)
def test_a_word_that_is_no_domain_s_name_there_names_none(opening):
    found = understood(text(opening), text("Level 1", heading=2), table(HEADS, ROW))

    assert findings(found) == [(None, "red", ROUTE)]
    assert len(found.questions) == 1


def test_the_level_of_the_title_holds_below_the_heading_of_a_domain():
    found = understood(
        text("Quarrington: System Review, Level 2 (places and groups)", heading=1),
        text("Level 1 will be reviewed in spring."),
        text("Target", heading=2),
        table(HEADS, ROW),
        text("Partnerships", heading=2),
        table(HEADS, ["Planning", "Green", "Chairs ask who else should come.", "Go on asking", "", ""], number=2),
    )

    assert [spot for spot, _, _ in findings(found)] == [
        ("Target", "Level 2", "Referral"),
        ("Partnerships", "Level 2", "Planning"),
    ]


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


def test_leads_and_colours_go_by_the_number_of_the_action_and_of_its_finding():
    found = understood(
        text("Target", "Level 1", heading=2),
        table(
            ["Stage", "Findings", "Actions", "Owner"],
            [
                "Referral",
                Cell("1. No route for places. [RED]", "2. Schools telephone. [AMBER]"),
                Cell("1. Write a route", "2a. Make room on the form", "2b. Tell the schools"),
                Cell("1. Jo Lea", "2a. Ama Keane", "2b. Sol Brand"),
            ],
        ),
    )

    assert [(colour, said, who) for _, colour, said, who, _ in actions(found)] == [
        ("red", "Write a route", ["Jo Lea"]),
        ("amber", "Make room on the form", ["Ama Keane"]),
        ("amber", "Tell the schools", ["Sol Brand"]),
    ]


def test_a_paragraph_that_is_labelled_as_learning_is_what_the_actions_below_answer():
    found = understood(
        text("1. Knowing the place", heading=2),
        text("Learning: The lido came up in eleven records and in no meeting."),
        table(["Action", "Agency and lead"], ["Create a tag for places", "Police: Oskar Penrose"]),
    )

    assert [(under is not None, said, who) for under, _, said, who, _ in actions(found)] == [
        (True, "Create a tag for places", ["Oskar Penrose"])
    ]


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("Ask the rail company (Sgt Ama Quist, next liaison meeting)", ["Sgt Ama Quist"]),
        ("Look for it at sign-off – Nessa Quaye, at once", ["Nessa Quaye"]),
        ("Write five examples – Tegen Rowse, mid-December", ["Tegen Rowse"]),
        ("Work with schools – Hill Street, the park and the precinct", []),
        ("Build on the work in places – Market Square, at night", []),
    ],
)
def test_words_about_when_may_follow_a_name(said, who):
    assert [lead.name for lead in leads_in(said).leads] == who


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("Children's Social Care: Dervla Haines", [("Dervla Haines", "Children's Social Care")]),
        ("Nuala Breck (Parks and Leisure)", [("Nuala Breck", "Parks and Leisure")]),
        ("1. Jo Lea 2a. Ama Keane", [("Jo Lea", ""), ("Ama Keane", "")]),
    ],
)
def test_a_lead_column_may_say_the_agency_first_or_in_brackets(said, who):
    assert [(lead.name, lead.agency) for lead in leads_in_column(said)] == who


def test_a_finding_that_many_rows_repeat_is_asked_for_once():
    found = understood(table(["RAG", "Finding", "Action"], *[["Red", ROUTE, f"{WRITE} {at}"] for at in "abcdef"]))

    assert len(found.questions) == 1
    assert len(found.questions[0].about) == 7

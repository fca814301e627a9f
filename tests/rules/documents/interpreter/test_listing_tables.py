"""Lists with a column for each thing, under the many names people give them."""

from __future__ import annotations

import pytest

from tests.rules.documents.interpreter.made import Cell, actions, findings, ratings, table, text, understood

REFERRAL = ("Target", "Level 2", "Referral")
PLANNING = ("Target", "Level 2", "Planning")
NO_ROUTE = "Nobody can refer a park or a group of friends."
PILOT = "Plans for places are tried out in one ward."
WRITE = "Write a short route for places"
WIDEN = "Try the plans in two more wards"


@pytest.mark.parametrize(
    "heads",
    [
        ["Domain", "Level", "Stage", "RAG of finding", "Finding", "Action", "Owner", "Due"],
        [
            "Area",
            "Tier",
            "Part of the process",
            "Traffic light",
            "What we found",
            "What needs to happen?",
            "Who?",
            "By when",
        ],
        [
            "CS domain",
            "Level of the system",
            "Stage",
            "Colour",
            "Issue identified",
            "Action required",
            "Lead officer",
            "Timescale",
        ],
    ],
)
def test_a_list_is_read_by_its_heads(heads):
    found = understood(
        table(
            heads,
            ["Target", "2", "Referral", "R", NO_ROUTE, WRITE, "Ceri Vaughan (Police)", "by end of June 2027"],
            ["", "", "Planning", "Amber", PILOT, WIDEN, "Ifeoma Bello / Janusz Nowak", "within six weeks"],
        )
    )

    assert findings(found) == [(REFERRAL, "red", NO_ROUTE), (PLANNING, "amber", PILOT)]
    assert actions(found) == [
        (NO_ROUTE, "red", WRITE, ["Ceri Vaughan"], "by end of June 2027"),
        (PILOT, "amber", WIDEN, ["Ifeoma Bello", "Janusz Nowak"], "within six weeks"),
    ]


def test_a_colour_next_to_the_due_date_may_be_progress_and_is_asked_for_once():
    found = understood(
        table(
            ["Domain", "Level", "Stage", "Finding", "Action", "Owner", "Due", "RAG"],
            ["Target", "Level 2", "Referral", NO_ROUTE, WRITE, "Ceri Vaughan", "June 2027", "R"],
            ["Target", "Level 2", "Planning", PILOT, WIDEN, "Ife Bello", "June 2027", "A"],
        )
    )

    assert len(found.questions) == 1
    assert [len(found.questions[0].about), len(found.questions[0].answers)] == [4, 2]
    assert not any(found.is_sure(n) for n, s in enumerate(found.suggestions) if s.role in ("finding", "action"))


@pytest.mark.parametrize("done", ["Blue", "B", "Complete"])
def test_a_column_with_blue_is_progress_and_colours_no_finding(done):
    found = understood(
        table(
            ["Domain", "Level", "Stage", "Finding", "RAG", "Action", "Owner"],
            ["Target", "Level 2", "Referral", NO_ROUTE, done, WRITE, "Ceri Vaughan"],
            ["Target", "Level 2", "Planning", PILOT, "A", WIDEN, "Ife Bello"],
        )
    )

    assert {colour for _, colour, _ in findings(found)} == {""}
    assert not found.questions


def test_a_colour_of_progress_is_marked_as_a_part_of_the_action():
    head = ["Domain", "Level", "Stage", "Finding", "RAG", "Action", "Owner", "RAG of action"]
    found = understood(table(head, ["Target", "Level 2", "Referral", NO_ROUTE, "R", WRITE, "Ceri Vaughan", "Amber"]))

    last = 2 * len(head) - 1
    assert [s.role for s in found.suggestions if last in {stretch.passage for stretch in s.stretches}] == ["action"]
    assert [colour for _, colour, _ in findings(found)] == ["red"]


def test_a_shade_without_letters_colours_a_finding():
    found = understood(
        table(
            ["Domain", "Level", "Stage", "RAG of finding", "Finding", "Action"],
            ["Target", "Level 2", "Referral", Cell(fill="#FF0000"), NO_ROUTE, WRITE],
            ["Target", "Level 2", "Planning", Cell(fill="#FFC000"), PILOT, WIDEN],
        )
    )

    assert [colour for _, colour, _ in findings(found)] == ["red", "amber"]


def test_numbered_actions_meet_their_numbered_leads_and_times():
    found = understood(
        text("Target: Level 2"),
        table(
            ["Stage", "Finding", "Rating", "Action", "Lead", "Timescale"],
            [
                "Referral",
                NO_ROUTE,
                "Red",
                Cell("1. Write a short route for places", "2. Try it with two wards"),
                Cell("1. Ceri Vaughan", "2. Ife Bello"),
                Cell("1. within six weeks", "2. by Easter 2028"),
            ],
        ),
    )

    assert [(action[2], action[3], action[4]) for action in actions(found)] == [
        ("Write a short route for places", ["Ceri Vaughan"], "within six weeks"),
        ("Try it with two wards", ["Ife Bello"], "by Easter 2028"),
    ]


def test_a_number_without_a_time_has_none_and_a_line_without_a_number_belongs_to_the_one_above():
    found = understood(
        table(
            ["Domain", "Level", "Stage", "RAG", "Finding", "Action", "Lead", "Due"],
            [
                "Target",
                "2",
                "Referral",
                "R",
                NO_ROUTE,
                f"1. {WRITE}\n2. {WIDEN}",
                "1. Ceri Vaughan\nIfeoma Bello\n2. Janusz Nowak",
                "1. within six weeks\n2. -",
            ],
        )
    )

    assert actions(found) == [
        (NO_ROUTE, "red", WRITE, ["Ceri Vaughan", "Ifeoma Bello"], "within six weeks"),
        (NO_ROUTE, "red", WIDEN, ["Janusz Nowak"], ""),
    ]


def test_a_row_without_finding_belongs_to_the_one_above():
    found = understood(
        text("Target: Level 2"),
        table(["Stage", "Finding", "RAG", "Action"], ["Referral", NO_ROUTE, "R", WRITE], ["", "", "", WIDEN]),
    )

    assert [action[0] for action in actions(found)] == [NO_ROUTE, NO_ROUTE]


def test_a_plan_without_stages_asks_for_each_with_likely_answers():
    found = understood(
        table(
            ["No.", "Recommendation", "Action to be taken", "Lead agency and officer", "By when"],
            ["1", NO_ROUTE, WRITE, "Ceri Vaughan, Police", "June 2027"],
            ["2", PILOT, WIDEN, "Ife Bello, Youth Service", "July 2027"],
        )
    )

    assert [(place, text) for place, _, text in findings(found)] == [(None, NO_ROUTE), (None, PILOT)]
    assert [len(question.answers) for question in found.questions] == [4, 4]


def test_bands_within_a_list_name_stages_and_ratings():
    found = understood(
        text("Target: Level 2"),
        table(
            ["Finding", "RAG", "Action", "Lead"],
            [Cell("Referral – overall rating: Red", columns=4)],
            [NO_ROUTE, "Red", WRITE, "Ceri Vaughan"],
            [Cell("Planning – overall rating: Amber", columns=4)],
            [PILOT, "Amber", WIDEN, "Ife Bello"],
        ),
    )

    assert findings(found) == [(REFERRAL, "red", NO_ROUTE), (PLANNING, "amber", PILOT)]
    assert ratings(found) == [(REFERRAL, "red"), (PLANNING, "amber")]


def test_what_an_unknown_head_stands_over_is_told_by_the_cells():
    found = understood(
        table(
            ["Where it belongs", "The thing itself", "RAG of finding", "Action"],
            ["Target Level 2 Referral", NO_ROUTE, "Red", WRITE],
            ["Target Level 2 Planning", PILOT, "Amber", WIDEN],
        )
    )

    assert findings(found) == [(REFERRAL, "red", NO_ROUTE), (PLANNING, "amber", PILOT)]

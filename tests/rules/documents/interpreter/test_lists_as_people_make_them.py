"""Lists with what people put into them beside findings and actions: earlier ratings, headings, who and when."""

from __future__ import annotations

import pytest

from tests.rules.documents.interpreter.made import Cell, actions, findings, ratings, table, text, understood

REFERRAL = ("Target", "Level 2", "Referral")
NO_ROUTE = "Nobody can refer a park or a group of friends."
PILOT = "Plans for places are tried out in one ward."
WRITE = "Write a short route for places"
WIDEN = "Try the plans in two more wards"
PLACES = ["Domain", "Level", "Stage"]
IN_REFERRAL = ["Target", "Level 2", "Referral"]


def test_a_heading_across_the_columns_is_no_finding():
    found = understood(
        table(
            ["Ref", "Issue", "Action", "Owner", "Due"],
            [Cell("Priority 1: A better front door", columns=5)],
            ["1.1", NO_ROUTE, WRITE, "Ceri Vaughan", "June 2027"],
        )
    )

    assert [words for _, _, words in findings(found)] == [NO_ROUTE]
    assert [action[2] for action in actions(found)] == [WRITE]


@pytest.mark.parametrize(
    ("before", "now"), [("RAG 2025", "RAG 2026"), ("Previous rating", "Current rating"), ("Last RAG", "RAG")]
)
def test_the_rating_of_an_earlier_time_is_not_taken(before, now):
    found = understood(
        table(
            [*PLACES, before, now, "Direction of travel", "Findings", "Actions"],
            [*IN_REFERRAL, "Red", "Amber – improving", "↑", NO_ROUTE, WRITE],
            ["Target", "Level 2", "Planning", "Amber", "Green", "↑", PILOT, WIDEN],
        )
    )

    assert [colour for _, colour, _ in findings(found)] == ["amber", "green"]
    assert not found.questions


def test_findings_and_actions_of_an_earlier_time_are_not_taken():
    found = understood(
        table(
            [*PLACES, "Findings 2025", "Findings 2026", "RAG", "Actions from last review", "Actions"],
            [*IN_REFERRAL, "No panel met.", NO_ROUTE, "R", "Set up a panel", WRITE],
        )
    )

    assert [words for _, _, words in findings(found)] == [NO_ROUTE]
    assert [action[2] for action in actions(found)] == [WRITE]


def test_lines_of_who_and_when_belong_to_the_action_above_them():
    found = understood(
        table(
            [*PLACES, "RAG", "Finding", "Action"],
            [*IN_REFERRAL, "R", NO_ROUTE, Cell(WRITE, "Who: Education lead", "When: TBC")],
            [*IN_REFERRAL, "A", PILOT, Cell(WIDEN, "Lead: Ceri Vaughan. Deadline: 30 June 2027")],
        )
    )

    assert actions(found) == [
        (NO_ROUTE, "red", WRITE, ["Education lead"], ""),
        (PILOT, "amber", WIDEN, ["Ceri Vaughan"], "30 June 2027"),
    ]


def test_a_column_of_leads_may_say_when():
    found = understood(
        table(
            [*PLACES, "RAG", "Finding", "Action", "Who / when"],
            [*IN_REFERRAL, "R", NO_ROUTE, WRITE, "Fay Holt / 30 June 2027"],
        )
    )

    assert actions(found) == [(NO_ROUTE, "red", WRITE, ["Fay Holt"], "30 June 2027")]


def test_what_only_numbers_a_finding_is_none():
    found = understood(
        table(["Learning point", "What will we do?"], [Cell("Learning point 1", NO_ROUTE), WRITE], ["2.", WIDEN])
    )

    assert [words for _, _, words in findings(found)] == [NO_ROUTE]


def test_a_stage_may_be_named_before_its_standard():
    found = understood(
        text("Target: Level 2"),
        table(
            ["Standard", "Evidence", "RAG", "Action"],
            ["1. Referral: everybody in the service knows how to refer a place or a group", NO_ROUTE, "R", WRITE],
        ),
    )

    assert findings(found) == [(REFERRAL, "red", NO_ROUTE)]


@pytest.mark.parametrize("said", ["{} (Red)", "{} [RED]", "{} – Red", "{} 🔴"])
def test_a_finding_may_end_with_its_colour(said):
    found = understood(table([*PLACES, "Finding", "Action"], [*IN_REFERRAL, said.format(NO_ROUTE), WRITE]))

    assert findings(found) == [(REFERRAL, "red", NO_ROUTE)]


def test_a_rating_in_a_column_of_findings_is_no_finding():
    found = understood(table([*PLACES, "Finding", "Action"], [*IN_REFERRAL, "Green/Amber", WRITE]))

    assert findings(found) == []


def test_a_rating_that_the_framework_does_not_have_is_left_to_a_person():
    found = understood(
        text("Target: Level 2"),
        table(
            ["Finding", "RAG", "Action", "Lead"],
            [Cell("Referral", columns=4)],
            [NO_ROUTE, "Red", WRITE, "Ceri Vaughan"],
            [Cell("Overall rating for Referral: Green/Red", columns=4)],
        ),
    )

    assert ratings(found) == []
    assert [s.confidence < 0.5 for s in found.suggestions if "Green/Red" in s.text] == [True]


def test_a_partnership_in_the_title_is_not_a_domain():
    found = understood(
        text("Northmoor Safeguarding Children Partnership", heading=1),
        text("Level 2", heading=2),
        table(["Stage", "RAG", "Finding"], ["Referral", "R", NO_ROUTE]),
    )

    assert [place for place, _, _ in findings(found)] == [None]


def test_signs_head_columns_and_rate_stages():
    found = understood(
        text("Target: Level 2"),
        table(
            ["Stage", "🔴", "What will move us to amber?", "🟠", "What will move us to green?"],
            [Cell("Referral", "Overall: 🟠/🔴"), NO_ROUTE, WRITE, PILOT, WIDEN],
        ),
    )

    assert [(colour, words) for _, colour, words in findings(found)] == [("red", NO_ROUTE), ("amber", PILOT)]
    assert ratings(found) == [(REFERRAL, "amber_red")]


def test_misspelt_places_are_known_in_ratings_and_by_their_numbers():
    found = understood(
        text("TARGET", "LEVLE 2"),
        table(
            ["", "RED", "ACTION PLAN TO GET TO AMBER", "AMBER", "ACTION PLAN TO GET TO GREEN"],
            [Cell("REFFERAL – CURRENT OVERALL RATING LEVEL 1: AMBER/RED", columns=5)],
            ["", NO_ROUTE, WRITE, PILOT, WIDEN],
        ),
    )

    assert ratings(found) == [(REFERRAL, "amber_red")]
    assert {place for place, _, _ in findings(found)} == {REFERRAL}
    assert len(found.told) == 1


@pytest.mark.parametrize("key", ["CV – Ceri Vaughan (Police)", "Leads: AB = Ann Bo; CV: Ceri Vaughan"])
def test_initials_that_the_document_explains_are_written_out(key):
    found = understood(
        text(key), table([*PLACES, "RAG", "Finding", "Action", "Lead"], [*IN_REFERRAL, "R", NO_ROUTE, WRITE, "CV"])
    )

    assert [action[3] for action in actions(found)] == [["Ceri Vaughan"]]


def test_a_stage_may_be_rated_in_brackets_behind_its_name():
    found = understood(
        text("Target: Level 2"),
        table(
            ["Stage (overall rating)", "Red", "To amber", "Amber", "To green"],
            ["Referral (Amber/Red)", NO_ROUTE, WRITE, PILOT, WIDEN],
        ),
    )

    assert ratings(found) == [(REFERRAL, "amber_red")]
    assert {place for place, _, _ in findings(found)} == {REFERRAL}


def test_the_initial_of_a_lead_is_no_letter_of_a_list():
    found = understood(
        table([*PLACES, "RAG", "Finding", "Action", "Lead"], [*IN_REFERRAL, "R", NO_ROUTE, WRITE, "K. Osei"])
    )

    assert [action[3] for action in actions(found)] == [["K. Osei"]]


def test_progress_in_one_word_is_the_state_of_the_action_and_a_bare_date_its_day():
    found = understood(
        table(
            [*PLACES, "RAG", "Finding", "Action", "Date", "Progress"],
            [*IN_REFERRAL, "R", NO_ROUTE, WRITE, "June 2027", "Complete"],
        )
    )

    assert [(s.due_words, s.status) for s in found.suggestions if s.role == "action"] == [("June 2027", "done")]


def test_stages_without_domain_and_level_are_asked_for_once():
    found = understood(
        table(
            ["Stage", "RAG", "Finding", "Action"], ["Referral", "R", NO_ROUTE, WRITE], ["Planning", "A", PILOT, WIDEN]
        )
    )

    assert [(len(question.about), len(question.answers)) for question in found.questions] == [(4, 8)]


def test_a_day_in_figures_is_no_number_of_a_list():
    found = understood(
        table([*PLACES, "RAG", "Finding", "Action", "By"], [*IN_REFERRAL, "R", NO_ROUTE, WRITE, "1/2/27"])
    )

    assert [action[4] for action in actions(found)] == ["1/2/27"]


@pytest.mark.parametrize("title", ["Completed actions", "Previous review", "Results 2024"])
def test_what_stands_under_a_title_of_an_earlier_time_is_never_sure(title):
    rows = [*PLACES, "RAG", "Finding", "Action"]
    found = understood(
        text("Results 2026", heading=1),
        table(rows, [*IN_REFERRAL, "R", NO_ROUTE, WRITE]),
        text(title, heading=1),
        table(rows, [*IN_REFERRAL, "A", PILOT, WIDEN], number=2),
    )

    sure = [found.is_sure(n) for n, s in enumerate(found.suggestions) if s.role in ("finding", "action")]
    assert sure == [True, True, False, False]


def test_of_ratings_of_two_months_the_later_is_taken_and_signs_are_colours():
    found = understood(
        table(
            [*PLACES, "What we found", "RAG (Mar 26)", "RAG (Sept 26)", "What we are doing", "Owner(s)"],
            [*IN_REFERRAL, NO_ROUTE, "🔴", "🟡", WRITE, "Ceri Vaughan"],
            [*IN_REFERRAL, PILOT, "🟡", "🟢 improving", WIDEN, "Ceri Vaughan"],
        )
    )

    assert [colour for _, colour, _ in findings(found)] == ["amber", "green"]
    assert [action[2] for action in actions(found)] == [WRITE, WIDEN]


def test_columns_of_ticks_colour_the_findings():
    found = understood(
        table(
            [*PLACES, "Finding", "R", "A", "G", "Action"],
            [*IN_REFERRAL, NO_ROUTE, "✓", "", "", WRITE],
            [*IN_REFERRAL, PILOT, "", "x", "", WIDEN],
        )
    )

    assert [colour for _, colour, _ in findings(found)] == ["red", "amber"]

"""Who leads an action and by when, as offices that never saw our rules write it."""

from __future__ import annotations

import pytest

from system_review.documents.interpreter.leads import leads_in, leads_in_column
from tests.rules.documents.interpreter.made import Cell, actions, table, text, understood

ROUTE = "There is no way to refer a place."
WRITE = "Write a short route for places"


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


def test_a_surname_may_stand_first_before_a_name_and_its_service_in_brackets():
    assert [(lead.name, lead.agency) for lead in leads_in_column("Fenwick, Jo (Leisure Trust)")] == [
        ("Jo Fenwick", "Leisure Trust")
    ]

"""What a whole file is about, where only its opening, its title or the edge of its pages says it."""

from __future__ import annotations

import pytest

from system_review.documents.readers.passages import Look, Part, Place, ReadPassage
from tests.rules.documents.interpreter.made import findings, table, text, understood

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
    assert [why.values for why in found.told] == [{"domain": "Target"}]


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


def test_the_domain_may_stand_at_a_page_s_edge_or_alone_above_a_list():
    header = ReadPassage("Ormscar – Legislative framework", "\n", Place(part=Part.HEADER), Look())
    below_edge = understood([header], text("Level 1", heading=1), table(HEADS, ROW))
    above_list = understood(table(["Larkhope – System Review – Target"], ["Level", *HEADS], ["1", *ROW]))

    assert findings(below_edge)[0][0] == ("Legislative framework", "Level 1", "Referral")
    assert findings(above_list)[0][0] == REFERRAL

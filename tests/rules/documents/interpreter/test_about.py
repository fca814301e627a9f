"""What a file says of itself."""

from __future__ import annotations

from datetime import date

from tests.rules.documents.interpreter.made import Cell, table, text, understood

SHEET = table(
    ["Stage", "RAG of finding", "Finding", "Action"], ["Referral", "R", Cell("No form has a place."), "Add one"]
)


def test_the_first_line_is_the_title_and_its_day_that_of_the_results():
    found = understood(text("Eastmere: System Review", "Agreed on 20 April 2027", "Target: Level 1"), SHEET)

    assert (found.title, found.on) == ("Eastmere: System Review", date(2027, 4, 20))


def test_a_part_of_the_framework_is_no_title_and_two_days_are_none():
    found = understood(text("Target: Level 1", "Written 2 May 2027, agreed 20 May 2027"), SHEET)

    assert found.on is None
    assert found.title != "Target: Level 1"

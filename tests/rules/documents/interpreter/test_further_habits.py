"""Habits met in documents after the others: letters for heads, a column of stages' ratings, the end of an e-mail."""

from __future__ import annotations

from datetime import date

from system_review.documents.interpreter.understand import understand
from system_review.documents.readers.text import read_pasted
from tests.rules.documents.interpreter.made import FRAMEWORKS, Cell, actions, findings, ratings, table, text, understood


def test_letters_head_columns_where_others_beside_them_do() -> None:
    head = ["R", "Getting to A", "A", "To G", "G", "Staying G"]
    row = ["Parks cannot be referred.", "Write a form", "Schools name parks.", "Ask the rest", "", ""]
    band = [Cell("Referral. Overall: Amber/Red", columns=6)]

    found = understood(text("Target, Level 2", heading=1), table(head, band, row))

    assert [(colour, said) for _, colour, said in findings(found)] == [("red", row[0]), ("amber", row[2])]
    assert [(colour, said) for _, colour, said, *_ in actions(found)] == [("red", row[1]), ("amber", row[3])]


def test_a_column_of_ratings_with_half_steps_beside_the_findings_colours_rates_stages() -> None:
    head = ["Stage", "Current rating", "Findings", "Rating", "Actions"]
    rows = [
        ["Referral", "Amber/Red", "Parks cannot be referred.", "Red", "Write a form"],
        ["Planning", "Green", "Plans name places.", "Green", "Keep sampling plans"],
    ]

    found = understood(text("Target, Level 2", heading=1), table(head, *rows))

    assert [rating for _, rating in ratings(found)] == ["amber_red", "green"]
    assert [colour for _, colour, _ in findings(found)] == ["red", "green"]


def test_what_ends_an_e_mail_is_no_finding() -> None:
    mail = (
        "Target, Level 1\n\nReferral (amber)\n\n(A) Schools name no places.\n\n-> Ask them to (Lead: Nia Morgan).\n\n"
        "Response (green)\n\nThanks again for a good session.\n\nBest wishes\n\nOla\n\nBusiness Manager\n"
    )

    found = understand(read_pasted(mail), FRAMEWORKS["contextual-safeguarding"], base=date(2027, 1, 4))

    assert [said for _, _, said in findings(found)] == ["Schools name no places."]
    assert len(actions(found)) == 1


def test_a_name_between_two_times_is_no_part_of_either() -> None:
    rows = [["Referral", "A", "Drivers are trained.", "Thank the depot and repeat yearly (Nia Morgan, each May)"]]

    found = understood(text("Target, Level 2", heading=1), table(["Stage", "RAG", "Findings", "Actions"], *rows))

    ((_, _, _, leads, due),) = actions(found)
    assert leads == ["Nia Morgan"]
    assert due.endswith("each May")
    assert "—" not in due


def test_who_leads_stands_in_brackets_before_the_next_of_something() -> None:
    rows = [
        ["Referral", "A", "Stalls are licensed.", "Train those who hold one (Hoa Pham, at the next licensing round)"]
    ]

    found = understood(text("Target, Level 2", heading=1), table(["Stage", "RAG", "Findings", "Actions"], *rows))

    ((_, _, said, leads, _),) = actions(found)
    assert (said, leads) == ("Train those who hold one at the next licensing round", ["Hoa Pham"])


def test_half_a_word_is_no_time() -> None:
    said = "Meet those who run looked-after children reviews in three months' time (Nia Morgan)"

    found = understood(
        text("Target, Level 2", heading=1),
        table(["Stage", "RAG", "Findings", "Actions"], ["Referral", "A", "Drivers are trained.", said]),
    )

    ((*_, due),) = actions(found)
    assert due == "in three months' time"

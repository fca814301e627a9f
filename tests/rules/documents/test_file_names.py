"""What a document is called as a file, whatever its review is called."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from system_review.documents.rules.file_names import file_name, folded

DAY = date(2027, 4, 20)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("System Review 2027", "system-review-2027"),
        ("Tŷ Gwyn & Ysgol y Bont: the children's review", "ty-gwyn-ysgol-y-bont-the-childrens-review"),
        ("Straße, Ålesund, Łódź", "strasse-alesund-lodz"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\system32", "c-windows-system32"),
        ("CON", "review-con"),
        ("lpt1", "review-lpt1"),
        ("a\r\nContent-Type: text/html", "a-content-type-text-html"),
        ("مراجعة", "review"),
        (" . ", "review"),
        ("", "review"),
        ("word " * 60, "-".join(["word"] * 16)),
    ],
)
def test_a_title_becomes_plain_letters_figures_and_hyphens(title: str, name: str) -> None:
    assert folded(title) == name
    assert file_name(title, date=DAY, extension=".docx") == f"{name}-2027-04-20-DRAFT.docx"


def test_what_is_agreed_is_no_draft() -> None:
    assert file_name("Results", date=DAY, extension=".pdf", draft=False) == "results-2027-04-20.pdf"


@given(title=st.text(max_size=300))
def test_no_title_makes_a_name_that_a_system_could_misunderstand(title: str) -> None:
    name = file_name(title, date=DAY, extension=".csv")

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-2027-04-20-DRAFT\.csv", name)
    assert len(name) < 120

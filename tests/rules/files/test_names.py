"""A name is text: kept, shown without tricks, and made fit for every system when the file is handed out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from system_review.files.rules.kinds import TYPES, FileKind
from system_review.files.rules.names import file_name, name_from, shown_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("minutes.pdf", "minutes.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\mona\\Minutes März.pdf", "Minutes März.pdf"),
        ("/", ""),
        ("  a.pdf ", "a.pdf"),
        ("a" * 300 + ".docx", "a" * 194 + "….docx"),
        ("a" * 300, "a" * 200),
    ],
)
def test_of_a_name_its_last_part_is_kept_and_no_more_than_fits(given: str, kept: str) -> None:
    assert name_from(given) == kept


def test_what_turns_the_direction_of_letters_is_seen() -> None:
    assert shown_name("report\u202efdp.exe") == "report\ufffdfdp.exe"
    assert shown_name("a\x07b") == "a␇b"
    assert shown_name("موجز.pdf") == "موجز.pdf"


@pytest.mark.parametrize(
    ("name", "kind", "made"),
    [
        ("minutes.pdf", FileKind.PDF, "minutes.pdf"),
        ("minutes.PDF", FileKind.PDF, "minutes.PDF"),
        ("run.bat", FileKind.TEXT, "run.bat.txt"),
        ("plan.docx.exe", FileKind.DOCX, "plan.docx.exe.docx"),
        ("report\u202efdp.exe", FileKind.PDF, "reportfdp.exe.pdf"),
        ("page.html", FileKind.TEXT, "page.html.txt"),
        ("con.txt", FileKind.TEXT, "file-con.txt"),
        ("...", FileKind.PNG, "file.png"),
        (".pdf", FileKind.PDF, "pdf.pdf"),
        ('a"b<c>|?*:.csv', FileKind.CSV, "a_b_c_____.csv"),
        ("a\r\nSet-Cookie: x.txt", FileKind.TEXT, "a__Set-Cookie_ x.txt"),
        ("x" * 300, FileKind.JPEG, "x" * 150 + ".jpg"),
    ],
)
def test_a_download_gets_a_name_that_every_system_takes_and_the_ending_of_what_it_is(
    name: str, kind: FileKind, made: str
) -> None:
    assert file_name(name, kind) == made


@given(some.text(max_size=400), some.sampled_from(FileKind))
def test_no_name_leads_anywhere_or_ends_otherwise(name: str, kind: FileKind) -> None:
    made = file_name(name_from(name), kind)

    assert made.lower().endswith(TYPES[kind][1])
    assert not set(made) & set('/\\:\r\n\0"')
    assert not made.startswith(".")
    assert len(made) <= 160

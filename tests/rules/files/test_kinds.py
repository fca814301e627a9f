"""What a file is, is told by what is in it; only what is known passes, and every refusal is a sentence."""

from __future__ import annotations

import io
import random
import struct

import pytest

from system_review.errors import Refused
from system_review.files.rules.kinds import TYPES, FileKind, kind_of
from system_review.files.rules.packages import MOST_MEMBERS
from tests.files.samples import REFUSED, TAKEN, office, open_document, packed


def told(data: bytes, name: str = "") -> str:
    """What a file is, or the sentence that refuses it."""
    try:
        return kind_of(io.BytesIO(data), name).value
    except Refused as refusal:
        return str(refusal.why)


@pytest.mark.parametrize("kind", TAKEN)
@pytest.mark.parametrize("name", ["", "plan.exe", "plan.html", "plan.docx.svg"])
def test_a_kind_is_told_by_its_content_whatever_the_name_says(kind: str, name: str) -> None:
    assert told(TAKEN[kind], name) == kind


def test_every_kind_has_a_sample_and_a_type() -> None:
    assert set(TAKEN) | {"csv"} == {kind.value for kind in FileKind} == {kind.value for kind in TYPES}


def test_a_name_settles_only_whether_text_is_a_table() -> None:
    assert told(b"a,b\n1,2\n", "figures.CSV") == "csv"
    assert told(TAKEN["pdf"], "figures.csv") == "pdf"


@pytest.mark.parametrize("what", REFUSED)
def test_everything_else_is_refused_with_a_sentence_that_says_what_it_is(what: str) -> None:
    data, words = REFUSED[what]

    assert words in told(data)


@pytest.mark.parametrize("what", REFUSED)
def test_no_name_helps_what_is_refused(what: str) -> None:
    assert all(REFUSED[what][1] in told(REFUSED[what][0], f"report{end}") for end in (".pdf", ".docx", ".txt", ".csv"))


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx", "odt", "pdf", "png", "jpeg", "gif", "webp"])
def test_what_was_cut_off_anywhere_is_no_longer_its_kind(kind: str) -> None:
    data = TAKEN[kind]
    data = data.rstrip(b"\n")
    places = sorted({len(data) * each // 100 for each in range(1, 100)})

    assert {told(data[:place]) for place in places} & {one.value for one in FileKind} <= {"text"}


@pytest.mark.parametrize("words", [
    "From the police: 40 referrals.",
    "Received: with thanks\nFrom: the board", "Date: 3 March\nPlace: Eastmere\n\nHello",
    "5 < 6 and 7 > 6", "<- see above", "naïve café", "Ergebnis: 3 €", "שלום", "# Minutes\n\n- one",
])  # fmt: skip
def test_ordinary_text_passes(words: str) -> None:
    assert {told(words.encode(codec)) for codec in ("utf-8", "utf-8-sig", "utf-16")} == {"text"}


def test_text_of_an_older_computer_passes() -> None:
    assert told("“Ask about places” – naïve café".encode("cp1252")) == "text"


def test_documents_with_usual_further_parts_pass() -> None:
    assert told(office("ppt", ppt__embeddings__Microsoft_Excel_Sheet_dot_xlsx="x", docProps__app_dot_xml="x")) == "pptx"
    assert told(open_document("text-template", Basic__script_lc_dot_xml="x")) == "odt"
    assert told(TAKEN["docx"] + b"\0" * 100) == "docx"
    assert told(b"junk\n" + TAKEN["pdf"]) == "pdf"


def test_a_list_of_contents_that_is_too_long_is_refused_before_it_is_read() -> None:
    many = packed({f"word/{number}": "" for number in range(MOST_MEMBERS + 1)})
    lying = TAKEN["docx"][:-22] + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 9, 9, 2**31, 0, 0)

    assert "2,001 parts" in told(many)
    assert "parts or more" in told(lying)


def test_a_part_that_unpacks_to_far_more_than_it_may_is_not_unpacked_further() -> None:
    bomb = packed({"[Content_Types].xml": b" " * 64_000_000, "word/a.xml": "x"})

    assert "damaged" in told(bomb)


def test_nothing_that_is_sent_raises_anything_else() -> None:
    draws = random.Random(5)
    for data in TAKEN.values():
        for _ in range(60):
            broken = bytearray(data)
            for _ in range(draws.randint(1, 6)):
                broken[draws.randrange(len(broken))] = draws.randrange(256)
            told(bytes(broken))

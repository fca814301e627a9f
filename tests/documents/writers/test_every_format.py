"""What holds for every format: both frameworks, every script, no formula, the marking on every page, equal bytes."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable

import pytest

from system_review.documents.writers.csv import read_back
from system_review.documents.writers.formats import FORMATS
from system_review.documents.writers.json import write_json
from system_review.reviews.snapshots import Holds, ReviewSnapshot
from system_review.texts import LONGEST, shown
from tests.documents.large_review import large
from tests.documents.snapshots import small_audit, small_grid, with_words
from tests.documents.writers.reading_back import (
    excel_texts,
    pdf_pages,
    plain,
    with_finding,
    word_texts,
    written,
)

PAPERS = ("docx", "pdf", "xlsx")
SAMPLES = [pytest.param(small_grid, id="grid"), pytest.param(small_audit, id="audit")]
MOST_SECONDS = 10  # far above what it takes; bin/bench measures

SCRIPTS = {
    "welsh": "Tŷ Gwyn: dŵr, ffŷdd a gweithwyr ieuenctid",
    "hebrew": "שלום עולם",
    "joined emoji": "They walk 🚶‍♀️ with 👩‍👩‍👧‍👦 and 👍🏽, then 1️⃣ and 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "chinese, japanese, korean": "漢字かなカナ 한국어",
    "ethiopic": "በአማርኛ ቋንቋ",
    "devanagari": "क्षत्रिय हिन्दी",
    "thai": "ภาษาไทย น้ำ",
    "zero width": "a\u200bb\u200cc\u200dd\u2060e\u00adf",
    "combining marks": "e\u0301 a\u0302\u0323 Z\u0351\u036b\u0343",
    "marks of two scripts": "\u06d8\ufe26\u06f0",
    "a mark alone on its line": "first\n\u08f6 second",
    "both directions": "abc שלום 123 def",
    "mathematical letters": "𝔄𝔅 ∑ \U0001d7d8",
    "ligatures": "office ﬁ ½ ²",
    "private and unassigned": "\ue000 \u0378 \U0010fffd",
    "lines": "first\n\n  third line\n\tfourth",
    "markup": "<b>&amp; ]]> {{ 7*7 }} {% debug %} %s ${x} _x0041_ &P &[Tab]",
    "typst": '#panic() *x* $y$ #include "/etc/passwd" `a` _b_ <c> @d // e /* f */ \\ [h] ~ --- ...',
}
SAID = [pytest.param(text, id=name) for name, text in SCRIPTS.items()]
ARABIC = "يعرف العاملون مع الشباب الأماكن جيدا"
SAID_ELSEWHERE = (
    "Does this hold at night?", "Nobody was asked.", "Who pays for it?", "Bring this to the panel.",
    "Who reads this?", "How sure is that?", "We asked forty people.", "Why this rating?",
)  # fmt: skip
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "=cmd|' /C calc'!A0",
    "'=1",
    "  =1",
    "\u200b=1",
    "https://e.org",
]


@pytest.mark.parametrize("make", SAMPLES)
@pytest.mark.parametrize("key", FORMATS)
def test_both_frameworks_are_written_and_equal_reviews_give_equal_bytes(
    key: str, make: Callable[..., ReviewSnapshot]
) -> None:
    first, second = written(key, make()), written(key, make())

    assert len(first) > 1000
    assert first == second


@pytest.mark.parametrize("text", SAID)
def test_a_text_in_any_script_comes_out_of_word_as_it_was(text: str) -> None:
    assert text in word_texts(written("docx", with_finding(small_audit, text)))


@pytest.mark.parametrize("text", SAID)
def test_a_text_in_any_script_comes_out_of_excel_as_it_was(text: str) -> None:
    assert text in excel_texts(written("xlsx", with_finding(small_audit, text)))


@pytest.mark.parametrize("text", SAID)
def test_a_text_in_any_script_comes_out_of_csv_and_json_as_it_was(text: str) -> None:
    snapshot = with_finding(small_audit, text)

    assert read_back(written("csv", snapshot))[0]["Text"] == text
    assert json.loads(written("json", snapshot))["findings"][0]["text"] == text


@pytest.mark.parametrize("text", SAID)
def test_a_text_in_any_script_comes_out_of_a_pdf_after_normalisation(text: str) -> None:
    pages = pdf_pages(written("pdf", with_finding(small_audit, text)))

    assert plain(text) in plain("".join(pages))


def test_arabic_comes_out_of_word_excel_csv_and_json_as_it_was() -> None:
    snapshot = with_finding(small_audit, ARABIC)

    assert ARABIC in word_texts(written("docx", snapshot))
    assert ARABIC in excel_texts(written("xlsx", snapshot))
    assert read_back(written("csv", snapshot))[0]["Text"] == ARABIC
    assert ARABIC.encode() in written("json", snapshot)


def test_each_arabic_letter_comes_out_of_a_pdf_once() -> None:
    """In the order of the eye, which is all that poppler gives of a ligature inside a word."""
    said = plain("".join(pdf_pages(written("pdf", with_finding(small_audit, ARABIC)))))

    letters = sorted(letter for letter in said if "\u0600" <= letter <= "\u06ff")
    assert letters == sorted(plain(ARABIC))


def test_a_byte_order_mark_inside_a_text_does_not_stop_a_pdf() -> None:
    assert plain("a\u2060b") in plain("".join(pdf_pages(written("pdf", with_finding(small_audit, "a\ufeffb")))))


@pytest.mark.parametrize("key", FORMATS)
@pytest.mark.parametrize("first", range(0x1, 0x110000, 0x8000))
def test_no_character_stops_a_document(key: str, first: int) -> None:
    """A sample out of every part of Unicode, with what is joined to the letter before it."""
    points = range(first, first + 0x8000, 0x8000 // 400)
    letters = (chr(point) for point in points if not 0xD800 <= point <= 0xDFFF)

    assert written(key, with_finding(small_audit, "x" + " a".join(letters)[:LONGEST]))


def test_other_control_characters_are_shown_by_a_sign_on_paper_and_kept_in_csv_and_json() -> None:
    text = "bell \x07, tab of old \x0b, escape \x1b, delete \x7f, next line \x85"
    snapshot = with_finding(small_audit, text)

    assert shown(text) in word_texts(written("docx", snapshot))
    assert shown(text) in excel_texts(written("xlsx", snapshot))
    assert plain(shown(text)) in plain("".join(pdf_pages(written("pdf", snapshot))))
    assert read_back(written("csv", snapshot))[0]["Text"] == text
    assert json.loads(written("json", snapshot))["findings"][0]["text"] == text


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_like_a_formula_stays_a_text(text: str) -> None:
    snapshot = with_finding(small_audit, text)

    assert text in excel_texts(written("xlsx", snapshot))
    assert text in word_texts(written("docx", snapshot))
    assert read_back(written("csv", snapshot))[0]["Text"] == text


@pytest.mark.parametrize("key", FORMATS)
def test_a_finding_of_the_greatest_length_is_written_whole(key: str) -> None:
    text = " ".join(f"word{number}" for number in range(2500))[: LONGEST - 4] + " end"

    data = written(key, with_finding(small_audit, text))

    if key == "docx":
        assert text in word_texts(data)
    elif key == "xlsx":
        assert text in excel_texts(data)
    elif key == "pdf":
        assert plain("word1234") in plain("".join(pdf_pages(data)))
        assert plain("".join(pdf_pages(data))).count("word") == text.count("word")
    else:
        assert text in data.decode()


@pytest.mark.parametrize("key", [*PAPERS, "csv"])
def test_archived_things_and_what_is_for_the_team_alone_are_in_no_document(key: str) -> None:
    """Looked for in every part of the file, as somebody would who should not see them."""
    data = written(key, small_grid())
    raw = data
    if key in {"docx", "xlsx"}:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            raw = b"".join(file.read(name) for name in file.namelist())
    elif key == "pdf":
        raw = "".join(pdf_pages(data)).encode()

    for hidden in (b"nobody may read", b"off the record", b"For the team alone"):
        assert hidden not in raw


@pytest.mark.parametrize("key", [*PAPERS, "csv"])
def test_a_file_for_the_team_tells_its_evidence(key: str) -> None:
    data = written(key, small_grid(holds=Holds(team_only_evidence=True)))
    texts = {"docx": word_texts, "xlsx": excel_texts, "pdf": pdf_pages, "csv": lambda data: [data.decode()]}

    said = "".join(texts[key](data)).replace("\n", " ")
    assert "off the record" in said
    assert "For the team alone" in said


@pytest.mark.parametrize("key", [*PAPERS, "csv"])
@pytest.mark.parametrize("make", SAMPLES)
def test_what_was_said_stands_in_the_file_only_where_it_was_asked_for(
    key: str, make: Callable[..., ReviewSnapshot]
) -> None:
    texts = {"docx": word_texts, "xlsx": excel_texts, "pdf": pdf_pages, "csv": lambda data: [data.decode()]}
    asked = " ".join("".join(texts[key](written(key, with_words(make())))).split())
    usual = " ".join("".join(texts[key](written(key, make()))).split())

    for words in SAID_ELSEWHERE:
        assert words.replace(" ", "") in asked.replace(" ", "")
        assert words.replace(" ", "") not in usual.replace(" ", "")
    assert "Settled by Anwen" in asked and "Ben, Police" in asked and "Answered by Anwen" in asked


def test_a_file_without_what_was_said_does_not_mention_it() -> None:
    tree = json.loads(write_json(small_grid()))

    assert not {"comments", "working_notes", "challenges"} & set(tree)
    assert set(tree["holds"]) == {"history", "archived", "team_only_evidence"}


def test_the_interchange_file_is_the_snapshots_canonical_bytes() -> None:
    assert write_json(small_grid()) == small_grid().canonical_bytes()
    assert ReviewSnapshot.model_validate_json(write_json(small_grid())) == small_grid()


def test_each_format_knows_its_extension_and_type() -> None:
    assert {key: made.extension for key, made in FORMATS.items()} == {
        "docx": ".docx",
        "pdf": ".pdf",
        "xlsx": ".xlsx",
        "csv": ".csv",
        "json": ".json",
    }
    assert all(made.key == key and "/" in made.media_type for key, made in FORMATS.items())


@pytest.mark.parametrize("key", PAPERS)
def test_no_document_tells_when_or_where_it_was_made(key: str) -> None:
    data = written(key, small_grid())
    if key == "pdf":  # its compressed streams may hold any four bytes: only what it says of itself is looked at
        import pikepdf

        with pikepdf.open(io.BytesIO(data)) as file:
            said = f"{dict(file.docinfo)} {file.Root.get('/Metadata') and file.Root.Metadata.read_bytes()!r}".encode()
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {member.date_time[:3] for member in archive.infolist()} == {(1980, 1, 1)}
            said = b"".join(archive.read(name) for name in archive.namelist())

    assert b"2013" not in said
    assert b"/home" not in data + said and b"/root" not in data + said


@pytest.mark.parametrize("key", FORMATS)
def test_a_large_review_is_written_in_time(key: str, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = large()
    begun = time.perf_counter()

    data = written(key, snapshot)

    took = time.perf_counter() - begun
    with capsys.disabled():
        print(f"[{key}: 32 cells, 100 findings, 160 actions, {len(data):,} bytes in {took:.2f} s]")
    assert took < MOST_SECONDS

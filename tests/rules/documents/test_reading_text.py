"""Plain text into paragraphs: every character is kept, and what is no plain text is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from system_review.documents.readers.text import LARGEST, MOST_PASSAGES, read_file, read_pasted
from system_review.documents.rules.sources import Source, why_not_whole
from system_review.errors import Refused
from system_review.texts import LONGEST

ANY_TEXT = st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=300)
SPACED_TEXT = st.lists(
    st.sampled_from(
        ["word", "two words", " ", "\n", "\n\n", "\r\n", "\t", "\f", "\u2029", "\xa0", "\u200b", "é", "\ufeff"]
    ),
    max_size=40,
).map("".join)


def texts(reading):
    return [passage.text for passage in reading.passages]


def places(reading):
    return [str(passage.place) for passage in reading.passages]


def test_blank_lines_part_paragraphs_and_the_lines_of_one_stay_together():
    reading = read_pasted("Red\n\nFirst line\nsecond line\n   \n\n  Green  \n")

    assert texts(reading) == ["Red", "First line\nsecond line", "Green"]
    assert places(reading) == ["paragraph 1", "paragraph 2", "paragraph 3"]


def test_a_form_feed_begins_a_page():
    reading = read_pasted("One\n\nTwo\fThree\n\f\n\fFour")

    assert texts(reading) == ["One", "Two", "Three", "Four"]
    assert places(reading) == [
        "page 1, paragraph 1",
        "page 1, paragraph 2",
        "page 2, paragraph 3",
        "page 4, paragraph 4",
    ]


def test_windows_line_ends_part_paragraphs_like_others():
    assert texts(read_pasted("One\r\n\r\nTwo\r\rThree")) == ["One", "Two", "Three"]


@given(SPACED_TEXT | ANY_TEXT)
def test_the_passages_with_what_is_between_them_give_the_text_back(text):
    try:
        reading = read_pasted(text)
    except Refused:
        assert not text.replace("\ufeff", "").strip()
        return

    assert reading.whole() == text.replace("\r\n", "\n").replace("\r", "\n")
    assert all(passage.text.strip() and not passage.after.strip() for passage in reading.passages)
    assert reading.before.replace("\ufeff", "").strip() == ""


@given(SPACED_TEXT | ANY_TEXT)
def test_a_file_reads_as_the_same_text_pasted(text):
    try:
        pasted = read_pasted(text)
    except Refused:
        with pytest.raises(Refused):
            read_file(text.encode())
        return

    assert read_file(text.encode()).passages == pasted.passages


def test_a_paragraph_longer_than_a_text_may_be_is_cut_at_a_line_and_told():
    line = "word " * 1_000
    text = "Short\n\n" + "\n".join([line] * 9) + "\n\nEnd"

    reading = read_pasted(text)

    assert places(reading) == ["paragraph 1", *(f"paragraph 2, part {n}" for n in (1, 2, 3)), "paragraph 3"]
    assert all(len(text) <= LONGEST for text in texts(reading))
    assert reading.whole() == text
    assert [str(why) for why in reading.told] == ["Paragraphs longer than 20000 characters were cut into parts: 1"]


def test_a_word_longer_than_a_text_may_be_is_cut_anywhere():
    reading = read_pasted("x" * (2 * LONGEST + 1))

    assert [len(text) for text in texts(reading)] == [LONGEST, LONGEST, 1]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Gŵyl – “née”".encode(), "UTF-8"),
        ("Gŵyl – “née”".encode("utf-8-sig"), "UTF-8"),
        ("Gŵyl – “née”".encode("utf-16"), "UTF-16"),
        ("\ufeffGŵyl – “née”".encode("utf-16-be"), "UTF-16"),
        ("Gŵyl – “née”".encode("utf-32"), "UTF-32"),
    ],
)
def test_an_encoding_is_known_by_its_mark_else_tried_as_utf_8(data, encoding):
    reading = read_file(data)

    assert texts(reading) == ["Gŵyl – “née”"]
    assert reading.encoding == encoding
    assert reading.told == ()


def test_what_is_not_utf_8_is_read_as_windows_1252_and_told():
    reading = read_file("“Née” – said".encode("cp1252"))

    assert texts(reading) == ["“Née” – said"]
    assert reading.encoding == "Windows-1252"
    assert "Look at letters with accents" in str(reading.told[0])


def test_the_mark_at_the_start_belongs_to_no_piece_and_is_kept():
    reading = read_file("\ufeff  Red".encode())

    assert reading.before == "\ufeff  "
    assert texts(reading) == ["Red"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n...", "This file is a PDF, not plain text"),
        (b"PK\x03\x04....", "a Word, Excel or other packed document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an older Word or Excel document"),
        (b"{\\rtf1 x}", "a rich text document"),
        (b"caf\xe9 \x81\x8d", "not Windows-1252 text (byte 6)"),
        (b"\xff\xfea\x00\x00\xd8", "not UTF-16 text (byte 5)"),
        (b"\xef\xbb\xbfcaf\xe9", "not UTF-8 text (byte 7)"),
        (b"Red\nAm\x00ber", "the character that cannot be stored (line 2, character 3)"),
        (b"", "There are no words"),
        (b"\xef\xbb\xbf \r\n\f\t", "There are no words"),
    ],
)
def test_a_file_that_is_no_plain_text_is_refused_with_a_sentence(data, said):
    with pytest.raises(Refused) as refusal:
        read_file(data)

    assert said in str(refusal.value)


@pytest.mark.parametrize("text", ["One\n\n\x00", "One\n\n\ud800"])
def test_what_cannot_be_stored_is_refused_with_its_place(text):
    with pytest.raises(Refused, match=r"line 3, character 1"):
        read_pasted(text)


def test_a_text_of_two_megabytes_is_read_and_a_larger_one_refused():
    text = ("word " * 3_000 + "\n\n") * 139

    assert len(text.encode()) < LARGEST
    assert read_pasted(text).whole() == text
    for too_large in (lambda: read_pasted("é" * (LARGEST // 2 + 1)), lambda: read_file(b"x" * (LARGEST + 1))):
        with pytest.raises(Refused, match="larger than 2 MB"):
            too_large()


def test_more_paragraphs_than_can_be_worked_through_are_refused():
    assert len(read_pasted("a\n\n" * MOST_PASSAGES).passages) == MOST_PASSAGES
    with pytest.raises(Refused, match="5001 paragraphs"):
        read_pasted("a\n\n" * (MOST_PASSAGES + 1))


def test_the_account_finds_what_is_left_out_and_what_is_counted_twice():
    whole = "\ufeff Red and green\n"

    assert why_not_whole(whole, [Source(10, 15, ""), Source(2, 9, "")]) is None
    assert "“and” at character 5" in str(why_not_whole(whole, [Source(2, 5, ""), Source(10, 15, "")]))
    assert "“green” at character 9" in str(why_not_whole(whole, [Source(2, 9, "")]))
    assert "from 8 on are accounted for twice" in str(why_not_whole(whole, [Source(2, 9, ""), Source(8, 15, "")]))


def cells(reading):
    return {(one.place.row, one.place.column): one.text for one in reading.passages if one.place.table}


def test_a_table_that_was_pasted_with_tabs_keeps_its_rows_and_columns():
    text = "Target\n\nStage\tRed\tTo amber\nReferral\tNobody asks.\tAsk.\nPlanning\t\tMap places.\n\nThank you"

    reading = read_pasted(text)

    assert reading.whole() == text
    assert [one.text for one in reading.passages if one.place.table is None] == ["Target", "Thank you"]
    assert cells(reading) == {
        (1, 1): "Stage",
        (1, 2): "Red",
        (1, 3): "To amber",
        (2, 1): "Referral",
        (2, 2): "Nobody asks.",
        (2, 3): "Ask.",
        (3, 1): "Planning",
        (3, 3): "Map places.",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Stage\tRed\tTo amber\nReferral\tOne is seen.\nTwo is heard.\tAsk.",
            [(1, 1, "Stage"), (1, 2, "Red"), (1, 3, "To amber"), (2, 1, "Referral"), (2, 2, "One is seen."),
             (2, 2, "Two is heard."), (2, 3, "Ask.")],
        ),
        (
            "\tRed\tTo amber\nReferral\tOne is seen.\tAsk.",
            [(1, 2, "Red"), (1, 3, "To amber"), (2, 1, "Referral"), (2, 2, "One is seen."), (2, 3, "Ask.")],
        ),
    ],
)  # fmt: skip
def test_cells_of_several_lines_and_a_first_cell_without_text_stay_in_their_columns(text, told):
    reading = read_pasted(text)

    assert reading.whole() == text
    assert [(one.place.row, one.place.column, one.text) for one in reading.passages] == told


@pytest.mark.parametrize(
    "text",
    [
        "1.\tFirst.\n2.\tSecond.",
        "Lead:\tAnwen\nDue:\tMay",
        "One\ttwo\tthree",
        "One\ttwo\tthree\nfour\tfive\tsix\tseven\teight\tnine",
    ],
)
def test_tabs_behind_marks_and_labels_or_in_single_lines_make_no_table(text):
    assert cells(read_pasted(text)) == {}


TABBED_TEXT = st.lists(st.sampled_from(["word", "two words", "\t", "\t\t", "\n", "\n\n", " "]), max_size=60).map(
    "".join
)


@given(TABBED_TEXT)
def test_tables_in_a_text_lose_no_character(text):
    try:
        reading = read_pasted(text)
    except Refused:
        return

    assert reading.whole() == text
    assert all(one.text.strip() and not one.after.strip() for one in reading.passages)

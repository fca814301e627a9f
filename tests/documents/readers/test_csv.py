"""Tables as plain text, whatever parts their fields and in whatever encoding they were saved."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from system_review.documents.readers.csv import read
from system_review.documents.readers.delimiters import likeliest_delimiter
from system_review.documents.writers.csv_guard import guard
from system_review.errors import Refused

ROWS = [["Domain", "Finding"], ["Target", 'A tŷ, "safe"; or | not'], ["", "One\nTwo\n\nThree"], ["Places", "=sum"]]
FIELD = st.text(alphabet=st.sampled_from("ab \n\r\",;|\t'=-é"), max_size=8)
TABLE = st.lists(st.lists(FIELD, min_size=2, max_size=4), min_size=1, max_size=6)


def saved(rows, delimiter=",", quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting).writerows(rows)
    return out.getvalue()


def fields(reading):
    return [(p.place.row, p.place.column, p.place.paragraph, p.text) for p in reading.passages]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_any_delimiter_and_encoding_gives_the_same_fields(delimiter, encoding):
    reading = read(saved(ROWS, delimiter).encode(encoding))

    assert fields(reading) == [
        (1, 1, 1, "Domain"),
        (1, 2, 1, "Finding"),
        (2, 1, 1, "Target"),
        (2, 2, 1, 'A tŷ, "safe"; or | not'),
        (3, 2, 1, "One"),
        (3, 2, 2, "Two"),
        (3, 2, 3, "Three"),
        (4, 1, 1, "Places"),
        (4, 2, 1, "=sum"),
    ]
    assert reading.counted() == reading.swept


def test_a_table_that_is_not_utf_8_is_read_as_windows_1252_and_that_is_told():
    reading = read("Lle;Canfyddiad\nCaffi;“Née” – da\n".encode("cp1252"))

    assert fields(reading)[-1] == (2, 2, 1, "“Née” – da")
    assert "Windows-1252" in str(reading.told[0])


def test_the_guard_of_our_own_export_is_undone():
    reading = read(saved([["Text", "More"], [guard("=1+1"), guard("'-x")]]).encode())

    assert [text for *_, text in fields(reading)] == ["Text", "More", "=1+1", "'-x"]
    assert reading.counted() == reading.swept


def test_a_table_of_one_column_has_one_column():
    assert fields(read(b"Finding\nNo record, none\nA list\n")) == [
        (1, 1, 1, "Finding"),
        (2, 1, 1, "No record, none"),
        (3, 1, 1, "A list"),
    ]


def test_rows_of_different_lengths_keep_their_places():
    reading = read(b"Some title\nDomain;Finding;Action\nTarget;One, two;\nPlaces;;Do it\n")

    assert fields(reading)[-2:] == [(4, 1, 1, "Places"), (4, 3, 1, "Do it")]


def test_a_table_without_words_says_so():
    with pytest.raises(Refused, match="no words"):
        read(b",,\n,,\n")


def test_a_quotation_mark_left_open_loses_nothing():
    reading = read(b'Domain;Finding\nTarget;"open\nPlaces;Two\n')

    assert reading.counted() == reading.swept


@given(TABLE, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_every_character_of_a_table_is_accounted_for(rows, delimiter, quoting):
    text = saved(rows, delimiter, quoting)

    try:
        reading = read(text.encode())
    except Refused:
        return

    assert reading.counted() == reading.swept
    if likeliest_delimiter(text) == delimiter and "\r" not in "".join(map("".join, rows)):
        whole = "".join(passage.text for passage in reading.passages)
        assert sorted("".join(whole.split())) == sorted("".join("".join(map("".join, rows)).split())) or "'" in whole

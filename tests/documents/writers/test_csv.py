"""CSV: one flat list that a spreadsheet cannot take for formulas, and that gives back what was typed."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from system_review.documents.writers.csv import read_back
from system_review.documents.writers.csv_guard import guard, unguard
from tests.documents.snapshots import small_audit, small_grid
from tests.documents.writers.reading_back import with_finding, written

DANGEROUS = "=+-@\t\r\n＝＋－＠"
TYPED = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
NASTY = st.text(st.sampled_from("'=+-@\t\r\n＝＋－＠ ab\u200b\u00a0"), max_size=6)


@given(st.one_of(TYPED, NASTY))
@example("'")
@example("''=1")
@example("'\u200b=1")
def test_a_guarded_text_is_no_formula_and_gives_back_what_was_typed(text: str) -> None:
    field = guard(text)

    assert unguard(field) == text
    assert field.lstrip()[:1] not in set(DANGEROUS) - {""} or not field.strip()
    assert field[:1] not in set("\t\r\n") - {""}


@pytest.mark.parametrize("text", ["", "plain", "'quoted'", "1-2", "a=b", "it's"])
def test_an_ordinary_text_is_not_touched(text: str) -> None:
    assert guard(text) == text


@given(st.one_of(TYPED, NASTY).filter(lambda text: text and text == text.replace("\r\n", "\n").replace("\r", "\n")))
def test_a_finding_comes_back_as_it_was_typed_through_a_whole_file(text: str) -> None:
    rows = read_back(written("csv", with_finding(small_audit, text)))

    assert rows[0]["Text"] == text


def test_it_has_a_mark_lines_of_windows_and_every_field_quoted() -> None:
    data = written("csv", small_grid())

    assert data.startswith(b'\xef\xbb\xbf"Marking"')
    assert data.endswith(b'"\r\n')
    assert not data.replace(b"\r\n", b"").count(b"\r")
    strict = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert len({len(row) for row in strict}) == 1
    again = io.StringIO(newline="")
    csv.writer(again, quoting=csv.QUOTE_ALL).writerows(strict)
    assert again.getvalue().encode("utf-8-sig") == data


def test_every_row_carries_the_marking_the_state_and_the_day() -> None:
    rows = read_back(written("csv", small_grid()))

    said = {(row["Marking"], row["State"], row["As at"]) for row in rows}
    assert said == {("OFFICIAL-SENSITIVE", "DRAFT", "2027-04-20")}


def test_the_guard_is_told_in_a_heading() -> None:
    [head] = [head for head in read_back(written("csv", small_grid()))[0] if head.startswith("Note:")]

    assert "apostrophe" in head


def test_there_is_a_row_for_each_finding_and_action_and_for_each_stage_without_findings() -> None:
    rows = read_back(written("csv", small_grid()))

    kinds = [row["Row"] for row in rows]
    assert [kinds.count(kind) for kind in ("Finding", "Action", "Stage without findings")] == [5, 6, 2]
    assert [row["Number"] for row in rows if row["Row"] == "Action"] == ["A1", "A2", "A3", "A4", "A5", "A6"]


def test_a_finding_and_its_action_know_each_other_and_their_stage() -> None:
    rows = {row["Number"]: row for row in read_back(written("csv", small_grid()))}

    assert [rows["F2"][head] for head in ("Domain", "Level", "Stage", "Overall rating", "Colour", "Actions")] == [
        "Target", "Level 1", "Referral", "Amber/Red", "Amber", "A2, A3",
    ]  # fmt: skip
    heads = ("Stage", "Findings", "What for", "Lead", "Lead's agency", "Due on", "Status", "Overdue", "Priority")
    assert [rows["A2"][head] for head in heads] == [
        "Referral", "F2", "To get to green", "Police, name awaited", "Police", "2027-03-31", "Blocked", "Yes", "Normal",
    ]  # fmt: skip
    assert rows["A1"]["Progress"] == "1 April 2027, Meera: First briefing held."


def test_a_framework_without_levels_has_no_column_for_them() -> None:
    heads = list(read_back(written("csv", small_audit()))[0])

    assert "Standard" in heads and "Question" in heads
    assert "Level" not in heads and "level" not in heads

"""What a framework file may look like, and that texts arrive as they were written."""

from __future__ import annotations

import pytest

from system_review.frameworks.files import read_framework


def test_a_text_alone_is_in_the_files_own_language(small):
    snapshot = read_framework(small.encode(), "small.yaml")

    assert snapshot.title == {"en-GB": "Safety in youth clubs"}
    assert snapshot.domains[0].levels[0].stages[0].name == {"en-GB": "Newcomers", "cy": "Newydd-ddyfodiaid"}


def test_a_domain_has_levels_with_stages_or_stages_alone(small):
    snapshot = read_framework(small.encode(), "small.yaml")

    assert [(d.key, level and level.key, len(rows)) for d, level, rows in snapshot.sheets()] == [
        ("welcome", "level-1", 2),
        ("building", None, 1),
    ]


@pytest.mark.parametrize("written", ["1.0", "2027-04-20", "010", "1e3", "0x10", "no", "1.10"])
def test_a_version_stays_as_it_was_written(small, written):
    snapshot = read_framework(small.replace("version: 1.0", f"version: {written}").encode(), "small.yaml")

    assert snapshot.version == written


def test_yes_and_no_may_be_words_on_the_screen(small):
    text = small.replace("word: Not evident", "word: no").replace("word: Clearly evident", "word: Yes")

    assert [extent.word["en-GB"] for extent in read_framework(text.encode(), "f").extents] == ["no", "Yes"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_any_system_give_the_same_framework(small, end):
    wanted = read_framework(small.encode(), "f").hash

    assert read_framework(small.replace("\n", end).encode(), "f").hash == wanted
    assert read_framework(b"\xef\xbb\xbf" + small.replace("\n", end).encode(), "f").hash == wanted


def test_text_in_any_script_arrives_code_point_by_code_point(small):
    text = "Pwy sy'n gofalu? ŵŷ שלום مرحبا 你好 👩‍👧‍👦 a\u200bb e\u0301"

    snapshot = read_framework(small.replace("Safety in youth clubs", text).encode(), "f")

    assert snapshot.title == {"en-GB": text}


def test_a_folded_text_is_one_paragraph_and_quotation_marks_inside_quotes_stay(small):
    stage = read_framework(small.encode(), "f").domains[0].levels[0].stages[0]

    assert stage.amber["en-GB"] == "Certain workers greet newcomers. On their evenings off, nobody does."
    assert stage.green["en-GB"] == 'Every newcomer can name "their" worker: we asked.'


def test_a_name_is_one_line_without_spaces_around_it(small):
    text = small.replace("name: Welcome\n", "name: |2\n\n        Warm\n       welcome \n\n")

    assert read_framework(text.encode(), "f").domains[0].name == {"en-GB": "Warm welcome"}


@pytest.mark.parametrize("blank", ["", "~", "null", '""', "''", "  # a remark"])
def test_what_is_left_blank_is_as_if_it_were_not_there(small, blank):
    text = small.replace("name: Welcome\n", f"name: Welcome\n    strapline: {blank}\n")

    assert read_framework(text.encode(), "f").hash == read_framework(small.encode(), "f").hash


def test_remarks_may_stand_after_keys_lists_and_quoted_texts(small):
    text = (
        small.replace("key: welcome", "key: welcome # the first")
        .replace("scale:", "scale: # worst first")
        .replace("title: Safety in youth clubs", 'title: "Safety in youth clubs" # shown on top')
    )

    assert read_framework(text.encode(), "f").hash == read_framework(small.encode(), "f").hash


def test_json_is_read_too(small):
    snapshot = read_framework(small.encode(), "f")

    assert read_framework(snapshot.canonical_bytes(), "f.json").hash == snapshot.hash

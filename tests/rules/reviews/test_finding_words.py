from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from system_review.reviews.rules.finding_words import EXCERPT, LONGEST_QUERY, fold, has_all, marked, words_of

TEXTS = some.text(max_size=EXCERPT)


def shown(text: str, *words: str) -> str:
    """The text with its marks in square brackets."""
    return "".join(
        f"[{piece}]" if is_word else piece for piece, is_word in marked(text, [fold(word) for word in words])
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("police", "Police"),
        ("tŷ", "Ty Coch"),
        ("ty", "TŶ COCH"),
        ("mikołaj", "Mikolaj"),
        ("strasse", "Straße"),
        ("children's", "children’s social care"),
        ("follow-up", "follow–up"),
        ("cafe\u0301", "café"),
        ("safeguarding", "safe\u00adguarding"),
        ("ΟΔΟΣ", "οδος"),
        ("İstanbul", "istanbul"),
        ("ﬁnding", "finding"),
        ("مرحبا", "مَرْحَبًا"),
    ],
)
def test_capitals_accents_joiners_and_kinds_of_signs_make_no_difference(typed, written):
    assert has_all(words_of(typed), [written])
    assert has_all([fold(written).split()[0]], [typed])


@pytest.mark.parametrize(
    ("query", "texts", "expected"),
    [
        ("retail park", ["At the park, near the retail units"], True),
        ("retail park", ["At the retail units"], False),
        ("meera brief", ["Brief the practices", "Meera, health"], True),
        ("assess", ["Reassessments"], True),
        ("park park", ["park"], True),
    ],
)
def test_every_word_must_occur_somewhere(query, texts, expected):
    assert has_all(words_of(query), texts) is expected


@pytest.mark.parametrize("query", ["", "  \n\t ", "\u0301\u200d", "\u00ad"])
def test_a_query_without_letters_has_no_words(query):
    assert words_of(query) == ()


def test_a_query_is_read_up_to_its_limit_and_each_word_once():
    assert words_of("a " * 10_000 + "b") == ("a",)
    assert max(map(len, words_of("x" * 10_000))) == LONGEST_QUERY


def test_words_are_marked_as_they_are_written():
    assert shown("Tŷ Coch and the TY", "ty") == "[Tŷ] Coch and the [TY]"
    assert shown("Straße", "ss") == "Stra[ß]e"
    assert shown("cafe\u0301s", "cafe") == "[cafe\u0301]s"
    assert shown("the park", "par", "ark") == "the [park]"
    assert shown("nothing here", "park") == "nothing here"


def test_a_long_text_is_cut_round_what_was_found():
    text = f"{'before ' * 200}needle {'after ' * 200}"

    pieces = shown(text, "needle")

    assert pieces.startswith("… before") and pieces.endswith("after …")
    assert "[needle]" in pieces
    assert len(pieces) < EXCERPT + 20


def test_a_long_text_without_spaces_is_cut_too():
    pieces = shown("字" * 5000 + "針" + "字" * 5000, "針")

    assert "[針]" in pieces
    assert len(pieces) < EXCERPT + 20


@given(TEXTS, some.lists(some.text(min_size=1, max_size=3), max_size=4))
def test_marking_changes_no_letter_of_a_text(text, words):
    pieces = marked(text, [fold(word) for word in words if fold(word)])

    assert "".join(piece for piece, _ in pieces) == text


@given(TEXTS, some.text(min_size=1, max_size=4))
def test_what_is_found_is_marked_and_what_is_not_is_not(text, query):
    words = [word for word in words_of(query) if word in fold(text)]

    pieces = [piece for piece, is_word in marked(text, words) if is_word]

    assert bool(pieces) == bool(words)
    assert all(any(word in fold(piece) for word in words) for piece in pieces)


@given(some.text(max_size=100))
def test_folding_is_the_same_for_every_way_of_writing_a_text(text):
    once = fold(text)

    assert fold(once) == once
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))

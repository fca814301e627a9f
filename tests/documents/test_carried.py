"""A reading and an understanding come back from JSON as they went in, and nothing else comes in with them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from system_review.documents.carried import packed, packed_why, unpacked, unpacked_why
from system_review.documents.columns import Unfit
from system_review.documents.interpreter.understanding import (
    Answer,
    NamedLead,
    Question,
    Refers,
    Spot,
    Stretch,
    Suggestion,
    Understanding,
)
from system_review.documents.readers.passages import Look, Part, Place, Reading, ReadPassage
from system_review.documents.rules.words import PassageRole
from system_review.errors import Why
from system_review.reviews.rules.words import Colour

words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
numbers = st.integers(0, 5000)
maybe_number = st.none() | numbers
parts = st.floats(0, 1, allow_nan=False)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
roles = st.sampled_from(PassageRole)
spots = st.builds(Spot, words, words, words)
plain_values = st.none() | st.booleans() | numbers | parts | words
whys = st.builds(
    lambda one, two: Why("{one} at {two}", one=one, two=two),
    plain_values,
    plain_values | st.builds(lambda value: Why("page {n}", n=value), plain_values),
)
places = st.builds(
    Place,
    part=st.sampled_from(Part),
    page=maybe_number,
    sheet=st.none() | words,
    table=maybe_number,
    row=maybe_number,
    column=maybe_number,
    rows=numbers,
    columns=numbers,
    paragraph=maybe_number,
    piece=maybe_number,
    outer=words,
)
looks = st.builds(
    Look,
    fill=st.none() | words,
    bold=st.booleans(),
    heading=maybe_number,
    listed=words,
    names=st.lists(words, max_size=2).map(tuple),
    size=st.none() | parts,
)
readings = st.builds(
    Reading,
    before=words,
    passages=st.lists(st.builds(ReadPassage, words, words, places, looks), max_size=4).map(tuple),
    swept=numbers,
    encoding=words,
    told=st.lists(whys, max_size=2).map(tuple),
    title=words,
)
suggestions = st.builds(
    Suggestion,
    role=roles,
    text=words,
    stretches=st.lists(st.builds(Stretch, numbers, numbers, numbers), max_size=3).map(tuple),
    confidence=parts,
    reason=whys,
    spot=st.none() | spots,
    colour=words | st.sampled_from(Colour),
    under=maybe_number,
    leads=st.lists(st.builds(NamedLead, words, words, words), max_size=2).map(tuple),
    due_on=st.none() | days,
    refers=st.lists(st.builds(Refers, words, st.lists(spots, max_size=2).map(tuple)), max_size=2).map(tuple),
)
changes = st.fixed_dictionaries(
    {}, optional={"spot": st.none() | spots, "colour": words, "under": maybe_number, "rating": words, "role": roles}
)
answers = st.builds(Answer, whys, st.dictionaries(numbers, changes, max_size=2))
understandings = st.builds(
    Understanding,
    suggestions=st.lists(suggestions, max_size=3).map(tuple),
    questions=st.lists(
        st.builds(Question, whys, st.lists(numbers, max_size=3).map(tuple), st.lists(answers, max_size=2).map(tuple)),
        max_size=2,
    ).map(tuple),
    told=st.lists(whys, max_size=2).map(tuple),
    title=words,
    on=st.none() | days,
)


def over_the_pipe(thing: Any) -> Any:
    """As it comes out of a child: through the text of JSON."""
    return json.loads(json.dumps(packed(thing)))


@given(readings)
def test_a_reading_comes_back_as_it_went(reading: Reading) -> None:
    assert unpacked(Reading, over_the_pipe(reading)) == reading


@given(understandings)
def test_an_understanding_comes_back_as_it_went(understanding: Understanding) -> None:
    assert unpacked(Understanding, over_the_pipe(understanding)) == understanding


@given(understandings)
def test_what_is_packed_is_plain_already(understanding: Understanding) -> None:
    assert unpacked(Understanding, packed(understanding)) == understanding


def test_a_value_that_json_does_not_know_is_carried_as_it_would_be_said() -> None:
    why = Why("from {day}", day=date(2027, 4, 20))

    assert str(unpacked_why(json.loads(json.dumps(packed_why(why))))) == str(why)


GOOD = over_the_pipe(Reading("", (ReadPassage("a", "", Place(page=2)),), 1))

PASSAGES = GOOD["passages"][1]
PLACE = PASSAGES["place"]


def with_passage(**columns: Any) -> Any:
    return {**GOOD, "passages": [[1], {**PASSAGES, **columns}]}


def with_told(why: Any) -> Any:
    return {**GOOD, "told": [[1], [1, [why], [0]]]}


def test_what_is_told_so_fits() -> None:
    assert unpacked(Reading, with_told(["{a}", {"a": 1}])).told == (Why("{a}", a=1),)
    assert unpacked(Reading, with_passage(text=["b"])).passages[0].text == "b"


@pytest.mark.parametrize(
    "changed",
    [
        None,
        [],
        {},
        {**GOOD, "passages": "a"},
        {**GOOD, "cellar": ["a"]},
        {**GOOD, "passages": [[1], {"text": ["a"]}]},
        {**GOOD, "passages": [[2], PASSAGES]},
        {**GOOD, "passages": [[10**12], {**PASSAGES, "text": []}]},
        {**GOOD, "passages": [[10**12], {}]},
        with_passage(text=[7]),
        with_passage(text=["a\0b"]),
        with_passage(text=["\ud800"]),
        with_passage(text=["a", "b"]),
        with_passage(text="a"),
        with_passage(look=[1, {"fill": [None]}, [1]]),
        with_passage(look=[1, {"fill": [None]}, [None]]),
        with_passage(look=[10**12, {}, [0]]),
        with_passage(place={}),
        with_passage(place={**PLACE, "part": [1, ["cellar"], [0]]}),
        with_passage(place={**PLACE, "page": [True]}),
        with_passage(place={**PLACE, "page": [-1]}),
        with_passage(place={**PLACE, "cellar": [1]}),
        {**GOOD, "swept": ["7"]},
        {**GOOD, "swept": [1e300]},
        with_told(["{a.__class__}", {}]),
        with_told(["{a.real}", {"a": 1}]),
        with_told(["{a:>1000000000}", {"a": 1}]),
        with_told(["{", {}]),
        with_told(["{a}", {"a": {"b": 1}}]),
        with_told(["{a}", {"a": ["{a}", {"a": ["{a}", {"a": ["{a}", {"a": ["a", {}]}]}]}]}]),
    ],
)
def test_what_does_not_fit_is_not_taken(changed: Any) -> None:
    with pytest.raises(Unfit):
        unpacked(Reading, changed)

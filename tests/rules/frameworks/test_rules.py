"""The rules hold for frameworks that came in with a review too, where no file was read."""

from __future__ import annotations

import pytest

from system_review.frameworks.files import read_framework, shipped
from system_review.frameworks.rules import NOT_STEPS, UNUSABLE, contradictions_in
from system_review.reviews.rules.words import Unrated


def test_what_stands_instead_of_a_step_is_never_a_step():
    assert {unrated.value for unrated in Unrated} == NOT_STEPS


def test_a_sound_framework_has_no_contradictions(small):
    assert contradictions_in(read_framework(small.encode(), "f").model_dump()) == []


@pytest.mark.parametrize("snapshot", shipped(), ids=lambda snapshot: snapshot.key)
def test_a_text_without_the_frameworks_own_language_is_found_wherever_it_stands(snapshot):
    content = snapshot.model_dump()
    content["domains"][-1]["name"] = {"cy": "Enw"}
    content["colours"]["green"]["plan"] = {"cy": "Cynllun"}

    found = contradictions_in(content)

    last = len(content["domains"]) - 1
    assert {path for path, _ in found} == {("domains", last, "name"), ("colours", "green", "plan")}


def test_parts_with_the_same_key_are_found_as_read_from_json(small):
    content = read_framework(small.encode(), "f").model_dump(mode="json")
    content["domains"][1]["key"] = content["domains"][0]["key"]

    assert [path for path, _ in contradictions_in(content)] == [("domains", 1, "key")]


@pytest.mark.parametrize("field", ["domains", "scale", "words", "colours", "values", "extents", "language"])
def test_what_was_refused_already_is_passed_over(small, field):
    content = read_framework(small.encode(), "f").model_dump()
    content[field] = UNUSABLE

    assert contradictions_in(content) == []

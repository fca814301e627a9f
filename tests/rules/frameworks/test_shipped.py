"""The frameworks that come with the product say what they have to, in words that a reviewer can rate with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from system_review.frameworks.files import read_framework, shipped
from system_review.frameworks.rules import contradictions_in
from system_review.frameworks.snapshots import FrameworkSnapshot, Stage

DOCS = Path(__file__).parents[3] / "docs" / "frameworks.md"


def framework(key: str) -> FrameworkSnapshot:
    return next(snapshot for snapshot in shipped() if snapshot.key == key)


def stages(snapshot: FrameworkSnapshot) -> list[Stage]:
    return [stage for _, _, rows in snapshot.sheets() for stage in rows]


def descriptors(snapshot: FrameworkSnapshot) -> list[str]:
    return [text["en-GB"] for stage in stages(snapshot) for text in (stage.red, stage.amber, stage.green)]


CONTEXTUAL = framework("contextual-safeguarding")
SCHOOLS = framework("section-175-schools")
BOTH = pytest.mark.parametrize("snapshot", [CONTEXTUAL, SCHOOLS], ids=lambda snapshot: snapshot.key)


def test_two_frameworks_come_with_the_product():
    assert [snapshot.key for snapshot in shipped()] == ["contextual-safeguarding", "section-175-schools"]


def test_reading_them_twice_gives_the_same_content():
    again = shipped.__wrapped__()

    assert [snapshot.hash for snapshot in again] == [snapshot.hash for snapshot in shipped()]


def test_the_contextual_safeguarding_framework_has_four_domains_two_levels_and_four_stages():
    assert [domain.key for domain in CONTEXTUAL.domains] == [
        "target",
        "legislative-framework",
        "partnerships",
        "outcomes-measurement",
    ]
    for domain in CONTEXTUAL.domains:
        assert [level.key for level in domain.levels] == ["level-1", "level-2"]
        for level in domain.levels:
            assert [stage.key for stage in level.stages] == ["referral", "assessment", "planning", "response"]


def test_it_has_32_guiding_questions_and_96_descriptors():
    questions = {stage.question["en-GB"] for stage in stages(CONTEXTUAL)}

    assert len(questions) == 32
    assert len(set(descriptors(CONTEXTUAL))) == 96


def test_the_schools_framework_has_no_levels_and_standards_of_its_own_in_each_section():
    rows = [[stage.key for stage in domain.stages] for domain in SCHOOLS.domains]
    keys = [key for row in rows for key in row]

    assert SCHOOLS.words.level is None
    assert not any(domain.levels for domain in SCHOOLS.domains)
    assert len({len(row) for row in rows}) > 1
    assert len(keys) == len(set(keys))


def test_their_scales_have_five_steps_and_three():
    assert [step.letters["en-GB"] for step in CONTEXTUAL.scale] == ["R", "A/R", "A", "G/A", "G"]
    assert [step.letters["en-GB"] for step in SCHOOLS.scale] == ["R", "A", "G"]


def test_the_values_checker_has_five_values_and_five_extents():
    assert [value.key for value in CONTEXTUAL.values] == [
        "collaborative",
        "ecological",
        "rights-based",
        "strengths-based",
        "evidence-informed",
    ]
    assert [extent.key for extent in CONTEXTUAL.extents][-1] == "not_enough_evidence"
    assert len(CONTEXTUAL.extents) == 5
    assert SCHOOLS.values == SCHOOLS.extents == ()


@BOTH
def test_each_descriptor_is_a_whole_sentence_of_its_own(snapshot):
    texts = descriptors(snapshot)

    assert [text for text in texts if not text.endswith(".") or len(text.split()) < 8] == []
    assert len(set(texts)) == len(texts)


@BOTH
def test_no_descriptor_is_one_word_turned_round(snapshot):
    """Amber that says "some" where green says "all" tells nothing without its neighbour."""
    for stage in stages(snapshot):
        red, amber, green = (set(re.findall(r"\w+", t["en-GB"].lower())) for t in (stage.red, stage.amber, stage.green))

        for one, other in ((red, amber), (amber, green), (red, green)):
            assert len(one ^ other) >= 16, stage.key


@BOTH
def test_no_descriptor_begins_with_a_bare_quantity(snapshot):
    assert [t for t in descriptors(snapshot) if re.match(r"(some|none|few|yes)\b", t.lower())] == []


@BOTH
def test_questions_end_with_a_question_mark_and_fit_a_narrow_column(snapshot):
    for stage in stages(snapshot):
        assert stage.question["en-GB"].endswith("?")
        assert len(stage.question["en-GB"].split()) <= 25


@BOTH
def test_every_domain_and_level_has_a_strapline(snapshot):
    for domain, level, _ in snapshot.sheets():
        assert domain.strapline
        assert level is None or level.strapline


@BOTH
def test_the_words_blame_nobody(snapshot):
    text = snapshot.canonical_bytes().decode().lower()

    for word in ("hotspot", "offender", "perpetrator", "victim", "hard to reach", "lifestyle", "gang", "absconder"):
        assert word not in text


def test_context_weighting_is_explained_where_it_is_first_named():
    texts = [text for stage in stages(CONTEXTUAL) for text in (stage.question["en-GB"], stage.red["en-GB"])]
    first = next(text for text in texts if "context weighting" in text.lower())

    assert "context weighting (judging which setting must change first)" in first


@BOTH
def test_nothing_in_them_contradicts_itself(snapshot):
    assert contradictions_in(snapshot.model_dump()) == []


def test_the_example_in_the_guide_for_own_frameworks_is_a_valid_file():
    example = DOCS.read_text(encoding="utf-8").split("```yaml\n", 1)[1].split("```", 1)[0]

    snapshot = read_framework(example.encode(), "youth-clubs.yaml")

    assert snapshot.said(snapshot.domains[0].stages[0].green, "cy").endswith('"I knew whom to go to."')

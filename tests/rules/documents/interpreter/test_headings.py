"""What a heading names, however it was written or misread."""

from __future__ import annotations

import pytest

from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.understanding import Spot
from system_review.frameworks.files import shipped


def of(key):
    return Headings(next(framework for framework in shipped() if framework.key == key))


HEADINGS = of("contextual-safeguarding")
STANDARDS = of("section-175-schools")


@pytest.mark.parametrize(
    ("text", "domain", "level", "stage"),
    [
        ("REFERRAL", "", "", "referral"),
        ("Stage: Referral", "", "", "referral"),
        ("2. Assessment", "", "", "assessment"),
        ("Asessment", "", "", "assessment"),
        ("REFERR AL", "", "", "referral"),
        ("Target – Level 1", "target", "level-1", ""),
        ("Domain 4: Outcomes", "outcomes-measurement", "", ""),
        ("I FVFI 1", "", "level-1", ""),
        ("Level II", "", "level-2", ""),
        ("Tier 2 response", "", "level-2", "response"),
        ("LEVEL 2 System response to young people's peers, schools and public spaces", "", "level-2", ""),
        ("System response to children, young people and families", "", "", ""),
    ],
)
def test_a_heading_names_its_parts(text, domain, level, stage):
    named = HEADINGS.named(text)

    assert (named.domain, named.level, named.stage) == (domain, level, stage)
    assert not named.rest


def test_a_sentence_is_no_heading_though_it_holds_names():
    named = HEADINGS.named("No referral form has a place for friends, schools or neighbourhoods yet")

    assert not named.is_heading


@pytest.mark.parametrize(
    ("text", "colour", "plan"),
    [
        ("RED Traffic Light Rating", "red", ""),
        ("Amber findings", "amber", ""),
        ("Action Plan to get to amber", "", "red"),
        ("To get to green", "", "amber"),
        ("Action plan to sustain performance", "", "green"),
        ("To find out", "", "not_yet_known"),
    ],
)
def test_the_heads_of_the_papers_columns_are_known(text, colour, plan):
    named = HEADINGS.named(text)

    assert (named.colour, named.plan) == (colour, plan)
    assert named.is_heading


def test_an_overall_rating_is_found_with_the_level_printed_beside_it():
    named = HEADINGS.named("REFERRAL Current Overall Rating Level 1: Amber/Red")

    assert (named.stage, named.level, named.rating) == ("referral", "level-1", "amber_red")
    assert named.says_overall


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("Amber/Red", "amber_red"),
        ("red-amber", "amber_red"),
        ("R/A", "amber_red"),
        ("AMBER to GREEN", "green_amber"),
        ("Green/Amber.", "green_amber"),
        ("G", "green"),
        ("n/a", "not_applicable"),
        ("Not yet known", "not_yet_known"),
        ("Red / Green", ""),
        ("Amber since the panel was set up", ""),
    ],
)
def test_a_rating_is_known_in_any_order_of_its_words(text, rating):
    assert HEADINGS.ratings.exact(text) == rating


def test_names_lead_to_one_stage_or_to_several():
    assert HEADINGS.spot("target", "level-2", "planning") == Spot("target", "level-2", "planning")
    assert HEADINGS.spot("", "level-2", "planning") is None
    assert len(HEADINGS.spots_of("", "level-2", "planning")) == 4


def test_a_framework_without_levels_is_read_by_its_own_names():
    assert STANDARDS.named("Standard 2: Safer recruitment").stage == "safer recruitment"
    assert STANDARDS.named("Training").stage == "training and induction"
    assert STANDARDS.spot("staff", "", "safer recruitment") == Spot("staff", "", "recruitment")

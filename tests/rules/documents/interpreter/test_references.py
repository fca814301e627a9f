"""Where an action sends its reader."""

from __future__ import annotations

import pytest

from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.references import pointings_in, points_only
from system_review.documents.interpreter.understanding import Spot
from system_review.frameworks.files import shipped

HEADINGS = Headings(next(framework for framework in shipped() if framework.key == "contextual-safeguarding"))
HERE = Spot("target", "level-1", "response")


def spots(text: str, here: Spot | None = HERE) -> list[tuple[str, ...]]:
    return [tuple(spot) for pointing in pointings_in(text, HEADINGS, here) for spot in pointing.refers.spots]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("See actions in Level 2 assessment and response.", ["level-2 assessment", "level-2 response"]),
        ("As per Referral above", ["level-1 referral"]),
        ("Agree offers (see also Planning, Level 2)", ["level-2 planning"]),
        (
            "Same as Level 2: Referral, Assessment & Planning",
            ["level-2 referral", "level-2 assessment", "level-2 planning"],
        ),
        ("Covered by actions in Level 1 response and Level 2 planning", ["level-1 response", "level-2 planning"]),
        ("See actions for tier 2 response", ["level-2 response"]),
    ],
)
def test_the_stages_of_a_reference_are_found(text: str, named: list[str]) -> None:
    assert [" ".join(spot[1:]) for spot in spots(text)] == named


def test_a_reference_names_its_own_domain() -> None:
    assert spots("See Partnerships, Level 1, Planning", None) == [("partnerships", "level-1", "planning")]


@pytest.mark.parametrize(
    "text", ["See assessment guidance", "Refer to social care", "As in the assessment", "See above", "See", ""]
)
def test_other_words_point_nowhere(text: str) -> None:
    assert spots(text) == []


def test_an_action_may_be_a_reference_and_nothing_else() -> None:
    alone, more = "See actions in Level 2 response.", "See actions in Level 2 response. Agree offers with partners."

    assert points_only(alone, pointings_in(alone, HEADINGS, HERE))
    assert not points_only(more, pointings_in(more, HEADINGS, HERE))

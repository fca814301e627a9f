"""Which colour a shade is, and which one a text begins or ends with."""

from __future__ import annotations

import time

import pytest

from system_review.documents.interpreter.colours import BLUE, ColourNames, colour_of_shade
from tests.rules.documents.interpreter.made import FRAMEWORKS


@pytest.mark.parametrize(
    ("shades", "colour"),
    [
        ("#FF0000 #C00000 #B0231B #FBE9E7 #F2DCDB #FFCCCC", "red"),
        ("#FFC000 #FFFF00 #FFF2CC #FFF3D4 #F4B183 #ED7D31 #8A5600", "amber"),
        ("#92D050 #00B050 #E2EFDA #E3F2E7 #17663A #C6EFCE", "green"),
        ("#0070C0 #DDEBF7 #4472C4", BLUE),
        ("#FFFFFF #D9D9D9 #F2F2F2 #000000 #F5F6F4", ""),
    ],
)
def test_shades_are_the_colour_they_are_nearest_to(shades, colour):
    assert {colour_of_shade(shade)[0] for shade in shades.split()} == {colour}


@pytest.mark.parametrize("part", [" ", " \n", "(", "- ", "a ", ". "])
def test_a_colour_before_or_behind_a_text_is_looked_for_near_its_ends_alone(part):
    names = ColourNames(FRAMEWORKS["contextual-safeguarding"])
    text = "Words" + part * (100_000 // len(part)) + "x"
    began = time.process_time()

    names.before(text), names.behind(text), names.before(text[5:])

    assert time.process_time() - began < 1

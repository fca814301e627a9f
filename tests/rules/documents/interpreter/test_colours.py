"""Which colour a shade is."""

from __future__ import annotations

import pytest

from system_review.documents.interpreter.colours import BLUE, colour_of_shade


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

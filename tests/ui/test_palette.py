"""Each pair of ink and ground that the look uses can be read: WCAG's contrast, in the light and in the dark scheme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from system_review import ui

TOKENS = (Path(ui.__file__).parent / "static" / "ui" / "tokens.css").read_text()
GROUNDS = ("ground", "paper", "pale", "here", "red-wash", "amber-wash", "green-wash")
PAIRS = [
    *((ink, ground) for ink in ("ink", "soft", "link") for ground in GROUNDS),
    ("ink", "red-tint"),
    ("ink", "amber-tint"),
    ("ink", "green-tint"),
    ("red", "red-tint"),
    ("amber", "amber-tint"),
    ("green", "green-tint"),
    ("red", "red-wash"),
    ("amber", "amber-wash"),
    ("green", "green-wash"),
    ("soft", "paper"),
    ("on-link", "link"),
    ("on-bar", "bar"),
    ("paper", "ink"),
    ("on-red-light", "red-light"),
    ("on-amber-light", "amber-light"),
    ("on-green-light", "green-light"),
]
LINES = [  # what must be seen but not read: 3 to 1
    *((line, ground) for line in ("edge", "red-edge", "green-edge") for ground in ("ground", "paper")),
    ("bar-1", "paper"),
]


def palette(scheme: str) -> dict[str, str]:
    """The palette's colours by name: the light ones, and over them those of the dark scheme."""
    light, dark = re.findall(r":root \{(.*?)\}", TOKENS, re.DOTALL)[:2]
    text = light if scheme == "light" else light + dark
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", text))


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours like #16202b: 1 (none) to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_can_be_read(ink: str, ground: str, scheme: str) -> None:
    colours = palette(scheme)

    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), LINES)
def test_marks_and_borders_of_controls_can_be_seen(line: str, ground: str, scheme: str) -> None:
    colours = palette(scheme)

    assert contrast(colours[line], colours[ground]) >= 3


@pytest.mark.parametrize(("scheme", "other"), [("light", "ink"), ("dark", "ground")])
def test_the_yellow_ring_of_focus_stands_out_from_one_of_its_neighbours(scheme: str, other: str) -> None:
    colours = palette(scheme)

    assert contrast(colours["focus"], colours[other]) >= 3


def test_the_three_colours_differ_in_grey_or_in_shape() -> None:
    """Red and green are nearly the same grey; their lights carry letters, their marks are an octagon and a circle."""
    shapes = (Path(ui.__file__).parent / "templates" / "ui" / "_shapes.html").read_text()
    drawn = [re.search(rf'id="i-{name}"[^>]*>(.*?)</symbol>', shapes).group(1) for name in ("red", "amber", "green")]  # type: ignore[union-attr]

    assert drawn[0].startswith("<path") and drawn[1].startswith("<path") and drawn[2].startswith("<circle")
    assert len(set(drawn)) == 3

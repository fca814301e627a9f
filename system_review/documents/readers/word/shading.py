"""Colours in Word: shading with its patterns and theme colours, letters, and the marker pen."""

from __future__ import annotations

import re

from system_review.documents.readers.markup import Element, given
from system_review.documents.readers.themes import blended, hexed, lightened

_PENS = {
    "black": "#000000",
    "blue": "#0000FF",
    "cyan": "#00FFFF",
    "darkblue": "#000080",
    "darkcyan": "#008080",
    "darkgray": "#808080",
    "darkgreen": "#008000",
    "darkmagenta": "#800080",
    "darkred": "#800000",
    "darkyellow": "#808000",
    "green": "#00FF00",
    "lightgray": "#C0C0C0",
    "magenta": "#FF00FF",
    "red": "#FF0000",
    "yellow": "#FFFF00",
}
_SHARE = re.compile(r"pct(\d{1,2})")
_HALF = ("stripe", "cross", "Stripe", "Cross")


def marker_pen(name: str) -> str:
    """The colour of a marker pen; "" where there is none."""
    return _PENS.get(name.lower(), "")


def fill_of(shading: Element | None, theme: dict[str, str]) -> str | None:
    """The colour of a `w:shd`: "" where it says that there is none, None where there is no such element."""
    if shading is None:
        return None
    pattern = given(shading, "val", "clear")
    if pattern == "nil":
        return ""
    fill = _named(shading, theme, "fill", "themeFill")
    share = _share(pattern)
    if share:
        over = _named(shading, theme, "color", "themeColor") or "#000000"
        fill = blended(over, fill or "#FFFFFF", share)
    return fill or ""


def _share(pattern: str) -> float:
    if pattern == "solid":
        return 1.0
    if found := _SHARE.fullmatch(pattern):
        return int(found[1]) / 100
    return 0.5 if any(word in pattern for word in _HALF) else 0.0


def colour_of(colour: Element, theme: dict[str, str]) -> str | None:
    """The colour of letters (`w:color`); None where it is automatic."""
    return _named(colour, theme, "val", "themeColor")


def _named(element: Element, theme: dict[str, str], plain: str, themed: str) -> str | None:
    """A colour that is given by its name in the theme, made lighter or darker, or else plainly."""
    base = theme.get(given(element, themed))
    if base is None:
        return hexed(given(element, plain))
    stem = themed.removesuffix("Color")  # "themeFill" has "themeFillTint", and "themeColor" has "themeTint"
    if tint := given(element, f"{stem}Tint"):
        base = lightened(base, 1 - _byte(tint))
    if shade := given(element, f"{stem}Shade"):
        base = lightened(base, _byte(shade) - 1)
    return base


def _byte(text: str) -> float:
    try:
        return int(text[:2], 16) / 255
    except ValueError:
        return 1.0

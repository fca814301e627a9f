"""Colours in Excel: plain, of the theme, or of the old palette; lighter or darker."""

from __future__ import annotations

from system_review.documents.readers.markup import Element, child, given, local, number
from system_review.documents.readers.themes import blended, hexed, lightened

_ACCENTS = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_THEME = ("lt1", "dk1", "lt2", "dk2", *_ACCENTS, "hlink", "folHlink")
_BASE = "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF"
_OLD = _BASE * 2 + (  # the colours of the old palette, six digits each
    "800000008000000080808000800080008080C0C0C08080809999FF993366FFFFCCCCFFFF660066FF8080"
    "0066CCCCCCFF000080FF00FFFFFF0000FFFF8000808000000080800000FF00CCFFCCFFFFCCFFCCFFFF99"
    "99CCFFFF99CCCC99FFFFCC993366FF33CCCC99CC00FFCC00FF9900FF6600666699969696003366339966"
    "003300333300993300993366333399333333"
)
_PALETTE = [f"#{_OLD[at : at + 6]}" for at in range(0, len(_OLD), 6)]
_SHARES = {
    "solid": 1.0,
    "darkGray": 0.75,
    "mediumGray": 0.5,
    "lightGray": 0.25,
    "gray125": 0.125,
    "gray0625": 0.0625,
}
_WHITE = "#FFFFFF"


class Colours:
    """The colours of one workbook."""

    def __init__(self, theme: dict[str, str], styles: Element | None) -> None:
        self._theme = [theme.get(name) for name in _THEME]
        own = child(styles, "colors", "indexedColors")
        self._palette = [hexed(given(one, "rgb")) for one in own] if own is not None else [*_PALETTE]

    def colour(self, element: Element | None) -> str | None:
        """The colour of an element such as `fgColor`; None where it is automatic or there is none."""
        if element is None:
            return None
        if theme := given(element, "theme"):
            at = number(theme, -1)
            base = self._theme[at] if 0 <= at < len(self._theme) else None
        elif indexed := given(element, "indexed"):
            at = number(indexed, -1)
            base = self._palette[at] if 0 <= at < len(self._palette) else None
        else:
            base = hexed(given(element, "rgb"))
        return lightened(base, _share(given(element, "tint"))) if base and given(element, "tint") else base

    def fill(self, fill: Element | None, *, of_rule: bool = False) -> str | None:
        """The colour of a `fill`; None where there is none or it is white.

        A rule's (`of_rule`) has its colour in the background, and no pattern where it is plain.
        """
        colour: str | None = None
        for kind in fill if fill is not None else ():
            if local(kind) == "gradientFill":
                colour = next((self.colour(child(stop, "color")) for stop in kind), None)
            elif local(kind) == "patternFill":
                colour = self._patterned(kind, of_rule)
        return None if colour == _WHITE else colour

    def _patterned(self, pattern: Element, of_rule: bool) -> str | None:
        front, back = self.colour(child(pattern, "fgColor")), self.colour(child(pattern, "bgColor"))
        kind = given(pattern, "patternType", "solid" if of_rule else "none")
        if kind == "none":
            return None
        if of_rule and kind == "solid":
            return back or front
        if kind == "solid":
            return front
        share = _SHARES.get(kind, 0.3)
        return blended(front, back or _WHITE, share) if front else back


def _share(text: str) -> float:
    try:
        return max(-1.0, min(1.0, float(text)))
    except ValueError:
        return 0.0

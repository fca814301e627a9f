"""How letters look in Word: what a run or a style says of them, and how one lies over another."""

from __future__ import annotations

from typing import NamedTuple

from system_review.documents.readers.markup import Element, given, local, number
from system_review.documents.readers.word.shading import colour_of, fill_of, marker_pen


class Letters(NamedTuple):
    """What is said of letters; None where nothing is said. `fill` is "" where it is said that there is none."""

    bold: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    ink: str | None = None
    fill: str | None = None
    size: float | None = None
    font: str | None = None

    def over(self, below: Letters) -> Letters:
        """These letters where they say something, else those below."""
        if self == _NOTHING:
            return below
        pairs = zip(self, below, strict=True)
        return Letters._make(mine if mine is not None else theirs for mine, theirs in pairs)

    def crossed(self, below: Letters) -> Letters:
        """As `over`, of styles of different kinds: bold over bold is not bold, as Word has it."""
        bold, struck, hidden = (
            mine != theirs if mine is not None and theirs is not None else mine if mine is not None else theirs
            for mine, theirs in ((self.bold, below.bold), (self.struck, below.struck), (self.hidden, below.hidden))
        )
        return self.over(below)._replace(bold=bold, struck=struck, hidden=hidden)


_NOTHING = Letters()
_OFF = ("0", "false", "off", "none")


def is_on(element: Element) -> bool:
    """What a switch says: it is on unless it says that it is off."""
    return given(element, "val", "1").lower() not in _OFF


def letters_of(properties: Element | None, theme: dict[str, str]) -> Letters:
    """What the properties of a run say."""
    if properties is None or not len(properties):
        return _NOTHING
    said: dict[str, object] = {}
    for one in properties:
        _note(said, local(one), one, theme)
    return Letters(**said)  # type: ignore[arg-type]  # each name below has its field's type


def _note(said: dict[str, object], name: str, one: Element, theme: dict[str, str]) -> None:
    match name:
        case "b":
            said["bold"] = is_on(one)
        case "strike" | "dstrike":
            said["struck"] = bool(said.get("struck")) or is_on(one)
        case "vanish":
            said["hidden"] = is_on(one)
        case "color":
            said["ink"] = colour_of(one, theme) or ""
        case "highlight":
            said["fill"] = marker_pen(given(one, "val")) or said.get("fill")
        case "shd":
            said["fill"] = said.get("fill") or fill_of(one, theme)
        case "sz":
            said["size"] = number(given(one, "val")) / 2 or None
        case "rFonts":
            said["font"] = given(one, "ascii") or None

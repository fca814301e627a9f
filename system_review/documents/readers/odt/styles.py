"""OpenDocument's styles: what a paragraph, its letters, a cell or a list takes over from the style that it names."""

from __future__ import annotations

import re
from typing import NamedTuple

from system_review.documents.readers.markup import Element, child, given, given_in_any, local, number
from system_review.documents.readers.themes import hexed
from system_review.documents.readers.word.letters import Letters
from system_review.documents.readers.word.symbols import symbol

_LONGEST_CHAIN = 20
_HEADING = re.compile(r"Heading(?:_20_| )(\d)")
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}


class StyleLook(NamedTuple):
    """What a style says. None where it says nothing; a `fill` of "" says that there is none."""

    letters: Letters = Letters()
    fill: str | None = None
    heading: int | None = None
    is_shown: bool = True  # of a sheet
    list_style: str | None = None

    def over(self, below: StyleLook) -> StyleLook:
        """This style where it says something, else the one below."""
        return StyleLook(
            self.letters.over(below.letters),
            self.fill if self.fill is not None else below.fill,
            self.heading if self.heading is not None else below.heading,
            self.is_shown and below.is_shown,
            self.list_style if self.list_style is not None else below.list_style,
        )


class ListLevel(NamedTuple):
    """One level of a list's style."""

    is_bullet: bool = True
    mark: str = "•"
    kind: str = ""
    before: str = ""
    after: str = ""
    start: int = 1


class Styles:
    """The styles that one part of the document uses: its own, and those that all share."""

    def __init__(self, *roots: Element | None) -> None:
        """`roots` hold styles; where two name the same, the first counts."""
        self._styles: dict[tuple[str, str], Element] = {}
        self._lists: dict[str, Element] = {}
        for root in roots:
            for group in root.iter("{*}automatic-styles", "{*}styles") if root is not None else ():
                for one in group:
                    if local(one) == "style":
                        self._styles.setdefault((given(one, "family"), given(one, "name")), one)
                    elif local(one) == "list-style":
                        self._lists.setdefault(given_in_any(one, "name"), one)
        self._looks: dict[tuple[str, str], StyleLook] = {}

    def look(self, family: str, name: str) -> StyleLook:
        """What a style of a family ("paragraph", "text", "table-cell" …) says, with those that it is based on."""
        if (family, name) not in self._looks:
            look = StyleLook()
            at: str = name
            for _ in range(_LONGEST_CHAIN):
                style = self._styles.get((family, at))
                if style is None:
                    break
                look = look.over(_said(style))
                at = given(style, "parent-style-name")
            if look.heading is None and (found := _HEADING.match(at)):
                look = look._replace(heading=int(found[1]) or None)
            self._looks[(family, name)] = look
        return self._looks[(family, name)]

    def list_level(self, name: str, level: int) -> ListLevel:
        """A level (from 1) of a list's style; a bullet where nothing is said."""
        for one in self._lists.get(name, ()):
            if number(given_in_any(one, "level"), 0) == level:
                if local(one) == "list-level-style-bullet":
                    sign = given_in_any(one, "bullet-char") or "•"
                    return ListLevel(mark="".join(symbol(ord(letter), "symbol") for letter in sign))
                if local(one) == "list-level-style-number":
                    kind = _FORMATS.get(given_in_any(one, "num-format"), "none")
                    before, after = given_in_any(one, "num-prefix"), given_in_any(one, "num-suffix")
                    return ListLevel(False, "", kind, before, after, number(given_in_any(one, "start-value"), 1))
        return ListLevel()


def _said(style: Element) -> StyleLook:
    letters = child(style, "text-properties")
    fills = (child(style, f"{kind}-properties") for kind in ("table-cell", "paragraph", "table-row"))
    fill = next((said for one in fills if one is not None and (said := given_in_any(one, "background-color"))), None)
    outline = given_in_any(style, "default-outline-level")
    name = given_in_any(style, "display-name") or given_in_any(style, "name")
    heading = number(outline) if outline else _named_heading(name)
    return StyleLook(
        _letters(letters) if letters is not None else Letters(),
        None if fill is None else hexed(fill) or "",
        heading or None,
        given_in_any(child(style, "table-properties"), "display") != "false",
        given_in_any(style, "list-style-name") or None,
    )


def _named_heading(name: str) -> int | None:
    if name == "Title":
        return 1
    found = _HEADING.fullmatch(name)
    return int(found[1]) if found else None


def _letters(said: Element) -> Letters:
    weight = given_in_any(said, "font-weight")
    line = given_in_any(said, "text-line-through-style") or given_in_any(said, "text-line-through-type")
    background = given_in_any(said, "background-color")
    size = given_in_any(said, "font-size")
    return Letters(
        bold=(weight == "bold" or (weight.isdigit() and int(weight) >= 600)) if weight else None,
        struck=line != "none" if line else None,
        hidden=given_in_any(said, "display") == "none" if given_in_any(said, "display") else None,
        ink=hexed(given_in_any(said, "color")) if given_in_any(said, "color") else None,
        fill=(hexed(background) or "") if background else None,
        size=_points(size),
        font=given_in_any(said, "font-name") or None,
    )


def _points(size: str) -> float | None:
    try:
        return float(size.removesuffix("pt")) if size.endswith("pt") else None
    except ValueError:
        return None

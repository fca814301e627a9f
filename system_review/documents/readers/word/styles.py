"""Word's styles: what a paragraph, its letters or a table take over from the style that they have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from system_review.documents.readers.markup import Element, child, children, given, number
from system_review.documents.readers.word.letters import Letters, letters_of
from system_review.documents.readers.word.shading import fill_of

_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|pennawd)\s*(\d)",
    re.IGNORECASE,
)
_TITLES = ("title", "titel", "teitl")
_LONGEST_CHAIN = 20  # styles, each based on the next; a ring of them ends here too


class ParagraphLook(NamedTuple):
    """What a paragraph is told by its own properties or its style. None where nothing is said."""

    letters: Letters = Letters()
    heading: int | None = None  # from 1; 0 where it is said to be none
    fill: str | None = None
    list_id: str | None = None
    list_level: int | None = None


class Styles:
    """The styles of one document. Each is worked out once."""

    def __init__(self, root: Element | None, theme: dict[str, str]) -> None:
        self.theme = theme
        styles = list(children(root, "style"))
        self._by_id = {given(style, "styleId"): style for style in styles}
        self._standard = {given(style, "type"): style for style in styles if given(style, "default") in ("1", "true")}
        self.letters = letters_of(child(root, "docDefaults", "rPrDefault", "rPr"), theme)
        self._paragraphs: dict[str, ParagraphLook] = {}
        self._letters: dict[str, Letters] = {}

    def paragraph(self, style_id: str) -> ParagraphLook:
        """What a style says of paragraphs; of the standard style where none is named or there is none of this name."""
        if style_id not in self._paragraphs:
            look = ParagraphLook()
            for style in self.chain(style_id, "paragraph"):
                look = look_over(look, self._paragraph_look(style))
            self._paragraphs[style_id] = look
        return self._paragraphs[style_id]

    def character(self, style_id: str) -> Letters:
        """What a style says of letters."""
        if style_id not in self._letters:
            letters = Letters()
            for style in self.chain(style_id, "character") if style_id else ():
                letters = letters.over(letters_of(child(style, "rPr"), self.theme))
            self._letters[style_id] = letters
        return self._letters[style_id]

    def chain(self, style_id: str, kind: str) -> Iterator[Element]:
        """The style, what it is based on, and so on."""
        style = self._by_id.get(style_id)
        if style is None:
            style = self._standard.get(kind)
        for _ in range(_LONGEST_CHAIN):
            if style is None:
                return
            yield style
            style = self._by_id.get(given(child(style, "basedOn"), "val"))

    def given_to(self, properties: Element | None) -> ParagraphLook:
        """What the own properties of a paragraph (`w:pPr`) say, without its style."""
        if properties is None:
            return ParagraphLook()
        heading, listed = None, child(properties, "numPr")
        if (outline := child(properties, "outlineLvl")) is not None:
            heading = _outline(outline)
        level = child(listed, "ilvl")
        return ParagraphLook(
            heading=heading,
            fill=fill_of(child(properties, "shd"), self.theme),
            list_id=given(child(listed, "numId"), "val") or None,
            list_level=number(given(level, "val")) if level is not None else None,
        )

    def _paragraph_look(self, style: Element) -> ParagraphLook:
        look = self.given_to(child(style, "pPr"))
        heading = look.heading if look.heading is not None else _heading(given(child(style, "name"), "val"))
        return look._replace(letters=letters_of(child(style, "rPr"), self.theme), heading=heading)


def look_over(top: ParagraphLook, below: ParagraphLook) -> ParagraphLook:
    """What a paragraph or style says, and where it says nothing what the style below says."""
    letters = top.letters.over(below.letters)
    pairs = zip(top, below, strict=True)
    return ParagraphLook._make(mine if mine is not None else theirs for mine, theirs in pairs)._replace(letters=letters)


def _heading(name: str) -> int | None:
    if found := _HEADING.fullmatch(name.strip()):
        return int(found[1]) or None
    return 1 if name.strip().lower() in _TITLES else None


def _outline(outline: Element) -> int:
    level = number(given(outline, "val"), 9)
    return level + 1 if 0 <= level <= 8 else 0

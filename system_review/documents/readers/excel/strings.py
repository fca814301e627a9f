"""Texts of Excel's cells: the table of shared ones, and those inside cells, each with the looks of its stretches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from system_review.documents.readers.excel.escapes import unescaped
from system_review.documents.readers.excel.styles import Letters, Styles
from system_review.documents.readers.markup import Element, child, local, own_text

_PLAIN: Final = Letters()


class Rich(NamedTuple):
    """A text, and where its letters do not all look alike: how many characters look how."""

    text: str
    stretches: tuple[tuple[int, Letters], ...] = ()

    def lines(self) -> list[tuple[str, Letters | None]]:
        """Its lines with what all of their letters share; None where the cell's own look holds for a line."""
        lines = self.text.split("\n")
        if not self.stretches:
            return [(line, None) for line in lines]
        found: list[tuple[str, Letters | None]] = []
        start = 0
        for line in lines:
            found.append((line, self._shared(start, start + len(line))))
            start += len(line) + 1
        return found

    def _shared(self, start: int, end: int) -> Letters:
        looks: list[Letters] = []
        at = 0
        for length, letters in self.stretches:
            if at < end and at + length > start and self.text[max(at, start) : min(at + length, end)].strip():
                looks.append(letters)
            at += length
        return _common(looks)


def _common(looks: list[Letters]) -> Letters:
    if len(set(looks)) == 1:
        return looks[0]
    bold, struck = (all(one[at] for one in looks) and bool(looks) for at in (0, 1))
    inks = {one.ink for one in looks}
    return Letters(bold, struck, inks.pop() if len(inks) == 1 else "", None)


def rich_text(element: Element, styles: Styles) -> Rich:
    """The text of an `si` or `is`, without what only says how it is pronounced (`rPh`)."""
    if len(element) == 1 and local(element[0]) == "t" and not len(element[0]):  # as nearly all are
        return Rich(unescaped(element[0].text or ""))
    texts: list[str] = []
    looks: list[tuple[int, Letters]] = []
    for one in texts_in(element):
        above = one.getparent()
        letters = styles.letters(child(above, "rPr")) if above is not None and local(above) == "r" else _PLAIN
        texts.append(unescaped(own_text(one)))
        looks.append((len(texts[-1]), letters))
    if all(letters == _PLAIN for _, letters in looks):
        return Rich("".join(texts))
    return Rich("".join(texts), tuple(looks))


def texts_in(element: Element) -> Iterator[Element]:
    """The elements inside that hold text which is shown."""
    for one in element.iter("{*}t"):
        if not any(local(above) == "rPh" for above in one.iterancestors()):
            yield one

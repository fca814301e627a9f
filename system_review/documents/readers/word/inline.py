"""The inside of one paragraph of Word: its text with the look of each stretch, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from system_review.documents.readers.markup import Element, child, given, local
from system_review.documents.readers.word.atoms import STRUCK, has_text, struck_in, text_of, that_count
from system_review.documents.readers.word.letters import Letters, letters_of
from system_review.documents.readers.word.styles import Styles

# Blocks that stand inside a paragraph's markup but not inside its text.
BLOCKS = frozenset(("p", "tbl", "tr", "tc", "txbxContent", "txBody"))
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}


class Stretch(NamedTuple):
    """Some characters of a paragraph in one look."""

    text: str
    letters: Letters


@dataclass
class Inline:
    """What was found in a paragraph."""

    stretches: list[Stretch] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # bookmarks
    ended: list[str] = field(default_factory=list)  # those of them that end here as well
    numbers: dict[str, str] = field(default_factory=dict)  # the names of bookmarks by their numbers in the file
    notes: list[tuple[str, str]] = field(default_factory=list)  # kind and number of what is anchored here
    blocks: list[Element] = field(default_factory=list)  # text boxes and the like, to be walked afterwards
    struck: int = 0  # characters that tracked changes struck out
    moved: int = 0  # characters that tracked changes moved elsewhere
    prompts: int = 0  # fields that nobody has filled in: they show what to write there


class InlineWalk:
    """Walks the inside of paragraphs. Whatever it does not know it goes into, so that no text is passed over."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

    def read(self, paragraph: Element, base: Letters, *, whole: bool = False) -> Inline:
        """What is in a paragraph; `base` is how its letters look unless they say otherwise.

        With `whole` the element itself counts as content: something that stands where a paragraph should.
        """
        found = Inline()
        self._walk([paragraph] if whole else paragraph, base, found)
        return found

    def _walk(self, elements: Iterator[Element] | list[Element] | Element, letters: Letters, found: Inline) -> None:
        for element in elements:
            name = local(element)
            if name in ("rPr", "pPr") and not has_text(element):
                continue
            if name == "r":
                self._walk(element, self._run(element, letters), found)
            elif name in STRUCK:
                _strike(element, name, found)
            elif name in BLOCKS:
                found.blocks.append(element)
            elif name == "AlternateContent":
                self._walk(that_count(element), letters, found)
            elif name == "sdt":
                self._walk(element, _control(element, letters, found), found)
            else:
                self._take(element, name, letters, found)

    def _take(self, element: Element, name: str, letters: Letters, found: Inline) -> None:
        if text := text_of(element, name, letters.font):
            found.stretches.append(Stretch(text, letters))
        elif name == "bookmarkStart":
            found.names.append(given(element, "name"))
            found.numbers[given(element, "id")] = found.names[-1]
        elif name == "bookmarkEnd" and (ended := found.numbers.get(given(element, "id"))):
            found.ended.append(ended)
        elif name in _NOTES:
            found.notes.append((_NOTES[name], given(element, "id")))
        if len(element):
            self._walk(element, letters, found)

    def _run(self, run: Element, base: Letters) -> Letters:
        properties = child(run, "rPr")
        if properties is None:
            return base
        own = letters_of(properties, self._styles.theme)
        if style := given(child(properties, "rStyle"), "val"):
            base = self._styles.character(style).crossed(base)
        return own.over(base)


def _control(control: Element, letters: Letters, found: Inline) -> Letters:
    """How the letters of a content control look: its prompt, which nobody has replaced, is no text of the document."""
    if child(control, "sdtPr", "showingPlcHdr") is None:
        return letters
    found.prompts += 1
    return letters._replace(hidden=True)


def _strike(element: Element, name: str, found: Inline) -> None:
    count = struck_in(element)
    if name == "moveFrom":
        found.moved += count
    else:
        found.struck += count

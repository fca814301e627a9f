"""The inside of one paragraph of an OpenDocument file: its text in its looks, and what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from system_review.documents.readers.markup import Element, given, local
from system_review.documents.readers.odt.styles import Styles
from system_review.documents.readers.odt.texts import BLOCKS, PARAGRAPHS, is_apart, made_text
from system_review.documents.readers.word.inline import Stretch
from system_review.documents.readers.word.letters import Letters

_BOOKMARKS = ("bookmark", "bookmark-start")
_ENDS = ("bookmark", "bookmark-end")  # a bookmark round nothing is written as one element
_CHANGES = ("change", "change-start")


@dataclass
class Inline:
    """What was found in a paragraph."""

    stretches: list[Stretch] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)  # those of them that end here as well
    changes: list[str] = field(default_factory=list)  # tracked changes that belong here, by their ids
    blocks: list[Element] = field(default_factory=list)

    @property
    def standing(self) -> list[str]:
        """Its bookmarks. One that begins and ends where no text is left names nothing that follows."""
        if any(stretch.text.strip() for stretch in self.stretches):
            return self.names
        return [name for name in self.names if name not in self.ended]


def inline_of(paragraph: Element, base: Letters, styles: Styles) -> Inline:
    """What is in a paragraph; `base` is how its letters look unless they say otherwise."""
    found = Inline()
    _walk(paragraph, base, styles, found)
    return found


def _walk(element: Element, letters: Letters, styles: Styles, found: Inline) -> None:
    _add(element.text, letters, found)
    for child in element:
        name = local(child)
        if name in BLOCKS or name in PARAGRAPHS:
            found.blocks.append(child)
        elif not is_apart(child, name):
            _add(made_text(child, name), letters, found)
            _note(child, name, found)
            own = styles.look("text", given(child, "style-name")).letters if name in ("span", "a") else Letters()
            _walk(child, own.over(letters), styles, found)
        _add(child.tail, letters, found)


def _add(text: str | None, letters: Letters, found: Inline) -> None:
    if text:
        found.stretches.append(Stretch(text, letters))


def _note(element: Element, name: str, found: Inline) -> None:
    if name in _BOOKMARKS:
        found.names.append(given(element, "name"))
    if name in _ENDS:
        found.ended.append(given(element, "name"))
    elif name in _CHANGES:
        found.changes.append(given(element, "change-id"))

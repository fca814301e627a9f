"""What an Office or OpenDocument file says of itself: its title, its subject, and so on, but not who wrote it."""

from __future__ import annotations

from typing import NamedTuple

from system_review.documents.readers.markup import Element, local, own_text
from system_review.documents.readers.passages import Part, Place, ReadPassage, characters_in

_TEXTS = ("title", "subject", "keywords", "category", "description", "keyword")


class Properties(NamedTuple):
    """The passages, the title, and how many characters they have by a count of their own."""

    passages: tuple[ReadPassage, ...] = ()
    title: str = ""
    swept: int = 0


def properties_of(root: Element | None) -> Properties:
    """The properties that are texts, each a passage."""
    if root is None:
        return Properties()
    elements = [one for one in root.iter("{*}*") if local(one) in _TEXTS]
    texts = [(local(one), own_text(one).strip()) for one in elements]
    passages = (text for _, text in texts if text)
    title = next((text for name, text in texts if name == "title" and text), "")
    swept = sum(characters_in([own_text(one)]) for name in _TEXTS for one in root.iter("{*}" + name))
    places = (Place(part=Part.PROPERTY, paragraph=number) for number in range(1, len(texts) + 1))
    return Properties(
        tuple(ReadPassage(text, "\n", place) for text, place in zip(passages, places, strict=False)), title, swept
    )

"""Which parts of a Word file hold text, told by what is in them and not by their names."""

from __future__ import annotations

from typing import Final, NamedTuple

from system_review.documents.readers.markup import Element, local
from system_review.documents.readers.packages import Package
from system_review.documents.readers.passages import Part
from system_review.errors import Refused, Why

# The element that a part begins with, in the order in which the parts are read.
_TEXTS: Final = {
    "document": Part.BODY,
    "chartSpace": Part.TEXT_BOX,
    "dataModel": Part.TEXT_BOX,
    "footnotes": Part.FOOTNOTE,
    "endnotes": Part.ENDNOTE,
    "comments": Part.COMMENT,
    "hdr": Part.HEADER,
    "ftr": Part.FOOTER,
}
_NEVER = ("docProps/", "customXml/", "_rels/", "[Content_Types].xml", "word/webSettings.xml", "word/fontTable.xml")


class WordPart(NamedTuple):
    """A part that holds text."""

    part: Part
    name: str
    root: Element


class WordParts(NamedTuple):
    """The parts of a Word file that matter, parsed."""

    texts: tuple[WordPart, ...]
    styles: Element | None
    numbering: Element | None
    theme: Element | None


def word_parts(package: Package) -> WordParts:
    """The parts of the file, those with text in the order in which they are read. Raises `Refused`."""
    found: list[tuple[str, str, Element]] = []
    for name in package.names:
        if name.endswith(".xml") and not name.startswith(_NEVER) and "/_rels/" not in name:
            root = package.tree(name)
            found.append((local(root), name, root))
    texts = [WordPart(_TEXTS[kind], name, root) for kind, name, root in found if kind in _TEXTS]
    texts.sort(key=lambda one: (list(_TEXTS.values()).index(one.part), _by_number(one.name)))
    if all(one.part is not Part.BODY for one in texts):
        raise Refused(
            Why(
                "The text of this Word file is missing. Open it in Word, save it under a new name and bring in that"
                " copy."
            )
        )
    by_kind = {kind: root for kind, _, root in reversed(found)}
    return WordParts(tuple(texts), by_kind.get("styles"), by_kind.get("numbering"), by_kind.get("theme"))


def _by_number(name: str) -> tuple[int, str]:
    """ "header10.xml" comes after "header2.xml"."""
    return len(name), name

"""Counts the characters of a Word file's markup, without the walk that makes its passages: from below, not in order."""

from __future__ import annotations

from system_review.documents.readers.markup import Element, local
from system_review.documents.readers.passages import characters_in
from system_review.documents.readers.word.atoms import (
    SEEN,
    STRUCK,
    VERSIONS,
    chosen,
    is_struck_cell,
    is_struck_row,
    text_of,
)

_SEEN = tuple("{*}" + name for name in SEEN)
_PERHAPS_OUT = tuple("{*}" + name for name in (*STRUCK, "AlternateContent", "tr", "tc"))


def swept(root: Element) -> int:
    """How many characters that are no white space a part shows. What was struck out is not counted."""
    outside = _outside(root)
    seen = (one for one in root.iter(*_SEEN) if not outside or not _is_in(one, outside))
    return characters_in(text_of(one, local(one)) or "" for one in seen)


def _outside(root: Element) -> set[Element]:
    """Elements that stand for nothing a reader sees: struck out, moved away, or another version of the same."""
    found: set[Element] = set()
    for one in root.iter(*_PERHAPS_OUT):
        match local(one):
            case "tr":
                is_out = is_struck_row(one)
            case "tc":
                is_out = is_struck_cell(one)
            case "AlternateContent":
                kept = chosen(one)
                found.update(version for version in one if version is not kept and local(version) in VERSIONS)
                continue
            case _:
                is_out = True
        if is_out:
            found.add(one)
    return found


def _is_in(element: Element, outside: set[Element]) -> bool:
    return element in outside or any(above in outside for above in element.iterancestors())

"""What is text in OpenDocument's markup: letters stand in paragraphs and headings, mixed with elements."""

from __future__ import annotations

from typing import Final

from system_review.documents.readers.markup import Element, given, local, number
from system_review.documents.readers.passages import characters_in

PARAGRAPHS: Final = frozenset(("p", "h"))
# What stands inside a paragraph's markup but not inside its text: it has paragraphs of its own.
BLOCKS: Final = frozenset(
    ("text-box", "note", "annotation", "table", "list", "section", "custom-shape", "tracked-changes")
)
# Letters that are no text of the document: who wrote a comment and when, a note's number, descriptions of pictures.
APART: Final = frozenset(
    (
        *("creator", "date-string", "note-citation", "title", "desc", "binary-data", "script", "tracked-changes"),
        *("meta-creator-initials", "sender-initials", "event-listeners", "forms"),
    )
)
_MOST_REPEATED = 1_000


def is_apart(element: Element, name: str) -> bool:
    """Whether the letters in an element are no text of the document."""
    above = element.getparent()
    return name in APART or (name == "date" and above is not None and local(above) == "annotation")


def made_text(element: Element, name: str) -> str:
    """The white space that an element stands for; "" for one that stands for none."""
    match name:
        case "s":
            return " " * min(max(number(given(element, "c"), 1), 1), 1_000)
        case "tab":
            return "\t"
        case "line-break":
            return "\n"
    return ""


def repeated(element: Element, what: str) -> int:
    """How often a cell or a row stands there ("columns", "rows"), all its text with it. Never more than a thousand."""
    return max(1, min(number(given(element, f"number-{what}-repeated"), 1), _MOST_REPEATED))


def has_text(element: Element) -> bool:
    """Whether a paragraph inside has letters, or a shape has any."""
    return any((text or "").strip() for one in element.iter("{*}p", "{*}h") for text in one.itertext())


def swept(root: Element) -> int:
    """How many characters that are no white space a tree shows: by what stands above each letter, without any walk.

    A text in a cell that stands for several counts as often.
    """
    count = 0
    shown: dict[Element, tuple[int, bool]] = {}
    for element in root.iter("{*}*"):
        above = element.getparent()
        outer = shown.get(above, (1, False)) if above is not None else (1, False)
        times, is_inside = shown[element] = _shown(element, *outer)
        if times and is_inside and element.text:
            count += times * characters_in([element.text])
        if outer[0] and outer[1] and element.tail:
            count += outer[0] * characters_in([element.tail])
    return count


def _shown(element: Element, times: int, is_inside: bool) -> tuple[int, bool]:
    """How often the letters in this element are shown, and whether they stand in a paragraph, by what is above it."""
    name = local(element)
    if is_apart(element, name):
        return 0, is_inside
    if name in PARAGRAPHS:
        return times, True
    if name in ("table-cell", "covered-table-cell"):
        times *= repeated(element, "columns")
    elif name == "table-row":
        times *= repeated(element, "rows")
    return times, is_inside and name not in BLOCKS

"""What is text in Word's markup, and what of the markup is not seen.

Both the walk that makes passages and the sweep that counts them ask here what an element gives; which elements there
are, each finds in its own way.
"""

from __future__ import annotations

from typing import Final

from system_review.documents.readers.markup import Element, child, children, given, local, number, own_text
from system_review.documents.readers.passages import characters_in
from system_review.documents.readers.word.letters import is_on
from system_review.documents.readers.word.symbols import in_font, symbol

# Elements that give characters which are no white space.
SEEN: Final = ("t", "sym", "noBreakHyphen", "softHyphen", "textpath", "checkBox", "ddList", "v")
# Elements whose text somebody struck out or moved away; nothing in them is text of the document.
STRUCK: Final = frozenset(("del", "moveFrom", "delText"))
VERSIONS: Final = ("Choice", "Fallback")  # of the same content, for programs that can show more or less
_SEEN_ANYWHERE = tuple("{*}" + name for name in (*SEEN, "delText"))


def text_of(element: Element, name: str, font: str | None = None) -> str | None:
    """The text that an element gives by itself; None for one that gives none. `name` is its local name."""
    match name:
        case "t":
            return in_font(own_text(element), font)
        case "tab" | "ptab":
            return "\t"
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "\u2011"
        case "softHyphen":
            return "\u00ad"
        case "sym":
            return symbol(_hexadecimal(given(element, "char")), given(element, "font"))
        case "textpath":
            return given(element, "string")
        case "checkBox":
            return _ticked(element)
        case "ddList":
            return _chosen_entry(element)
        case "v":
            return own_text(element) if _is_label(element) else None
    return None


def has_text(element: Element) -> bool:
    """Whether anything in it gives text that is no white space, be it struck out."""
    return any((text_of(one, local(one)) or one.text or "").strip() for one in element.iter(*_SEEN_ANYWHERE))


def chosen(alternates: Element) -> Element | None:
    """The one of several versions of the same content that counts: the first that has text, else the first."""
    versions = [one for one in alternates if local(one) in VERSIONS]
    return next((one for one in versions if has_text(one)), versions[0] if versions else None)


def that_count(alternates: Element) -> list[Element]:
    """What below an element with several versions is to be read."""
    kept = chosen(alternates)
    return [one for one in alternates if one is kept or local(one) not in VERSIONS]


def struck_in(element: Element) -> int:
    """How many characters that are no white space stand in something that was struck out."""
    texts = (one.text if local(one) == "delText" else text_of(one, local(one)) for one in element.iter("{*}*"))
    return characters_in(text or "" for text in texts)


def is_struck_row(row: Element) -> bool:
    """Whether a table row was deleted by a tracked change."""
    return child(row, "trPr", "del") is not None


def is_struck_cell(cell: Element) -> bool:
    """Whether a table cell was deleted by a tracked change."""
    return child(cell, "tcPr", "cellDel") is not None


def _is_label(value: Element) -> bool:
    """Whether a value of a chart is one of its words, not one of its numbers."""
    group = value.getparent()
    group = group.getparent() if group is not None else None
    return group is not None and local(group) in ("strCache", "strLit", "lvl")


def _hexadecimal(text: str) -> int:
    try:
        return int(text[:6], 16)
    except ValueError:
        return 0xFFFD


def _ticked(box: Element) -> str:
    state = child(box, "checked")
    if state is None:
        state = child(box, "default")
    return "\u2612" if state is not None and is_on(state) else "\u2610"


def _chosen_entry(field: Element) -> str:
    entries = [given(entry, "val") for entry in children(field, "listEntry")]
    result = child(field, "result")
    at = number(given(result if result is not None else child(field, "default"), "val"))
    return entries[at] if 0 <= at < len(entries) else ""

"""XML of files that strangers made: parsed without entities, document types or network, and asked by local names.

Local names, since the same elements stand in several namespaces: Word's and Excel's own, those of the strict standard,
and those of their later versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from system_review.errors import Refused, Why

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element
else:
    Element = Any  # lxml takes memory, and is imported only where something is parsed

SAFE: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,  # libxml2 then stops what is nested more than 256 deep, and texts of more than 10 MB
    "remove_comments": True,
    "remove_pis": True,
}


def parsed(data: bytes, name: str) -> Element:
    """The root of an XML text; `name` is what the sentence calls it. Raises `Refused`."""
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(**SAFE))
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Refused(why_not_parsed(problem, name)) from None
    if root is None:
        raise Refused(_damaged(name))
    refuse_document_type(root)
    return root


def refuse_document_type(root: Element) -> None:
    """Raises `Refused` where the text has a document type: its entities could hide text or fetch other files."""
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]  # lacking in the stubs
        raise Refused(_DOCUMENT_TYPE)


def why_not_parsed(problem: Exception, name: str) -> Why:
    """The sentence for what the parser said."""
    said = str(problem)
    if "depth" in said.lower():
        return NESTED
    if "entity" in said.lower():
        return _DOCUMENT_TYPE
    if "huge" in said or "too long" in said or "buffer" in said:
        return Why("One text in the part {name} of this file is longer than 10 MB, which cannot be read", name=name)
    return _damaged(name)


_DOCUMENT_TYPE: Final = Why(
    "This file holds a document type definition, which office programs never write and which can hide text. Open it in"
    " Word, Excel or LibreOffice, save it under a new name and bring in that copy."
)
NESTED: Final = Why(
    "This file is nested too deeply to be read: tables inside tables inside tables. Copy what matters into a new file"
    " and bring in that one."
)


def _damaged(name: str) -> Why:
    return Why(
        "This file is damaged (in its part {name}). Open it in the program that made it, save it under a new name and"
        " bring in that copy.",
        name=name,
    )


_NAMES: Final[dict[str, str]] = {}
_MOST_NAMES = 4_096


def local(element: Element) -> str:
    """The element's name without its namespace."""
    tag = element.tag
    name = _NAMES.get(tag)
    if name is None:
        if len(_NAMES) >= _MOST_NAMES:
            _NAMES.clear()
        name = _NAMES[tag] = str(tag).rpartition("}")[2]
    return name


def child(element: Element | None, *names: str) -> Element | None:
    """What stands at this path of local names below the element, the first of each; None if nothing does."""
    for name in names:
        if element is None:
            return None
        element = next((below for below in element if local(below) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of this local name."""
    return (below for below in (element if element is not None else ()) if local(below) == name)


def given(element: Element | None, name: str, default: str = "") -> str:
    """An attribute, in the element's own namespace or in none."""
    if element is None or not isinstance(element.tag, str):
        return default
    tag = element.tag
    value = element.get(tag[: tag.find("}") + 1] + name)
    if value is None:
        value = element.get(name)
    return default if value is None else str(value)


def given_in_any(element: Element | None, name: str) -> str:
    """An attribute of this local name, in whichever namespace; "" if there is none."""
    if element is None:
        return ""
    ending = "}" + name
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith(ending) or key == name), "")


def number(text: str, default: int = 0) -> int:
    """A whole number as it stands in an attribute; the default where it is none, or too large to be meant."""
    if not text or len(text) > 20:
        return default
    try:
        return int(text)
    except ValueError:
        return default


def own_text(element: Element) -> str:
    """The characters that stand directly in an element, not those in what it holds."""
    if not len(element):
        return element.text or ""
    return (element.text or "") + "".join(below.tail or "" for below in element)

"""Takes XML apart at random: elements deleted, doubled, moved, renamed, their texts and attributes exchanged."""

from __future__ import annotations

import io
import random
import zipfile

from lxml import etree


def mutated(data: bytes, chance: random.Random, parts: tuple[str, ...]) -> bytes:
    """A packed file with some of the XML of these parts changed; `parts` are beginnings of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith(parts) and name.endswith(".xml") and chance.random() < 0.7:
                content = changed(content, chance)
            new.writestr(name, content)
    return out.getvalue()


def changed(content: bytes, chance: random.Random) -> bytes:
    """An XML text with one to six changes."""
    root = etree.fromstring(content)
    for _ in range(chance.randint(1, 6)):
        elements = [element for element in root.iter("*") if element is not root]
        if elements:
            chance.choice(CHANGES)(chance.choice(elements), elements, root, chance)
    return etree.tostring(root)


def _delete(element, elements, root, chance):
    element.getparent().remove(element)


def _unwrap(element, elements, root, chance):
    above = element.getparent()
    at = above.index(element)
    above[at : at + 1] = list(element)


def _double(element, elements, root, chance):
    element.addnext(_copy(element))


def _move(element, elements, root, chance):
    wanted = chance.choice(elements)
    if wanted is not element and element not in wanted.iterancestors():
        wanted.insert(chance.randint(0, len(wanted)), element)


def _put_copy(element, elements, root, chance):
    wanted = chance.choice([root, *elements])
    wanted.insert(chance.randint(0, len(wanted)), _copy(element))


def _wrap(element, elements, root, chance):
    outer = etree.Element(chance.choice(elements).tag)
    element.getparent().replace(element, outer)
    outer.append(element)


def _rename(element, elements, root, chance):
    element.tag = chance.choice(elements).tag


def _give_attributes(element, elements, root, chance):
    element.attrib.update(chance.choice(elements).attrib)


def _take_attribute(element, elements, root, chance):
    if element.attrib:
        del element.attrib[chance.choice(list(element.attrib))]


def _give_text(element, elements, root, chance):
    element.text = chance.choice(["", " ", "text", "7", "-1", "99999999999999", "ŵ✓", "a\nb", "_x0041_"])


def _copy(element):
    return etree.fromstring(etree.tostring(element, with_tail=False))


CHANGES = (
    _delete,
    _unwrap,
    _double,
    _move,
    _move,
    _put_copy,
    _put_copy,
    _wrap,
    _wrap,
    _rename,
    _rename,
    _give_attributes,
    _take_attribute,
    _give_text,
)

"""Broken documents, each the same for the same number: bytes, the members of packed files, and the XML in them."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from tests.documents.hostile.bases import bases
from tests.documents.readers.mutations import mutated

TOO_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, OSError),
    *(ValueError, LookupError, NotImplementedError),
)
XML_PARTS = ("word/", "xl/", "docProps/", "content", "styles", "_rels/", "[Content_Types]")


@dataclass(frozen=True)
class Mutant:
    """A broken document: its number, the base that it was, what was done to it, its bytes."""

    number: int
    base: str
    how: str
    data: bytes


def mutant(number: int) -> Mutant:
    """The broken document of this number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that stands there twice is what is wanted
        return _mutant(number)


def _mutant(number: int) -> Mutant:
    chance = random.Random(number)
    base = chance.choice(sorted(bases()))
    data, names = bases()[base], []
    changes = _PACKED if data.startswith(b"PK") else _PDF if data.startswith(b"%PDF") else _PLAIN
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        change = chance.choice(changes)
        try:
            data = change(data, chance)
        except TOO_BROKEN:
            continue  # by then, for this change
        names.append(change.__name__.strip("_"))
    return Mutant(number, base, ", ".join(names), data)


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 20))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut_off(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def _leave_out(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    return data[:start] + data[min(end, start + 2000) :]


def _say_twice(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    part = data[start : start + chance.randrange(1, 5000)]
    return data[:start] + part * chance.choice((2, 3, 50)) + data[start:]


def _put_before(data: bytes, chance: random.Random) -> bytes:
    return chance.choice((b"\0" * 20, b"%PDF-1.4\n", b"junk\n", b"PK\x03\x04", b"\xef\xbb\xbf", b"<html>")) + data


def _put_behind(data: bytes, chance: random.Random) -> bytes:
    return data + chance.choice((b"\0" * 2000, b"%%EOF", b"PK\x05\x06" + bytes(18), data[:3000]))


def _in_xml(data: bytes, chance: random.Random) -> bytes:
    return mutated(data, chance, XML_PARTS)


def _in_members(data: bytes, chance: random.Random) -> bytes:
    """Break the bytes of one member before it is packed, so that the package itself stays sound."""
    members = _members(data)
    name = chance.choice(sorted(members))
    members[name] = chance.choice((_flip, _cut_off, _leave_out, _say_twice))(members[name] or b" ", chance)
    return _packed(list(members.items()))


def _among_members(data: bytes, chance: random.Random) -> bytes:
    """Drop, rename, double, exchange or add a member."""
    members = list(_members(data).items())
    at, other = chance.randrange(len(members)), chance.randrange(len(members))
    kind = chance.randrange(6)
    if kind == 0:
        del members[at]
    elif kind == 1:
        members[at] = (chance.choice(("../up", "/etc/x", members[other][0], "word/document.xml", "x")), members[at][1])
    elif kind == 2:
        members.append(members[at])
    elif kind == 3:
        members[at], members[other] = (members[at][0], members[other][1]), (members[other][0], members[at][1])
    elif kind == 4:
        members.append((f"word/{chance.randrange(99)}.xml", b"<a><b>words</b></a>"))
    else:
        members[at] = (members[at][0], b"")
    return _packed(members)


def _in_values(data: bytes, chance: random.Random) -> bytes:
    """Exchange one number of a PDF's own language, or one number in a text, for another."""
    found = list(re.finditer(rb"(?<![\d.])\d{1,6}(?![\d.])", data))
    where = chance.choice(found)
    value = chance.choice((b"0", b"-1", b"1", b"65535", b"2147483648", b"99999999999", b"1.5"))
    return data[: where.start()] + value + data[where.end() :]


def _exchange_objects(data: bytes, chance: random.Random) -> bytes:
    """Let two of a PDF's references point to each other's objects."""
    found = list(re.finditer(rb"\d+ 0 R", data))
    where, other = chance.choice(found), chance.choice(found)
    return data[: where.start()] + other.group() + data[where.end() :]


def _other_encoding(data: bytes, chance: random.Random) -> bytes:
    return data.decode("utf-8").encode(
        chance.choice(("utf-16", "utf-8-sig", "cp1252", "utf-16-le", "utf-32")), "replace"
    )


def _odd_letters(data: bytes, chance: random.Random) -> bytes:
    text = list(data.decode("utf-8"))
    for _ in range(chance.choice((1, 5, 30))):
        text.insert(
            chance.randrange(len(text) + 1), chance.choice('\u202e\u200b\x00\x1b\x85\u2028\f\t;,|"\n\r👪\ufeff')
        )
    return "".join(text).encode()


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _packed(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(zipfile.ZipInfo(name, (2027, 4, 20, 9, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


Change = Callable[[bytes, random.Random], bytes]
_ANY: tuple[Change, ...] = (_flip, _cut_off, _leave_out, _say_twice, _put_before, _put_behind)
_PACKED: tuple[Change, ...] = (*_ANY, _in_xml, _in_xml, _in_xml, _in_xml, _in_members, _in_members, _among_members)
_PDF: tuple[Change, ...] = (*_ANY, _flip, _in_values, _in_values, _in_values, _exchange_objects, _exchange_objects)
_PLAIN: tuple[Change, ...] = (*_ANY, _flip, _other_encoding, _odd_letters, _odd_letters, _in_values)

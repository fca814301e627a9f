"""Reads the interchange file. Pure: bytes in, a `ReviewSnapshot` out, or one sentence that says where and why not.

The file is measured before it is parsed, so that no file can take more than about 200 MB of memory or two seconds:
its size, how deep it is nested, how many parts it has. Everything else is told with its place: line and column where it
is not JSON, and a path such as `findings › f3 › colour` where it is JSON of another shape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from system_review.documents.readers.json_places import Path, near, place
from system_review.documents.readers.json_shapes import why_not_shaped
from system_review.errors import Refused, Why
from system_review.reviews.snapshots import FORMAT, FORMAT_VERSION, ReviewSnapshot

LARGEST = 16 * 1024 * 1024  # bytes; a review of 100 findings and 160 actions has half a million
DEEPEST = 40  # levels; a review has 9
MOST_PARTS = 150_000  # texts, numbers, lists and groups

_TEXT = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CUT_OFF = re.compile(r"[\w.+-]*\s*")
_BOMS = {b"\xff\xfe\x00\x00": "UTF-32", b"\x00\x00\xfe\xff": "UTF-32", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}

# What Python's parser says, and what we say.
_SYNTAX = {
    "Expecting value": Why("a value is missing here"),
    "Expecting ',' delimiter": Why("a comma is missing here"),
    "Expecting ':' delimiter": Why("a colon is missing here"),
    "Expecting property name enclosed in double quotes": Why("a name in double quotation marks is missing here"),
    "Illegal trailing comma before end of object": Why("a comma too many stands here"),
    "Illegal trailing comma before end of array": Why("a comma too many stands here"),
    "Extra data": Why("something stands here after the end"),
    "Invalid control character at": Why("a line end or another control character in a text is written as \\n, \\t …"),
}
_BACKSLASH = Why("a backslash stands here before something that cannot follow one")


def read_snapshot(data: bytes) -> ReviewSnapshot:
    """The review that an interchange file holds. Raises `Refused` with the first thing that is wrong, and its place.

    Line ends inside texts become LF. Whether its parts fit together is asked by `why_not_adopt`.
    """
    text = _decoded(data)
    _measure(data)
    tree = _Parsing().tree(text)
    if why := _why_not_ours(tree) or _why_not_moments(tree):
        raise Refused(why)
    if _may_change(text):
        text = json.dumps(tree, ensure_ascii=False)
    try:
        return ReviewSnapshot.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise Refused(why_not_shaped(error, tree)) from None


def _may_change(text: str) -> bool:
    """Whether a text in the file may hold a line end other than LF, or what cannot be kept: both are rare."""
    return "\r" in text or "\\r" in text or "\\u" in text


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST:
        raise Refused(Why("The file is larger than {size} MB", size=LARGEST // 1024 // 1024))
    if not data.strip():
        raise Refused(Why("The file is empty"))
    for mark, name in _BOMS.items():
        if data.startswith(mark):
            raise Refused(Why("The file is written in {encoding}: save it as UTF-8", encoding=name))
    at = data.find(b"\0")
    if at >= 0:
        said = "Line {line}, column {column}: the file holds a NUL byte: save it as UTF-8 text"
        raise Refused(Why(said, **_spot(data, at)))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        spot = _spot(data, error.start)
        raise Refused(Why("Line {line}, column {column}: this is not UTF-8: save the file as UTF-8", **spot)) from None


def _spot(data: bytes, at: int) -> dict[str, object]:
    line_start = data.rfind(b"\n", 0, at) + 1
    return {"line": data.count(b"\n", 0, at) + 1, "column": len(data[line_start:at].decode(errors="replace")) + 1}


def _measure(data: bytes) -> None:
    """Refuse what would take too much memory, or recursion, to parse. Counts only what stands outside texts."""
    if data.count(b'"') > 2 * MOST_PARTS:
        raise Refused(_too_many())
    outside = _TEXT.sub(b'"', data)
    if sum(map(outside.count, (b",", b"[", b"{"))) > MOST_PARTS:
        raise Refused(_too_many())
    depth = 0
    for bracket in outside.translate(None, _NO_BRACKETS):
        depth += 1 if bracket in b"[{" else -1
        if depth > DEEPEST:
            said = "The file is nested more than {deepest} levels deep, and a review is not"
            raise Refused(Why(said, deepest=DEEPEST))


def _too_many() -> Why:
    return Why("The file has more than {most} parts, which no review has", most=f"{MOST_PARTS:,}")


class _Odd:
    """What JSON's own parser lets pass: a number that is none, or a group that names something twice."""

    def __init__(self, why: Why, below: str | None = None) -> None:
        self.why, self.below = why, below


class _Parsing:
    """One parsing: what is odd is left in the tree, so that its place can be told."""

    def __init__(self) -> None:
        self.is_odd = False

    def tree(self, text: str) -> Any:
        try:
            tree = json.loads(
                text,
                object_pairs_hook=self._group,
                parse_constant=lambda word: self._odd(Why("{word} is not a number", word=word)),
                parse_float=self._fraction,
                parse_int=self._whole,
            )
        except json.JSONDecodeError as error:
            raise Refused(_why_not_json(error)) from None
        return _checked(tree, ()) if self.is_odd or _may_change(text) else tree

    def _group(self, pairs: list[tuple[str, Any]]) -> Any:
        group = dict(pairs)
        if len(group) == len(pairs):
            return group
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        return self._odd(Why("it stands there twice"), below=twice)

    def _fraction(self, written: str) -> Any:
        number = float(written)
        if number in (float("inf"), float("-inf")):
            return self._odd(Why("the number {number} is too large", number=near(written)))
        return number

    def _whole(self, written: str) -> Any:
        if len(written) > 18:
            return self._odd(Why("the number {number} is too large", number=near(written)))
        return int(written)

    def _odd(self, why: Why, below: str | None = None) -> _Odd:
        self.is_odd = True
        return _Odd(why, below)


def _why_not_json(error: json.JSONDecodeError) -> Why:
    cut_off = _CUT_OFF.fullmatch(error.doc, error.pos) and error.msg != "Extra data"
    if cut_off or error.msg.startswith("Unterminated string"):
        return Why(
            "Line {line}, column {column}: the file ends here in the middle: it was cut off",
            line=error.lineno,
            column=error.colno,
        )
    said = _BACKSLASH if "escape" in error.msg else _SYNTAX.get(error.msg, Why("this is not JSON"))
    return Why("Line {line}, column {column}: {said}", line=error.lineno, column=error.colno, said=said)


def _checked(node: Any, path: Path) -> Any:
    """The tree with LF as every line end. Raises `Refused` at the first thing that cannot be kept."""
    if isinstance(node, str):
        return _kept(node, path)
    if isinstance(node, dict):
        for name in node:
            _kept(name, path)
        return {name: _checked(part, (*path, name)) for name, part in node.items()}
    if isinstance(node, list):
        return [_checked(part, (*path, _label(part, number))) for number, part in enumerate(node, start=1)]
    if isinstance(node, _Odd):
        at = place((*path, node.below) if node.below is not None else path)
        raise Refused(Why("{place}: {said}", place=at, said=node.why))
    return node


def _label(part: Any, number: int) -> str | int:
    ref = part.get("ref") if isinstance(part, dict) else None
    return ref if isinstance(ref, str) else number


def _kept(text: str, path: Path) -> str:
    """The text with LF as its line ends. Raises `Refused` for what no database can hold."""
    if found := _UNSTORABLE.search(text):
        raise Refused(
            Why(
                "{place}: it holds a character that cannot be stored (\\u{code}): take it out",
                place=place(path),
                code=f"{ord(found.group()):04x}",
            )
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _why_not_ours(tree: Any) -> Why | None:
    if not isinstance(tree, dict):
        return Why("The file holds no review: it must begin with a brace {{")
    given, version = tree.get("format"), tree.get("format_version")
    if given != FORMAT:
        return Why("This is not a file of System Review: its “format” must be “{format}”", format=FORMAT)
    if version is None:
        return Why("format_version: it is missing")
    if type(version) is not int:
        return Why("format_version: the number {version} belongs here", version=FORMAT_VERSION)
    if version > FORMAT_VERSION:
        return Why(
            "This file was made by a newer version of System Review (format {version}; this one reads {ours})",
            version=version,
            ours=FORMAT_VERSION,
        )
    return None


def _why_not_moments(tree: dict[str, Any]) -> Why | None:
    """Moments must be written in full, with their zone: pydantic would also take a number in quotation marks."""
    for path, given in _moments(tree):
        if not _MOMENT.fullmatch(given):
            return Why(
                "{place}: write the moment with its zone, such as 2027-04-14T09:30:00Z, not “{given}”",
                place=place(path),
                given=near(given),
            )
    return None


def _moments(tree: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    yield from _moments_in(tree, "cells", "rated_at")
    yield from _moments_in(tree, "comments", "written_at", "settled_at")
    for number, said in _groups_in(tree, "comments"):
        for path, given in _moments_in(said, "replies", "written_at"):
            yield ("comments", _label(said, number), *path), given
    yield from _moments_in(tree, "working_notes", "changed_at")
    yield from _moments_in(tree, "challenges", "recorded_at", "answered_at")


def _moments_in(tree: dict[str, Any], part: str, *names: str) -> Iterator[tuple[Path, str]]:
    for number, thing in _groups_in(tree, part):
        for name in names:
            if isinstance(given := thing.get(name), str):
                yield (part, _label(thing, number), name), given


def _groups_in(tree: dict[str, Any], part: str) -> Iterator[tuple[int, dict[str, Any]]]:
    things = tree.get(part)
    for number, thing in enumerate(things if isinstance(things, list) else (), start=1):
        if isinstance(thing, dict):
            yield number, thing

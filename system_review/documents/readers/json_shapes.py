"""What pydantic says against an interchange file, as one sentence with its place. Pure."""

from __future__ import annotations

from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from system_review.documents.readers.json_places import Path, near, place
from system_review.errors import Why
from system_review.reviews.snapshots import ReviewSnapshot

# What belongs where another kind of value stands, by pydantic's name for the mistake.
_WANTED = {
    "string_type": Why("a text in quotation marks belongs here"),
    "int_type": Why("a whole number belongs here, without quotation marks"),
    "int_from_float": Why("a whole number belongs here"),
    "bool_type": Why("true or false belongs here, without quotation marks"),
    "tuple_type": Why("a list in square brackets belongs here"),
    "model_type": Why("a group in braces belongs here"),
    "dict_type": Why("a group in braces belongs here"),
    "date_type": Why("a date in quotation marks belongs here, such as “2027-04-20”"),
    "date_parsing": Why("a date belongs here, such as “2027-04-20”"),
    "date_from_datetime_parsing": Why("a date belongs here, such as “2027-04-20”"),
    "datetime_type": Why("a moment in quotation marks belongs here, such as “2027-04-14T09:30:00Z”"),
    "datetime_parsing": Why("a moment belongs here, such as “2027-04-14T09:30:00Z”"),
    "datetime_from_date_parsing": Why("a moment belongs here, such as “2027-04-14T09:30:00Z”"),
    "string_too_short": Why("it is empty"),
}


def why_not_shaped(error: ValidationError, tree: Any) -> Why:
    """The first thing that is wrong; unknown names before what is missing, since one is often the other misspelt."""
    details = error.errors(include_url=False)
    unknown = next((detail for detail in details if detail["type"] == "extra_forbidden"), None)
    detail = unknown or details[0]
    path = _path(detail["loc"], tree)
    return Why("{place}: {said}", place=place(path), said=_said(detail, path))


def _path(loc: tuple[int | str, ...], tree: Any) -> Path:
    """The place as a person says it: entries of a list by their name in the file, else by their number."""
    path: list[str | int] = []
    node = tree
    for part in loc:
        if part == "[key]":  # pydantic's word for the name of an entry
            continue
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            node = None
        if isinstance(part, int):
            ref = node.get("ref") if isinstance(node, dict) else None
            path.append(ref if isinstance(ref, str) and ref else part + 1)
        else:
            path.append(part)
    return tuple(path)


def _said(detail: Any, path: Path) -> Why:
    kind, limits, given = detail["type"], detail.get("ctx", {}), detail["input"]
    if kind == "missing":
        return Why("it is missing")
    if kind == "extra_forbidden":
        return _unknown(detail["loc"])
    if kind in _WANTED:
        return _WANTED[kind]
    if kind in ("enum", "literal_error"):
        return Why("“{given}” does not do here: choose from {expected}", given=near(given), expected=_choices(limits))
    if kind == "string_too_long":
        longest, length = limits["max_length"], len(given)
        return Why("shorten it to {longest} characters or fewer: it has {length}", longest=longest, length=length)
    if kind == "string_pattern_mismatch":
        return _not_written_so(path, given)
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = limits.get("ge", limits.get("le"))
        if kind == "less_than_equal":
            return Why("the number {given} is too large: at most {limit}", given=near(given), limit=limit)
        return Why("the number {given} is too small: at least {limit}", given=near(given), limit=limit)
    if kind in ("too_short", "too_long"):
        return _wrong_count(kind, limits)
    return Why("it does not fit here")


def _choices(limits: dict[str, Any]) -> str:
    return str(limits["expected"]).replace("'", "")


def _not_written_so(path: Path, given: object) -> Why:
    if path[0] != "framework" and path[-1] != "file_hash":
        said = "“{given}” is not a name within the file: a letter and a number belong here, such as f1"
        return Why(said, given=near(given))
    return Why("“{given}” is not written as it should be", given=near(given))


def _wrong_count(kind: str, limits: dict[str, Any]) -> Why:
    if kind == "too_short":
        return Why("it has too few entries: at least {limit}", limit=limits["min_length"])
    return Why("it has too many entries: at most {limit}", limit=limits["max_length"])


def _unknown(loc: tuple[int | str, ...]) -> Why:
    known = _names_at(loc[:-1])
    if close := get_close_matches(str(loc[-1])[:60].lower(), known, n=1):
        return Why("this name is not known here. Did you mean “{near}”?", near=close[0])
    return Why("this name is not known here. Known are {names}", names=", ".join(known))


def _names_at(loc: tuple[int | str, ...]) -> list[str]:
    """The names that the group at a place may have."""
    shape: Any = ReviewSnapshot
    for part in loc:
        shape = _inner(shape, part)
    return sorted(shape.model_fields) if isinstance(shape, type) and issubclass(shape, BaseModel) else []


def _inner(shape: Any, part: int | str) -> Any:
    if isinstance(part, int):
        return _plain(get_args(shape)[0])
    if isinstance(shape, type) and issubclass(shape, BaseModel) and part in shape.model_fields:
        return _plain(shape.model_fields[part].annotation)
    return None


def _plain(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, UnionType):
        return next(shape for shape in get_args(annotation) if shape is not NoneType)
    return annotation

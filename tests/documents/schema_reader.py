"""A reader of JSON Schema that knows nothing of pydantic: the keywords of the published schema, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "boolean": (bool,), "null": (type(None),)
}  # fmt: skip
SAID_ONLY = {"title", "description", "default", "$defs", "$schema", "type", "required", "additionalProperties"}


def problems(value: Any, schema: dict[str, Any], root: dict[str, Any], place: str = "$") -> Iterator[str]:
    """Where a value breaks the schema. Raises `KeyError` for a keyword that this reader does not know."""
    kind = schema.get("type")
    if kind and (not isinstance(value, TYPES[kind]) or (kind == "integer" and isinstance(value, bool))):
        yield f"{place} is no {kind}"
        return
    for keyword, wanted in schema.items():
        if keyword not in SAID_ONLY:
            yield from KEYWORDS[keyword](value, wanted, root, place)
    if isinstance(value, dict):
        yield from _names(value, schema, place)


def _names(value: dict[str, Any], schema: dict[str, Any], place: str) -> Iterator[str]:
    yield from (f"{place} lacks {name}" for name in schema.get("required", ()) if name not in value)
    if schema.get("additionalProperties") is False:
        known = schema.get("properties", {})
        patterns = schema.get("patternProperties", {})
        for name in value:
            if name not in known and not any(re.search(pattern, name) for pattern in patterns):
                yield f"{place} has {name}"


def _ref(value: Any, wanted: str, root: dict[str, Any], place: str) -> Iterator[str]:
    yield from problems(value, root["$defs"][wanted.removeprefix("#/$defs/")], root, place)


def _any(value: Any, wanted: list[dict[str, Any]], root: dict[str, Any], place: str) -> Iterator[str]:
    found = [list(problems(value, each, root, place)) for each in wanted]
    if all(found):
        yield from found[0]


def _properties(value: Any, wanted: dict[str, Any], root: dict[str, Any], place: str) -> Iterator[str]:
    for name, schema in wanted.items():
        if isinstance(value, dict) and name in value:
            yield from problems(value[name], schema, root, f"{place}.{name}")


def _patterns(value: Any, wanted: dict[str, Any], root: dict[str, Any], place: str) -> Iterator[str]:
    for name in value:
        for pattern, schema in wanted.items():
            if re.search(pattern, name):
                yield from problems(value[name], schema, root, f"{place}.{name}")


def _items(value: Any, wanted: dict[str, Any], root: dict[str, Any], place: str) -> Iterator[str]:
    for number, each in enumerate(value):
        yield from problems(each, wanted, root, f"{place}[{number}]")


def _holds(test: Any) -> Any:
    """A keyword that a value keeps or not."""

    def read(value: Any, wanted: Any, root: dict[str, Any], place: str) -> Iterator[str]:
        if not test(value, wanted):
            yield f"{place} breaks {wanted}"

    return read


def _format(value: str, wanted: str) -> bool:
    try:
        {"date": date.fromisoformat, "date-time": datetime.fromisoformat}[wanted](value)
    except ValueError:
        return False
    return True


KEYWORDS = {
    "$ref": _ref,
    "anyOf": _any,
    "properties": _properties,
    "patternProperties": _patterns,
    "items": _items,
    "enum": _holds(lambda value, wanted: value in wanted),
    "const": _holds(lambda value, wanted: value == wanted),
    "pattern": _holds(lambda value, wanted: re.search(wanted, value)),
    "minLength": _holds(lambda value, wanted: len(value) >= wanted),
    "maxLength": _holds(lambda value, wanted: len(value) <= wanted),
    "minItems": _holds(lambda value, wanted: len(value) >= wanted),
    "maxItems": _holds(lambda value, wanted: len(value) <= wanted),
    "minimum": _holds(lambda value, wanted: value >= wanted),
    "maximum": _holds(lambda value, wanted: value <= wanted),
    "format": _holds(_format),
}

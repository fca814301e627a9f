"""A reading and an understanding as plain JSON, and back: how they come out of the child that made them.

What comes back is checked part by part, since a child that a hostile file has taken over may answer anything: kinds of
values, names of choices, and that every text can be stored. What has its usual value is left out.
"""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from string import Formatter
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from system_review.documents.interpreter.understanding import Answer, Spot
from system_review.documents.rules.words import PassageRole
from system_review.errors import Why
from system_review.texts import why_not_hold

LONGEST_TEXT = 64 * 1024 * 1024  # a reading's texts are limited by their reader; here only what can be stored counts
DEEPEST_WHY = 3  # sentences within sentences
_HOW = ("", ",")  # ways to write a value that a sentence may ask for: a width could be a thousand million

Thing = TypeVar("Thing")


class Unfit(ValueError):
    """What came cannot be what it should be."""


def packed(thing: Any) -> Any:
    """A frozen dataclass of the readers or the interpreter, and whatever is in it, as plain JSON."""
    if isinstance(thing, Why):
        return packed_why(thing)
    if isinstance(thing, Answer):
        return {"words": packed_why(thing.words), "changes": _packed_changes(thing.changes)}
    if is_dataclass(thing) and not isinstance(thing, type):
        return {
            name: packed(value)
            for name, usual in _names(type(thing))
            if (value := getattr(thing, name)) != usual or type(value) is not type(usual)
        }
    if isinstance(thing, tuple):
        return [packed(part) for part in thing]
    if isinstance(thing, date):
        return thing.isoformat()
    return str(thing) if isinstance(thing, StrEnum) else thing


def packed_why(why: Why) -> list[Any]:
    """A sentence with its values; what is no plain value is written out as it would be said."""
    return [why.text, {name: _packed_value(value) for name, value in why.values.items()}]


def unpacked(kind: type[Thing], plain: Any) -> Thing:
    """The dataclass of this kind that `plain` stands for. Raises `Unfit` if it stands for none."""
    wanted: Any = kind
    try:
        made: Thing = _reads(wanted)(plain)
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError) as problem:
        raise Unfit(str(problem)) from problem
    return made


def unpacked_why(plain: Any, *, deep: int = 0) -> Why:
    """The sentence. Raises `Unfit`, also if its values do not fill it."""
    if deep > DEEPEST_WHY or not isinstance(plain, list) or len(plain) != 2 or not isinstance(plain[1], dict):
        raise Unfit("no sentence")
    text, values = _text(plain[0]), {_text(name): _value(value, deep) for name, value in plain[1].items()}
    for _said, name, how, change in Formatter().parse(text):
        if name is not None and (name not in values or how not in _HOW or change):
            raise Unfit("a sentence that its values do not fill")
    return Why(text, **values)


def _packed_value(value: object) -> Any:
    if isinstance(value, Why):
        return packed_why(value)
    plain = value is None or type(value) in (str, int, float, bool)
    return value if plain else str(value)


def _value(value: Any, deep: int) -> object:
    if isinstance(value, list):
        return unpacked_why(value, deep=deep + 1)
    if isinstance(value, str):
        return _text(value)
    if value is None or type(value) in (int, float, bool):
        return value
    raise Unfit("no value of a sentence")


def _packed_changes(changes: Mapping[int, Mapping[str, object]]) -> dict[str, Any]:
    return {str(number): {name: packed(value) for name, value in what.items()} for number, what in changes.items()}


def _changes(plain: Any) -> dict[int, dict[str, object]]:
    return {
        int(number): {_choice(name): _CHANGED[name](value) for name, value in what.items()}
        for number, what in plain.items()
    }


def _choice(name: str) -> str:
    if name not in _CHANGED:
        raise Unfit("no such change")
    return name


def _answer(plain: Any) -> Answer:
    return Answer(unpacked_why(plain["words"]), _changes(plain["changes"]))


@lru_cache(maxsize=64)
def _names(kind: type) -> tuple[tuple[str, object], ...]:
    """The names of a dataclass's fields, each with its usual value."""
    return tuple((part.name, part.default) for part in fields(kind))


@lru_cache(maxsize=128)
def _reads(kind: Any) -> Callable[[Any], Any]:
    """How to read a value of this kind."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if get_origin(kind) in (Union, types.UnionType):
        inner = _reads(next(part for part in get_args(kind) if part is not types.NoneType))
        return lambda plain: None if plain is None else inner(plain)
    if get_origin(kind) is tuple:
        one = _reads(get_args(kind)[0])
        return lambda plain: tuple(one(part) for part in _list(plain))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return lambda plain: kind(_text(plain))
    if is_dataclass(kind):
        return _reads_dataclass(kind)
    raise TypeError(f"{kind} cannot be carried")


def _reads_dataclass(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    parts = {part.name: _reads(hints[part.name]) for part in fields(kind)}
    needed = [part.name for part in fields(kind) if part.default is MISSING and part.default_factory is MISSING]

    def read(plain: Any) -> Any:
        if not isinstance(plain, dict) or not all(name in plain for name in needed):
            raise Unfit(f"no {kind.__name__}")
        return kind(**{name: parts[name](value) for name, value in plain.items()})

    return read


def _list(plain: Any) -> list[Any]:
    if not isinstance(plain, list):
        raise Unfit("no list")
    return plain


def _text(plain: Any) -> str:
    if not isinstance(plain, str) or why_not_hold(plain, longest=LONGEST_TEXT):
        raise Unfit("no text that can be stored")
    return plain


def _whole(plain: Any) -> int:
    if type(plain) is not int or not 0 <= plain < 2**53:
        raise Unfit("no number")
    return plain


def _number(plain: Any) -> float:
    if type(plain) not in (int, float) or not math.isfinite(plain):
        raise Unfit("no number")
    return float(plain)


def _truth(plain: Any) -> bool:
    if type(plain) is not bool:
        raise Unfit("neither true nor false")
    return plain


def _day(plain: Any) -> date:
    return date.fromisoformat(_text(plain))


def _spot(plain: Any) -> Spot:
    return Spot(*(_text(part) for part in _list(plain)))


_PLAIN: dict[Any, Callable[[Any], Any]] = {
    str: _text,
    int: _whole,
    float: _number,
    bool: _truth,
    date: _day,
    Spot: _spot,
    Why: unpacked_why,
    Answer: _answer,
}
_CHANGED: dict[str, Callable[[Any], Any]] = {
    "spot": lambda plain: None if plain is None else _spot(plain),
    "colour": _text,
    "under": lambda plain: None if plain is None else _whole(plain),
    "rating": _text,
    "role": lambda plain: PassageRole(_text(plain)),
}

"""A reading and an understanding as plain JSON, and back: how they come out of the child that made them.

What comes back is checked part by part, since a child that a hostile file has taken over may answer anything.
`columns.py` has how; here stand the kinds that are written in a way of their own, sentences above all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from enum import StrEnum
from string import Formatter
from typing import Any, TypeVar

from system_review.documents.columns import LARGEST, Columns, Unfit, check_texts
from system_review.documents.interpreter.understanding import Answer, NamedLead, Refers, Spot
from system_review.documents.readers.passages import Look
from system_review.documents.rules.words import PassageRole
from system_review.errors import Why

DEEPEST_WHY = 3  # sentences within sentences
_HOW = ("", ",")  # ways to write a value that a sentence may ask for: a width could be a thousand million

Thing = TypeVar("Thing")


def packed(thing: Any) -> Any:
    """A frozen dataclass of the readers or the interpreter, and whatever is in it, as plain JSON."""
    return _COLUMNS.of(type(thing)).pack([thing])


def packed_why(why: Why) -> list[Any]:
    """A sentence with its values; what is no plain value is written out as it would be said."""
    return [why.text, {name: _packed_value(value) for name, value in why.values.items()}]


def unpacked(kind: type[Thing], plain: Any) -> Thing:
    """The dataclass of this kind that `plain` stands for. Raises `Unfit` if it stands for none."""
    try:
        made: Thing = _COLUMNS.of(kind).unpack(plain, 1)[0]
    except (TypeError, ValueError, AttributeError, LookupError, RecursionError) as problem:
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


def _same_sentence(why: Why) -> Hashable:
    """By what two sentences are the same: where all their values are texts, since 1 is True and is not said alike."""
    return (why.text, *why.values.items()) if all(type(value) is str for value in why.values.values()) else None


def _packed_answer(answer: Answer) -> Any:
    return {"words": packed_why(answer.words), "changes": _packed_changes(answer.changes)}


def _packed_changes(changes: Mapping[int, Mapping[str, object]]) -> dict[str, Any]:
    return {str(number): {name: _plainly(value) for name, value in what.items()} for number, what in changes.items()}


def _plainly(value: object) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, StrEnum) else value


def _answer(plain: Any) -> Answer:
    return Answer(unpacked_why(plain["words"]), _changes(plain["changes"]))


def _changes(plain: Any) -> dict[int, dict[str, object]]:
    return {
        int(number): {_choice(name): _CHANGED[name](value) for name, value in what.items()}
        for number, what in plain.items()
    }


def _choice(name: str) -> str:
    if name not in _CHANGED:
        raise Unfit("no such change")
    return name


def _text(plain: Any) -> str:
    if not isinstance(plain, str):
        raise Unfit("no text")
    check_texts([plain])
    return plain


def _whole(plain: Any) -> int:
    if type(plain) is not int or not 0 <= plain < LARGEST:
        raise Unfit("no number")
    return plain


def _spot(plain: Any) -> Spot:
    if not isinstance(plain, list):
        raise Unfit("no stage")
    return Spot(*map(_text, plain))


_COLUMNS = Columns(
    singly={
        Why: (packed_why, unpacked_why),
        Answer: (_packed_answer, _answer),
        Spot: (list, _spot),
        date: (date.isoformat, date.fromisoformat),
    },
    shared={Why: _same_sentence, Look: None, Spot: None, NamedLead: None, Refers: None},
)
_CHANGED: dict[str, Callable[[Any], Any]] = {
    "spot": lambda plain: None if plain is None else _spot(plain),
    "colour": _text,
    "under": lambda plain: None if plain is None else _whole(plain),
    "rating": _text,
    "role": lambda plain: PassageRole(_text(plain)),
}

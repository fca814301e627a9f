"""The texts of a review or framework as plain data, and the same without some words. Pure.

What refers to something else (`f1`), a key of the framework, a day, a colour or a status holds no words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from system_review.frameworks.snapshots import Plain
from system_review.reviews.snapshots import CellSnapshot, PlaceRatingSnapshot, ValueSnapshot
from system_review.upkeep.rules.words import Words

Whole = TypeVar("Whole", bound=Plain)

# Fields whose type is that of a text, but which hold a key of the framework.
KEYS: dict[type[Plain], tuple[str, ...]] = {
    CellSnapshot: ("domain", "level", "stage", "rating"),
    PlaceRatingSnapshot: ("rating",),
    ValueSnapshot: ("key", "extent"),
}


LONGEST_OF_FRAMEWORK = 4000  # characters in a text of a framework


def is_text(model: type[Plain], name: str) -> bool:
    """Whether this field holds what people wrote."""
    field = model.model_fields[name]
    if field.annotation is not str or name in KEYS.get(model, ()):
        return False
    return not any(getattr(each, "pattern", None) for each in field.metadata)


def texts_of(whole: Plain, keep: tuple[type[Plain], ...] = ()) -> Iterator[str]:
    """Every text in it, but for what is of a type in `keep`."""
    for name, value in whole:
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, keep):
                continue
            if isinstance(each, Plain):
                yield from texts_of(each, keep)
            elif isinstance(each, dict):
                yield from each.values()
            elif isinstance(each, str) and is_text(type(whole), name):
                yield each


def without_words(whole: Whole, words: Words, keep: tuple[type[Plain], ...] = ()) -> Whole:
    """The same without the words; it is checked anew, so that it can be read again."""
    return type(whole).model_validate(_without(whole, words, keep).model_dump())


def _without(whole: Whole, words: Words, keep: tuple[type[Plain], ...]) -> Whole:
    changed: dict[str, Any] = {}
    for name, value in whole:
        if isinstance(value, tuple):
            changed[name] = tuple(_of(each, whole, name, words, keep) for each in value)
        else:
            changed[name] = _of(value, whole, name, words, keep)
    return whole.model_copy(update=changed)


def _of(value: Any, whole: Plain, name: str, words: Words, keep: tuple[type[Plain], ...]) -> Any:
    if isinstance(value, keep):
        return value
    if isinstance(value, Plain):
        return _without(value, words, keep)
    if isinstance(value, dict):
        return {language: words.without(text, longest=LONGEST_OF_FRAMEWORK) for language, text in value.items()}
    if isinstance(value, str) and is_text(type(whole), name):
        return words.without(value, longest=_longest(type(whole), name))
    return value


def _longest(model: type[Plain], name: str) -> int | None:
    found = (getattr(each, "max_length", None) for each in model.model_fields[name].metadata)
    return next((longest for longest in found if longest), None)

"""A sentence with its values as plain data, so that it is kept and said later in the reader's language. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from system_review.errors import Why


def kept(why: Why) -> list[Any]:
    """The sentence as JSON holds it: its text, then its values; a value may be a sentence itself."""
    return [why.text, kept_values(why.values)]


def kept_values(values: Mapping[str, object]) -> dict[str, Any]:
    """The values of a sentence as JSON holds them."""
    return {name: _kept(value) for name, value in values.items()}


def _kept(value: object) -> Any:
    if isinstance(value, Why):
        return kept(value)
    return value if isinstance(value, str | int | float) else str(value)


def again(text: str, values: Mapping[str, Any]) -> Why:
    """The sentence that was kept."""
    return Why(text, **{name: again(*value) if isinstance(value, list) else value for name, value in values.items()})

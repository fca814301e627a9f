"""What kinds of jobs there are: each one's name in words, and what is called when it has failed for good."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

Job = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: its name, and what is called when it was given up, or is to be tried again after that."""

    about: str
    given_up: Job | None = None
    again: Job | None = None


_kinds: dict[str, Kind] = {}


def enter(path: str, kind: Kind) -> None:
    """Make a kind of job known, by the path under which rows name it."""
    _kinds[path] = kind


def kind_of(row: Any) -> Kind:
    """What kind of job a row is; one that only has a name if the product has no such job any more."""
    with suppress(ImportError):
        row.task  # noqa: B018 - importing the job is what makes its kind known
    return _kinds.get(row.task_path) or Kind(row.task_path.rpartition(".")[2].replace("_", " "))

"""Many things of one kind as plain JSON, field by field: a list of all texts, a list of all rows, and so on. Pure.

A large workbook has a hundred thousand small things in it. Field by field they are written and checked a list at a
time, and a value that many share (a look, a reason) stands once. What is read back is checked part by part: kinds of
values, names of choices, that every text can be stored, and that there are as many of each as there should be.
"""

from __future__ import annotations

import math
import types
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any, Union, get_args, get_origin, get_type_hints

from system_review.texts import why_not_hold

LONGEST_TEXTS = 64 * 1024 * 1024  # a reading's texts are limited by their reader; here only what can be stored counts
MOST = 1_000_000  # things of one kind
LARGEST = 2**53


class Unfit(ValueError):
    """What came cannot be what it should be."""


class Column(ABC):
    """How values of one kind are written, many at a time, and read again."""

    @abstractmethod
    def pack(self, values: Sequence[Any]) -> Any:
        """The values as plain JSON."""

    @abstractmethod
    def unpack(self, plain: Any, count: int) -> Sequence[Any]:
        """The `count` values that `plain` stands for. Raises `Unfit`, or what Python raises for a wrong kind."""


class Plain(Column):
    """Texts, numbers, truths: as they are. `check` is given all of them at once, without those that are None."""

    def __init__(self, kinds: frozenset[type], check: Callable[[Sequence[Any]], object]) -> None:
        self._kinds, self._check = kinds, check

    def pack(self, values: Sequence[Any]) -> Any:
        if set(map(type, values)) <= self._kinds:
            return list(values)
        return [str(value) if isinstance(value, StrEnum) else value for value in values]

    def unpack(self, plain: Any, count: int) -> Sequence[Any]:
        kinds = set(map(type, counted(plain, count)))
        if not kinds <= self._kinds:
            raise Unfit("values of another kind")
        self._check([value for value in plain if value is not None] if types.NoneType in kinds else plain)
        return plain


class Single(Column):
    """Values that are written and read one by one."""

    def __init__(self, write: Callable[[Any], Any], read: Callable[[Any], Any]) -> None:
        self._write, self._read = write, read

    def pack(self, values: Sequence[Any]) -> Any:
        return list(map(self._write, values))

    def unpack(self, plain: Any, count: int) -> Sequence[Any]:
        return list(map(self._read, counted(plain, count)))


class Shared(Column):
    """Values that many things share: each once, and which of them each thing has.

    `key` tells by what two of them are the same; None for one that is like no other.
    """

    def __init__(self, each: Column, key: Callable[[Any], Hashable] | None = None, *, may_be_none: bool) -> None:
        self._each, self._key, self._may_be_none = each, key, may_be_none

    def pack(self, values: Sequence[Any]) -> Any:
        found: list[Any] = []
        places: dict[Hashable, int] = {}
        place_of: dict[int, int | None] = {}
        for identity, value in {id(value): value for value in values}.items():  # most are one and the same thing
            key = value if self._key is None or value is None else self._key(value)
            if value is None:
                place_of[identity] = None
                continue
            if key is None or key not in places:
                places[identity if key is None else key] = len(found)
                found.append(value)
            place_of[identity] = places[identity if key is None else key]
        return [len(found), self._each.pack(found), [place_of[id(value)] for value in values]]

    def unpack(self, plain: Any, count: int) -> Sequence[Any]:
        several, found, places = counted(plain, 3)
        if type(several) is not int or not 0 <= several <= count:
            raise Unfit("more values than things that could have them")
        made = self._each.unpack(found, several)
        there = _NUMBERS_OR_NONE if self._may_be_none else _NUMBERS
        return [None if place is None else made[place] for place in there.unpack(places, count)]


class Many(Column):
    """Tuples of values of one kind: how long each is, and all the values of all of them one after another."""

    def __init__(self, one: Column) -> None:
        self._one = one

    def pack(self, values: Sequence[Any]) -> Any:
        return [list(map(len, values)), self._one.pack(list(chain.from_iterable(values)))]

    def unpack(self, plain: Any, count: int) -> Sequence[Any]:
        lengths, ones = counted(plain, 2)
        ends = list(accumulate(_NUMBERS.unpack(lengths, count)))
        count = ends[-1] if ends else 0
        if count > MOST:
            raise Unfit("more than any file holds")
        every = self._one.unpack(ones, count)
        return [tuple(every[end - length : end]) for length, end in zip(lengths, ends, strict=True)]


class Record(Column):
    """Frozen dataclasses: a column a field. One that holds nothing but its usual value is left out.

    The first is always there, so that a short line cannot stand for very many things.
    """

    def __init__(self, kind: Any, column_of: Callable[[Any], Column]) -> None:
        hints, parts = get_type_hints(kind), fields(kind)
        self._kind = kind
        self._usual = {part.name: part.default for part in parts}
        self._columns = {part.name: column_of(hints[part.name]) for part in parts}
        self._first = parts[0].name

    def pack(self, values: Sequence[Any]) -> Any:
        packed = {}
        for name, column in self._columns.items():
            own, usual = list(map(attrgetter(name), values)), self._usual[name]
            if name == self._first or not own or own[0] != usual or own.count(usual) < len(own):
                packed[name] = column.pack(own)
        return packed

    def unpack(self, plain: Any, count: int) -> Sequence[Any]:
        if not isinstance(plain, dict) or self._first not in plain or not plain.keys() <= self._columns.keys():
            raise Unfit(f"no {self._kind.__name__}")
        return list(map(self._kind, *(self._own(name, plain, count) for name in self._columns)))

    def _own(self, name: str, plain: Mapping[str, Any], count: int) -> Sequence[Any]:
        if name in plain:
            return self._columns[name].unpack(plain[name], count)
        if self._usual[name] is MISSING and count:
            raise Unfit(f"no {name}")
        return [self._usual[name]] * count


def counted(plain: Any, count: int | None = None) -> list[Any]:
    """A list of so many values. Raises `Unfit`."""
    if not isinstance(plain, list) or (count is not None and len(plain) != count):
        raise Unfit("no list of the right length")
    return plain


def check_texts(texts: Sequence[str]) -> None:
    """Raise `Unfit` unless all these texts can be stored."""
    if why_not_hold("".join(texts), longest=LONGEST_TEXTS):
        raise Unfit("no text that can be stored")


def _check_whole(numbers: Sequence[int]) -> None:
    if numbers and not (min(numbers) >= 0 and max(numbers) < LARGEST):
        raise Unfit("no number")


def _check_finite(numbers: Sequence[float]) -> None:
    if not all(map(math.isfinite, numbers)):
        raise Unfit("no number")


_OR_NONE = frozenset([types.NoneType])
_NUMBERS = Plain(frozenset([int]), _check_whole)
_NUMBERS_OR_NONE = Plain(frozenset([int, types.NoneType]), _check_whole)
_PLAIN: dict[Any, tuple[frozenset[type], Callable[[Sequence[Any]], object]]] = {
    str: (frozenset([str]), check_texts),
    int: (frozenset([int]), _check_whole),
    float: (frozenset([int, float]), _check_finite),
    bool: (frozenset([bool]), lambda _: None),
}


class Columns:
    """Makes the columns for kinds of values. `singly` are kinds with how each is written and read, `shared` those that
    many things share, with how two are known to be the same (None: by themselves).
    """

    def __init__(
        self,
        singly: Mapping[Any, tuple[Callable[[Any], Any], Callable[[Any], Any]]],
        shared: Mapping[Any, Callable[[Any], Hashable] | None],
    ) -> None:
        self._singly, self._shared = singly, shared
        self._made: dict[Any, Column] = {}

    def of(self, kind: Any) -> Column:
        """How values of this kind are carried. Raises `TypeError` if they cannot be."""
        if kind not in self._made:
            self._made[kind] = self._of(kind)
        return self._made[kind]

    def _of(self, kind: Any) -> Column:
        may_be_none = get_origin(kind) in (Union, types.UnionType)
        if may_be_none:
            kind = next(part for part in get_args(kind) if part is not types.NoneType)
        if kind in _PLAIN:
            kinds, check = _PLAIN[kind]
            return Plain(kinds | _OR_NONE if may_be_none else kinds, check)
        if get_origin(kind) is tuple and not may_be_none:
            return Many(self.of(get_args(kind)[0]))
        each = self._each(kind)
        return (
            Shared(each, self._shared.get(kind), may_be_none=may_be_none) if self._shares(kind, may_be_none) else each
        )

    def _shares(self, kind: Any, may_be_none: bool) -> bool:
        return may_be_none or kind in self._shared or issubclass(kind, StrEnum)

    def _each(self, kind: Any) -> Column:
        if kind in self._singly:
            return Single(*self._singly[kind])
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return Single(str, kind)
        if is_dataclass(kind):
            return Record(kind, self.of)
        raise TypeError(f"{kind} cannot be carried")

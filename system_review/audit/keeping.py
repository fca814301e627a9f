"""Keeping what was drawn, in two ways that need no invalidation.

`kept` keeps a whole until the partnership's next event. Every change of a partnership's things adds one event to its
chain, in the same transaction: so the chain's number tells whether anything has changed, and several processes agree
because they all ask the database. Its key names everything else that the thing depends on.

`kept_by` keeps a part by the facts that it is drawn from, whatever else has changed. Facts are compared as they are,
not by a digest, so what was made from others cannot come back.

Both live in one process and forget what was not asked for longest.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from system_review.audit.queries import number_of

Made = TypeVar("Made")

MOST = 128  # wholes of some 60 KB: 8 MB at most
MOST_LARGE = 20  # wholes of a megabyte or two; an inbox is there twice, by its chain and by what it shows
MOST_PARTS = 1024  # parts of some 10 KB, with their facts another 5: 15 MB at most


class _Key:
    """What something is kept by, hashed once: a stage's facts are some hundred values."""

    __slots__ = ("_facts", "_hash")

    def __init__(self, facts: Hashable) -> None:
        self._facts, self._hash = facts, hash(facts)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._facts == other._facts


class _Shelf:
    """The things asked for last, by key."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._things: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable) -> Any:
        with self._lock:
            thing = self._things.get(key)
            if thing is not None:
                self._things.move_to_end(key)
            return thing

    def put(self, key: Hashable, thing: Any) -> None:
        with self._lock:
            self._things[key] = thing
            while len(self._things) > self._most:
                self._things.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._things.clear()


_wholes, _large, _parts = _Shelf(MOST), _Shelf(MOST_LARGE), _Shelf(MOST_PARTS)


def kept(*key: Hashable, chain: str, make: Callable[[], Made], is_large: bool = False) -> Made:
    """What `make()` makes, or made before for the same key while the chain has had no further event.

    Of what is large only a few are kept. The number is read before the thing is made: a change that comes between makes
    the next reader ask again.
    """
    whole, number, shelf = (chain, *key), number_of(chain), _large if is_large else _wholes
    made: tuple[int, Made] | None = shelf.get(whole)
    if made is None or made[0] != number:
        made = (number, make())
        shelf.put(whole, made)
    return made[1]


def kept_by(
    facts: Hashable, make: Callable[[], Made], *, is_large: bool = False, unless: Callable[[Made], bool] | None = None
) -> Made:
    """What `make()` makes, or made before from equal facts. It may depend on nothing that is not among them.

    Of what is large only a few are kept, and `unless` tells what is too large for that.
    """
    key, shelf = _Key(facts), _large if is_large else _parts
    made: Made | None = shelf.get(key)
    if made is None:
        made = make()
        if unless is None or not unless(made):
            shelf.put(key, made)
    return made


def forget() -> None:
    """Forget everything, as a new process has: for measuring."""
    _wholes.clear()
    _large.clear()
    _parts.clear()

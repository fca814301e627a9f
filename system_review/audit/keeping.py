"""Keeping what was drawn until the partnership's next event.

Every change of a partnership's things adds one event to its chain, in the same transaction. So the chain's number
tells whether anything has changed, and what was made at a number holds as long as the number does: there is nothing
to invalidate, and several processes agree because they all ask the database. The keeper lives in one process and
forgets the oldest; a key names everything else that the thing depends on (who reads it, in what language, which day).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

from system_review.audit.queries import number_of

Made = TypeVar("Made")

MOST = 256  # things of some 60 KB: 15 MB at most

_kept: OrderedDict[tuple[Hashable, ...], object] = OrderedDict()
_lock = Lock()


def kept(*key: Hashable, chain: str, make: Callable[[], Made]) -> Made:
    """What `make()` makes, or made before for the same key while the chain has had no further event.

    The number is read before the thing is made: a change that comes between makes the next reader ask again.
    """
    whole = (chain, number_of(chain), *key)
    with _lock:
        if whole in _kept:
            _kept.move_to_end(whole)
            return _kept[whole]  # type: ignore[return-value]
    made = make()
    with _lock:
        _kept[whole] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


def forget() -> None:
    """Forget everything: for tests, whose databases begin anew with the same numbers."""
    with _lock:
        _kept.clear()

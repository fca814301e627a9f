"""A fair share of the threads that answer pages, for what keeps one busy for seconds: partnerships take turns.

Of one partnership two such requests are worked on at once, and one more waits; whoever comes then is told to try again.
So however many one partnership sends, another's is begun at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.http import HttpResponse

from system_review.errors import TooOften, Why

AT_ONCE, WAITING = 2, 1
PATIENCE = 20.0  # seconds that one waits for its turn
SOON = 5  # seconds after which whoever was told to come again may try

View = Callable[..., HttpResponse]


@dataclass
class _Share:
    """What one partnership has in hand in this process."""

    turns: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(AT_ONCE))
    requests: int = 0


_shares: dict[str, _Share] = {}
_lock = threading.Lock()


def in_fair_share(view: View) -> View:
    """Do what a view's form asks for when the partnership has its turn. Raises `TooOften` if others of it wait."""

    @wraps(view)
    def shared(request: Any, *given: Any, **named: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *given, **named)
        with _turn(request.member.partnership.public_id):
            return view(request, *given, **named)

    return shared


@contextmanager
def _turn(partnership: str) -> Iterator[None]:
    share = _joined(partnership)
    try:
        if not share.turns.acquire(timeout=PATIENCE):
            raise _busy()
        try:
            yield
        finally:
            share.turns.release()
    finally:
        _left(partnership, share)


def _joined(partnership: str) -> _Share:
    with _lock:
        share = _shares.setdefault(partnership, _Share())
        if share.requests >= AT_ONCE + WAITING:
            raise _busy()
        share.requests += 1
        return share


def _left(partnership: str, share: _Share) -> None:
    with _lock:
        share.requests -= 1
        if not share.requests:
            del _shares[partnership]


def _busy() -> TooOften:
    return TooOften(SOON, Why("Several documents of your partnership are being made just now. Try again in a moment."))

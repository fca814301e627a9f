"""However many documents one partnership asks for at once, another's is begun at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from itertools import islice
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse

from system_review.errors import TooOften
from system_review.people import fair_share

PATIENCE = 10


class Slow:
    """A view that works until it is let go."""

    def __init__(self) -> None:
        self.go_on, self.begun = threading.Event(), threading.Semaphore(0)
        self.at_once, self.most, self.lock = 0, 0, threading.Lock()

    def __call__(self, request: Any) -> HttpResponse:
        with self.lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        self.begun.release()
        assert self.go_on.wait(PATIENCE)
        with self.lock:
            self.at_once -= 1
        return HttpResponse("made")


@pytest.fixture
def slow() -> Iterator[Slow]:
    view = Slow()
    yield view
    view.go_on.set()


def asked(of: str, method: str = "POST") -> Any:
    return SimpleNamespace(method=method, member=SimpleNamespace(partnership=SimpleNamespace(public_id=of)))


def test_a_hundred_of_one_partnership_leave_room_for_another(slow: Slow) -> None:
    view = fair_share.in_fair_share(slow)
    with ThreadPoolExecutor(110) as pool:
        many: list[Future[HttpResponse]] = [pool.submit(view, asked("one")) for _ in range(100)]
        assert slow.begun.acquire(timeout=PATIENCE) and slow.begun.acquire(timeout=PATIENCE)
        other = pool.submit(view, asked("other"))
        assert slow.begun.acquire(timeout=PATIENCE), "another's is begun although none of the first's has ended"
        refused = [one.exception() for one in islice(as_completed(many, timeout=PATIENCE), 97)]
        slow.go_on.set()
        made = [one.result(PATIENCE) for one in many if not one.exception(PATIENCE)]

        assert other.result(PATIENCE).content == b"made"
    assert len(made) == 3
    assert all(isinstance(one, TooOften) and one.wait == 5 for one in refused)
    assert slow.most == 3
    assert fair_share._shares == {}


def test_looking_takes_no_turn_and_a_failure_gives_it_back(slow: Slow) -> None:
    def fails(request: Any) -> HttpResponse:
        raise ValueError("it fails")

    slow.go_on.set()
    for _ in range(5):
        with pytest.raises(ValueError, match="it fails"):
            fair_share.in_fair_share(fails)(asked("one"))
    assert fair_share.in_fair_share(slow)(asked("one", "GET")).content == b"made"
    assert fair_share._shares == {}

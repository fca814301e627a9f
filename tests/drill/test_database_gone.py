"""PostgreSQL goes away and comes back while people work (K4): 503 with a time to wait, never 500, and nobody hangs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

import pytest

from tests.bench.measuring import inside
from tests.bench.serving import Answer, Place, Server, Visitor
from tests.drill.conftest import new_database
from tests.drill.crowd import crowd
from tests.road import Road

GONE = 30.0  # seconds
PEOPLE = 12
LONGEST = 5.0  # seconds that anybody waits for an answer, and until writes are taken again


@dataclass
class Seen:
    """What people saw: each answer with the moment at which it was asked for, its status, and how long it took."""

    name: str
    answers: list[tuple[float, int, float, str]] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self, visitor: Visitor, address: str, name: str, ended: threading.Event) -> None:
        """Save one finding after another. What was not acknowledged is sent again, with the same key, until it is."""
        number = 0
        while not ended.is_set():
            text = f"{self.name}: {name} wrote {number}"
            asked = time.monotonic()
            answer = visitor.post(address, {"text": text, "colour": "red", "key": text})
            with self.lock:
                self._note(asked, answer)
                if answer.status == 302:
                    self.acknowledged.add(text)
                    number += 1
            if answer.status != 302:
                time.sleep(0.2)

    def read(self, visitor: Visitor, address: str, ended: threading.Event) -> None:
        """Read one page again and again."""
        while not ended.is_set():
            asked = time.monotonic()
            answer = visitor.get(address)
            with self.lock:
                self._note(asked, answer)
            time.sleep(0.1)

    def _note(self, asked: float, answer: Answer) -> None:
        self.answers.append((asked, answer.status, answer.seconds, answer.headers.get("Retry-After", "")))

    def first_saved(self, since: float) -> float:
        """Seconds until the first save that was asked for after this moment was acknowledged."""
        return min(asked + took - since for asked, status, took, _ in self.answers if status == 302 and asked >= since)


@dataclass
class Guarded:
    """The generated review on PostgreSQL, behind a road that can be cut."""

    road: Road
    direct: Place
    place: Place
    names: dict[str, str]


@pytest.fixture(scope="module")
def guarded(postgres, tmp_path_factory):
    """The review, and the road to it."""
    database = new_database(postgres)
    direct = Place(tmp_path_factory.mktemp("gone") / "data", postgres.url.replace("@/postgres", f"@/{database}"))
    direct.command("prepare")
    names = inside(direct, "fill")
    with Road.to(postgres.url) as road:
        yield Guarded(road, direct, Place(direct.folder, road.url(database)), names)


def refused(road: Road) -> None:
    """The server is gone: whoever comes is refused."""
    road.close()
    time.sleep(GONE)
    road.open()


def silent(road: Road) -> None:
    """The server says nothing any more, and whoever comes waits."""
    road.swallow()
    time.sleep(GONE)
    road.open()


def cut(road: Road) -> None:
    """Connections break in the middle of what they do, again and again."""
    for _ in range(20):
        road.cut()
        time.sleep(0.5)


@pytest.mark.parametrize("fault", [refused, silent, cut])
def test_while_the_database_is_gone_everybody_is_told_so_and_then_goes_on(
    guarded: Guarded, fault: Callable[[Road], None], tell: Callable[[str], None]
) -> None:
    seen, back = _worked_through(guarded, lambda: fault(guarded.road))
    _hold(guarded, seen, back, tell)


def test_a_restart_of_the_database_under_load(guarded, postgres, tell):
    seen, back = _worked_through(guarded, lambda: postgres.restart())
    _hold(guarded, seen, back, tell)


def _worked_through(guarded: Guarded, fault: Callable[[], None]) -> tuple[Seen, float]:
    """What people saw who worked before, during and after a fault; and when it was over."""
    form = "/{partnership}/cells/{cell}/new-finding/".format(**guarded.names)
    page = "/{partnership}/reviews/{review}/".format(**guarded.names)
    seen, ended, back = Seen(uuid4().hex[:6]), threading.Event(), [0.0]

    def happen() -> None:
        try:
            time.sleep(2)
            fault()
            back[0] = time.monotonic()
            time.sleep(LONGEST + 1)
        finally:
            ended.set()

    with Server(guarded.place) as server:
        first = Visitor.signed_in(server)
        first.form(form)
        happening = threading.Thread(target=happen)
        happening.start()
        crowd(
            [first.another() for _ in range(PEOPLE)],
            lambda which, one: seen.write(one, form, f"w{which}", ended) if which % 3 else seen.read(one, page, ended),
        )
        happening.join()
    return seen, back[0]


def _hold(guarded: Guarded, seen: Seen, back: float, tell: Callable[[str], None]) -> None:
    statuses = sorted({status for _, status, _, _ in seen.answers})
    counts = ", ".join(f"{status} {sum(one[1] == status for one in seen.answers)} times" for status in statuses)
    longest = max(took for _, _, took, _ in seen.answers)
    tell(f"{counts}; longest {longest:.1f} s; saving again {seen.first_saved(back):.1f} s after its return")
    found = inside(guarded.direct, "rows")["findings"]
    assert set(statuses) <= {200, 302, 503} and 503 in statuses
    assert all(after for _, status, _, after in seen.answers if status == 503)
    assert longest < LONGEST
    assert seen.first_saved(back) < LONGEST
    assert seen.acknowledged <= set(found)
    assert [text for text in seen.acknowledged if found.count(text) > 1] == []
    assert guarded.direct.command("check").returncode == 0

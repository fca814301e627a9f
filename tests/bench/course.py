"""The whole course on one database, in the order in which the review grows."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.figures import MANY, ONE, Measured
from tests.bench.measuring import Beside, Meter, Reader, Times, inside, read_in_rounds
from tests.bench.papers import measure_papers
from tests.bench.serving import Place, Server, Visitor
from tests.bench.sizes import MEGABYTE, installed, scripts


@dataclass(frozen=True, slots=True)
class Extent:
    """How often everything is done, and with how many partnerships in the database."""

    repeats: int
    rounds: int
    requests: int
    starts: int
    documents: int
    reviews: tuple[str, ...]


WHOLE = Extent(repeats=3, rounds=40, requests=100, starts=5, documents=3, reviews=(ONE, MANY))
QUICK = Extent(repeats=2, rounds=10, requests=25, starts=2, documents=1, reviews=(ONE,))


def say(words: str) -> None:
    """Tell how far it is."""
    print(f"  {words} …", file=sys.stderr, flush=True)


class Course:
    """Measures one database. `places` are by number of partnerships.

    `database_time` tells the processor time of the database's processes.
    """

    def __init__(
        self, places: dict[str, Place], extent: Extent, *, database_time: Callable[[], float] | None = None
    ) -> None:
        self.places, self.extent = places, extent
        self.database_time = database_time
        self.times = Times(extent.repeats)
        self.memory: dict[str, list[float]] = {"started": [], "read": [], "exported": []}
        self.starts: list[float] = []
        self.first_sheets: list[float] = []

    def measured(self) -> Measured:
        """Do everything once."""
        set_up = self._set_up()
        names = {reviews: self._filled(reviews) for reviews in self.places}
        counted = {reviews: inside(place, "count", names[reviews]) for reviews, place in self.places.items()}
        self._start_often(names[ONE])
        with self._reading(names) as (readers, beside):
            self._read(readers, beside)
            self._note_memory("read", readers[ONE].server)
            say("documents")
            papers = measure_papers(self.places[ONE], readers[ONE], repeats=self.extent.documents)
            if papers.page:
                self._note_memory("exported", readers[ONE].server)
            return Measured(
                times=self.times,
                counted=counted,
                papers=papers,
                starts=self.starts,
                first_sheets=self.first_sheets,
                memory=self.memory,
                scripts=scripts(readers[ONE]),
                installed=installed(),
                set_up=set_up,
                database_has_processes=self.database_time is not None,
            )

    def _set_up(self) -> float:
        """Seconds that the first command on an empty data folder needs."""
        began = time.perf_counter()
        self.places[ONE].command("prepare")
        return time.perf_counter() - began

    def _filled(self, reviews: str) -> dict[str, Any]:
        """The names of the generated review, in a data folder of its own; in one of them among 999 others."""
        self.places[reviews].command("prepare")
        names: dict[str, Any] = inside(self.places[reviews], "fill")
        names |= inside(self.places[reviews], "inbox")
        if reviews == MANY:
            say("a thousand partnerships")
            inside(self.places[reviews], "multiply")
        return names

    def _start_often(self, names: dict[str, Any]) -> None:
        say("starts")
        for _ in range(self.extent.starts):
            with Server(self.places[ONE]) as server:
                self.starts.append(server.seconds)
                reader = Reader(server, Visitor.signed_in(server), names)
                self.first_sheets.append(reader.read("sheet") / 1000)
                time.sleep(0.5)
                self._note_memory("started", server)

    def _note_memory(self, when: str, server: Server) -> None:
        self.memory[when].append(server.memory() / MEGABYTE)

    @contextmanager
    def _reading(self, names: dict[str, dict[str, Any]]) -> Iterator[tuple[dict[str, Reader], Beside]]:
        """A server and a reader for each number of partnerships, and the server that pages are compared with."""
        with ExitStack() as stack:
            servers = {reviews: stack.enter_context(Server(place)) for reviews, place in self.places.items()}
            readers = {reviews: Reader.on(server, names[reviews]) for reviews, server in servers.items()}
            templates = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sr-bench-")))
            beside = Beside.of(readers[ONE], self.places[ONE], templates)
            stack.enter_context(beside.server)
            yield readers, beside

    def _read(self, readers: dict[str, Reader], beside: Beside) -> None:
        meter = Meter(self.times, self.database_time or (lambda: 0.0), self.extent.requests)
        for repeat in range(self.extent.repeats):
            say(f"readings and changes, {repeat + 1} of {self.extent.repeats}")
            self.times.turn_to(repeat)
            read_in_rounds(self.times, readers, beside, rounds=self.extent.rounds)
            meter.pages(readers, beside)
        say("new findings")
        for repeat in range(self.extent.repeats):
            self.times.turn_to(repeat)
            meter.new_findings(readers, f"repeat {repeat}")

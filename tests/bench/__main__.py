"""`python -m tests.bench [--quick]`: measures on SQLite and on PostgreSQL, and prints one table."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.bench.figures import MANY, ONE, Measured, lines_of
from tests.bench.measuring import Beside, Meter, Reader, Times, inside, read_in_rounds
from tests.bench.papers import measure_papers
from tests.bench.serving import Place, Server, Visitor
from tests.bench.sizes import MEGABYTE, installed, scripts
from tests.bench.table import Lines, table
from tests.postgres import NoPostgres, Postgres

LASTING = ("fsync=on", "synchronous_commit=on")  # as a partnership's own PostgreSQL is set


@dataclass(frozen=True, slots=True)
class Extent:
    """How often everything is done."""

    repeats: int
    rounds: int
    requests: int
    starts: int
    reviews: tuple[str, ...]


WHOLE = Extent(repeats=3, rounds=40, requests=100, starts=5, reviews=(ONE, MANY))
QUICK = Extent(repeats=2, rounds=10, requests=30, starts=2, reviews=(ONE,))


def main(arguments: list[str]) -> int:
    """Measure, and print the table; 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measure System Review, on SQLite and PostgreSQL.")
    parser.add_argument("--quick", action="store_true", help="SQLite alone, one review alone, fewer repeats: a minute")
    parser.add_argument("--sqlite", action="store_true", help="SQLite alone")
    asked = parser.parse_args(arguments)
    extent, began = QUICK if asked.quick else WHOLE, time.monotonic()
    columns = {"SQLite": _on_sqlite(extent)}
    if not (asked.quick or asked.sqlite):
        try:
            columns["PostgreSQL"] = _on_postgres(extent)
        except NoPostgres as why:
            print(f"PostgreSQL is left out: {why}", file=sys.stderr)
    print(table(columns))
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    print(
        f"\nMedian of {extent.repeats} repeats, interleaved; the range in brackets. Python {platform.python_version()}, "
        f"{os.cpu_count()} processors, load average at the end {load}; {time.monotonic() - began:.0f} s in all."
    )
    return 0


def _say(words: str) -> None:
    print(f"  {words} …", file=sys.stderr, flush=True)


def _on_sqlite(extent: Extent) -> Lines:
    with _folders(extent) as folders:
        _say("SQLite")
        return _measured({name: Place(folder) for name, folder in folders.items()}, extent, None)


def _on_postgres(extent: Extent) -> Lines:
    import psycopg

    with Postgres(options=LASTING) as server, _folders(extent) as folders:
        _say("PostgreSQL")
        places = {}
        for number, (name, folder) in enumerate(folders.items()):
            with psycopg.connect(server.url, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE bench_{number}")  # one for each number of reviews
            places[name] = Place(folder, server.url.replace("@/postgres", f"@/bench_{number}"))
        return _measured(places, extent, server.folder)


@contextmanager
def _folders(extent: Extent) -> Iterator[dict[str, Path]]:
    made = {reviews: Path(tempfile.mkdtemp(prefix="sr-bench-")) for reviews in extent.reviews}
    try:
        yield made
    finally:
        for folder in made.values():
            shutil.rmtree(folder, ignore_errors=True)


def _measured(places: dict[str, Place], extent: Extent, postgres: Path | None) -> Lines:
    """Everything on one database, in the order in which the review grows."""
    began = time.perf_counter()
    places[ONE].command("prepare")
    set_up = time.perf_counter() - began
    names = {reviews: _filled(place, many=reviews == MANY) for reviews, place in places.items()}
    counted = {reviews: inside(place, "count", names[reviews]) for reviews, place in places.items()}
    starts, first_sheets, started = _starts(places[ONE], names[ONE], extent.starts)
    times, memory = Times(extent.repeats), {"started": started}
    with ExitStack() as stack:
        servers = {reviews: stack.enter_context(Server(place)) for reviews, place in places.items()}
        readers = {reviews: Reader.on(server, names[reviews]) for reviews, server in servers.items()}
        templates = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sr-bench-")))
        beside = Beside.of(readers[ONE], places[ONE], templates)
        stack.callback(beside.server.stop)
        _read(times, readers, beside, extent, _database_time(postgres))
        memory["read"] = [readers[ONE].server.memory() / MEGABYTE]
        _say("documents")
        papers = measure_papers(places[ONE], readers[ONE], repeats=extent.repeats)
        memory["exported"] = [readers[ONE].server.memory() / MEGABYTE] if papers.page else []
        return lines_of(
            Measured(
                times=times,
                counted=counted,
                papers=papers,
                starts=starts,
                first_sheets=first_sheets,
                memory=memory,
                scripts=scripts(readers[ONE]),
                installed=installed(),
                set_up=set_up,
                database_has_processes=postgres is not None,
                readers=list(readers),
            )
        )


def _filled(place: Place, *, many: bool) -> dict[str, Any]:
    """The names of the generated review, put into a data folder of its own; with `many`, among 999 others."""
    place.command("prepare")
    names: dict[str, Any] = inside(place, "fill")
    if many:
        _say("a thousand reviews")
        inside(place, "multiply")
    return names


def _starts(place: Place, names: dict[str, Any], times: int) -> tuple[list[float], list[float], list[float]]:
    """Seconds to the first answer of a start, seconds of the first sheet after it, and megabytes at rest."""
    _say("starts")
    starts, sheets, memory = [], [], []
    for _ in range(times):
        with Server(place) as server:
            starts.append(server.seconds)
            time.sleep(0.5)
            reader = Reader(server, Visitor.signed_in(server), names)
            sheets.append(reader.read("sheet") / 1000)
            memory.append(server.memory() / MEGABYTE)
    return starts, sheets, memory


def _read(times: Times, readers: dict[str, Reader], beside: Beside, extent: Extent, database: Callable[[], float]) -> None:
    meter = Meter(times, database, extent.requests)
    for repeat in range(extent.repeats):
        _say(f"repeat {repeat + 1} of {extent.repeats}")
        times.turn_to(repeat)
        read_in_rounds(times, readers, beside, rounds=extent.rounds)
        meter.pages(readers, beside)
    for repeat in range(extent.repeats):
        times.turn_to(repeat)
        meter.new_findings(readers, f"repeat {repeat}")


def _database_time(postgres: Path | None) -> Callable[[], float]:
    """Tells the processor time of PostgreSQL's processes; SQLite has none of its own."""
    if postgres is None:
        return lambda: 0.0
    top = psutil.Process(int((postgres / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0]))

    def used() -> float:
        times = [process.cpu_times() for process in (top, *top.children())]
        return sum(one.user + one.system for one in times)

    return used


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

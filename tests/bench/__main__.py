"""`python -m tests.bench [--quick]`: measures on SQLite and on PostgreSQL, and prints one table.

`python -m tests.bench reading` measures how well documents are read instead, `python -m tests.bench returning` how well
our own files are known again after partners edited them, `python -m tests.bench load` a mixed load of many people.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import psutil

from tests.bench.course import QUICK, WHOLE, Course, Extent, say
from tests.bench.figures import lines_of
from tests.bench.serving import Place
from tests.bench.table import Lines, table
from tests.postgres import NoPostgres, Postgres

LASTING = ("fsync=on", "synchronous_commit=on")  # as a partnership's own PostgreSQL is set


def main(arguments: list[str]) -> int:
    """Measure, and print the table; 0 whatever the figures are."""
    if arguments[:1] == ["reading"]:
        from tests.bench.reading.command import main as read

        return read(arguments[1:])
    if arguments[:1] == ["returning"]:
        from tests.bench.returning.command import main as come_back

        return come_back(arguments[1:])
    if arguments[:1] == ["load"]:
        from tests.bench.load import main as load

        return load(arguments[1:])
    parser = argparse.ArgumentParser(
        prog="bin/bench",
        description="Measure System Review, on SQLite and PostgreSQL.",
        epilog="bin/bench reading --help: how well documents are read. bin/bench load --help: a mixed load.",
    )
    parser.add_argument("--quick", action="store_true", help="SQLite and one review alone, fewer repeats: a minute")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="one of the databases alone")
    asked = parser.parse_args(arguments)
    extent, began = QUICK if asked.quick else WHOLE, time.monotonic()
    columns = {}
    if asked.only != "postgresql":
        columns["SQLite"] = _on_sqlite(extent)
    if asked.only == "postgresql" or not (asked.only or asked.quick):
        try:
            columns["PostgreSQL"] = _on_postgres(extent)
        except NoPostgres as why:
            print(f"PostgreSQL is left out: {why}", file=sys.stderr)
    if columns:
        print(table(columns))
    print(f"\n{_circumstances(extent, time.monotonic() - began)}")
    return 0


def _circumstances(extent: Extent, seconds: float) -> str:
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return (
        f"Median of {extent.repeats} interleaved repeats, and their range. Python {platform.python_version()}, "
        f"{os.cpu_count()} processors, load at the end {load}; {seconds:.0f} s in all."
    )


def _on_sqlite(extent: Extent) -> Lines:
    say("SQLite")
    with ExitStack() as stack:
        return lines_of(Course(_places(stack, extent, ""), extent).measured())


def _on_postgres(extent: Extent) -> Lines:
    import psycopg

    say("PostgreSQL")
    with ExitStack() as stack:
        server = stack.enter_context(Postgres(options=LASTING))
        with psycopg.connect(server.url, autocommit=True) as connection:
            for number in range(len(extent.reviews)):
                connection.execute(f"CREATE DATABASE bench_{number}")
        places = _places(stack, extent, server.url)
        return lines_of(Course(places, extent, database_time=_time_of(server)).measured())


def _places(stack: ExitStack, extent: Extent, url: str) -> dict[str, Place]:
    """A data folder and database for each number of reviews. They are gone when the stack ends."""
    places = {}
    for number, reviews in enumerate(extent.reviews):
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="sr-bench-", ignore_cleanup_errors=True))
        places[reviews] = Place(Path(folder), url.replace("@/postgres", f"@/bench_{number}"))
    return places


def _time_of(server: Postgres) -> Callable[[], float]:
    """Tells the processor time of all processes of PostgreSQL, in seconds."""
    first = (server.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0]
    top = psutil.Process(int(first))

    def used() -> float:
        times = [process.cpu_times() for process in (top, *top.children())]
        return sum(one.user + one.system for one in times)

    return used


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

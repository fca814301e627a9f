"""`bin/bench load`: a mixed load on PostgreSQL and two web processes, with one partnership and with a thousand.

Of a hundred requests 95 read and 5 save a finding. People work in one partnership, beside none and beside 999 others,
in turns (what is compared is the growth); then in fifty partnerships of the thousand at once, as a region would.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import psycopg

from tests.bench.course import say
from tests.bench.filled import new_finding
from tests.bench.measuring import inside
from tests.bench.serving import Place, Server, Visitor
from tests.postgres import Postgres

LASTING = ("fsync=on", "synchronous_commit=on", "shared_buffers=256MB")
SAVING = 5  # of a hundred requests
READING = {"sheet": 50, "overview": 30, "plan": 4, "evidence": 6, "form": 5}  # of a hundred; together with SAVING all
PROCESSES, ROUNDS = 2, 4


@dataclass
class Counted:
    """What people saw: milliseconds by kind of request, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def all(self) -> list[float]:
        """The times of all requests."""
        return [one for each in self.times.values() for one in each]

    def line(self, name: str) -> str:
        """The figures in a line of a table."""
        cuts, saves = quantiles(self.all, n=100), self.times.get("save", [])
        saving = f"{quantiles(saves, n=20)[18]:.0f} ms" if len(saves) > 1 else "none"
        waits = " | ".join(f"{cuts[percent - 1]:.0f} ms" for percent in (50, 95, 99))
        rate = len(self.all) / self.seconds
        return f"| {name} | {len(self.all)} | {rate:.0f} | {waits} | {saving} | {len(self.errors)} |"


class Person:
    """Somebody who reads and saves, now here, now there."""

    def __init__(self, visitor: Visitor, places: list[dict[str, Any]], number: int) -> None:
        self.visitor, self.places = visitor, places
        self.chance, self.number, self.saved = random.Random(number), number, 0

    def act(self) -> tuple[str, int, float]:
        """One request: its kind, the status, and milliseconds."""
        names = self.chance.choice(self.places)
        kinds = [*READING, "save"]
        kind = self.chance.choices(kinds, [*READING.values(), SAVING])[0]
        review = f"/{names['partnership']}/reviews/{names['review']}/"
        form = f"/{names['partnership']}/cells/{names['cell']}/new-finding/"
        if kind == "save":
            self.saved += 1
            answer = self.visitor.post(form, new_finding(self.saved, f"load {self.number} {time.monotonic()}"))
        else:
            sheet = f"{review}sheet/{'/'.join(names['sheet'])}/"
            pages = {"sheet": sheet, "overview": review, "plan": f"{review}plan/", "evidence": f"{review}evidence/"}
            answer = self.visitor.get(pages.get(kind, form))
        return kind, answer.status, answer.seconds * 1000

    def work(self, until: float, counted: Counted, lock: threading.Lock) -> None:
        """Act again and again until that moment."""
        while time.monotonic() < until:
            try:
                kind, status, taken = self.act()
            except (OSError, HTTPException) as problem:
                kind, status, taken = "broken", 0, 0.0
                wrong = type(problem).__name__
            else:
                wrong = "" if status == (302 if kind == "save" else 200) else f"{kind} {status}"
            with lock:
                counted.times.setdefault(kind, []).append(taken)
                counted.errors += [wrong] if wrong else []


def main(arguments: list[str]) -> int:
    """Measure, and print the table; 1 if a request failed or growth is more than was promised."""
    parser = argparse.ArgumentParser(prog="bin/bench load", description=__doc__)
    parser.add_argument("--seconds", type=int, default=40, help="of each round (40)")
    parser.add_argument("--people", type=int, default=8, help="who work at once (8)")
    asked = parser.parse_args(arguments)
    with ExitStack() as stack:
        one, many = _places(stack)
        servers = {place: [stack.enter_context(Server(place)) for _ in range(PROCESSES)] for place in (one, many)}
        here = {place: inside(place, "partnerships") for place in (one, many)}
        first = {place: here[place][:1] for place in (one, many)}
        say("warming up")
        for place in (one, many):
            _round(servers[place], first[place], asked.people, 5.0)
        rounds: dict[str, list[Counted]] = {"one": [], "many": []}
        for number in range(ROUNDS):
            say(f"round {number + 1} of {ROUNDS}")
            for name, place in (("one", one), ("many", many))[:: 1 if number % 2 else -1]:
                rounds[name].append(_round(servers[place], first[place], asked.people, asked.seconds / ROUNDS))
        say("fifty partnerships at once")
        spread = _round(servers[many], here[many], asked.people, float(asked.seconds))
    return _told(rounds, spread, asked.people)


def _places(stack: ExitStack) -> tuple[Place, Place]:
    """The generated review alone, and among a thousand partnerships."""
    server = stack.enter_context(Postgres(options=LASTING))
    made = []
    for name in ("load_one", "load_many"):
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="sr-load-", ignore_cleanup_errors=True))
        place = Place(Path(folder), server.url.replace("@/postgres", f"@/{name}"))
        place.command("prepare")
        inside(place, "fill")
        made.append(place)
    say("a thousand partnerships")
    inside(made[1], "multiply")
    return made[0], made[1]


def _round(servers: list[Server], places: list[dict[str, Any]], people: int, seconds: float) -> Counted:
    """What people see on these servers for so long."""
    form = f"/{places[0]['partnership']}/cells/{places[0]['cell']}/new-finding/"
    first = [Visitor.signed_in(server) for server in servers]
    for visitor in first:
        visitor.form(form)
    everybody = [Person(first[number % len(first)].another(), places, number) for number in range(people)]
    counted, lock, began = Counted(), threading.Lock(), time.monotonic()
    threads = [threading.Thread(target=person.work, args=(began + seconds, counted, lock)) for person in everybody]
    _all(threads, threading.Thread.start)
    _all(threads, threading.Thread.join)
    counted.seconds = time.monotonic() - began
    return counted


def _all(threads: list[threading.Thread], act: Callable[[threading.Thread], None]) -> None:
    for thread in threads:
        act(thread)


def _told(rounds: dict[str, list[Counted]], spread: Counted, people: int) -> int:
    together = {name: _joined(each) for name, each in rounds.items()}
    growth = [median(many.all) / median(one.all) for one, many in zip(rounds["one"], rounds["many"], strict=True)]
    print(f"\n{people} people, {PROCESSES} web processes, PostgreSQL; 95 % reading, 5 % saving.\n")
    print("| | requests | a second | p50 | p95 | p99 | p95 of saves | errors |\n" + "| --- " * 8 + "|")
    print(together["one"].line("one partnership"))
    print(together["many"].line("the same among 1,000 partnerships"))
    print(spread.line("50 of 1,000 partnerships at once"))
    spread_of = f"{median(growth):.2f} ({min(growth):.2f}–{max(growth):.2f})"
    print(f"\nGrowth of p50 to 1,000 partnerships: {spread_of}; promised 1.2.")
    wrong = [error for each in (*together.values(), spread) for error in each.errors]
    for error in sorted(set(wrong)):
        print(f"{wrong.count(error)} times: {error}")
    return 1 if wrong or median(growth) > 1.2 else 0


def _joined(rounds: list[Counted]) -> Counted:
    joined = Counted(seconds=sum(each.seconds for each in rounds))
    for each in rounds:
        joined.errors += each.errors
        for kind, times in each.times.items():
            joined.times.setdefault(kind, []).extend(times)
    return joined

"""Readings and saves over real HTTP, interleaved: whatever else the machine does falls on all of them alike."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.filled import changed_finding, new_finding
from tests.bench.serving import Answer, Place, Server, Visitor, run

BESIDE = ("-m", "tests.bench.beside")
PAGES = ("sheet", "overview", "plan", "inbox", "compare")


def inside(place: Place, task: str, given: Any = None) -> Any:
    """What a task inside the product tells (tests/bench/inside.py)."""
    done = run([sys.executable, "-m", "tests.bench.inside", task], place.surroundings, given=json.dumps(given))
    return json.loads(done.stdout)


@dataclass
class Reader:
    """Somebody who reads and saves on one server. `names` are the names of the generated review there."""

    server: Server
    visitor: Visitor
    names: dict[str, Any]
    version: int = 0

    @classmethod
    def on(cls, server: Server, names: dict[str, Any]) -> Reader:
        """Signed in, and having opened the form of the finding that is changed."""
        reader = cls(server, Visitor.signed_in(server), names)
        page = reader.visitor.form(reader.finding_form)
        reader.version = int(page.partition('name="version" value="')[2].partition('"')[0])
        return reader

    @property
    def review(self) -> str:
        """The address of the review: its overview."""
        return f"/{self.names['partnership']}/reviews/{self.names['review']}/"

    @property
    def pages(self) -> dict[str, str]:
        """The addresses of the middle-sized sheet, the overview, the plan, an inbox, and what has changed."""
        document = f"/{self.names['partnership']}/inbox/{self.names['document']}/"
        return {
            "sheet": f"{self.review}sheet/{'/'.join(self.names['sheet'])}/",
            "overview": self.review,
            "plan": f"{self.review}plan/",
            "inbox": f"{document}?piece={self.names['piece']}",
            "compare": f"{self.review}compare/{self.names['version']}/",
        }

    @property
    def cell_form(self) -> str:
        """Where a new finding is written, on another sheet than the one that is read."""
        return f"/{self.names['partnership']}/cells/{self.names['cell']}/new-finding/"

    @property
    def finding_form(self) -> str:
        """Where a finding of the middle-sized sheet is changed."""
        return f"/{self.names['partnership']}/findings/{self.names['finding']}/"

    def read(self, page: str) -> float:
        """Read a page; milliseconds."""
        return milliseconds(self.visitor.get(self.pages[page]), 200)

    def change(self) -> float:
        """Save the finding with a changed text; milliseconds."""
        taken = milliseconds(self.visitor.post(self.finding_form, changed_finding(self.version)), 302)
        self.version += 1
        return taken

    def write(self, number: int, key: str) -> float:
        """Save a new finding; milliseconds."""
        return milliseconds(self.visitor.post(self.cell_form, new_finding(number, key)), 302)


def milliseconds(answer: Answer, status: int) -> float:
    """How long an answer took. Raises `RuntimeError` if it is not the one that was expected."""
    if answer.status != status:
        raise RuntimeError(f"A request was answered with {answer.status}, not {status}: {answer.body[:300]!r}")
    return answer.seconds * 1000


@dataclass
class Beside:
    """The server that pages are compared with: templates of exactly their bytes, through the same middleware."""

    server: Server
    visitor: Visitor
    partnership: str

    @classmethod
    def of(cls, reader: Reader, place: Place, folder: Path) -> Beside:
        """Write each page's bytes into a template, and serve them."""
        for page, address in reader.pages.items():
            body = reader.visitor.get(address).body
            (folder / f"{page}.html").write_bytes(b"{% verbatim %}" + body + b"{% endverbatim %}")
        server = Server(place, module=BESIDE, extra={"BENCH_TEMPLATES": str(folder)})
        return cls(server, Visitor.signed_in(server), reader.names["partnership"])

    def read(self, page: str) -> float:
        """Read the static template of that page's bytes; milliseconds."""
        return milliseconds(self.visitor.get(f"/{self.partnership}/same-bytes/{page}/"), 200)


class Times:
    """Times by name, repeat by repeat. What is told of a repeat is its median."""

    def __init__(self, repeats: int) -> None:
        self.repeats: list[dict[str, list[float]]] = [defaultdict(list) for _ in range(repeats)]
        self._now = self.repeats[0]

    def turn_to(self, repeat: int) -> None:
        """What is added from now on belongs to this repeat, counted from nought."""
        self._now = self.repeats[repeat]

    def add(self, name: str, value: float) -> None:
        """One more time."""
        self._now[name].append(value)

    def of(self, name: str) -> list[float]:
        """The median of each repeat."""
        return [median(repeat[name]) for repeat in self.repeats]

    def difference(self, name: str, less: str) -> list[float]:
        """How much more one time is than another, in each repeat."""
        return [one - other for one, other in zip(self.of(name), self.of(less), strict=True)]

    def ratio(self, name: str, base: str) -> list[float]:
        """One time as a multiple of another, in each repeat."""
        return [one / other for one, other in zip(self.of(name), self.of(base), strict=True)]


def read_in_rounds(times: Times, readers: dict[str, Reader], beside: Beside, *, rounds: int) -> None:
    """Read both pages after a change and again, on every server and from the static templates, in turn."""
    for number in range(rounds):
        in_turn = list(readers.items())[:: 1 if number % 2 else -1]
        for name, reader in in_turn:
            times.add(f"change {name}", reader.change())
            for page in PAGES:
                times.add(f"{page} changed {name}", reader.read(page))
        beside.read("sheet")  # the changes made its database's pages stale; that is not the template's fault
        for page in PAGES:
            times.add(f"{page} static", beside.read(page))
            for name, reader in in_turn:
                times.add(f"{page} kept {name}", reader.read(page))


Seconds = Callable[[], float]  # of processor time, that somebody has used so far


@dataclass(frozen=True, slots=True)
class Meter:
    """Counts processor time over many requests in a row. `database` is that of the database's own processes."""

    times: Times
    database: Seconds
    requests: int

    def count(self, name: str, server: Server, act: Callable[[int], float]) -> None:
        """Milliseconds of processor time a request, of the server and of the database; and each request's own time."""
        before, theirs = server.processor_time(), self.database()
        for number in range(self.requests):
            self.times.add(f"wall {name}", act(number))
        self.times.add(f"cpu {name}", (server.processor_time() - before) * 1000 / self.requests)
        self.times.add(f"database cpu {name}", (self.database() - theirs) * 1000 / self.requests)

    def pages(self, readers: dict[str, Reader], beside: Beside) -> None:
        """Both pages: the static template, the page again and again, and the page after a change each time."""
        for page in PAGES:
            self.count(f"{page} static", beside.server, lambda _, page=page: beside.read(page))  # type: ignore[misc]
        for name, reader in readers.items():
            self.count(f"change {name}", reader.server, lambda _, reader=reader: reader.change())  # type: ignore[misc]
            for page in PAGES:
                reader.read(page)
                self.count(f"{page} kept {name}", reader.server, lambda _, r=reader, p=page: r.read(p))  # type: ignore[misc]
                self.count(
                    f"change and {page} {name}",
                    reader.server,
                    lambda _, r=reader, p=page: r.change() + r.read(p),  # type: ignore[misc]
                )

    def new_findings(self, readers: dict[str, Reader], key: str) -> None:
        """Saving new findings. The review grows by them, so this comes last."""
        for name, reader in readers.items():
            self.count(f"write {name}", reader.server, lambda number, reader=reader: reader.write(number, key))  # type: ignore[misc]

"""From what was measured to the lines of the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.bench.measuring import Times
from tests.bench.papers import FORMATS, Papers, Taken
from tests.bench.table import Figure, Heading, Lines, Promise

ONE, MANY = "1", "1,000"  # reviews in the database
THREE_TIMES = Promise(3, strictly=True)
GROWTH = Promise(1.2)
WORDS = {"sheet": "Results sheet", "overview": "Overview"}
MOST_QUERIES = {"sheet": 12, "overview": 15}
FEW_PARAMETERS = Promise(200, strictly=True)
PROCESSOR = Promise(10, "ms")
SECONDS = Promise(2, "s")
LEFT_OUT = "left out"


@dataclass
class Measured:
    """Everything that was measured on one database. `counted` is by number of reviews."""

    times: Times
    counted: dict[str, dict[str, dict[str, int]]]
    papers: Papers
    starts: list[float]
    first_sheets: list[float]
    memory: dict[str, list[float]]
    scripts: dict[str, tuple[int, int]]
    installed: tuple[float, float]
    set_up: float
    database_has_processes: bool = False
    readers: list[str] = field(default_factory=lambda: [ONE, MANY])


def lines_of(measured: Measured) -> Lines:
    """All lines, in the order of the promises."""
    lines: Lines = []
    for page in WORDS:
        lines += _page(measured, page)
    lines += _saving(measured)
    lines += _papers(measured)
    lines += _start_and_size(measured)
    return lines


def _page(m: Measured, page: str) -> Lines:
    first, again = m.counted[ONE][page], m.counted[ONE][f"{page} again"]
    most = Promise(MOST_QUERIES[page])
    return [
        Heading(f"{WORDS[page]} ({'of a domain and level' if page == 'sheet' else 'of the whole review'})"),
        Figure("bytes" + (", the largest of eight" if page == "sheet" else ""), [first["bytes"]]),
        Figure("queries, first reading after a change", [first["queries"]], "", most),
        Figure("queries, nothing changed since", [again["queries"]], "", most),
        Figure("query parameters, the most of both", [max(first["parameters"], again["parameters"])], "", FEW_PARAMETERS),
        *_many(m, "the same with 1,000 reviews", lambda: [m.counted[MANY][page]["parameters"]], "", FEW_PARAMETERS),
        Figure("p50 of a static template of the same bytes", m.times.of(f"{page} static"), "ms"),
        Figure("p50, nothing changed since", m.times.of(f"{page} kept {ONE}"), "ms"),
        Figure("p50, first reading after a change", m.times.of(f"{page} changed {ONE}"), "ms"),
        Figure("times the static template, nothing changed", m.times.ratio(f"{page} kept {ONE}", f"{page} static"), "", THREE_TIMES),
        Figure("times the static template, after a change", m.times.ratio(f"{page} changed {ONE}", f"{page} static"), "", THREE_TIMES),
        *_growth(m, page, "kept", "nothing changed"),
        *_growth(m, page, "changed", "after a change"),
        *_processor_time_of(m, page),
    ]


def _growth(m: Measured, page: str, kind: str, words: str) -> Lines:
    def ratio() -> list[float]:
        return m.times.ratio(f"{page} {kind} {MANY}", f"{page} {kind} {ONE}")

    return _many(m, f"growth of p50 from 1 to 1,000 reviews, {words}", ratio, "", GROWTH if page == "sheet" else None)


def _many(m: Measured, name: str, values: Any, unit: str, promise: Promise | None) -> Lines:
    """A line about the database with a thousand reviews, which a quick run leaves out."""
    if MANY in m.readers:
        return [Figure(name, values(), unit, promise)]
    return [Figure(name, promise=promise, instead=LEFT_OUT)]


def _processor_time_of(m: Measured, page: str) -> Lines:
    both, alone = m.times.of(f"cpu change and {page} {ONE}"), m.times.of(f"cpu change {ONE}")
    static, kept = m.times.of(f"cpu {page} static"), m.times.of(f"cpu {page} kept {ONE}")
    changed = [one - other for one, other in zip(both, alone, strict=True)]
    return [
        Figure("processor time: static template", static, "ms"),
        Figure("processor time: nothing changed", kept, "ms"),
        Figure("processor time: after a change", changed, "ms"),
    ]


def _saving(m: Measured) -> Lines:
    lines: Lines = [Heading("Saving a finding (the POST alone)")]
    for act, words in (("write", "new"), ("change", "changed")):
        for reviews in (ONE, MANY):
            name, with_reviews = f"{act} {reviews}", f"with {reviews} review{'s' if reviews == MANY else ''}"
            counted = m.counted.get(reviews, {}).get(f"{words} finding", {})
            if reviews not in m.readers:
                lines.append(Figure(f"{words}: processor time {with_reviews}", promise=PROCESSOR, instead=LEFT_OUT))
                continue
            lines += [
                Figure(f"{words}: processor time {with_reviews}", m.times.of(f"cpu {name}"), "ms", PROCESSOR),
                Figure(f"{words}: p50 {with_reviews}", m.times.of(f"wall {name}"), "ms"),
                Figure(f"{words}: queries {with_reviews}", [counted["queries"]]),
                Figure(f"{words}: query parameters {with_reviews}", [counted["parameters"]], "", FEW_PARAMETERS),
            ]
        if m.database_has_processes:
            own = m.times.of(f"database cpu {act} {ONE}")
        else:
            own = []
        lines.append(Figure(f"{words}: the database's own processor time", own, "ms", instead="in the server's"))
    return lines


def _papers(m: Measured) -> Lines:
    lines: Lines = [Heading("Documents")]
    for kind in FORMATS:
        lines += _taken(f"{kind} by command", m.papers.command[kind], SECONDS)
        lines += _taken(f"{kind} as a service call, libraries loaded", m.papers.service[kind], SECONDS)
        lines += _taken(f"{kind} from the page", m.papers.page.get(kind, []), SECONDS)
    lines += _taken("JSON import by command", m.papers.command["import"], SECONDS)
    lines += _taken("JSON import as a service call", m.papers.service["import"], SECONDS)
    return lines


def _taken(name: str, taken: Iterable[Taken], promise: Promise) -> Lines:
    times = list(taken)
    clock, processor = [one[0] for one in times], [one[1] for one in times]
    return [
        Figure(name, clock, "s", promise, "not there yet"),
        Figure(f"{name}: processor time", processor, "s", None, "not there yet"),
    ]


def _start_and_size(m: Measured) -> Lines:
    packed = sum(one for one, _ in m.scripts.values()) / 1000
    return [
        Heading("Start and size"),
        Figure("an empty data folder set up", [m.set_up], "s"),
        Figure("first answer after a start", m.starts, "s", SECONDS),
        Figure("first results sheet after that", m.first_sheets, "s"),
        Figure("memory of all processes, just started", m.memory["started"], "MB", Promise(150, "MB")),
        Figure("memory at rest after all readings", m.memory["read"], "MB", Promise(150, "MB")),
        Figure("memory after exports in each format from the page", m.memory["exported"], "MB"),
        Figure(f"JavaScript, compressed ({len(m.scripts)} files)", [packed], "KB", Promise(60, "KB")),
        Figure("installed to run, without pip", [m.installed[0]], "MB", Promise(300, "MB")),
        Figure("the product itself beside that", [m.installed[1]], "MB"),
    ]

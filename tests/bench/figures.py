"""From what was measured to the lines of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.bench.measuring import Times
from tests.bench.papers import BOARD, FORMATS, Papers, Taken
from tests.bench.table import Figure, Heading, Lines, Promise

ONE, MANY = "1", "1,000"  # partnerships in the database
LEFT_OUT = "left out"

THREE_TIMES = Promise(3, strictly=True)
GROWTH = Promise(1.2)
MOST_QUERIES = {
    "sheet": Promise(12),
    "overview": Promise(15),
    "inbox": Promise(12),
    "plan": None,
    "compare": Promise(12),
}
WITH_RATIO = (
    "sheet",
    "overview",
    "inbox",
    "compare",
)  # pages that are promised to be as quick as a template of their bytes
FEW_PARAMETERS = Promise(200, strictly=True)
PROCESSOR = Promise(10, "ms")
SECONDS = Promise(2, "s")
BOARD_SECONDS = Promise(3, "s")
MEMORY = Promise(150, "MB")


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that was measured on one database. `counted` is by number of partnerships in it."""

    times: Times
    counted: dict[str, dict[str, dict[str, int]]]
    papers: Papers
    starts: list[float]
    first_sheets: list[float]
    memory: dict[str, list[float]]
    scripts: dict[str, tuple[int, int]]
    installed: tuple[float, float]
    set_up: float
    database_has_processes: bool

    @property
    def has_many(self) -> bool:
        """Whether the database with a thousand partnerships was measured; a quick run leaves it out."""
        return MANY in self.counted


def lines_of(measured: Measured) -> Lines:
    """All lines, in the order of the promises."""
    return [
        Heading("Results sheet (the middle one of eight, by length)"),
        *_page(measured, "sheet"),
        Heading("Overview"),
        *_page(measured, "overview"),
        Heading("Action plan (all 160 actions)"),
        *_page(measured, "plan"),
        Heading("Inbox of a document of 500 pieces, half of them placed, one open"),
        *_page(measured, "inbox"),
        Heading("What has changed since an agreed version, in a fourth of 100 findings and 160 actions"),
        *_page(measured, "compare"),
        Heading("Saving a finding (the POST alone)"),
        *_saving(measured, "new", "write"),
        *_saving(measured, "changed", "change"),
        Heading("Documents (the clock; in the second line processor time)"),
        *_documents(measured.papers),
        Heading("Start and size"),
        *_start_and_size(measured),
    ]


def _page(m: Measured, page: str) -> Lines:
    first, again, most = m.counted[ONE][page], m.counted[ONE][f"{page} again"], MOST_QUERIES[page]
    parameters = [max(first["parameters"], again["parameters"])]
    ratio = THREE_TIMES if page in WITH_RATIO else None
    static, kept, changed = f"{page} static", f"{page} kept {ONE}", f"{page} changed {ONE}"
    return [
        Figure("bytes, the most of any", [first["bytes"]]),
        Figure("queries after a change", [first["queries"]], "", most),
        Figure("queries, nothing changed", [again["queries"]], "", most),
        Figure("query parameters, the most", parameters, "", FEW_PARAMETERS),
        _many(
            m, "query parameters with 1,000 partnerships", lambda: [m.counted[MANY][page]["parameters"]], FEW_PARAMETERS
        ),
        Figure("p50 of a static template of its bytes", m.times.of(static), "ms"),
        Figure("p50, nothing changed", m.times.of(kept), "ms"),
        Figure("p50 after a change", m.times.of(changed), "ms"),
        Figure("times the static template, nothing changed", m.times.ratio(kept, static), "", ratio),
        Figure("times the static template, after a change", m.times.ratio(changed, static), "", ratio),
        _growth(m, page, "kept", "nothing changed"),
        _growth(m, page, "changed", "after a change"),
        *_processor_time_of(m, page),
    ]


def _growth(m: Measured, page: str, kind: str, words: str) -> Figure:
    def ratio() -> list[float]:
        return m.times.ratio(f"{page} {kind} {MANY}", f"{page} {kind} {ONE}")

    return _many(m, f"growth of p50 to 1,000 partnerships, {words}", ratio, GROWTH)


def _many(m: Measured, name: str, values: Callable[[], list[float]], promise: Promise, unit: str = "") -> Figure:
    """A line about the database with a thousand partnerships."""
    return Figure(name, values() if m.has_many else (), unit, promise, LEFT_OUT)


def _processor_time_of(m: Measured, page: str) -> Lines:
    changed = m.times.difference(f"cpu change and {page} {ONE}", f"cpu change {ONE}")
    own = m.times.difference(f"database cpu change and {page} {ONE}", f"database cpu change {ONE}")
    return [
        Figure("processor time of the static template", m.times.of(f"cpu {page} static"), "ms"),
        Figure("processor time, nothing changed", m.times.of(f"cpu {page} kept {ONE}"), "ms"),
        Figure("processor time after a change", changed, "ms"),
        Figure("the database's own, beside that", own if m.database_has_processes else (), "ms", None, "none"),
    ]


def _saving(m: Measured, words: str, act: str) -> Lines:
    counted, many = m.counted[ONE][f"{words} finding"], m.counted.get(MANY, {}).get(f"{words} finding", {})
    own = m.times.of(f"database cpu {act} {ONE}") if m.database_has_processes else ()
    return [
        Figure(f"{words}: processor time", m.times.of(f"cpu {act} {ONE}"), "ms", PROCESSOR),
        _many(
            m, f"{words}: processor time, 1,000 partnerships", lambda: m.times.of(f"cpu {act} {MANY}"), PROCESSOR, "ms"
        ),
        Figure(f"{words}: the database's own, beside that", own, "ms", None, "none"),
        Figure(f"{words}: p50", m.times.of(f"wall {act} {ONE}"), "ms"),
        Figure(f"{words}: queries", [counted["queries"]]),
        Figure(f"{words}: query parameters", [counted["parameters"]], "", FEW_PARAMETERS),
        _many(m, f"{words}: query parameters, 1,000 partnerships", lambda: [many["parameters"]], FEW_PARAMETERS),
    ]


def _documents(papers: Papers) -> Lines:
    lines: Lines = []
    for kind in FORMATS:
        lines += _taken(f"{kind} by command", papers.command[kind])
        lines += _taken(f"{kind} as a service call", papers.service[kind])
        lines += _taken(f"{kind} from its page", papers.page.get(kind, []))
    for kind in BOARD:
        lines += _taken(f"the whole paper, {kind}, by command", papers.command[kind], BOARD_SECONDS)
    lines += _taken("JSON import by command", papers.command["import"])
    return [*lines, *_taken("JSON import as a service call", papers.service["import"])]


def _taken(name: str, taken: Iterable[Taken], promise: Promise = SECONDS) -> Lines:
    times = list(taken)
    clock, processor = [one[0] for one in times], [one[1] for one in times]
    return [
        Figure(name, clock, "s", promise, "not there yet"),
        Figure(f"{' ' * len(name)} processor", processor, "s", None, "not there yet"),
    ]


def _start_and_size(m: Measured) -> Lines:
    packed = sum(one for one, _ in m.scripts.values()) / 1000
    return [
        Figure("an empty data folder set up", [m.set_up], "s"),
        Figure("first answer after a start", m.starts, "s", SECONDS),
        Figure("first results sheet after that", m.first_sheets, "s"),
        Figure("memory, just started and one page read", m.memory["started"], "MB", MEMORY),
        Figure("memory at rest after all readings", m.memory["read"], "MB", MEMORY),
        Figure("memory after every export from its page", m.memory["exported"], "MB", MEMORY, "not there yet"),
        Figure(f"JavaScript, compressed ({len(m.scripts)} files)", [packed], "KB", Promise(60, "KB")),
        Figure("installed to run, without pip", [m.installed[0]], "MB", Promise(300, "MB")),
        Figure("the product itself, beside that", [m.installed[1]], "MB"),
    ]

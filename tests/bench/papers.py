"""Exports and the import: by command, as service calls, and from the page."""

from __future__ import annotations

import resource
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.measuring import Reader, inside, milliseconds
from tests.bench.serving import Place

FORMATS = ("docx", "pdf", "xlsx", "csv", "json")
BOARD = ("board docx", "board pdf")
Taken = tuple[float, float]  # seconds of the clock, seconds of processor time


@dataclass
class Papers:
    """What was taken, by format ("import" is the way back), repeat by repeat. `page` is empty until there is one."""

    command: dict[str, list[Taken]] = field(default_factory=dict)
    service: dict[str, list[Taken]] = field(default_factory=dict)
    service_first: dict[str, list[Taken]] = field(default_factory=dict)
    page: dict[str, list[Taken]] = field(default_factory=dict)


def measure_papers(place: Place, reader: Reader, *, repeats: int) -> Papers:
    """Every format and the import, `repeats` times by each road."""
    papers = Papers()
    for _ in range(repeats):
        _by_command(papers, place, reader.names)
        _as_service(papers, place, reader.names)
        _from_page(papers, reader)
    return papers


def _by_command(papers: Papers, place: Place, names: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory(prefix="sr-bench-") as folder:
        for kind in FORMATS:
            file = str(Path(folder, f"review.{kind}"))
            taken = _command_taken(place, "export", names["review"], "--format", kind, "--output", file)
            papers.command.setdefault(kind, []).append(taken)
        for kind in BOARD:
            format = kind.removeprefix("board ")
            file_of_board = str(Path(folder, f"board.{format}"))
            wanted = ("--paper", "board", "--format", format, "--output", file_of_board)
            papers.command.setdefault(kind, []).append(_command_taken(place, "export", names["review"], *wanted))
        papers.command.setdefault("import", []).append(_command_taken(place, "import", file))


def _command_taken(place: Place, *arguments: str) -> Taken:
    clock, processor = time.perf_counter(), _of_children()
    place.command(*arguments)
    return time.perf_counter() - clock, _of_children() - processor


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _as_service(papers: Papers, place: Place, names: dict[str, Any]) -> None:
    told = inside(place, "documents", names)
    for kind in FORMATS:
        papers.service_first.setdefault(kind, []).append(tuple(told["first"][kind]))
        papers.service.setdefault(kind, []).append(tuple(told["again"][kind]))
    papers.service.setdefault("import", []).append(tuple(told["import"]))


def _from_page(papers: Papers, reader: Reader) -> None:
    address = f"{reader.review}exports/"
    if reader.visitor.get(address).status == 404:
        return
    for kind in FORMATS:
        before = reader.server.processor_time()
        taken = milliseconds(reader.visitor.post(address, {"format": kind}), 200) / 1000
        papers.page.setdefault(kind, []).append((taken, reader.server.processor_time() - before))

"""What was promised beside what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Promise:
    """The most that a figure may be. `strictly`: it must stay under that."""

    most: float
    unit: str = ""
    strictly: bool = False

    def kept(self, value: float) -> bool:
        """Whether a figure keeps it."""
        return value < self.most if self.strictly else value <= self.most

    def __str__(self) -> str:
        return f"{'<' if self.strictly else '≤'} {self.most:g} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what it is, what was measured in each repeat, and what was promised, if anything."""

    name: str
    values: Sequence[float] = ()
    unit: str = ""
    promise: Promise | None = None
    instead: str = ""  # words where there is no figure

    @property
    def measured(self) -> str:
        """The median of the repeats, and their range."""
        if not self.values:
            return self.instead
        middle, least, most = median(self.values), min(self.values), max(self.values)
        words = f"{_digits(middle)} {self.unit}".strip()
        return words if _digits(least) == _digits(most) else f"{words} ({_digits(least)}–{_digits(most)})"

    @property
    def verdict(self) -> str:
        """Whether the median keeps the promise; nothing where nothing was promised or measured."""
        if self.promise is None or not self.values:
            return ""
        return "yes" if self.promise.kept(median(self.values)) else "NO"


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above the figures that belong together."""

    name: str


def _digits(value: float) -> str:
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


Lines = list[Figure | Heading]


def table(columns: dict[str, Lines]) -> str:
    """One table of all databases, each with its figures and verdicts. All have the same lines."""
    names = list(columns)
    rows = [["", "promised", *(part for name in names for part in (name, ""))]]
    for lines in zip(*columns.values(), strict=True):
        if isinstance(lines[0], Heading):
            rows += [[""], [lines[0].name]]
        else:
            figures = [line for line in lines if isinstance(line, Figure)]
            promised = str(figures[0].promise or "")
            rows.append([f"  {figures[0].name}", promised, *_parts(figures)])
    return "\n".join(_aligned(rows))


def _parts(figures: Iterable[Figure]) -> list[str]:
    return [part for figure in figures for part in (figure.measured, figure.verdict)]


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max((len(row[at]) for row in rows if len(row) > at), default=0) for at in range(max(map(len, rows)))]
    return ["  ".join(part.ljust(width) for part, width in zip(row, widths, strict=False)).rstrip() for row in rows]

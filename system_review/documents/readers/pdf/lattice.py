"""Finds the tables of a page by their lines: pieces are joined, lines that touch make a table, and bound its cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from system_review.documents.readers.pdf.drawn import Drawn, Edge
from system_review.documents.readers.pdf.geometry import Box

SNAP = 2.5  # points: lines closer than that are one
WIDEST_SNAP = 5.0  # points that lines taken for one may spread over: double ones, cells a little apart
GAP = 5.0  # points between the pieces of one line
SIDE_GAP = 2.0  # the same, between sides of things filled
TOUCH = 3.0  # points: lines that come so close to one another touch
COVERED = 0.8  # of a cell's side: what is drawn to that part bounds it
SHORTEST = 6.0  # points


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its first row and column, from 0, how many it covers, and where it is."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(slots=True)
class Grid:
    """A table's lines: `xs` from the left, `ys` from the top, and its cells, in the order of reading. It is `firm` if
    lines, and not only the sides of fills, part its columns, and not `drawn` if nothing but its words shows them. Its
    rows are `tight` if they stand no further apart than lines do. `reaches` is how far the words of each column
    reach, if that was seen by the order in which they are written."""

    xs: list[float]
    ys: list[float]
    cells: list[Cell]
    firm: bool = False
    drawn: bool = True
    tight: bool = False
    reaches: list[tuple[float, float]] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """Where it is."""
        return Box(self.xs[0], self.ys[-1], self.xs[-1], self.ys[0])


def grids_in(drawn: Drawn) -> tuple[list[Grid], list[Edge]]:
    """Every table of two columns or more that is drawn with lines, the highest first; and all lines across the page."""
    across, down = _joined(drawn.across), _joined(drawn.down)
    grids = [grid for group in _touching(across, down) if (grid := _grid(*group)) and len(grid.xs) > 2]
    return sorted(grids, key=lambda grid: (-grid.ys[0], grid.xs[0])), across


def _joined(edges: list[Edge]) -> list[Edge]:
    """Edges at the same place as one, if they touch; the shortest are left out."""
    joined: list[Edge] = []
    for group in _close_together(sorted(edges, key=lambda edge: edge.at)):
        at = _middle(group)
        pieces = sorted(group, key=lambda edge: edge.start)
        latest = Edge(at, pieces[0].start, pieces[0].end, pieces[0].firm)
        for piece in pieces[1:]:
            if piece.start <= latest.end + (GAP if piece.firm and latest.firm else SIDE_GAP):
                latest.end = max(latest.end, piece.end)
                latest.firm |= piece.firm
            else:
                joined.append(latest)
                latest = Edge(at, piece.start, piece.end, piece.firm)
        joined.append(latest)
    return [edge for edge in joined if edge.end - edge.start >= SHORTEST]


def _close_together(edges: list[Edge]) -> Iterable[list[Edge]]:
    group: list[Edge] = []
    for edge in edges:
        if group and (edge.at - group[-1].at > SNAP or edge.at - group[0].at > WIDEST_SNAP):
            yield group
            group = []
        group.append(edge)
    if group:
        yield group


def _middle(group: list[Edge]) -> float:
    """Where most of the length is drawn."""
    length = sum(edge.end - edge.start + 0.01 for edge in group)
    return sum(edge.at * (edge.end - edge.start + 0.01) for edge in group) / length


def _touching(across: list[Edge], down: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Those that hang together, apart from all others."""
    edges = [*across, *down]
    parent = list(range(len(edges)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, level in enumerate(across):
        for other, upright in enumerate(down, len(across)):
            if (
                level.start - TOUCH <= upright.at <= level.end + TOUCH
                and upright.start - TOUCH <= level.at <= upright.end + TOUCH
            ):
                parent[root(one)] = root(other)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = defaultdict(lambda: ([], []))
    for number, edge in enumerate(edges):
        groups[root(number)][number >= len(across)].append(edge)
    return [group for group in groups.values() if group[0] and group[1]]


def _grid(across: list[Edge], down: list[Edge]) -> Grid | None:
    xs = _places([edge.at for edge in down], [edge.start for edge in across], [edge.end for edge in across])
    ys = _places([edge.at for edge in across], [edge.start for edge in down], [edge.end for edge in down])[::-1]
    if len(xs) < 2 or len(ys) < 2:
        return None
    cells = _Slots(xs, ys, across, down).cells()
    firm = any(edge.firm for edge in down) and len(ys) > 2
    return _without_unused_lines(Grid(xs, ys, cells, firm))


def _places(given: list[float], starts: list[float], ends: list[float]) -> list[float]:
    """Where the lines stand, with the outermost ends of those that cross them: tables may be open at their sides."""
    places: list[float] = []
    for at in sorted({*given, min(starts), max(ends)}):
        if not places or at - places[-1] > SNAP + 1:
            places.append(at)
    return places


class _Slots:
    """The slots between all lines of a table, and which of them no line parts."""

    def __init__(self, xs: list[float], ys: list[float], across: list[Edge], down: list[Edge]) -> None:
        self.xs, self.ys = xs, ys
        self.across, self.down = _by_place(across, ys), _by_place(down, xs)
        self.taken: set[tuple[int, int]] = set()

    def cells(self) -> list[Cell]:
        """The largest boxes that nothing parts, from the top left."""
        cells = []
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                if (row, column) not in self.taken:
                    cells.append(self._cell_from(row, column))
        return cells

    def _cell_from(self, row: int, column: int) -> Cell:
        right = column + 1
        while right < len(self.xs) - 1 and (row, right) not in self.taken and not self._parted_at(right, row):
            right += 1
        low = row + 1
        while low < len(self.ys) - 1 and self._goes_on_below(low, column, right):
            low += 1
        self.taken |= {(r, c) for r in range(row, low) for c in range(column, right)}
        box = Box(self.xs[column], self.ys[low], self.xs[right], self.ys[row])
        return Cell(row, column, low - row, right - column, box)

    def _goes_on_below(self, row: int, column: int, right: int) -> bool:
        columns = range(column, right)
        return (
            not any((row, c) in self.taken for c in columns)
            and not any(_covered(self.across[row], self.xs[c], self.xs[c + 1]) for c in columns)
            and not any(self._parted_at(c, row) for c in range(column + 1, right))
            and self._is_side(column, row)
            and self._is_side(right, row)
        )

    def _is_side(self, line: int, row: int) -> bool:
        return line in (0, len(self.xs) - 1) or self._parted_at(line, row)

    def _parted_at(self, line: int, row: int) -> bool:
        return _covered(self.down[line], self.ys[row + 1], self.ys[row])


def _by_place(edges: list[Edge], places: list[float]) -> list[list[Edge]]:
    found: list[list[Edge]] = [[] for _ in places]
    for edge in edges:
        nearest = min(range(len(places)), key=lambda number: abs(places[number] - edge.at))
        found[nearest].append(edge)
    return found


def _covered(edges: list[Edge], start: float, end: float) -> bool:
    drawn = sum(max(0.0, min(edge.end, end) - max(edge.start, start)) for edge in edges)
    return drawn >= COVERED * (end - start)


def _without_unused_lines(grid: Grid) -> Grid:
    """Without the places at which no cell begins: a line under a word is none of the table's."""
    rows = sorted({cell.row for cell in grid.cells})
    columns = sorted({cell.column for cell in grid.cells})
    cells = []
    for cell in grid.cells:
        row, column = rows.index(cell.row), columns.index(cell.column)
        below = sum(cell.row <= start < cell.row + cell.rows for start in rows)
        beside = sum(cell.column <= start < cell.column + cell.columns for start in columns)
        cells.append(Cell(row, column, below, beside, cell.box))
    return Grid(
        [*(grid.xs[c] for c in columns), grid.xs[-1]], [*(grid.ys[r] for r in rows), grid.ys[-1]], cells, grid.firm
    )

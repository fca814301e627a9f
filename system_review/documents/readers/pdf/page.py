"""One page: its signs in the cells of its tables, and the lines that stand in none."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain

from system_review.documents.readers.passages import Part
from system_review.documents.readers.pdf.as_written import written_grids
from system_review.documents.readers.pdf.framed import regions_of
from system_review.documents.readers.pdf.furniture import Furniture, furniture_of
from system_review.documents.readers.pdf.geometry import Box
from system_review.documents.readers.pdf.labels import labels_in
from system_review.documents.readers.pdf.lattice import Cell, Grid
from system_review.documents.readers.pdf.lines import Line, line_in, lines_of, pieces_of
from system_review.documents.readers.pdf.looked_at import LookedAt
from system_review.documents.readers.pdf.notes import Note
from system_review.documents.readers.pdf.shading import Shading
from system_review.documents.readers.pdf.signs import Sign
from system_review.documents.readers.pdf.unruled import with_unruled


@dataclass(slots=True)
class FilledCell:
    """A cell with its lines, for each way that they are turned, and its shading."""

    cell: Cell
    lines: list[list[Line]]
    fill: str | None = None


@dataclass(slots=True)
class Table:
    """A table of one page."""

    grid: Grid
    cells: list[FilledCell]

    @property
    def box(self) -> Box:
        """Where it is."""
        return self.grid.box


@dataclass(slots=True)
class Framed:
    """Lines that are read for themselves since boxes say so, and the box that they may fill, if any."""

    lines: list[Line]
    box: Box | None


@dataclass(slots=True)
class Page:
    """A page: its tables from the top, its header and footer, and its other lines."""

    number: int
    sight: Box
    tables: list[Table] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    framed: list[list[Framed]] = field(default_factory=list)  # those that stand together in one list
    furniture: list[tuple[Part, Line]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    pictures: int = 0
    cut_off: bool = False  # some of its text
    recognised: bool = False  # its text was recognised in a picture
    undecoded: bool = False
    too_much_drawn: bool = False

    @property
    def has_text(self) -> bool:
        """Whether there is anything to read on it."""
        return bool(self.loose or self.framed or self.furniture or self.notes) or any(
            cell.lines for table in self.tables for cell in table.cells
        )


def pages_of(looked: list[LookedAt]) -> list[Page]:
    """These pages laid out; what stands at the top and bottom of one after the other is told from the rest."""
    pages: list[Page] = []
    heads: set[str] = set()
    for page, furniture in zip(looked, furniture_of(looked), strict=True):
        pages.append(_laid_out(page, furniture, _ends_with(pages[-1]) if pages else None, heads))
    return pages


def _ends_with(page: Page) -> Grid | None:
    """The table that ends a page, if no lines part its columns and nothing stands below it."""
    last = min((table.grid for table in page.tables), key=lambda grid: grid.ys[-1], default=None)
    lines = chain(page.loose, *(framed.lines for framed in chain(*page.framed)))
    if last is None or last.firm or any(line.base < last.ys[-1] for line in lines):
        return None
    return last


def _laid_out(looked: LookedAt, furniture: Furniture, before: Grid | None, heads: set[str]) -> Page:
    page = Page(looked.number, looked.sight, furniture=furniture.lines)
    page.pictures, page.too_much_drawn = len(looked.drawn.pictures), looked.drawn.too_much
    page.recognised = any(sign.style.unseen and _is_in(sign, looked.drawn.pictures) for sign in looked.signs)
    page.cut_off = any(sign.cut_off for sign in looked.signs)
    page.undecoded = looked.undecoded
    shading = Shading(looked.drawn, looked.sight)
    signs = [sign for sign in looked.signs if sign.index not in furniture.signs]
    _, rest = _shared_out(signs, looked.ruled)
    _hold_together(rest)
    framed = _in_frames(looked, rest)
    taken = {sign.index for regions in framed for _, share in regions for sign in share}
    signs, rest = ([sign for sign in all_of if sign.index not in taken] for all_of in (signs, rest))
    rules = [(edge.at, edge.start, edge.end) for edge in looked.across]
    sides = frozenset(rule for rule, edge in zip(rules, looked.across, strict=True) if not edge.firm)
    drawn, written = _with_written(looked.ruled, signs, before, heads)
    _, rest = _shared_out(signs, [*drawn, *written])
    _hold_together(rest)
    grids = sorted(
        [*with_unruled(drawn, rest, rules, before, sides), *written], key=lambda grid: (-grid.ys[0], grid.xs[0])
    )
    shares, rest = _shared_out(signs, grids)
    for grid, share in zip(grids, shares, strict=True):
        cells = [
            FilledCell(cell, _lines(share[number], shading), shading.of_cell(cell.box))
            for number, cell in enumerate(grid.cells)
        ]
        page.tables.append(Table(grid, cells))
    page.loose = [line for lines in _lines(rest, shading) for line in lines]
    for regions in framed:
        page.framed.append([Framed(list(chain(*_lines(share, shading))), reach) for reach, share in regions])
    shading.mark([line for _, line in page.furniture])
    _add_fields(page, [note for note in looked.notes if note.part is Part.BODY])
    page.notes = [note for note in looked.notes if note.part is not Part.BODY]
    return page


def _with_written(
    ruled: list[Grid], signs: list[Sign], before: Grid | None, heads: set[str]
) -> tuple[list[Grid], list[Grid]]:
    """Tables that are drawn, without those of which only the sides of fills are; and those that are written."""
    _, free = _shared_out(signs, [grid for grid in ruled if grid.firm])
    written = written_grids([sign for sign in free if sign.style.turns == 0], labels_in(free), before, heads)
    kept = [grid for grid in ruled if grid.firm or not any(_covers(other.box, grid.box) for other in written)]
    return kept, written


def _covers(box: Box, other: Box) -> bool:
    return box.holds((other.left + other.right) / 2, (other.bottom + other.top) / 2)


def _in_frames(looked: LookedAt, rest: list[Sign]) -> list[list[tuple[Box | None, list[Sign]]]]:
    """The signs of each part of a page that is read for itself since somebody put boxes there, if it has any."""
    framed: list[list[tuple[Box | None, list[Sign]]]] = []
    taken: set[int] = set()
    for regions in regions_of(looked.drawn, looked.ruled, rest, looked.sight):
        shares = []
        for region in regions:
            share = [sign for sign in rest if sign.index not in taken and region.box.holds(sign.x, sign.y)]
            taken |= {sign.index for sign in share}
            shares += [(region.reach, share)] if share else []
        framed += [shares] if shares else []
    return framed


def _hold_together(signs: list[Sign]) -> None:
    """Turned words stand, as a whole, where their middle is: nothing drawn says how far their cell reaches."""
    for turns in (1, 2, 3):
        for piece in pieces_of([sign for sign in signs if sign.style.turns == turns]):
            line, share = piece
            box = line.box
            for sign in share:
                sign.x, sign.y = (box.left + box.right) / 2, (box.bottom + box.top) / 2


def _is_in(sign: Sign, boxes: list[Box]) -> bool:
    return any(box.holds(sign.x, sign.y) for box in boxes)


def _shared_out(signs: list[Sign], grids: list[Grid]) -> tuple[list[dict[int, list[Sign]]], list[Sign]]:
    """The signs of each cell of each table, and those of none. The smallest table that holds a sign has it."""
    shares: list[dict[int, list[Sign]]] = [defaultdict(list) for _ in grids]
    rest: list[Sign] = []
    boxes = [grid.box for grid in grids]
    by_size = sorted(range(len(grids)), key=lambda number: boxes[number].width * boxes[number].height)
    finders = [Slots(grid) for grid in grids]
    for sign in signs:
        for number in by_size:
            if boxes[number].holds(sign.x, sign.y):
                shares[number][finders[number].cell_at(sign.x, sign.y)].append(sign)
                break
        else:
            rest.append(sign)
    return shares, rest


class Slots:
    """Which cell of a table holds a point."""

    def __init__(self, grid: Grid) -> None:
        self.xs, self.depths = grid.xs, [-y for y in grid.ys]
        self.cells = {
            (row, column): number
            for number, cell in enumerate(grid.cells)
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }

    def cell_at(self, x: float, y: float) -> int:
        """The number of the cell there."""
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        row = min(bisect_right(self.depths, -y), len(self.depths) - 1) - 1
        return self.cells[row, column]


def _lines(signs: list[Sign], shading: Shading) -> list[list[Line]]:
    """The lines of these signs, for each way that they are turned, and apart from them what nobody sees."""
    groups: dict[tuple[bool, int], list[Sign]] = defaultdict(list)
    for sign in signs:
        groups[shading.hides(sign), sign.style.turns or 0].append(sign)
    made = []
    for (hidden, _), share in sorted(groups.items(), key=lambda item: item[0]):
        lines = lines_of(share)
        shading.mark(lines)
        for line in lines:
            line.hidden = hidden
        made.append(lines)
    return made


def _add_fields(page: Page, fields: list[Note]) -> None:
    """What was typed into the fields of a form stands where the field is."""
    for number, field_ in enumerate(fields):
        line = line_in(field_.box, field_.text, -1 - number, hidden=field_.hidden)
        x, y = (field_.box.left + field_.box.right) / 2, (field_.box.bottom + field_.box.top) / 2
        for table in page.tables:
            if table.box.holds(x, y):
                table.cells[Slots(table.grid).cell_at(x, y)].lines.append([line])
                break
        else:
            page.loose.append(line)

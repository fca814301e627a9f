"""The parts of a page in the order in which they are read: header, tables with the blocks between them, footer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from system_review.documents.readers.passages import Part
from system_review.documents.readers.pdf.blocks import blocks_of
from system_review.documents.readers.pdf.geometry import Box, around_all
from system_review.documents.readers.pdf.lines import Line
from system_review.documents.readers.pdf.page import FilledCell, Framed, Page, Table

ENOUGH = 8  # lines of a column, for them to show how far it reaches
ENOUGH_WRITTEN = 4  # the same, where the order of the file says which lines are the column's
PADDING = 12.0  # points that a cell may keep free at its right


@dataclass(slots=True)
class Block:
    """Lines that stand below one another, in a cell or outside of all tables; `width` is how far they may reach."""

    lines: list[Line]
    width: tuple[float, float]
    box: Box
    part: Part = Part.BODY


Item = Table | Block


def items_of(page: Page) -> list[Item]:
    """Everything of a page, from the top."""
    bands: dict[tuple[int, float], list[Framed]] = {}
    tops = [max(line.box.top for framed in together for line in framed.lines) for together in page.framed]
    for line in page.loose:
        beside = sum(top > line.box.bottom for top in tops)
        bands.setdefault((_tables_above(line, page), beside), [Framed([], None)])[0].lines.append(line)
    for number, together in enumerate(page.framed):
        bands[_tables_above(together[0].lines[0], page), number + 0.5] = together
    parts = [part for _, parts in sorted(bands.items()) for part in parts]
    between = [block for part in parts for block in _blocks_by_turn(part.lines, part.box)]
    _widen(between)
    header, footer = (_furniture(page, part) for part in (Part.HEADER, Part.FOOTER))
    return [*header, *_in_order(page.tables, between), *footer]


def _widen(blocks: list[Block]) -> None:
    """Lines may reach as far as any on the page does, unless something stands beside them."""
    upright = [block for block in blocks if block.lines[0].style.turns == 0]
    furthest = max((block.box.right for block in upright), default=0)
    for block in upright:
        beside = [other.box for other in upright if other is not block and _stands_beside(block.box, other.box)]
        if not beside:
            block.width = block.width[0], furthest


def _stands_beside(one: Box, other: Box) -> bool:
    return one.bottom < other.top and other.bottom < one.top


def _tables_above(line: Line, page: Page) -> int:
    middle = (line.box.bottom + line.box.top) / 2
    return sum(table.box.bottom > middle for table in page.tables)


def _in_order(tables: list[Table], between: list[Block]) -> list[Item]:
    """Tables and what stands between them from the top; blocks that were parted side by side keep their order."""
    ordered: list[Item] = [*tables]
    for block in between:
        place = next((n for n, item in enumerate(ordered) if _comes_before(block, item)), len(ordered))
        ordered.insert(place, block)
    return ordered


def _comes_before(block: Block, item: Item) -> bool:
    return isinstance(item, Table) and (block.box.bottom + block.box.top) / 2 > item.box.top - 1


def _blocks_by_turn(lines: list[Line], box: Box | None) -> list[Block]:
    turned: dict[tuple[bool, int | None], list[Line]] = defaultdict(list)
    for line in lines:
        turned[line.hidden, line.style.turns].append(line)
    return [_block(each, box) for share in turned.values() for each in blocks_of(share)]


def reaches(table: Table) -> list[Box]:
    """Where each of a table's cells is. Where no line bounds them, only as far as any line of the column reaches."""
    ends: dict[int, list[float]] = defaultdict(list)
    for filled in table.cells:
        if filled.cell.columns == 1:
            ends[filled.cell.column] += [line.end for lines in filled.lines for line in lines if not line.style.turns]
    enough = ENOUGH_WRITTEN if table.grid.reaches else ENOUGH
    furthest = {column: max(reached) for column, reached in ends.items() if len(reached) >= enough}
    boxes: list[Box] = []
    for filled in table.cells:
        cell, box = filled.cell, filled.cell.box
        known = not table.grid.firm and cell.columns == 1 and cell.column in furthest
        padding = min(max(_left(filled) - box.left, 0), PADDING)
        boxes.append(box._replace(right=min(box.right, furthest[cell.column] + padding)) if known else box)
    return boxes


def _left(filled: FilledCell) -> float:
    return min((line.start for lines in filled.lines for line in lines), default=filled.cell.box.left)


def blocks_in_cell(lines: list[list[Line]], box: Box) -> list[Block]:
    """The blocks of a cell, given its lines for each way that they are turned."""
    return [_block(each, box) for share in lines for each in blocks_of(share)]


def _block(lines: list[Line], cell: Box | None) -> Block:
    left, right = min(line.start for line in lines), max(line.end for line in lines)
    if cell and lines[0].style.turns == 0:
        right = max(right, cell.right - min(max(left - cell.left, 0), PADDING))
    return Block(lines, (left, right), around_all([line.box for line in lines]))


def _furniture(page: Page, part: Part) -> list[Item]:
    lines = sorted(
        (line for of, line in page.furniture if of is part), key=lambda line: (-round(line.base), line.start)
    )
    return [Block([line], (line.start, line.end), line.box, part) for line in lines]

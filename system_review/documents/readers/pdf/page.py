"""One page: its signs and lines laid out as tables and blocks, still as lines and not yet as paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from system_review.documents.readers.pdf.blocks import blocks_of
from system_review.documents.readers.pdf.drawn import Drawn, Shade, drawn_on
from system_review.documents.readers.pdf.geometry import Box, Matrix
from system_review.documents.readers.pdf.lattice import Cell, Grid, grids_in
from system_review.documents.readers.pdf.lines import Line, lines_of
from system_review.documents.readers.pdf.signs import Sign, signs_of


@dataclass(slots=True)
class Block:
    """Lines that stand below one another, outside of all tables or in a cell; `width` is how far they may reach."""

    lines: list[Line]
    width: tuple[float, float]
    box: Box
    turns: int = 0


@dataclass(slots=True)
class FilledCell:
    """A cell with its blocks and its shading."""

    cell: Cell
    blocks: list[Block]
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
class Page:
    """A page as it is laid out, in the order of reading."""

    number: int
    sight: Box
    items: list[Table | Block] = field(default_factory=list)
    pictures: int = 0
    undecoded: int = 0
    too_much_drawn: bool = False


def page_of(page: Any, text: Any, number: int) -> Page:
    """The page with that number, from its handles."""
    seen, sight = _sight(page)
    drawn = drawn_on(page, seen, sight)
    signs = signs_of(text, seen)
    return Page(
        number,
        sight,
        _laid_out(signs, drawn, sight),
        len(drawn.pictures),
        sum(sign.undecoded for sign in signs),
        drawn.too_much,
    )


def _sight(page: Any) -> tuple[Matrix, Box]:
    """What puts the page upright with its lower left corner at 0, and what of it is seen then."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    width, height = right - left, top - bottom
    turned = pdfium.FPDFPage_GetRotation(page)
    if turned == 1:
        return Matrix(0, -1, 1, 0, -bottom, right), Box(0, 0, height, width)
    if turned == 2:
        return Matrix(-1, 0, 0, -1, right, top), Box(0, 0, width, height)
    if turned == 3:
        return Matrix(0, 1, -1, 0, top, -left), Box(0, 0, height, width)
    return Matrix(1, 0, 0, 1, -left, -bottom), Box(0, 0, width, height)


def _laid_out(signs: list[Sign], drawn: Drawn, sight: Box) -> list[Table | Block]:
    grids = grids_in(drawn)
    shares, rest = _shared_out(signs, grids)
    tables: list[Table] = []
    for grid, share in zip(grids, shares, strict=True):
        cells = [
            FilledCell(cell, _blocks(share[n], cell.box), _fill(cell.box, drawn.shades))
            for n, cell in enumerate(grid.cells)
        ]
        tables.append(Table(grid, cells))
    return _in_order(tables, rest, sight)


def _shared_out(signs: list[Sign], grids: list[Grid]) -> tuple[list[dict[int, list[Sign]]], list[Sign]]:
    """The signs of each cell of each table, and those of none. The smallest table that holds a sign has it."""
    shares: list[dict[int, list[Sign]]] = [defaultdict(list) for _ in grids]
    rest: list[Sign] = []
    by_size = sorted(range(len(grids)), key=lambda number: grids[number].box.width * grids[number].box.height)
    slots = [_slots(grid) for grid in grids]
    for sign in signs:
        for number in by_size:
            if grids[number].box.holds(sign.x, sign.y):
                grid = grids[number]
                column = min(bisect_right(grid.xs, sign.x), len(grid.xs) - 1) - 1
                row = min(bisect_right(grid.ys, -sign.y, key=lambda y: -y), len(grid.ys) - 1) - 1
                shares[number][slots[number][row, column]].append(sign)
                break
        else:
            rest.append(sign)
    return shares, rest


def _slots(grid: Grid) -> dict[tuple[int, int], int]:
    """Which cell each slot between the lines belongs to."""
    return {
        (row, column): number
        for number, cell in enumerate(grid.cells)
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }


def _blocks(signs: list[Sign], box: Box | None) -> list[Block]:
    """The blocks of these signs, for each way that they are turned; `box` bounds how far upright lines may reach."""
    turned: dict[int | None, list[Sign]] = defaultdict(list)
    for sign in signs:
        turned[sign.style.turns].append(sign)
    blocks: list[Block] = []
    for turns, share in sorted(turned.items(), key=lambda item: item[0] or 0):
        for lines in blocks_of(lines_of(share)):
            blocks.append(_block(lines, turns or 0, box))
    return blocks


def _block(lines: list[Line], turns: int, box: Box | None) -> Block:
    left, right = min(line.start for line in lines), max(line.end for line in lines)
    bottom, top = min(line.box.bottom for line in lines), max(line.box.top for line in lines)
    place = _upright(Box(left, bottom, right, top), turns)
    if box and turns == 0:
        margin = min(max(left - box.left, 0), 0.2 * box.width)
        right = max(right, box.right - margin)
    return Block(lines, (left, right), place, turns)


def _upright(box: Box, turns: int) -> Box:
    """The box on the page of what is turned."""
    left, bottom, right, top = box
    if turns == 1:
        return Box(-top, left, -bottom, right)
    if turns == 2:
        return Box(-right, -top, -left, -bottom)
    if turns == 3:
        return Box(bottom, -right, top, -left)
    return box


def _fill(box: Box, shades: list[Shade]) -> str | None:
    """The colour of what was painted last behind most of that box; None if that is white or nothing."""
    colour = None
    for shade in shades:
        shared = shade.box.within(box)
        if shared.width > 0 and shared.height > 0 and shared.width * shared.height > 0.6 * box.width * box.height:
            colour = shade.colour
    return None if colour == "#FFFFFF" else colour


def _in_order(tables: list[Table], rest: list[Sign], sight: Box) -> list[Table | Block]:
    """Tables and the blocks between them, from the top."""
    items: list[Table | Block] = list(tables)
    bands: dict[int, list[Sign]] = defaultdict(list)
    for sign in rest:
        bands[sum(table.box.top >= sign.y and table.box.bottom > sign.y for table in tables)].append(sign)
    for signs in bands.values():
        items += _blocks(signs, None)
    return sorted(items, key=lambda item: (-item.box.top, item.box.left))

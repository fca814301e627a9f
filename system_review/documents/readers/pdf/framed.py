"""Boxes that somebody placed on a page, as on a slide: each is read as a whole, with what stands below or beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from system_review.documents.readers.pdf.drawn import Drawn
from system_review.documents.readers.pdf.geometry import Box
from system_review.documents.readers.pdf.lattice import Grid
from system_review.documents.readers.pdf.lines import lines_of, sign_rows, words_in
from system_review.documents.readers.pdf.shading import WHITE
from system_review.documents.readers.pdf.signs import Sign

NARROWEST, LOWEST = 60.0, 45.0  # points: what is smaller is a shaded head or a label
ALIKE = 6.0  # points by which the sides of boxes beside each other may differ
APART = 6.0  # points between boxes: those that touch make a table
NEAR = 2.5  # of a sign's size: lines that far below a box may still go on beside it
MOST_PARTED = 0.15  # of the lines beside boxes


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page that is read for itself; `reach` is how far its lines may go, where a box says so."""

    box: Box
    reach: Box | None = None


Regions = list[list[Region]]  # in the order of reading, those that stand together in one list


def regions_of(drawn: Drawn, grids: list[Grid], signs: list[Sign], sight: Box) -> Regions:
    """Which parts of a page are read one after the other since boxes say so; `signs` are those of no ruled table."""
    upright = [sign for sign in signs if sign.style.turns == 0]
    frames = _frames(drawn, grids, upright, sight)
    rows = _alike(frames, lambda box: (box.top, box.bottom))
    beside = [row for row in rows if len(row) > 1 and _are_apart([(box.left, box.right) for box in row])]
    left = [box for box in frames if not any(box in row for row in beside)]
    stacks = _alike(left, lambda box: (box.left, box.right))
    ends = [box.top for box in frames] + [grid.ys[0] for grid in grids]
    found = [_with_what_is_below(row, ends, upright, sight) for row in beside]
    found += [
        made for stack in stacks if _is_stack(stack, upright) and (made := _with_what_is_beside(stack, upright, sight))
    ]
    return sorted(found, key=lambda regions: -regions[0].box.top)


def _frames(drawn: Drawn, grids: list[Grid], signs: list[Sign], sight: Box) -> list[Box]:
    """Filled boxes with text that stand alone, from the top left."""
    boxes = [shade.box for shade in drawn.shades if shade.square and shade.colour != WHITE and _is_large(shade.box)]
    boxes = [box for box in dict.fromkeys(boxes) if box.width < 0.8 * sight.width and not _touches(box, grids)]
    outer = [box for box in boxes if not any(_meets(box, other) and _area(other) > _area(box) for other in boxes)]
    held = [box for box in outer if any(box.holds(sign.x, sign.y) for sign in signs)]
    return sorted(held, key=lambda box: (-round(box.top), box.left))


def _is_large(box: Box) -> bool:
    return box.width >= NARROWEST and box.height >= LOWEST


def _area(box: Box) -> float:
    return box.width * box.height


def _meets(one: Box, other: Box) -> bool:
    shared = one.within(other)
    return shared.width > 0 and shared.height > 0


def _touches(box: Box, grids: list[Grid]) -> bool:
    return any(_meets(box.grown(1), grid.box) for grid in grids)


def _alike(boxes: list[Box], sides: Callable[[Box], tuple[float, float]]) -> list[list[Box]]:
    """Boxes of which two sides stand at the same place, together and in order."""
    groups: list[list[Box]] = []
    for box in boxes:
        for group in groups:
            if all(abs(a - b) <= ALIKE for a, b in zip(sides(group[0]), sides(box), strict=True)):
                group.append(box)
                break
        else:
            groups.append([box])
    return groups


def _are_apart(sides: list[tuple[float, float]]) -> bool:
    ordered = sorted(sides)
    return all(after[0] - before[1] >= APART for before, after in pairwise(ordered))


def _is_stack(boxes: list[Box], signs: list[Sign]) -> bool:
    """Whether boxes stand above each other, apart, and nothing at their left: else they are the cells of a table."""
    apart = _are_apart([(box.bottom, box.top) for box in boxes])
    left, low, high = boxes[0].left, boxes[-1].bottom, boxes[0].top
    return len(boxes) > 1 and apart and not any(sign.x < left and low < sign.y < high for sign in signs)


def _with_what_is_below(row: list[Box], ends: list[float], signs: list[Sign], sight: Box) -> list[Region]:
    """For each box beside others a region down to the next boxes, or to a line that goes on from one to the other."""
    row = sorted(row, key=lambda box: box.left)
    edges = [box.left - 1 for box in row[1:]]
    top, bottom = max(box.top for box in row), min(box.bottom for box in row)
    floor = max((end for end in ends if end < bottom), default=0.0)
    below = [sign for sign in signs if floor < sign.y < bottom and sign.x >= row[0].left - ALIKE]
    for line in sign_rows(below):
        if any(_goes_across(line, edge) for edge in edges):
            floor = max(sign.y for sign in line) + line[0].style.size / 2
            break
    sides = [row[0].left - 1, *edges, sight.right]
    return [Region(Box(*at, top), box) for box, at in zip(row, _between(sides, floor), strict=True)]


def _between(sides: list[float], floor: float) -> list[tuple[float, float, float]]:
    return [(left, floor, right) for left, right in pairwise(sides)]


def _goes_across(line: list[Sign], edge: float) -> bool:
    return any(word[0].start < edge - 1 and word[-1].end > edge + 1 for word in words_in(line))


def _with_what_is_beside(stack: list[Box], signs: list[Sign], sight: Box) -> list[Region]:
    """Each box above others, and after it what stands at its right; none if that is nothing or several columns."""
    regions: list[Region] = []
    having = 0
    right = max(box.right for box in stack)
    for number, box in enumerate(stack):
        is_last = number == len(stack) - 1
        floor = _end_beside(box, right, signs) if is_last else stack[number + 1].top
        region = Box(right, floor, sight.right, box.top)
        having += any(region.holds(sign.x, sign.y) for sign in signs)
        regions += [Region(Box(box.left, floor, right, box.top), box), Region(region)]
    beside = [sign for sign in signs if sign.x > right and regions[-1].box.bottom < sign.y < regions[0].box.top]
    return regions if having > len(stack) / 2 and _is_one_column(beside) else []


def _is_one_column(signs: list[Sign]) -> bool:
    """Whether hardly any line has a gap in it, as those of a table's columns have."""
    lines = sign_rows(signs)
    parted = sum(len({line.row for line in lines_of(row)}) < len(lines_of(row)) for row in lines)
    return parted <= MOST_PARTED * len(lines)


def _end_beside(box: Box, right: float, signs: list[Sign]) -> float:
    """How far down what stands at the right of the last box goes on."""
    beside = sorted((sign for sign in signs if sign.x > right and sign.y < box.top), key=lambda sign: -sign.y)
    end = box.bottom
    for sign in beside:
        if sign.y < end - NEAR * sign.style.size:
            break
        end = min(end, sign.y - sign.style.size)
    return end

"""Boxes, and the matrices that put what is drawn in one space into another. Points of 1/72 inch, y grows upwards."""

from __future__ import annotations

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle with its sides along the page's."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.top - self.bottom

    def holds(self, x: float, y: float) -> bool:
        """Whether that point is in it."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def grown(self, by: float) -> Box:
        """The same with that much more on each side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def within(self, other: Box) -> Box:
        """What of it is inside the other; of no or negative size if nothing is."""
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )


def around(points: list[tuple[float, float]]) -> Box:
    """The smallest box that holds all of these points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def around_all(boxes: list[Box]) -> Box:
    """The smallest box that holds all of these boxes."""
    return Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )


def upright(box: Box, turns: int | None) -> Box:
    """The box on the page of what is turned by so many quarters to the left and measured along and across itself."""
    left, bottom, right, top = box
    if turns == 1:
        return Box(-top, left, -bottom, right)
    if turns == 2:
        return Box(-right, -top, -left, -bottom)
    if turns == 3:
        return Box(bottom, -right, top, -left)
    return box


class Matrix(NamedTuple):
    """x becomes a·x + c·y + e and y becomes b·x + d·y + f, as everywhere in PDF."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def moves(self, x: float, y: float) -> tuple[float, float]:
        """Where it puts that point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, after: Matrix) -> Matrix:
        """This one first, the other one after it."""
        return Matrix(
            self.a * after.a + self.b * after.c,
            self.a * after.b + self.b * after.d,
            self.c * after.a + self.d * after.c,
            self.c * after.b + self.d * after.d,
            self.e * after.a + self.f * after.c + after.e,
            self.e * after.b + self.f * after.d + after.f,
        )

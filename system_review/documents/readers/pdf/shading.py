"""What is painted behind and beside the lines of a page: fills, bullets that are drawn, and lines in no visible ink."""

from __future__ import annotations

from functools import lru_cache

from system_review.documents.readers.pdf.drawn import Drawn, Shade
from system_review.documents.readers.pdf.geometry import Box
from system_review.documents.readers.pdf.lines import Line
from system_review.documents.readers.pdf.signs import Sign

WHITE = "#FFFFFF"
UNSEEN_STEP = 10  # of 255: inks that differ by no more cannot be told apart
MOST_OF = 0.6  # of a cell: so much must be filled to shade it


class Shading:
    """Answers what is behind something on one page, and whether something can be seen."""

    def __init__(self, drawn: Drawn, sight: Box) -> None:
        self.shades, self.bullets, self.pictures = drawn.shades, drawn.bullets, drawn.pictures
        self.sight = sight.grown(1)

    def of_cell(self, box: Box) -> str | None:
        """The colour of what was painted last behind most of a cell; None if that is white or nothing."""
        colour = None
        for shade in self.shades:
            if _shared(shade, box) > MOST_OF * box.width * box.height:
                colour = shade.colour
        return None if colour == WHITE else colour

    def behind(self, x: float, y: float) -> str:
        """The colour of what was painted last at that point; white where nothing was."""
        return next((shade.colour for shade in reversed(self.shades) if shade.box.holds(x, y)), WHITE)

    def hides(self, sign: Sign) -> bool:
        """Whether nobody sees a sign: it is outside of the page, in no ink, or in that of what is behind it.

        What is drawn in no ink over a picture is what was recognised in it, so that it is seen after all.
        """
        if not self.sight.holds(sign.x, sign.y):
            return True
        if not sign.style.unseen and not (_is_light(sign.style.ink) or self.shades):
            return False
        if any(picture.holds(sign.x, sign.y) for picture in self.pictures):
            return False
        return sign.style.unseen or _are_alike(sign.style.ink, self.behind(sign.x, sign.y))

    def mark(self, lines: list[Line]) -> None:
        """Note on each line what is painted behind it, and whether a bullet is drawn before it."""
        for line in lines:
            box = line.box
            line.behind = self.behind((box.left + box.right) / 2, (box.bottom + box.top) / 2)
            line.is_marked = line.style.turns == 0 and any(_is_before(bullet, line) for bullet in self.bullets)


@lru_cache(maxsize=4096)
def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _is_light(colour: str) -> bool:
    return min(_parts(colour)) >= 255 - UNSEEN_STEP


@lru_cache(maxsize=4096)
def _are_alike(one: str, other: str) -> bool:
    return all(abs(a - b) <= UNSEEN_STEP for a, b in zip(_parts(one), _parts(other), strict=True))


def _shared(shade: Shade, box: Box) -> float:
    shared = shade.box.within(box)
    return shared.width * shared.height if shared.width > 0 and shared.height > 0 else 0


def _is_before(bullet: Box, line: Line) -> bool:
    x, y = (bullet.left + bullet.right) / 2, (bullet.bottom + bullet.top) / 2
    return (
        line.start - 2.5 * line.size <= x <= line.start - 0.15 * line.size
        and line.base - 0.05 * line.size <= y <= line.base + 0.75 * line.size
    )

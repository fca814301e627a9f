"""Texts that are turned by a quarter, as the labels of rows are: the lines of one label together."""

from __future__ import annotations

from dataclasses import dataclass

from system_review.documents.readers.pdf.geometry import Box, around_all
from system_review.documents.readers.pdf.lines import pieces_of
from system_review.documents.readers.pdf.signs import Sign

BESIDE = 1.2  # of a sign's size: so far apart may lines of one label stand


@dataclass(slots=True)
class Label:
    """A text that is turned, and where it stands."""

    box: Box
    signs: list[Sign]

    @property
    def middle(self) -> float:
        """Half-way up it."""
        return (self.box.bottom + self.box.top) / 2

    def stand_in(self, box: Box) -> None:
        """Say of all its signs that they stand in the middle of that box."""
        for sign in self.signs:
            sign.x, sign.y = (box.left + box.right) / 2, (box.bottom + box.top) / 2


def labels_in(signs: list[Sign]) -> list[Label]:
    """The labels among these signs, from the left."""
    labels: list[Label] = []
    for turns in (1, 3):
        pieces = pieces_of([sign for sign in signs if sign.style.turns == turns])
        for line, share in sorted(pieces, key=lambda piece: piece[0].box.left):
            box = line.box
            for label in labels:
                near = box.left - label.box.right <= BESIDE * line.size and label.box.left <= box.right
                if near and box.bottom < label.box.top and label.box.bottom < box.top:
                    label.box = around_all([label.box, box])
                    label.signs += share
                    break
            else:
                labels.append(Label(box, list(share)))
    return labels

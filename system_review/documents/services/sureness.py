"""Which waiting pieces may be accepted without being looked at: found anew after every step, kept with the pieces."""

from __future__ import annotations

from system_review.documents.models import Document, Passage
from system_review.documents.queries.pieces import asked_about
from system_review.documents.rules.accepting import sure
from system_review.documents.rules.pieces import Guess, Piece
from system_review.documents.rules.words import Fate

_LIGHT = (
    "public_id", "position", "fate", "role", "cell_id", "rating", "suggested_role", "suggested_cell_id",
    "suggested_colour", "suggested_under_id", "suggested_under_finding_id", "suggested_rating", "confidence", "is_sure",
)  # fmt: skip


def find_sure(document: Document) -> None:
    """Say of each piece of a document whether it is sure. No version is counted: nobody said anything new."""
    rows = Passage.unscoped.filter(document=document).exclude(fate=Fate.REPLACED).only(*_LIGHT)
    live = list(rows)
    keys = {row.pk: row.public_id for row in live}
    pieces = {row.public_id: _light(row, keys) for row in live}
    found = set(sure(pieces, asked=asked_about(document, pieces.values())))
    for value in (True, False):
        differ = [row.pk for row in live if row.is_sure is not value and (row.public_id in found) is value]
        for start in range(0, len(differ), 500):
            Passage.unscoped.filter(pk__in=differ[start : start + 500]).update(is_sure=value)


def _light(row: Passage, keys: dict[int, str]) -> Piece:
    """A row without its texts."""
    guess = Guess(
        role=row.suggested_role,
        cell=row.suggested_cell_id,
        colour=row.suggested_colour,
        # "gone": what it is suggested under was joined or split, and it was not led on
        under=keys.get(row.suggested_under_id, "gone") if row.suggested_under_id else "",
        under_finding=row.suggested_under_finding_id,
        rating=row.suggested_rating,
        confidence=row.confidence,
    )
    return Piece(row.public_id, row.position, "", (), row.fate, row.role, row.cell_id, rating=row.rating, guess=guess)

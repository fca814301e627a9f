"""What comes into the review beside findings and actions: overall ratings, and references to other stages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from system_review.documents.models import Document, Passage
from system_review.documents.rules.pieces import Says
from system_review.documents.rules.words import Fate, PassageRole
from system_review.errors import ChangedMeanwhile, Refused, Why
from system_review.partnerships.models import Member
from system_review.reviews.models import Cell, Finding, SeeAlso
from system_review.reviews.rules.words import Unrated
from system_review.reviews.services.findings import add_see_also
from system_review.reviews.services.ratings import rate_cell
from system_review.rows.models import change
from system_review.ui.words import say

_KEPT = ("rating", "reason", "agreed_at", "rated_by_id", "rated_by_name")


def point(finding: Finding, says: Says, *, by: Member, at: datetime) -> list[int]:
    """Let a finding's plan point to the stages that one of its actions names; the numbers of the new references."""
    made = []
    cells = {number for each in says.refers for number in each.cells if number != finding.cell_id}
    for cell in Cell.unscoped.filter(review_id=finding.review_id, pk__in=cells).order_by("position"):
        if not SeeAlso.unscoped.filter(finding=finding, cell=cell).exists():
            add_see_also(finding=finding, cell=cell, by=by, at=at)
            made.append(SeeAlso.unscoped.get(finding=finding, cell=cell).pk)
    return made


def rate_stages(document: Document, rows: list[Passage], by: Member, at: datetime) -> list[dict[str, Any]]:
    """Give stages the overall ratings that the document gives them; what each had before, for undoing.

    A stage that somebody rated after the piece was placed is not rated over: `Refused`.
    """
    rated = []
    for row in (row for row in rows if row.role == PassageRole.RATING):
        assert row.cell is not None  # noqa: S101  # the table's constraint says so
        cell = row.cell
        if cell.rating != row.says.get("instead_of", Unrated.NOT_RATED.value) and cell.rating != row.rating:
            raise Refused(
                Why(
                    "A stage was rated since “{text}” was placed. Place that piece again, or set it aside.",
                    text=str(row),
                )
            )
        before = {name: getattr(cell, name) for name in _KEPT}
        before["rated_at"] = cell.rated_at.isoformat() if cell.rated_at else None
        reason = say(Why("As brought in from {file}, {place}", file=document.name, place=row.place))
        rate_cell(cell=cell, seen=cell.version, rating=row.rating, reason=reason, agreed_at="", by=by, at=at)
        change(row, seen=row.version, fate=Fate.APPLIED)
        rated.append({"cell": cell.public_id, "version": cell.version, "before": before})
    return rated


def take_ratings_back(document: Document, rated: list[dict[str, Any]]) -> None:
    """Give stages back the ratings that they had. `Refused` if one was rated again since."""
    for kept in rated:
        cell = Cell.unscoped.get(review_id=document.review_id, public_id=kept["cell"])
        at = kept["before"]["rated_at"]
        moment = datetime.fromisoformat(at) if at else None
        try:
            change(cell, seen=kept["version"], **{**kept["before"], "rated_at": moment})
        except ChangedMeanwhile:
            raise Refused(Why("This can no longer be undone: a stage of it has been rated again since")) from None

"""What a file of ours that came back says otherwise than the review, as JSON. Nothing is kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from system_review.commands.saying import result

if TYPE_CHECKING:
    from datetime import date

    from system_review.documents.queries.returned import Laid
    from system_review.documents.reading import ReadFile
    from system_review.documents.rules.returned.differences import Difference
    from system_review.partnerships.models import Member
    from system_review.reviews.models import Review


def list_differences(review: Review, name: str, read: ReadFile, *, by: Member, today: date) -> None:
    """Print one object: whether the file came back to this review, what is told of it, and each difference."""
    from system_review.documents.queries.returned import lay
    from system_review.documents.queries.returned_told import told_of
    from system_review.documents.services.recognising import came_back
    from system_review.partnerships.access import require
    from system_review.partnerships.rules import Permission
    from system_review.ui.words import say

    require(by, Permission.DOCUMENT_BRING_IN)
    back = came_back(review, read, by=by, today=today)
    answer: dict[str, Any] = {
        "file": name,
        "review": review.public_id,
        "came_back": back.content is not None,
        "told": [say(why) for why in back.told],
        "version": None,
        "made_at": None,
        "changed_since": None,
        "columns_not_compared": [],
        "cells_not_compared": [],
        "differences": [],
    }
    if back.content is not None:
        laid = lay(back.content, review, visible_to=by, today=today)
        answer["told"] = told_of(laid)
        answer["version"] = laid.version.name if laid.version else None
        answer["made_at"] = laid.made_at.isoformat() if laid.made_at else None
        answer["changed_since"] = laid.changed_since
        answer["columns_not_compared"] = list(back.content.foreign_columns)
        answer["cells_not_compared"] = [
            {"sheet": each.sheet, "column": each.head, "rows": list(each.rows)} for each in back.content.others
        ]
        answer["differences"] = [_plain(each, laid, by) for each in laid.found]
    result(json.dumps(answer, ensure_ascii=False, indent=2))


def _plain(each: Difference, laid: Laid, by: Member) -> dict[str, Any]:
    from system_review.documents.queries.returned import as_exported
    from system_review.ui.words import say

    return {
        "kind": each.kind.value,
        "of": each.what.value,
        "id": each.about or None,
        "exported": as_exported(laid, each, visible_to=by),
        "in_file": each.theirs,
        "now": each.ours,
        "place": each.place,
        "sure": each.is_sure,
        "why_not_sure": say(each.doubt) if each.doubt else None,
        "can_be_taken": each.may_take,
    }

"""The comments, working notes and challenges of a file, written into the review that is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from system_review.reviews import snapshots as plain
from system_review.reviews.models import Action, Cell, Challenge, Comment, Finding, Review, WorkingNote


def adopt_comments(
    snapshot: plain.ReviewSnapshot, review: Review, findings: Mapping[str, Finding], actions: Mapping[str, Action]
) -> None:
    """Write them with the names of those who wrote them: no member here is said to have done so."""
    tenant = {"partnership_id": review.partnership_id, "review": review}
    about = [_about(said, findings, actions) for said in snapshot.comments]
    firsts = Comment.unscoped.bulk_create(
        [
            Comment(
                **tenant,
                **thing,
                **_words(said),
                settled_at=said.settled_at,
                settled_by_name=said.settled_by,
            )
            for said, thing in zip(snapshot.comments, about, strict=True)
        ]
    )
    Comment.unscoped.bulk_create(
        [
            Comment(**tenant, **thing, **_words(reply), answers=first)
            for said, thing, first in zip(snapshot.comments, about, firsts, strict=True)
            for reply in said.replies
        ]
    )
    WorkingNote.unscoped.bulk_create(
        [
            WorkingNote(
                **tenant, finding=findings[note.finding], text=note.text, by_name=note.by, changed_at=note.changed_at
            )
            for note in snapshot.working_notes
        ]
    )


def _about(
    said: plain.CommentSnapshot, findings: Mapping[str, Finding], actions: Mapping[str, Action]
) -> dict[str, Any]:
    return {"finding": findings[said.finding]} if said.finding else {"action": actions[said.action or ""]}


def _words(said: plain.CommentSnapshot | plain.ReplySnapshot) -> dict[str, Any]:
    return {"text": said.text, "by_name": said.by, "agency_name": said.agency, "written_at": said.written_at}


def adopt_challenges(
    snapshot: plain.ReviewSnapshot, review: Review, cells: Mapping[str, Cell], findings: Mapping[str, Finding]
) -> None:
    """Write the challenges, with the names of those who asked and answered: no member here is said to have done so."""
    Challenge.unscoped.bulk_create(
        [
            Challenge(
                partnership_id=review.partnership_id,
                review=review,
                cell=cells[asked.cell] if asked.cell else None,
                finding=findings[asked.finding] if asked.finding else None,
                text=asked.text,
                recorded_by_name=asked.by,
                recorded_at=asked.recorded_at,
                answer=asked.answer,
                answered_by_name=asked.answered_by,
                answered_at=asked.answered_at,
            )
            for asked in snapshot.challenges
        ]
    )

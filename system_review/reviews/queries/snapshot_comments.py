"""Comments and working notes as plain data, in the order of what they are about; challenges as they were recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from system_review.partnerships.models import Member
from system_review.reviews import snapshots as plain
from system_review.reviews.models import Challenge, Comment, Review, WorkingNote
from system_review.reviews.queries.comments import comments_of

Refs = Mapping[int, str]


def comment_snapshots(
    review: Review, findings: Refs, actions: Refs, *, visible_to: Member
) -> tuple[plain.CommentSnapshot, ...]:
    """What was said about the findings and actions of the file. What was withdrawn is left out.

    Where the first of a conversation was withdrawn, the next one stands in its place.
    """
    talks: dict[int, list[Comment]] = defaultdict(list)
    for row in comments_of(review, visible_to=visible_to).order_by("written_at", "pk"):
        about_shown = row.finding_id in findings or row.action_id in actions
        if about_shown and row.withdrawn_at is None:
            talks[row.answers_id or row.pk].append(row)
    firsts = {number: next((row for row in rows if row.pk == number), rows[0]) for number, rows in talks.items()}
    settled = {row.pk: row for row in comments_of(review, visible_to=visible_to).filter(settled_at__isnull=False)}

    def place(number: int) -> tuple[bool, int, object, int]:
        first = firsts[number]
        ref = findings[first.finding_id] if first.finding_id else actions[first.action_id or 0]
        return first.finding_id is None, int(ref[1:]), first.written_at, first.pk

    return tuple(
        _conversation(firsts[number], talks[number], settled.get(number), findings, actions)
        for number in sorted(talks, key=place)
    )


def _conversation(
    first: Comment, rows: list[Comment], settled: Comment | None, findings: Refs, actions: Refs
) -> plain.CommentSnapshot:
    return plain.CommentSnapshot(
        finding=findings[first.finding_id] if first.finding_id else None,
        action=actions[first.action_id] if first.action_id else None,
        by=first.by_name,
        agency=first.agency_name,
        written_at=first.written_at,
        text=first.text,
        settled_by=settled.settled_by_name if settled else "",
        settled_at=settled.settled_at if settled else None,
        replies=tuple(
            plain.ReplySnapshot(by=row.by_name, agency=row.agency_name, written_at=row.written_at, text=row.text)
            for row in rows
            if row is not first
        ),
    )


def note_snapshots(review: Review, findings: Refs, *, visible_to: Member) -> tuple[plain.WorkingNoteSnapshot, ...]:
    """The working notes beside the findings of the file; nothing for whoever is not of the review team."""
    rows = WorkingNote.objects.visible_to(visible_to).filter(review=review).exclude(text="")
    shown = (row for row in rows if row.finding_id in findings)
    return tuple(
        plain.WorkingNoteSnapshot(
            finding=findings[row.finding_id], by=row.by_name, changed_at=row.changed_at, text=row.text
        )
        for row in sorted(shown, key=lambda row: int(findings[row.finding_id][1:]))
    )


def challenge_snapshots(
    review: Review, cells: Refs, findings: Refs, *, visible_to: Member
) -> tuple[plain.ChallengeSnapshot, ...]:
    """The challenges to the review, its stages and the findings of the file; none for who is not of its team."""
    rows = Challenge.objects.visible_to(visible_to).filter(review=review).order_by("pk")
    return tuple(
        plain.ChallengeSnapshot(
            cell=cells[row.cell_id] if row.cell_id else None,
            finding=findings[row.finding_id] if row.finding_id else None,
            by=row.recorded_by_name,
            recorded_at=row.recorded_at,
            text=row.text,
            answer=row.answer,
            answered_by=row.answered_by_name,
            answered_at=row.answered_at,
        )
        for row in rows
        if row.finding_id is None or row.finding_id in findings
    )

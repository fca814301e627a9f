"""Comments on findings and actions: written, answered, changed by their writer, settled and opened again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Mistakes, NotAllowed, Refused, Why
from system_review.partnerships.access import acting_for, may, require, spoken_for
from system_review.partnerships.models import Agency, Member
from system_review.partnerships.queries import agencies_for
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Action, Comment, Finding
from system_review.reviews.rules import comments as rules
from system_review.rows.models import change, once
from system_review.texts import held


def add_comment(
    *,
    on: Finding | Action,
    text: str,
    agency: Agency | None = None,
    key: str = "",
    by: Member,
    at: datetime,
) -> Comment:
    """Say something about a finding or an action. `agency` is one of the writer's own; without it their only one."""
    require(by, Permission.COMMENT_WRITE)
    text, agency_name = _checked(text), _agency_of(by, agency)
    mine = {"finding": on} if isinstance(on, Finding) else {"action": on}

    def make() -> Comment:
        comment = Comment.unscoped.create(
            partnership_id=on.partnership_id,
            review_id=on.review_id,
            text=text,
            by=by,
            by_name=by.name,
            agency_name=agency_name,
            written_at=at,
            **mine,
        )
        behalf = agency_name or None
        record("comment.written", subject=comment, by=by, at=at, review=on.review, text=text, on_behalf_of=behalf)
        return comment

    return once(Comment, member_id=by.pk, key=key, make=make)


def answer_comment(
    *, comment: Comment, text: str, agency: Agency | None = None, key: str = "", by: Member, at: datetime
) -> Comment:
    """Reply to a comment. A reply to a reply answers the same comment: replies stand flat."""
    require(by, Permission.COMMENT_WRITE)
    text, agency_name = _checked(text), _agency_of(by, agency)
    first = comment.answers or comment

    def make() -> Comment:
        reply = Comment.unscoped.create(
            partnership_id=first.partnership_id,
            review_id=first.review_id,
            finding_id=first.finding_id,
            action_id=first.action_id,
            answers=first,
            text=text,
            by=by,
            by_name=by.name,
            agency_name=agency_name,
            written_at=at,
        )
        behalf = agency_name or None
        record("comment.answered", subject=reply, by=by, at=at, review=first.review, text=text, on_behalf_of=behalf)
        return reply

    return once(Comment, member_id=by.pk, key=key, make=make)


def _checked(text: str) -> str:
    mistakes = Mistakes()
    with mistakes:
        text = held(text, field="text").strip()
        mistakes.add(rules.why_not_comment(text), field="text")
    mistakes.tell()
    return text


def _agency_of(by: Member, chosen: Agency | None) -> str:
    """The name of the agency for which somebody speaks; "" for none. A review lead speaks for their only one."""
    agency = spoken_for(by, chosen)
    if agency is None and may(by, Permission.AGENCY_SPEAK_FOR_ANY):
        own = agencies_for(by)
        agency = own[0] if len(own) == 1 else None
    return agency.name if agency else ""


@transaction.atomic
def edit_comment(*, comment: Comment, seen: int, text: str, by: Member, at: datetime) -> None:
    """Change one's own words. What they were before stands in the history."""
    _require_writer(comment, by)
    text = _checked(text)
    _tell(rules.why_not_change(comment.withdrawn_at))
    before = comment.text
    change(comment, seen=seen, text=text, edited_at=at)
    behalf = comment.agency_name or None
    record(
        "comment.edited",
        subject=comment,
        by=by,
        at=at,
        review=comment.review,
        before=before,
        after=text,
        on_behalf_of=behalf,
    )


@transaction.atomic
def withdraw_comment(*, comment: Comment, seen: int, by: Member, at: datetime) -> None:
    """Take one's own comment back. Its replies stay, and it can be brought back."""
    _require_writer(comment, by)
    _tell(rules.why_not_change(comment.withdrawn_at))
    change(comment, seen=seen, withdrawn_at=at)
    behalf = comment.agency_name or None
    record("comment.withdrawn", subject=comment, by=by, at=at, review=comment.review, on_behalf_of=behalf)


@transaction.atomic
def restore_comment(*, comment: Comment, seen: int, by: Member, at: datetime) -> None:
    """Bring back a comment that one withdrew."""
    _require_writer(comment, by)
    if comment.withdrawn_at is None:
        raise Refused(Why("This comment is not withdrawn"))
    change(comment, seen=seen, withdrawn_at=None)
    behalf = comment.agency_name or None
    record("comment.restored", subject=comment, by=by, at=at, review=comment.review, on_behalf_of=behalf)


def _require_writer(comment: Comment, by: Member) -> None:
    require(by, Permission.COMMENT_WRITE)
    if comment.by_id != by.pk:
        raise NotAllowed(Why("Only {name}, who wrote this comment, can change it", name=comment.by_name))


@transaction.atomic
def settle_comment(*, comment: Comment, seen: int, by: Member, at: datetime) -> None:
    """Say that a conversation is settled."""
    require(by, Permission.COMMENT_WRITE)
    _tell(
        rules.why_not_settle(
            is_reply=comment.answers_id is not None, settled_at=comment.settled_at, withdrawn_at=comment.withdrawn_at
        )
    )
    change(comment, seen=seen, settled_at=at, settled_by_name=by.name)
    record("comment.settled", subject=comment, by=by, at=at, review=comment.review, on_behalf_of=acting_for(by))


@transaction.atomic
def open_comment_again(*, comment: Comment, seen: int, by: Member, at: datetime) -> None:
    """A conversation that was settled is open again."""
    require(by, Permission.COMMENT_WRITE)
    _tell(rules.why_not_open_again(comment.settled_at))
    change(comment, seen=seen, settled_at=None, settled_by_name="")
    record("comment.opened_again", subject=comment, by=by, at=at, review=comment.review, on_behalf_of=acting_for(by))


def _tell(why: Why | None) -> None:
    if why:
        raise Refused(why)

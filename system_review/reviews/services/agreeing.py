"""Agreeing a version of a review: the whole of it is kept as it is, and never changed again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from system_review.audit.queries import last_number
from system_review.audit.services import record
from system_review.errors import NotAllowed, Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission, Role
from system_review.reviews.models import AgreedVersion, Review
from system_review.reviews.queries.agreed import approvers_of
from system_review.reviews.queries.seeing import days_by_name
from system_review.reviews.queries.snapshot import snapshot_of
from system_review.reviews.rules import agreeing as rules
from system_review.reviews.rules.audience import held_back
from system_review.reviews.services.locking import lock_review
from system_review.reviews.snapshots import Holds
from system_review.rows.models import once
from system_review.texts import held_line

# What an agreed version holds: the present state, and who is in post that day. Neither earlier colours and files, nor
# what was archived, nor what only the review team may see of evidence: it is for everybody who reads agreed results.
HOLDS = Holds(history=False, archived=False, team_only_evidence=False, holders=True)


def agree_version(
    *, review: Review, name: str, seen: int, today: date, key: str = "", by: Member, at: datetime
) -> AgreedVersion:
    """Keep the review as it is now under a name. An approver does; a review lead where there is none.

    `seen` is the number of the review's last event when the person looked at it: what was changed since was not agreed.
    """
    require_agreeing(by)
    name = held_line(name, field="name")

    @transaction.atomic
    def make() -> AgreedVersion:
        lock_review(review.pk)
        days = held_back(days_by_name(review, visible_to=by), today=today)
        changed = last_number(str(by.partnership.key), review.public_id) != seen
        if why := rules.why_not_agree(name=name, days=days, archived=review.archived_at is not None, changed=changed):
            raise Refused(why, field="name" if not name.strip() else "")
        content = snapshot_of(review, visible_to=by, holds=HOLDS, in_post_on=today).canonical_bytes().decode()
        before = AgreedVersion.unscoped.filter(review=review).aggregate(last=Max("number"))["last"] or 0
        version: AgreedVersion = AgreedVersion.unscoped.create(
            partnership_id=review.partnership_id,
            review=review,
            number=before + 1,
            name=name,
            title=review.title,
            agreed_by=by,
            agreed_by_name=by.name,
            agreed_at=at,
            content=content,
            sha256=rules.digest(content),
        )
        record(
            "version.agreed",
            subject=version,
            by=by,
            at=at,
            review=review,
            name=name,
            number=version.number,
            sha256=version.sha256,
        )
        return version

    made: AgreedVersion = once(AgreedVersion, member_id=by.pk, key=key, make=make)
    return made


def require_agreeing(by: Member) -> None:
    """Raise `NotAllowed` unless this member agrees versions here: a review lead only where nobody approves."""
    require(by, Permission.REVIEW_AGREE)
    approvers = approvers_of(by)
    if not rules.may_stand_in(by.roles, has_approver=bool(approvers)):
        names = ", ".join(one.name for one in approvers)
        raise NotAllowed(Why("A version is agreed by who approves reviews here: {names}", names=names))


def may_agree(by: Member) -> bool:
    """Whether to offer it."""
    try:
        require_agreeing(by)
    except NotAllowed:
        return False
    return True


@transaction.atomic
def note_reading(*, version: AgreedVersion, part: str, by: Member, at: datetime) -> None:
    """What a guest reads stands in the history, page by page; members read without leaving a trace."""
    if Role.GUEST in by.roles:
        record("version.read", subject=version, by=by, at=at, review=version.review, part=part)

"""Agreeing a version of a review: the whole of it is kept as it is, and never changed again."""

from __future__ import annotations

import json
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from system_review.audit.queries import last_number
from system_review.audit.services import record
from system_review.errors import NotAllowed, Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission, Role
from system_review.reviews.models import AgreedVersion, Review
from system_review.reviews.queries.agreed import approvers_of
from system_review.reviews.queries.seeing import days_by_name
from system_review.reviews.queries.snapshot import snapshot_with_ids
from system_review.reviews.rules import agreeing as rules
from system_review.reviews.rules.audience import held_back
from system_review.reviews.rules.states import State
from system_review.reviews.services.locking import lock_review
from system_review.reviews.snapshots import Holds
from system_review.rows.models import once
from system_review.texts import held_line

# What an agreed version holds: the present state, and who is in post that day. Neither earlier colours and files, nor
# what was archived, nor what only the review team may see of evidence: it is for everybody who reads agreed results.
HOLDS = Holds(history=False, archived=False, team_only_evidence=False, holders=True)


def agree_version(
    *,
    review: Review,
    name: str,
    seen: int,
    today: date,
    moves: bool = True,
    key: str = "",
    by: Member,
    at: datetime,
) -> AgreedVersion:
    """Keep the review as it is now under a name. An approver does; a review lead where there is none.

    `seen` is the number of the review's last event when the person looked at it: what was changed since was not agreed.
    Whoever agrees the same under the same name once more, or a moment after somebody else, is given the version that
    is kept. `moves`: the review then stands as agreed.
    """
    require_agreeing(by)
    name = held_line(name, field="name")

    @transaction.atomic
    def make() -> AgreedVersion:
        lock_review(review.pk)
        snapshot, keys = snapshot_with_ids(review, visible_to=by, holds=HOLDS, in_post_on=today)
        content = snapshot.canonical_bytes().decode()
        sha256, rows = rules.digest(content), _rows_of(review)
        kept = [rules.Kept(row.name, row.sha256) for row in rows]
        if rules.is_agreed_already(name, sha256, kept[0] if kept else None):
            there: AgreedVersion = rows[0]
            return there
        if name.strip() and (why := rules.why_not_again(name, sha256, kept)):
            raise Refused(why, field="name")
        days = held_back(days_by_name(review, visible_to=by), today=today)
        changed = last_number(str(by.partnership.key), review.public_id) != seen
        archived = _is_archived(review)
        if why := rules.why_not_agree(name=name, days=days, archived=archived, changed=changed):
            raise Refused(why, field="name" if not name.strip() else "")
        before = _moved(review) if moves else ""
        version: AgreedVersion = AgreedVersion.unscoped.create(
            partnership_id=review.partnership_id,
            review=review,
            number=rows[0].number + 1 if rows else 1,
            name=name,
            title=review.title,
            agreed_by=by,
            agreed_by_name=by.name,
            agreed_at=at,
            content=content,
            sha256=sha256,
            keys=json.dumps(keys, sort_keys=True),
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
            keys=rules.digest(version.keys),
            state=before or None,
        )
        return version

    made: AgreedVersion = once(AgreedVersion, member_id=by.pk, key=key, make=make)
    return made


def _rows_of(review: Review) -> list[AgreedVersion]:
    """What is kept of the review, the newest first."""
    rows = AgreedVersion.unscoped.filter(review=review)  # because whoever agrees reads all of them
    return list(rows.defer("content", "keys").order_by("-number"))


def _is_archived(review: Review) -> bool:
    """As it is now: it may have been archived, or brought back, since it was read."""
    return Review.unscoped.filter(pk=review.pk, archived_at__isnull=False).exists()


def _moved(review: Review) -> str:
    """Have the review stand as agreed; how far it was before, or "" if it stood so already."""
    before = Review.unscoped.values_list("state", flat=True).get(pk=review.pk)
    if before == State.AGREED:
        return ""
    Review.unscoped.filter(pk=review.pk).update(state=State.AGREED, version=F("version") + 1)
    return str(before)


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

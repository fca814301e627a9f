"""What is attached to a finding, an action or a piece of evidence, and who may attach something to it.

Every question here begins with the thing itself, found among what the member may see: an attachment has no reader of
its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from system_review.errors import NotThere, Why
from system_review.evidence.models import Evidence
from system_review.evidence.rules import may_describe
from system_review.files.models import Attachment
from system_review.partnerships.access import may, owns
from system_review.partnerships.models import Member, leads_of_member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Action, ActionLead, Attached, Finding, Review, ReviewEvidence
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.seeing import sight_of

Holder = Finding | Action | Evidence

# What somebody must be allowed to write to attach a file to it; who leads an action may do so without.
_WRITING = {
    Finding: Permission.FINDING_WRITE,
    Action: Permission.ACTION_WRITE,
    Evidence: Permission.EVIDENCE_WRITE,
}


@dataclass(frozen=True, slots=True)
class Held:
    """A thing that files can be attached to, with the review in which this member reads it."""

    holder: Any  # a Finding, an Action or Evidence
    review: Review

    @property
    def column(self) -> str:
        """What the thing is, as `Attached` calls it."""
        return type(self.holder).__name__.lower()


def held_finding(member: Member, public_id: str) -> Held:
    """A finding that this member may see."""
    found = finding_things.finding_for(member, public_id)
    return Held(found, found.review)


def held_action(member: Member, public_id: str) -> Held:
    """An action that this member may see."""
    found = finding_things.action_for(member, public_id)
    return Held(found, found.review)


def held_evidence(member: Member, public_id: str, *, review: str) -> Held:
    """A piece of evidence of a review that this member may read: not where only its kind is told."""
    listing = finding_things.review_for(member, review)
    found = finding_things.evidence_for(member, public_id, review=listing)
    whole = sight_of(listing, visible_to=member).in_team or found.written_by_id == member.pk
    if not may_describe(found.naming, in_team=whole):
        raise NotThere(Why("There is no such page"))
    return Held(found, listing)


def attachments_of(held: Held, *, visible_to: Member) -> list[Attachment]:
    """Everything that was attached to a thing and not erased since, the oldest first; what was removed as well."""
    rows = Attached.objects.visible_to(visible_to).filter(**{held.column: held.holder}, attachment__erased_at=None)
    rows = rows.select_related("attachment__added_by__person").order_by("pk")
    return [row.attachment for row in rows]


def count_of(holder: Holder, *, visible_to: Member) -> int:
    """How many files are attached to a thing that was found among what this member may see."""
    mine = {type(holder).__name__.lower(): holder}
    count: int = Attached.objects.visible_to(visible_to).filter(**mine, attachment__removed_at=None).count()
    return count


def counts_of_evidence(review: Review, *, visible_to: Member) -> dict[int, int]:
    """How many files are attached to each piece of evidence of a review, by its number."""
    listed = ReviewEvidence.objects.visible_to(visible_to).filter(review=review).values("evidence_id")
    rows = Attached.objects.visible_to(visible_to).filter(evidence_id__in=listed, attachment__removed_at=None)
    return dict(rows.order_by().values_list("evidence_id").annotate(n=Count("pk")))


def attachment_for(member: Member, public_id: str) -> tuple[Attachment, Held]:
    """An attachment with what it is attached to, if this member may see that; else `NotThere`."""
    rows = Attached.objects.visible_to(member).filter(attachment__public_id=public_id, attachment__erased_at=None)
    row = rows.select_related("attachment", "finding", "action", "evidence").first()
    if row is None:
        raise NotThere(Why("There is no such page"))
    return row.attachment, _held(member, row)


def _held(member: Member, row: Any) -> Held:
    if row.finding:
        return held_finding(member, row.finding.public_id)
    if row.action:
        return held_action(member, row.action.public_id)
    links = ReviewEvidence.objects.visible_to(member).filter(evidence=row.evidence).order_by("pk")
    for review in links.values_list("review__public_id", flat=True):
        try:
            return held_evidence(member, row.evidence.public_id, review=review)
        except NotThere:  # evidence serves several reviews, and this member need not see each of them
            continue
    raise NotThere(Why("There is no such page"))


def may_attach(holder: Holder, member: Member) -> bool:
    """Whether this member may attach files to it, and remove them: who may change it, and who leads the action."""
    if not may(member, Permission.ATTACHMENT_ADD):
        return False
    if may(member, _WRITING[type(holder)]) and owns(member, holder):
        return True
    return isinstance(holder, Action) and _leads(holder, member)


def _leads(action: Action, member: Member) -> bool:
    # because it asks whether this very member leads this very action, and tells nothing else
    return bool(ActionLead.unscoped.filter(action=action, lead__in=leads_of_member(member)).exists())

"""What of a review was archived, withdrawn or removed, and what goes with it if it is deleted for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from system_review.errors import NotThere, Why
from system_review.evidence.models import Evidence
from system_review.files.models import Attachment
from system_review.partnerships.models import Member
from system_review.reviews.models import Action, Attached, Comment, Finding, Review, ReviewEvidence, Serving

KINDS: dict[str, Any] = {
    "finding": Finding, "action": Action, "evidence": Evidence, "comment": Comment, "attachment": Attachment
}  # fmt: skip
SINCE = {"comment": "withdrawn_at", "attachment": "removed_at"}  # in which column; else `archived_at`


@dataclass(frozen=True, slots=True)
class Archived:
    """Something that was taken off: what it is, its words (none for a withdrawn comment), and since when."""

    kind: str
    thing: Any
    text: str
    since: datetime

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.thing.public_id}"


@dataclass(slots=True)
class Together:
    """The numbers of everything that goes with a thing, by its kind, and the reviews that it is part of."""

    findings: set[int] = field(default_factory=set)
    actions: set[int] = field(default_factory=set)
    evidence: set[int] = field(default_factory=set)
    comments: set[int] = field(default_factory=set)
    attachments: set[int] = field(default_factory=set)
    reviews: set[int] = field(default_factory=set)


def archived_in(review: Review, *, visible_to: Member) -> list[Archived]:
    """Everything of the review that was taken off and that the member may see, newest first."""
    found = [*_found(review, visible_to)]
    return sorted(found, key=lambda one: (one.since, one.name), reverse=True)


def archived_named(name: str, review: Review, *, visible_to: Member) -> Archived:
    """One of these, by its name. Raises `NotThere`."""
    found = next((one for one in _found(review, visible_to) if one.name == name), None)
    if found is None:
        raise NotThere(Why("There is no such page"))
    return found


def _found(review: Review, member: Member) -> Iterator[Archived]:
    for kind, model in (("finding", Finding), ("action", Action)):
        for row in model.objects.visible_to(member).filter(review=review).exclude(archived_at=None):
            yield Archived(kind, row, row.text, row.archived_at)
    listed = ReviewEvidence.objects.visible_to(member).filter(review=review).exclude(evidence__archived_at=None)
    for link in listed.select_related("evidence"):
        yield Archived("evidence", link.evidence, link.evidence.sentence, link.evidence.archived_at)
    for comment in Comment.objects.visible_to(member).filter(review=review).exclude(withdrawn_at=None):
        yield Archived("comment", comment, "", comment.withdrawn_at)
    of_review = Q(finding__review=review) | Q(action__review=review)
    of_review |= Q(evidence__in=ReviewEvidence.objects.visible_to(member).filter(review=review).values("evidence"))
    removed = Attached.objects.visible_to(member).filter(of_review).exclude(attachment__removed_at=None)
    for link in removed.select_related("attachment"):
        yield Archived("attachment", link.attachment, link.attachment.name, link.attachment.removed_at)


def together_with(kind: str, number: int) -> Together:
    """Everything that goes with the thing of this kind and number, itself included: because it was found scoped, none
    of it belongs to another partnership."""
    all_of = Together()
    if kind == "finding":
        all_of.findings = {number}
        serving = Serving.unscoped.filter(finding=number).values("action")  # because see above
        elsewhere = Serving.unscoped.filter(action__in=serving).exclude(finding=number)  # because see above
        served = Serving.unscoped.filter(finding=number).exclude(action__in=elsewhere.values("action"))  # because …
        all_of.actions = set(served.values_list("action", flat=True))
    elif kind == "action":
        all_of.actions = {number}
    elif kind == "evidence":
        all_of.evidence = {number}
    _add_what_hangs_on(all_of)
    if kind == "comment":
        all_of.comments = {number}
    elif kind == "attachment":
        all_of.attachments = {number}
    replies = Comment.unscoped.filter(answers__in=all_of.comments)  # because see above
    all_of.comments |= set(replies.values_list("pk", flat=True))
    all_of.reviews = set(_reviews(all_of))
    return all_of


def _add_what_hangs_on(all_of: Together) -> None:
    on = Q(finding__in=all_of.findings) | Q(action__in=all_of.actions)
    all_of.comments = set(Comment.unscoped.filter(on).values_list("pk", flat=True))  # because it hangs on a found thing
    on |= Q(evidence__in=all_of.evidence)
    links = Attached.unscoped.filter(on)  # because it hangs on a found thing
    all_of.attachments = set(links.values_list("attachment", flat=True))


def _reviews(all_of: Together) -> Iterator[int]:
    for model, numbers in ((Finding, all_of.findings), (Action, all_of.actions), (Comment, all_of.comments)):
        # because these are parts of a thing that was found scoped
        yield from model.unscoped.filter(pk__in=numbers).values_list("review", flat=True)
    links = Attached.unscoped.filter(attachment__in=all_of.attachments)  # because see above
    for finding, action in links.values_list("finding__review", "action__review"):
        yield from (one for one in (finding, action) if one)
    evidence = all_of.evidence | {one for one in links.values_list("evidence", flat=True) if one}
    # because see above
    yield from ReviewEvidence.unscoped.filter(evidence__in=evidence).values_list("review", flat=True)

"""What people say to each other about a finding or an action, and the review team's working note beside a finding."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from system_review.partnerships.models import Member
from system_review.reviews.models import sight
from system_review.reviews.models.action import Action
from system_review.reviews.models.finding import Finding
from system_review.reviews.models.review import Review
from system_review.reviews.models.scope import DraftRow

# the comments that still wait to be settled
OPEN = Q(answers=None, settled_at=None, withdrawn_at=None)


class Comment(DraftRow):
    """A comment on a finding or an action, or a reply to one: replies stand flat beneath it.

    The first of a conversation is open until it is settled. Who wrote it is kept twice: the member (nobody where it
    came in with a file), and the names as they were then. What was withdrawn is shown to nobody until it is brought
    back.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="comments")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="comments")
    action = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="comments")
    answers = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    text = models.TextField()
    by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200)
    agency_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["review"], condition=OPEN, name="comment_open")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(finding=None, action__isnull=False) | Q(finding__isnull=False, action=None),
                name="comment_on_finding_or_action",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by_name="") | Q(settled_at__isnull=False) & ~Q(settled_by_name=""),
                name="comment_settled_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(answers=None) | Q(settled_at=None), name="comment_settled_with_its_conversation"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        of_finding = Q(finding__isnull=False) & sight.finding_seen(member, "finding")
        return of_finding | Q(action__isnull=False) & sight.action_seen(member, "action")


class WorkingNote(DraftRow):
    """The review team's note beside a finding: one text, that any of the team may go on writing. Empty is no note."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="+")
    finding = models.OneToOneField(Finding, models.PROTECT, related_name="working_note")
    text = models.TextField(blank=True)
    by_name = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:60]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.in_team(member)

"""What was brought in, piece by piece, and what becomes of each piece."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from system_review.documents.rules.words import DocumentKind, DocumentState, Fate, PassageRole, StepKind
from system_review.evidence.models import choices
from system_review.partnerships.models import Member
from system_review.reviews.models import Action, Cell, Finding, Review, sight
from system_review.reviews.models.scope import DraftPart, DraftRow, known

EMPTY_LIST = models.Value([], models.JSONField())  # what the database itself fills in for rows of an earlier release
EMPTY_DICT = models.Value({}, models.JSONField())


class Document(DraftRow):
    """A text or file that somebody brought in to a review. Its version counts every step in its inbox.

    `text` is all of it, character by character, as its reader gave it; `told` what the reader had to say about it.
    While it is being read it has no text yet. `problem` is the sentence that says why it could not be read.

    `applied_at` is when something of it was last brought into the review. 30 days later (or after the whole document
    was set aside) its file, the pieces set aside and their words in `text` are erased, unless `is_kept`.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="documents")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=choices(DocumentKind))
    hash = models.CharField(max_length=64)
    size = models.PositiveIntegerField()  # bytes
    encoding = models.CharField(max_length=20, blank=True)
    told = models.JSONField(default=list)
    text = models.TextField()
    brought_in_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    brought_in_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True, blank=True)

    state = models.CharField(
        max_length=20, choices=choices(DocumentState), default=DocumentState.READ, db_default=DocumentState.READ.value
    )
    problem = models.JSONField(default=list, db_default=EMPTY_LIST)
    pages = models.PositiveIntegerField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    is_kept = models.BooleanField(default=False, db_default=False)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["review", "hash"], name="document_of_review")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=known(DocumentKind)), name="document_kind_known"),
            models.CheckConstraint(condition=Q(state__in=known(DocumentState)), name="document_state_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        """A document holds what is not shown yet: it is for the review team, like everything that hangs on it."""
        return sight.in_team(member)


class DocumentFile(DraftPart):
    """The bytes of a document as they came, apart from it so that no list of documents ever reads them."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="file")
    data = models.BinaryField()

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.in_team(member, "document__review")


class ReturnedFile(DraftRow):
    """What a file of ours says that partners edited and brought back (`rules/returned`), apart from its pieces.

    `content` is what was read of it; what is different is worked out anew each time, beside the review as it is then.
    `left` are the keys of differences that a person left as they are.
    """

    document = models.OneToOneField(Document, models.PROTECT, related_name="returned")
    content = models.JSONField()
    left = models.JSONField(default=list, db_default=EMPTY_LIST)

    def __str__(self) -> str:
        return str(self.document)

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.in_team(member, "document__review")


class Passage(DraftRow):
    """One piece of text of a document. Joining and splitting make new pieces and keep the old ones, as replaced.

    `sources` are the stretches of the document's text that it stands for: [start, end, place] each. `position` is
    where the first of them begins; pieces that are not replaced stand in its order. What the interpreter suggests
    stands apart from what a person chose, with its confidence (0 to 1) and its reason, a sentence whose values are in
    `reason_values`. `is_sure` says whether it may be accepted with all the others; `is_already` that the review holds
    these words from an earlier document. `says` is what an action says beside its text: leads, time, references.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="passages")
    position = models.PositiveIntegerField()
    sources = models.JSONField()
    text = models.TextField()
    place = models.CharField(max_length=200)
    look = models.JSONField(default=dict)
    fate = models.CharField(max_length=20, choices=choices(Fate), default=Fate.WAITING)

    role = models.CharField(max_length=20, choices=choices(PassageRole), blank=True)
    cell = models.ForeignKey(Cell, models.PROTECT, null=True, blank=True, related_name="+")
    colour = models.CharField(max_length=20, blank=True)
    under = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="actions_under")
    under_finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="+")
    rating = models.CharField(max_length=30, blank=True, default="", db_default="")
    says = models.JSONField(default=dict, db_default=EMPTY_DICT)

    suggested_role = models.CharField(max_length=20, choices=choices(PassageRole), blank=True)
    suggested_cell = models.ForeignKey(Cell, models.PROTECT, null=True, blank=True, related_name="+")
    suggested_colour = models.CharField(max_length=20, blank=True)
    confidence = models.FloatField(null=True, blank=True)
    reason = models.TextField(blank=True)
    reason_values = models.JSONField(default=dict, db_default=EMPTY_DICT)
    suggested_under = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="actions_suggested_under"
    )
    suggested_under_finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="+")
    suggested_rating = models.CharField(max_length=30, blank=True, default="", db_default="")
    is_already = models.BooleanField(default=False, db_default=False)
    is_sure = models.BooleanField(default=False, db_default=False)

    became_finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="+")
    became_action = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["document", "fate", "position"], name="passage_in_order")]
        constraints = [
            models.CheckConstraint(condition=Q(fate__in=known(Fate)), name="passage_fate_known"),
            models.CheckConstraint(condition=~Q(text=""), name="passage_says_something"),
            models.CheckConstraint(
                condition=Q(confidence=None) | Q(confidence__gte=0, confidence__lte=1), name="passage_confidence_0_to_1"
            ),
            models.CheckConstraint(
                condition=~Q(fate__in=[Fate.PLACED.value, Fate.APPLIED.value])
                | Q(role=PassageRole.FINDING.value, cell__isnull=False, under=None, under_finding=None) & ~Q(colour="")
                | Q(role=PassageRole.ACTION.value, under__isnull=False, under_finding=None)
                | Q(role=PassageRole.ACTION.value, under=None, under_finding__isnull=False)
                | Q(role=PassageRole.RATING.value, cell__isnull=False, under=None, under_finding=None) & ~Q(rating=""),
                name="passage_placed_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(fate=Fate.APPLIED.value, became_finding__isnull=False, became_action=None)
                | Q(fate=Fate.APPLIED.value, became_finding=None, became_action__isnull=False)
                | Q(fate=Fate.APPLIED.value, role=PassageRole.RATING.value, became_finding=None, became_action=None)
                | ~Q(fate=Fate.APPLIED.value) & Q(became_finding=None, became_action=None),
                name="passage_became_something_when_applied",
            ),
            models.UniqueConstraint(
                fields=["document", "position"],
                condition=~Q(fate=Fate.REPLACED.value),
                name="passage_alone_at_its_place",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.in_team(member, "document__review")


class InboxQuestion(DraftRow):
    """Something that a person has to say about pieces of a document. Open until it is answered.

    `words` is a sentence with its values, `about` the public ids of the pieces, `answers` a list, the likeliest first:
    each with its `words` and the `changes` that it makes to what pieces, by public id, are taken for.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="questions")
    position = models.PositiveIntegerField()
    words = models.JSONField()
    about = models.JSONField()
    answers = models.JSONField()
    answered = models.PositiveSmallIntegerField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "position"], name="question_alone_at_its_place")]

    def __str__(self) -> str:
        return str(self.words[0])

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.in_team(member, "document__review")


class InboxStep(DraftRow):
    """One thing that a person did in the inbox, with the pieces as they were before, so that it can be taken back.

    `before` holds these pieces, the names of those that the step made, and the question that it answered; `after` the
    versions that an undo must find.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="steps")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=choices(StepKind))
    before = models.JSONField()
    after = models.JSONField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["document", "member", "undone_at"], name="step_of_member")]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.in_team(member, "document__review")

"""Who may read a draft: the filter that every query of this room begins with."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from system_review.evidence.rules import Naming, in_team
from system_review.partnerships.rules import Permission, allowed
from system_review.rows.models import Part, Row, Scoped, ScopedQuerySet


class DraftQuerySet(ScopedQuerySet):
    """Rows of reviews that are not agreed yet: nothing at all for those who read agreed results only."""

    def visible_to(self, member: Any) -> Self:
        if not allowed(member.roles, Permission.REVIEW_SEE_DRAFT):
            return self.none()
        return super().visible_to(member)


class DraftRow(Row):
    """A row of a review that people edit."""

    objects: ClassVar[Scoped] = Scoped.of(DraftQuerySet)
    unscoped: ClassVar[models.Manager[Any]] = models.Manager[Any]()

    class Meta:
        abstract = True


class DraftPart(Part):
    """A row of a review that belongs to another."""

    objects: ClassVar[Scoped] = Scoped.of(DraftQuerySet)
    unscoped: ClassVar[models.Manager[Any]] = models.Manager[Any]()

    class Meta:
        abstract = True


class EvidenceLinkQuerySet(DraftQuerySet):
    """Links to evidence: what is for the review team only is linked to nothing for anybody else."""

    def visible_to(self, member: Any) -> Self:
        rows = super().visible_to(member)
        return rows if in_team(member.roles) else rows.exclude(evidence__naming=Naming.TEAM_ONLY)


class EvidenceLink(DraftPart):
    """A row that links something of a review to a piece of evidence."""

    objects: ClassVar[Scoped] = Scoped.of(EvidenceLinkQuerySet)
    unscoped: ClassVar[models.Manager[Any]] = models.Manager[Any]()

    class Meta:
        abstract = True


def known(values: Any) -> list[str]:
    """The stored values of an enumeration, for a constraint."""
    return [value.value for value in values]

"""Who may read a draft: the filter that every query of this room begins with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.query import ModelIterable

from system_review.evidence.rules import in_team
from system_review.partnerships.rules import Permission, allowed
from system_review.reviews.models import sight
from system_review.rows.models import Part, Row, Scoped, ScopedQuerySet


class DraftQuerySet(ScopedQuerySet):
    """Rows of reviews that are not agreed yet: all for the review team, for others what its lead shows them.

    Those who read agreed results only find nothing at all.
    """

    def visible_to(self, member: Any) -> Self:
        if not allowed(member.roles, Permission.REVIEW_SEE_DRAFT):
            return self.none()
        rows = super().visible_to(member)
        return rows if in_team(member.roles) else rows.filter(self.model.seen_by(member))


class Drafted:
    """What every row of a draft says: who sees it besides the team of every review."""

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        """The condition under which a row is visible to a member who may see drafts; made of `sight`'s."""
        raise NotImplementedError(f"{cls.__name__} does not say who sees it")


class DraftRow(Drafted, Row):
    """A row of a review that people edit."""

    objects: ClassVar[Scoped] = Scoped.of(DraftQuerySet)
    unscoped: ClassVar[models.Manager[Any]] = models.Manager[Any]()

    class Meta:
        abstract = True


class DraftPart(Drafted, Part):
    """A row of a review that belongs to another."""

    objects: ClassVar[Scoped] = Scoped.of(DraftQuerySet)
    unscoped: ClassVar[models.Manager[Any]] = models.Manager[Any]()

    class Meta:
        abstract = True


IS_SHOWN = "judgement_is_shown"


class _Blanked(ModelIterable):
    """Things whose judgement is blank where the reader may not see it."""

    def __iter__(self) -> Iterator[Any]:
        rows: Any = self.queryset
        return map(rows.finish, super().__iter__())


class JudgedQuerySet(DraftQuerySet):
    """Rows that are there for everybody who may see drafts, but with a judgement that is not.

    Where the judgement is hidden its columns, the model's `JUDGEMENT`, hold what stands for it instead, whether whole
    things or values are asked for: the database never hands it out.
    """

    def visible_to(self, member: Any) -> Self:
        rows = super().visible_to(member)
        if in_team(member.roles):
            return rows
        shown = Case(When(sight.ratings_seen(member), then=Value(True)), default=Value(False))
        rows = rows.annotate(**{IS_SHOWN: shown})
        rows._iterable_class = _Blanked
        return rows

    def values_list(self, *fields: Any, **more: Any) -> Any:
        if IS_SHOWN in self.query.annotations:
            fields = tuple(map(self._blanked, fields))
        return super().values_list(*fields, **more)

    def values(self, *fields: Any, **expressions: Any) -> Any:
        if IS_SHOWN in self.query.annotations and set(fields) & set(self.model.JUDGEMENT):
            raise NotImplementedError("ask for judgements by values_list, which leaves out what is hidden")
        return super().values(*fields, **expressions)

    def _blanked(self, field: Any) -> Any:
        if field not in self.model.JUDGEMENT:
            return field
        kind = self.model._meta.get_field(field)
        blank = Value(self.model.JUDGEMENT[field], output_field=kind)
        return Case(When(**{IS_SHOWN: True}, then=F(field)), default=blank, output_field=kind)

    def finish(self, thing: Any) -> Any:
        """The thing, with its judgement taken out where this reader may not see it."""
        if not getattr(thing, IS_SHOWN, True):
            for name, blank in self.model.JUDGEMENT.items():
                setattr(thing, name, blank)
        return thing


class JudgedRow(DraftRow):
    """A row of a review's frame with a judgement in it."""

    JUDGEMENT: ClassVar[dict[str, Any]] = {}

    objects: ClassVar[Scoped] = Scoped.of(JudgedQuerySet)
    unscoped: ClassVar[models.Manager[Any]] = models.Manager[Any]()

    class Meta:
        abstract = True


def known(values: Any) -> list[str]:
    """The stored values of an enumeration, for a constraint."""
    return [value.value for value in values]

"""What every table of a partnership shares. Knows no room above: `partnership` is named by text."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from typing import Any, NoReturn, Self

from django.db import IntegrityError, models, transaction
from django.db.models import F

from system_review.errors import ChangedMeanwhile, Refused

_LETTERS = "23456789abcdefghijkmnpqrstuvwxyz"  # without 0, 1, l and o, which people mistake for one another


def new_public_id() -> str:
    """A random name for an address: 22 letters of 32, which is 110 bits, and no running number."""
    return "".join(secrets.choice(_LETTERS) for _ in range(22))


class Unscoped(RuntimeError):
    """A query did not say who is asking. Start it with `.visible_to(member)`."""


class ScopedQuerySet(models.QuerySet[Any]):
    """A query that begins with who is asking."""

    def visible_to(self, member: Any) -> Self:
        """Only what belongs to the member's partnership. Rooms narrow this further."""
        return self.filter(partnership_id=member.partnership_id)


class Scoped(models.Manager[Any]):
    """The default manager: it raises until it is asked `visible_to(member)`, so a forgotten scope fails closed."""

    queryset: type[ScopedQuerySet] = ScopedQuerySet

    @classmethod
    def of(cls, queryset: type[ScopedQuerySet]) -> Scoped:
        """A scoped manager whose queries have this room's filters."""
        manager = cls()
        manager.queryset = queryset
        return manager

    def get_queryset(self) -> NoReturn:
        raise Unscoped(f"{self.model.__name__}: say who is asking, with visible_to(member)")

    def visible_to(self, member: Any) -> Any:
        return self.queryset(self.model, using=self._db).visible_to(member)


class Row(models.Model):
    """A row of a partnership that people see and edit: a random public id and a version.

    The partnership has no index of its own: every row is reached through what it belongs to, and SQLite, offered both,
    reads all rows of the partnership instead of those of one finding. What is listed by partnership has its index.
    """

    partnership = models.ForeignKey("partnerships.Partnership", models.PROTECT, related_name="+", db_index=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = Scoped()
    unscoped = models.Manager[Any]()

    class Meta:
        abstract = True


class Part(models.Model):
    """A row of a partnership that belongs to another and is never edited by itself."""

    partnership = models.ForeignKey("partnerships.Partnership", models.PROTECT, related_name="+", db_index=False)

    objects = Scoped()
    unscoped = models.Manager[Any]()

    class Meta:
        abstract = True


class CreationKey(models.Model):
    """The random key of a creating form, so that a second post of it makes nothing new."""

    member = models.ForeignKey("partnerships.Member", models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    made = models.CharField(max_length=22)  # the public id of what the first post made

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="creation_key_once")]

    def __str__(self) -> str:
        return self.made


def change(row: Row, *, seen: int, **values: Any) -> None:
    """Save `values` if the row still has the version that the person saw; else raise `ChangedMeanwhile`.

    One statement decides, so that two people can never overwrite one another unseen.
    """
    model = type(row)
    saved = model.unscoped.filter(pk=row.pk, version=seen).update(version=F("version") + 1, **values)
    if not saved:
        now = model.unscoped.get(pk=row.pk)
        raise ChangedMeanwhile(now={name: getattr(now, name) for name in values}, version=now.version)
    for name, value in values.items():
        setattr(row, name, value)
    row.version = seen + 1


def touch(row: Row) -> None:
    """Count up the version of a row whose parts changed, whoever saw what."""
    type(row).unscoped.filter(pk=row.pk).update(version=F("version") + 1)
    row.version += 1


def once(model: type[Any], *, member_id: int, key: str, make: Callable[[], Any]) -> Any:
    """What `make()` makes, in one transaction; or what it made before for the same key of the same member.

    A double click posts a creating form twice: the second post gets the first answer, also when both come at once,
    since then the second breaks on the constraint, or is refused because the thing is there by now or was changed by
    the first, and is rolled back whole. An empty key makes something each time.
    """
    key = _storable(key)
    if made := _made_before(member_id, key):
        return model.unscoped.get(public_id=made)
    try:
        with transaction.atomic():
            thing = make()
            if key:
                CreationKey.objects.create(member_id=member_id, key=key, made=thing.public_id)
            return thing
    except (IntegrityError, Refused, ChangedMeanwhile):
        if made := _made_before(member_id, key):
            return model.unscoped.get(public_id=made)
        raise


def _storable(key: str) -> str:
    """The key as it is kept: it comes from a form, so it may have any length and hold any character."""
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest() if key else ""


def _made_before(member_id: int, key: str) -> str | None:
    if not key:
        return None
    made = CreationKey.objects.filter(member_id=member_id, key=key).order_by().values_list("made", flat=True)
    return next(iter(made), None)

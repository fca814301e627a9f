"""A person who signs in. What they may do stands in `partnerships`: a member is a person in one partnership."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from system_review.audit.rules import Actor
from system_review.people.rules import plain_address
from system_review.rows.models import new_public_id


class PersonManager(BaseUserManager["Person"]):
    """Makes people; nothing else in the product does."""

    def create_user(self, email: str, name: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=plain_address(email), name=name, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """One human being. `is_local` marks the one person of a laptop, signed in by the link that the start prints."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_local = models.BooleanField(default=False)
    stamp = models.CharField(max_length=22, default=new_public_id, editable=False)  # another one ends every session

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = PersonManager()

    def __str__(self) -> str:
        return self.name

    def as_actor(self) -> Actor:
        """How the trail names this person outside any partnership."""
        return Actor(kind="person", key=str(self.public_id), name=self.name, chain="installation")

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session holds of this person: it ends when password or stamp change."""
        held = f"{self.stamp}:{self.password}"
        return salted_hmac("system_review.people.session", held, secret=secret, algorithm="sha256").hexdigest()


class Session(AbstractBaseSession):
    """One browser in which somebody is signed in, or is about to be."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    began_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())
    renew = models.BooleanField(default=False)  # its key is to change: what the person may do has changed

    class Meta:
        db_table = "people_session"

    @classmethod
    def get_session_store_class(cls) -> type[Any]:
        """Where sessions are kept."""
        return SessionStore


class SessionStore(DatabaseStore):
    """Where sessions are kept (`SESSION_ENGINE`): a table that also says whose each is, and how old."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        self.row = super()._get_session_from_db()  # type: ignore[misc]  # the stubs leave it out
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row as it will be saved: what it says beside the data stays."""
        row = cast(Session, super().create_model_instance(data))
        row.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        if before := self.row:
            row.began_at, row.seen_at = before.began_at, before.seen_at
            if before.session_key == row.session_key:  # else the old row is still there
                row.public_id = before.public_id
        self.row = row
        return row

    def begin(self, at: datetime) -> None:
        """Count from now on: somebody has just signed in."""
        if self.row is not None:
            self.row.began_at = self.row.seen_at = at


class Tries(models.Model):
    """The moments at which something was tried, for one limit and one account, device or place. Names none of them."""

    key = models.CharField(max_length=64, unique=True)
    moments = models.JSONField(default=list)  # seconds since 1970, oldest first
    until = models.DateTimeField(db_index=True)  # from then on the row says nothing any more

    class Meta:
        verbose_name_plural = "tries"

    def __str__(self) -> str:
        return self.key[:8]


class SignInLink(models.Model):
    """A link that signs one person in once, for a short time. Of its token only a hash is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kept = models.CharField(max_length=64, unique=True)  # `rules.kept_of` its token
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"for {self.person_id} until {self.ends_at}"

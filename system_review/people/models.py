"""A person who signs in. What they may do stands in `partnerships`: a member is a person in one partnership."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from system_review.audit.rules import Actor


class PersonManager(BaseUserManager["Person"]):
    """Makes people; nothing else in the product does."""

    def create_user(self, email: str, name: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email), name=name, **fields)
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

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = PersonManager()

    def __str__(self) -> str:
        return self.name

    def as_actor(self) -> Actor:
        """How the trail names this person outside any partnership."""
        return Actor(kind="person", key=str(self.public_id), name=self.name, chain="installation")

"""Whose a job is, whose turn it is, what is done daily, which workers are alive; letters.

The jobs themselves are rows of django-tasks-db.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from system_review.jobs.rules import Post

KEY = 40  # characters of a partnership's key


class Worker(models.Model):
    """A process that does jobs: its name (`rules.WorkerName`), and when its heart last beat."""

    name = models.CharField(max_length=64, unique=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Share(models.Model):
    """For which partnership a job is done: its key; "" for the installation. A job without a row is the latter's."""

    job = models.OneToOneField(DBTaskResult, models.CASCADE, related_name="share", primary_key=True)
    partnership = models.CharField(max_length=KEY, db_index=True)
    deaths = models.PositiveSmallIntegerField(default=0, db_default=0)  # of workers that were doing it

    def __str__(self) -> str:
        return f"{self.job_id} of {self.partnership or 'the installation'}"


class Turn(models.Model):
    """When a partnership last had its turn in a queue: a number that grows, and no time."""

    queue = models.CharField(max_length=32)
    partnership = models.CharField(max_length=KEY)
    taken = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["queue", "partnership"], name="turn_of_one_in_a_queue")]

    def __str__(self) -> str:
        return f"{self.queue} {self.partnership} {self.taken}"


class Schedule(models.Model):
    """When something that is done daily is due next. Whoever sets it forward is the one who has it done."""

    name = models.CharField(max_length=200, unique=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Letter(models.Model):
    """A letter that is to go out once: the row that it is about, and its Message-ID. It holds no name and no address.

    Whom it goes to and what it says is found out when it is sent. `partnership` is the key of the one that sends it.
    """

    about = models.PositiveBigIntegerField()  # the number of an invitation, or of a person; 0 is nobody
    partnership = models.CharField(max_length=KEY)
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in Post], default=Post.WAITING.value
    )
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()  # from then on it would say something that is over
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=[*map(str, Post)]), name="letter_state_known")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"

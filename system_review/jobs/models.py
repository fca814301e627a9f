"""Whose a job is, whose turn it is, what is done daily, which workers are alive. Jobs are rows of django-tasks-db."""

from __future__ import annotations

from django.db import models
from django_tasks_db.models import DBTaskResult

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

"""The completed example review that a newcomer looks round in. Wholly invented. Pure: no Django."""

from __future__ import annotations

from datetime import date

from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.reviews.example.building import Builder
from system_review.reviews.example.dates import Diary
from system_review.reviews.example.reading import drafts
from system_review.reviews.snapshots import ReviewSnapshot


def example_snapshot(framework: FrameworkSnapshot, *, today: date) -> ReviewSnapshot:
    """The example as it stands on `today`, against the framework that it was written for.

    Raises `ValueError` if the framework has other domains, levels or stages than the example.
    """
    written = drafts()
    return Builder(framework, written, Diary(today, review=written.review.date)).build()

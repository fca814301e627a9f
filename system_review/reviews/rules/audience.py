"""Who sees a draft, as its lead says. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from system_review.errors import Why


class Audience(StrEnum):
    """Who sees the findings of a review that is not agreed, beside what they wrote themselves."""

    TEAM = "team"  # the review team alone
    OWN = "own"  # and each agency's representatives what is about their agency, or written on its behalf
    ALL = "all"  # and every agency's representatives everything


def why_no_audience(value: str) -> Why | None:
    """Why this says nobody; None if it says who sees a draft."""
    return None if value in set(Audience) else Why("Select who sees the draft")


def held_back(days: Mapping[str, date], *, today: date) -> dict[str, date]:
    """The agencies whose day is still to come, each with its day."""
    return {agency: day for agency, day in days.items() if day > today}

"""Throwing drafts away at signing out, where somebody ticked that."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from system_review.drafts.services import discard_everything
from system_review.partnerships.queries import memberships

ASKED = "throw-away-drafts"  # the box on the page on which one signs out


def throw_away(request: Any = None, user: Any = None, **_signal: Any) -> None:
    """What the signal of signing out calls."""
    if user is not None and request is not None and request.POST.get(ASKED):
        discard_everything(members=memberships(person=user), at=timezone.now())

"""What a review must have. Pure."""

from __future__ import annotations

from system_review.errors import Why


def why_no_title(title: str) -> Why | None:
    """Why this cannot be a review's title; None if it can."""
    return None if title.strip() else Why("Enter a title for the review")

"""Whole addresses, for letters and for the terminal: from the setting alone, never from what a request claims."""

from __future__ import annotations

from django.conf import settings


def whole(path: str) -> str:
    """The address of a page with host and scheme."""
    return f"{settings.BASE_URL}{path}"

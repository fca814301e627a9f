"""The reason that somebody gives for what the history keeps for good."""

from __future__ import annotations

from system_review.errors import Refused, Why
from system_review.texts import held


def reason_given(reason: str) -> str:
    """The reason without the space around it. Raises `Refused` where there is none."""
    reason = held(reason, field="reason").strip()
    if not reason:
        raise Refused(Why("Say why: it stands in the history"), field="reason")
    return reason

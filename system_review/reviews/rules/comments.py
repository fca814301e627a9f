"""When a comment can be written, settled, changed and withdrawn. Pure."""

from __future__ import annotations

from datetime import datetime

from system_review.errors import Why


def why_not_comment(text: str) -> Why | None:
    """Why this is no comment; None if it is one."""
    return None if text.strip() else Why("Write what you want to say")


def why_not_settle(*, is_reply: bool, settled_at: datetime | None, withdrawn_at: datetime | None) -> Why | None:
    """Why a conversation cannot be settled; None if it can."""
    if is_reply:
        return Why("Settle the comment that this answers")
    if withdrawn_at:
        return Why("This comment was withdrawn")
    return Why("This comment is settled already") if settled_at else None


def why_not_open_again(settled_at: datetime | None) -> Why | None:
    """Why a conversation cannot be opened again; None if it can."""
    return None if settled_at else Why("This comment is open already")


def why_not_change(withdrawn_at: datetime | None) -> Why | None:
    """Why its writer cannot change or withdraw a comment; None if it can be."""
    return Why("This comment was withdrawn. Bring it back first.") if withdrawn_at else None

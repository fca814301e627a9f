"""Findings: what may be written, and what a change of colour asks for. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from system_review.errors import Why
from system_review.reviews.rules.words import Colour


class Onward(StrEnum):
    """What becomes of an open action when its finding moves on."""

    CARRY_ON = "carry_on"
    DONE = "done"
    NOT_NEEDED = "not_needed"


def why_not_write(text: str) -> Why | None:
    """Why this cannot be a finding; None if it can."""
    return None if text.strip() else Why("Write what was found")


def why_not_plan(text: str) -> Why | None:
    """Why this cannot be an action; None if it can."""
    return None if text.strip() else Why("Write what will be done")


def why_no_colour(colour: str) -> Why | None:
    """Why this is no colour of a finding; None if it is one."""
    return None if colour in set(Colour) else Why("Choose a colour")


def why_not_recolour(before: str, after: str) -> Why | None:
    """Why the colour cannot change like this; None if it can."""
    if before == after:
        return Why("Choose another colour: the finding has this one already")
    return why_no_colour(after)


def why_no_reason(reason: str) -> Why | None:
    """Why this does not do as the reason of a change of colour; None if it does."""
    return None if reason.strip() else Why("Say what has changed, in a sentence")


def why_not_answered(open_actions: Collection[str], answers: Mapping[str, str]) -> Why | None:
    """Why the answers about the open actions do not do; None if each has one."""
    if any(answers.get(public_id) not in set(Onward) for public_id in open_actions):
        return Why("Say for each open action: carry on, done or no longer needed")
    return None

"""How far a review is: moved by a person, and never in anybody's way. Pure."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """How far a review is. An archived one keeps how far it was, and is there again when it is brought back."""

    SETTING_UP = "setting_up"
    GATHERING = "gathering"
    RATING = "rating"
    AGREED = "agreed"


ARCHIVED = "archived"  # off the lists; kept as a day beside the state


class Open(StrEnum):
    """What can still be open; each is told as a sentence."""

    ABOUT = "about"  # nothing is said about it
    AWAITED = "awaited"  # evidence
    UNWRITTEN = "unwritten"  # stages
    WITHOUT_EVIDENCE = "without_evidence"  # findings
    UNRATED = "unrated"  # stages
    AT_ODDS = "at_odds"  # ratings with their findings
    WITHOUT_ACTION = "without_action"  # findings
    WITHOUT_LEAD = "without_lead"  # actions
    WITHOUT_DATE = "without_date"  # actions
    UNTOLD = "untold"  # the difference that done actions made
    NOT_AGREED = "not_agreed"  # no version is kept


# What matters before one goes on from a state, the most pressing first.
MATTERS: dict[State, tuple[Open, ...]] = {
    State.SETTING_UP: (Open.ABOUT,),
    State.GATHERING: (Open.AWAITED, Open.UNWRITTEN, Open.WITHOUT_EVIDENCE),
    State.RATING: (Open.UNRATED, Open.AT_ODDS, Open.AWAITED, Open.WITHOUT_ACTION),
    State.AGREED: (
        Open.NOT_AGREED,
        Open.UNRATED,
        Open.WITHOUT_ACTION,
        Open.WITHOUT_LEAD,
        Open.WITHOUT_DATE,
        Open.UNTOLD,
    ),
}


def first_state(*, has_findings: bool) -> State:
    """How far a review is that comes from a file: something was found already, or not."""
    return State.RATING if has_findings else State.SETTING_UP

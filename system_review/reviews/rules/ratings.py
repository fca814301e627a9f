"""Overall ratings: what the findings suggest, and when a reason is owed. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from system_review.errors import Why
from system_review.frameworks.snapshots import Step
from system_review.reviews.rules.words import Colour, Unrated


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the findings of a cell suggest. `rating` is a step's key, or None where people must decide.

    `counts` is how many findings have each colour; `why` says it in a sentence, with `{red}` … as numbers.
    """

    rating: str | None
    counts: dict[Colour, int]
    why: Why


def suggest(colours: Iterable[Colour], scale: Sequence[Step]) -> Suggestion:
    """The step of the scale that names exactly the colours found.

    Not yet known never darkens a suggestion; it is named in the sentence. A set of colours that no step names
    (red with green, all three, or two where the scale has no half-steps) is a person's judgement.
    """
    found = Counter(Colour(colour) for colour in colours)
    counts = {colour: found.get(colour, 0) for colour in Colour}
    rated = frozenset(colour for colour in found if colour is not Colour.NOT_YET_KNOWN)
    rating = next((step.key for step in scale if rated and {Colour(c) for c in step.colours} == rated), None)
    return Suggestion(rating, counts, _because(rating, counts, rated))


def _because(rating: str | None, counts: dict[Colour, int], rated: frozenset[Colour]) -> Why:
    unknown = counts[Colour.NOT_YET_KNOWN]
    numbers = {colour.value: count for colour, count in counts.items()}
    if not rated:
        if unknown:
            return Why("No suggestion: all that is written is not yet known ({not_yet_known})", **numbers)
        return Why("No suggestion: nothing is written yet")
    if rating is None:
        if unknown:
            return Why(
                "No suggestion, your judgement: {red} red, {amber} amber, {green} green, {not_yet_known} not yet known",
                **numbers,
            )
        return Why("No suggestion, your judgement: {red} red, {amber} amber, {green} green", **numbers)
    if unknown:
        return Why(
            "The findings are {red} red, {amber} amber and {green} green; {not_yet_known} not yet known is left out",
            **numbers,
        )
    return Why("The findings are {red} red, {amber} amber and {green} green", **numbers)


def ratings_of(scale: Sequence[Step]) -> tuple[str, ...]:
    """Everything that an overall rating can be: the steps from worst to best, then what stands in place of one."""
    return (*(step.key for step in scale), *(state.value for state in Unrated))


def why_not_rate(rating: str, *, scale: Sequence[Step], suggested: str | None, reason: str) -> Why | None:
    """Why this rating cannot stand as given; None if it can."""
    if rating not in ratings_of(scale):
        return Why("Select an overall rating")
    if suggested and rating != suggested and rating in {step.key for step in scale} and not reason.strip():
        return Why("Give a reason: the findings suggest another rating than the one you chose")
    return None


def is_at_odds(rating: str, *, suggested: str | None, scale: Sequence[Step]) -> bool:
    """Whether a given rating differs from what the findings now suggest."""
    return suggested is not None and rating in {step.key for step in scale} and rating != suggested

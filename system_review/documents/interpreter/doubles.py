"""The same words twice in one file: a sheet and a list of the same findings. Pure."""

from __future__ import annotations

from collections.abc import Hashable

from system_review.documents.interpreter.draft import Draft, changed
from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.understanding import Suggestion
from system_review.documents.rules.words import PassageRole
from system_review.errors import Why


def set_doubles_aside(draft: Draft) -> None:
    """What stands twice, word for word and at the same stage, is kept once; the second is a note that says so.

    What only the second one tells (a colour, leads, a time) is given to the first.
    """
    first: dict[Hashable, int] = {}
    same: dict[int, int] = {}
    for number, suggestion in enumerate(draft.suggestions):
        key = _key(suggestion, same)
        if key is None:
            continue
        if key not in first:
            first[key] = number
            continue
        same[number] = first[key]
        draft.suggestions[first[key]] = _richer(draft.suggestions[first[key]], suggestion)
        draft.suggestions[number] = _aside(draft, suggestion, first[key])
    for number, suggestion in enumerate(draft.suggestions):
        if suggestion.under in same:
            draft.change(number, under=same[suggestion.under])


def _key(suggestion: Suggestion, same: dict[int, int]) -> Hashable | None:
    if suggestion.role is PassageRole.FINDING:
        return "finding", suggestion.spot, suggestion.colour, plain(suggestion.text)
    if suggestion.role is PassageRole.ACTION and suggestion.under is not None:
        return "action", same.get(suggestion.under, suggestion.under), plain(suggestion.text)
    if suggestion.role is PassageRole.RATING and suggestion.spot:
        return "rating", suggestion.spot, suggestion.rating
    return None


def _richer(one: Suggestion, other: Suggestion) -> Suggestion:
    return changed(
        one,
        leads=one.leads or other.leads,
        due_words=one.due_words or other.due_words,
        due_on=one.due_on or other.due_on,
        status=one.status or other.status,
        own_name=one.own_name or other.own_name,
        refers=one.refers or other.refers,
    )


def _aside(draft: Draft, suggestion: Suggestion, first: int) -> Suggestion:
    place = str(draft.passages[draft.suggestions[first].stretches[0].passage].place)
    why = Why("The same stands at {place}, and is taken from there", place=place)
    return Suggestion(PassageRole.NOTE, suggestion.text, suggestion.stretches, 0.95, why)

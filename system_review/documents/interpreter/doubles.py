"""The same words twice in one file: a sheet and a list of the same findings. Pure."""

from __future__ import annotations

from collections.abc import Hashable

from system_review.documents.interpreter.draft import Draft, changed
from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.understanding import Suggestion
from system_review.documents.rules.words import PassageRole
from system_review.errors import Why

_TOLD = ("leads", "due_words", "due_on", "status", "own_name", "refers")  # what one of two may say alone


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
    more = {name: told for name in _TOLD if not getattr(one, name) and (told := getattr(other, name))}
    return changed(one, **more) if more else one


def _aside(draft: Draft, suggestion: Suggestion, first: int) -> Suggestion:
    place = str(draft.passages[draft.suggestions[first].stretches[0].passage].place)
    why = Why("The same stands at {place}, and is taken from there", place=place)
    return Suggestion(PassageRole.NOTE, suggestion.text, suggestion.stretches, 0.95, why)

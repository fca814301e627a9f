"""Asking for the stage of what a file does not place, with the likeliest answers first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from system_review.documents import likeness
from system_review.documents.interpreter.draft import Draft
from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.understanding import Answer, Spot
from system_review.documents.interpreter.where import Where
from system_review.documents.rules.words import PassageRole
from system_review.errors import Why

MOST_ANSWERS = 4
Unplaced = Sequence[tuple[Where, Sequence[int]]]


def ask_for_stages(draft: Draft, headings: Headings, unplaced: Unplaced) -> None:
    """Ask once for the domain, the level or both, where only that is missing; else for each finding or rating."""
    rest = list(_without_domain(draft, headings, unplaced))
    rest = list(_without_sheet(draft, headings, list(_without_level(draft, headings, rest))))
    first: dict[int, Where] = {}  # a finding that many rows repeat is asked for once
    for where, numbers in rest:
        for number in numbers:
            first.setdefault(number, where)
    own: dict[int | None, list[int]] = {}
    for number in sorted(first):
        own.setdefault(draft.suggestions[number].under, []).append(number)
    for number, where in first.items():
        if draft.suggestions[number].under not in first:
            _ask_for_one(draft, headings, where, (number, *own.get(number, ())))


def _without_sheet(draft: Draft, headings: Headings, unplaced: Unplaced) -> Iterable[tuple[Where, Sequence[int]]]:
    """Asks for domain and level together of all that name only a stage; gives back what this does not settle."""
    bare = [(where, numbers) for where, numbers in unplaced if where.stage and not where.domain and not where.level]
    yield from (each for each in unplaced if each not in bare)
    answers = []
    for domain, level, _ in headings.framework.sheets():
        changes: dict[int, dict[str, object]] = {}
        for where, numbers in bare:
            if spot := headings.spot(domain.key, level.key if level else "", where.stage):
                changes |= {number: {"spot": spot} for number in numbers}
        tongue = headings.framework.language
        words = Why("{domain}, {level}", domain=domain.name[tongue], level=level.name[tongue] if level else "")
        answers.append(Answer(words, changes))
    about = list(dict.fromkeys(number for _, numbers in bare for number in numbers))
    draft.ask(Why("What is this document about? It names stages, and nothing that they belong to."), about, answers)


def _without_domain(draft: Draft, headings: Headings, unplaced: Unplaced) -> Iterable[tuple[Where, Sequence[int]]]:
    """Asks for the domain of all that have a stage and a level; gives back what this does not settle."""
    settled: list[tuple[Where, Sequence[int]]] = []
    for where, numbers in unplaced:
        if not where.domain and where.stage and _one_in_each(where):
            settled.append((where, numbers))
        else:
            yield where, numbers
    answers = []
    for domain in headings.framework.domains:
        changes: dict[int, dict[str, object]] = {}
        for where, numbers in settled:
            if spot := headings.spot(domain.key, where.level, where.stage):
                changes |= {number: {"spot": spot} for number in numbers}
        answers.append(Answer(Why("{domain}", domain=domain.name[headings.framework.language]), changes))
    about = list(dict.fromkeys(number for _, numbers in settled for number in numbers))
    part = headings.framework.words.domain[headings.framework.language].lower()
    draft.ask(Why("Which {part} is this document about? It names stages, and no {part}.", part=part), about, answers)


def _without_level(draft: Draft, headings: Headings, unplaced: Unplaced) -> Iterable[tuple[Where, Sequence[int]]]:
    """Asks for the level of all that have a domain and a stage; gives back what this does not settle."""
    flat = [
        (where, numbers)
        for where, numbers in unplaced
        if where.stage and where.domain and not where.level and len(where.could_be()) > 1
    ]
    yield from (each for each in unplaced if each not in flat)
    tongue, framework = headings.framework.language, headings.framework
    if not flat or not framework.words.level:
        return
    levels = {level.key: level.name[tongue] for _, level, _ in framework.sheets() if level}
    answers = []
    for key, name in levels.items():
        changes: dict[int, dict[str, object]] = {}
        for where, numbers in flat:
            if spot := headings.spot(where.domain, key, where.stage):
                changes |= {number: {"spot": spot} for number in numbers}
        if changes:
            answers.append(Answer(Why("{level}", level=name), changes))
    about = list(dict.fromkeys(number for _, numbers in flat for number in numbers))
    part = framework.words.level[tongue].lower()
    draft.ask(Why("Which {part} is this document about? It names stages, and no {part}.", part=part), about, answers)


def _one_in_each(where: Where) -> bool:
    """Whether each domain has at most one stage of this name at this level."""
    domains = [spot.domain for spot in where.could_be()]
    return len(domains) > 1 and len(domains) == len(set(domains))


def _ask_for_one(draft: Draft, headings: Headings, where: Where, numbers: Sequence[int]) -> None:
    suggestion = draft.suggestions[numbers[0]]
    spots = _likeliest(suggestion.text, where.could_be() or [spot for spot, _ in headings.spots], headings)
    answers = [Answer(_words(headings, spot), {each: {"spot": spot} for each in numbers}) for spot in spots]
    asked = Why("Which stage is this about?")
    if suggestion.role is PassageRole.RATING:
        asked = Why("Which stage does this overall rating belong to?")
    draft.ask(asked, numbers, answers)


def _likeliest(text: str, spots: list[Spot], headings: Headings) -> list[Spot]:
    """The stages whose question and descriptions share most with a text."""
    return sorted(spots, key=lambda spot: -likeness.token_set_ratio(text, headings.described(spot)))[:MOST_ANSWERS]


def _words(headings: Headings, spot: Spot) -> Why:
    domain, level, stage = headings.names_of(spot)
    if level:
        return Why("{domain}, {level}, {stage}", domain=domain, level=level, stage=stage)
    return Why("{domain}, {stage}", domain=domain, stage=stage)

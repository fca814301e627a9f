"""What must hold across a whole framework, beyond the shape of its parts. Pure: no Django.

It looks at plain data, so that a file that is half wrong, a file that is right and a framework that came in
with a review (`snapshot.model_dump()`) are held to the same rules. What is missing is passed over, and so is
`UNUSABLE`, which stands where something was refused already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from system_review.errors import Why

Path = tuple[str | int, ...]

UNUSABLE = object()
FROM_WORST = {"red": 0, "amber": 1, "green": 2}
NOT_STEPS = frozenset({"not_rated", "not_yet_known", "not_applicable", "not_reviewed"})  # what stands instead of one


class Contradiction(NamedTuple):
    """Where in the framework (names and positions from 0), and what to do about it."""

    path: Path
    why: Why


def contradictions_in(content: Mapping[str, Any]) -> list[Contradiction]:
    """Everything that does not fit together, in no order; empty if the framework is sound."""
    return [
        *_repeated_keys(content),
        *_levels_or_stages(content),
        *_scale(content),
        *_values_and_extents(content),
        *_own_language(content, (), content.get("language")),
    ]


def _entries(value: Any) -> list[tuple[int, Mapping[str, Any]]]:
    """The usable entries of a list, with their positions."""
    if not isinstance(value, list | tuple):
        return []
    return [(position, entry) for position, entry in enumerate(value) if isinstance(entry, Mapping)]


def _repeated_keys(content: Mapping[str, Any]) -> Iterator[Contradiction]:
    for part in ("scale", "domains", "values", "extents"):
        yield from _repeats(content.get(part), (part,))
    for d, domain in _entries(content.get("domains")):
        yield from _repeats(domain.get("levels"), ("domains", d, "levels"))
        yield from _repeats(domain.get("stages"), ("domains", d, "stages"))
        for n, level in _entries(domain.get("levels")):
            yield from _repeats(level.get("stages"), ("domains", d, "levels", n, "stages"))


def _repeats(entries: Any, path: Path) -> Iterator[Contradiction]:
    seen: set[str] = set()
    for position, entry in _entries(entries):
        key = entry.get("key")
        if not isinstance(key, str):
            continue
        if key in seen:
            why = Why("Give it a key of its own: another one in this list is called {key} too", key=key)
            yield Contradiction((*path, position, "key"), why)
        seen.add(key)


def _levels_or_stages(content: Mapping[str, Any]) -> Iterator[Contradiction]:
    domains = _entries(content.get("domains"))
    for position, domain in domains:
        if domain.get("levels") and domain.get("stages"):
            why = Why("Keep either levels (with their stages) or stages, not both")
            yield Contradiction(("domains", position, "stages"), why)
        elif not domain.get("levels") and not domain.get("stages"):
            why = Why("Write its levels with their stages, or its stages alone")
            yield Contradiction(("domains", position, "levels"), why)
    words = content.get("words")
    if isinstance(words, Mapping) and domains and len(domains) == len(content["domains"]):
        has_levels = any(domain.get("levels") for _, domain in domains)
        if has_levels and not words.get("level"):
            why = Why("Write what a level is called, since the framework has levels")
            yield Contradiction(("words", "level"), why)
        if words.get("level") and not has_levels:
            yield Contradiction(("words", "level"), Why("Take this out, since the framework has no levels"))


def _scale(content: Mapping[str, Any]) -> Iterator[Contradiction]:
    steps = _entries(content.get("scale"))
    sets: dict[frozenset[str], object] = {}
    ranks: list[float] = []
    for position, step in steps:
        if step.get("key") in NOT_STEPS:
            why = Why("Choose another key: {key} stands for something else in a review", key=step["key"])
            yield Contradiction(("scale", position, "key"), why)
        if (colours := _colours(step)) is None:
            return
        if why_not := _why_not_colours(colours, sets):
            yield Contradiction(("scale", position, "colours"), why_not)
        sets.setdefault(frozenset(colours), step.get("key") or position + 1)
        ranks.append(sum(FROM_WORST[colour] for colour in colours) / len(colours))
    if ranks != sorted(ranks):
        yield Contradiction(("scale",), Why("Put the steps in order, from the worst to the best"))
    elif steps and len(steps) == len(content["scale"]):
        missing = [colour for colour in FROM_WORST if frozenset({colour}) not in sets]
        for colour in missing:
            why = Why("Add a step whose colours are [{colour}] alone", colour=colour)
            yield Contradiction(("scale",), why)


def _colours(step: Mapping[str, Any]) -> list[str] | None:
    """The colours that a step names; None if they cannot be told."""
    colours = step.get("colours")
    if not isinstance(colours, list | tuple) or not colours or not all(colour in FROM_WORST for colour in colours):
        return None
    return list(colours)


def _why_not_colours(colours: list[str], sets: Mapping[frozenset[str], object]) -> Why | None:
    if len(set(colours)) < len(colours):
        return Why("Name each colour once")
    if frozenset(colours) in sets:
        return Why("Name other colours: the step {key} has the same", key=sets[frozenset(colours)])
    if colours != sorted(colours, key=FROM_WORST.__getitem__, reverse=True):
        return Why("Write the better colour first: [{colours}]", colours=", ".join(reversed(colours)))
    return None


def _values_and_extents(content: Mapping[str, Any]) -> Iterator[Contradiction]:
    values, extents = content.get("values"), content.get("extents")
    if values and not extents:
        yield Contradiction(("values",), Why("Add extents: how far a value is evident, from least to most"))
    if extents and not values:
        yield Contradiction(("extents",), Why("Take the extents out, or add the values that they belong to"))


def _own_language(value: Any, path: Path, language: Any) -> Iterator[Contradiction]:
    """Each text needs a wording in the framework's own language. A text is what holds nothing but texts."""
    if not isinstance(language, str):
        return
    if isinstance(value, list | tuple):
        for position, entry in enumerate(value):
            yield from _own_language(entry, (*path, position), language)
    elif isinstance(value, Mapping):
        if path and _is_text(value):
            if language not in value:
                why = Why("Add the wording in {language}, the framework's own language", language=language)
                yield Contradiction(path, why)
            return
        for name, entry in value.items():
            yield from _own_language(entry, (*path, name), language)


def _is_text(value: Mapping[str, Any]) -> bool:
    """Whether this is a text in its languages, and not a part of which nothing but the key is usable."""
    return bool(value) and set(value) != {"key"} and all(isinstance(text, str) for text in value.values())

"""Which finding or action of the review each thing of a file is: by its hidden name, else by its words. Pure.

Words are compared within the same stage and colour first, then within the stage, then anywhere, one to one, the most
alike first. A row of a list of actions has no stage: there its own words come before its number, which shifts as
soon as something moves on the sheet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from system_review.documents import likeness
from system_review.documents.rules.returned.grids import BRIEF
from system_review.documents.rules.returned.present import Known, Present
from system_review.documents.rules.returned.things import Thing, What
from system_review.documents.writers.entries import brief

_HERE, _IN_STAGE, _ANYWHERE, _ALONE, _LISTED = 58, 68, 80, 40, 92  # of 100: how alike two texts must be
_SAME_NUMBER, _SAME_FINDING = 12, 10  # what these are worth


@dataclass(frozen=True, slots=True)
class Match:
    """What a thing of the file is; `by_name` says that the file itself named it."""

    id: str
    by_name: bool


def matched(things: Sequence[Thing], present: Present) -> dict[int, Match]:
    """The finding or action of each thing, by its number; none for what is new."""
    found: dict[int, Match] = {}
    for what, known in ((What.FINDING, present.findings), (What.ACTION, present.actions)):
        for in_list in (False, True):
            mine = [n for n, thing in enumerate(things) if thing.what is what and thing.in_list == in_list]
            found |= _by_name(things, mine, known)
            _by_words(things, mine, known, found)
    return found


def _by_name(things: Sequence[Thing], numbers: Iterable[int], known: Mapping[str, Known]) -> dict[int, Match]:
    """By the hidden names. Of several with one name (a row that was copied) the most alike has it."""
    by_id: dict[str, list[int]] = {}
    for number in numbers:
        if things[number].id in known:
            by_id.setdefault(things[number].id, []).append(number)

    def alike(number: int) -> tuple[bool, float]:
        said = things[number].said.get("text")
        text = known[things[number].id].values["text"]
        return said is None or said.edited is False, likeness.ratio(said.value if said else text, text)

    return {max(several, key=alike): Match(name, by_name=True) for name, several in by_id.items()}


def _by_words(
    things: Sequence[Thing], numbers: Sequence[int], known: Mapping[str, Known], found: dict[int, Match]
) -> None:
    taken = {found[number].id for number in numbers if number in found}
    open_ = [number for number in numbers if number not in found and _words(things[number])]
    free = [each for each in known.values() if each.id not in taken]
    for is_near, least in _PASSES:
        pairs = [
            (score, number, each.id)
            for number in open_
            for each in free
            if is_near(things, number, each) and (score := _alike(things, number, each, found)) >= least
        ]
        for _, number, name in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
            if number not in found and name not in taken:
                found[number] = Match(name, by_name=False)
                taken.add(name)
        open_ = [number for number in open_ if number not in found]
        free = [each for each in free if each.id not in taken]
    _the_only_ones(things, open_, free, found)


def _the_only_ones(
    things: Sequence[Thing], open_: Collection[int], free: Collection[Known], found: dict[int, Match]
) -> None:
    """Where a stage and colour has one thing left on either side, little likeness is enough."""
    for number in open_:
        rivals = [other for other in open_ if _stands(things[other]) == _stands(things[number])]
        near = [each for each in free if _is_here(things, number, each)]
        if len(rivals) == 1 and len(near) == 1 and _alike(things, number, near[0], found) >= _ALONE:
            found[number] = Match(near[0].id, by_name=False)


def _stands(thing: Thing) -> tuple[str, str, int | None]:
    return thing.spot, thing.colour, thing.under


def _words(thing: Thing) -> str:
    return (thing.value("text") or thing.value(BRIEF)).strip()


def _is_listed(things: Sequence[Thing], number: int, known: Known) -> bool:
    return things[number].what is What.ACTION and not things[number].spot


def _is_here(things: Sequence[Thing], number: int, known: Known) -> bool:
    thing = things[number]
    if thing.what is What.ACTION:
        return known.spot == thing.spot if thing.spot else thing.number == known.number
    return known.spot == thing.spot and known.values["colour"] == thing.colour


def _is_in_stage(things: Sequence[Thing], number: int, known: Known) -> bool:
    return known.spot == things[number].spot


def _is_anywhere(things: Sequence[Thing], number: int, known: Known) -> bool:
    return True


_PASSES = ((_is_listed, _LISTED), (_is_here, _HERE), (_is_in_stage, _IN_STAGE), (_is_anywhere, _ANYWHERE))


def _alike(things: Sequence[Thing], number: int, known: Known, found: Mapping[int, Match]) -> float:
    """How alike the words are, and what speaks for it besides."""
    thing, text = things[number], known.values["text"]
    said = _words(thing)
    text = brief(text) if BRIEF in thing.said else text
    score = max(
        likeness.ratio(said, text), likeness.token_sort_ratio(said, text), likeness.token_set_ratio(said, text) - 12
    )
    if thing.number and thing.number == known.number:
        score += _SAME_NUMBER
    above = found.get(thing.under) if thing.under is not None else None
    if above is not None and above.id in known.under:
        score += _SAME_FINDING
    return score

"""Words in an action that send the reader to other actions, and the stages that they mean. Pure, linear.

"See actions in Level 2 assessment and response" means two stages; "as per Referral above" one, of the same level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from system_review.documents.interpreter.headings import Headings, Named
from system_review.documents.interpreter.understanding import Refers, Spot
from system_review.documents.interpreter.vocabulary import POINTERS

_POINTER = re.compile(r"\b(?:" + "|".join(re.escape(words) for words in POINTERS) + r")\b", re.IGNORECASE)
_BEGIN = frozenset(words.split()[0].lower() for words in POINTERS)
_WINDOW_ENDS = re.compile(r"[.;!?\n)\]](?:\s|$)|\s[–—-]\s?|[–—]|$")
_JOINTS = re.compile(r"\s*(?:,|/|&|\+|\band\b|\bor\b|\bthe\b|:)\s*", re.IGNORECASE)
_SAYS_ACTIONS = re.compile(
    r"\b(?:actions?|action plan|plan|above|below|row|section|stage|level|tier|findings?)\b", re.IGNORECASE
)
_WINDOW = 160  # characters after the pointing words
_FEW = 4  # words of an action that says nothing beside what it points to


@dataclass(frozen=True, slots=True)
class Pointing:
    """Characters `start` to `end` of a text point to these stages."""

    start: int
    end: int
    refers: Refers


def pointings_in(text: str, headings: Headings, here: Spot | None = None) -> tuple[Pointing, ...]:
    """All words of the text that point to other stages. What they leave out is taken from the stage `here`."""
    low = text.lower()
    if not any(word in low for word in _BEGIN):
        return ()  # most actions point nowhere
    found: list[Pointing] = []
    for match in _POINTER.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        ends = _WINDOW_ENDS.search(text, match.end(), match.end() + _WINDOW)
        end = ends.start() if ends else min(len(text), match.end() + _WINDOW)
        window = text[match.end() : end]
        spots = tuple(dict.fromkeys(_spots(window, headings, here)))
        if spots and _points(match[0], window, spots):
            found.append(Pointing(match.start(), end, Refers(" ".join(text[match.start() : end].split()), spots)))
    return tuple(found)


def points_only(text: str, pointings: tuple[Pointing, ...]) -> bool:
    """Whether an action says nothing beside where to look."""
    rest = text
    for pointing in reversed(pointings):
        rest = rest[: pointing.start] + " " + rest[pointing.end :]
    return bool(pointings) and len(re.findall(r"\w+", rest)) < _FEW


def _points(words: str, window: str, spots: tuple[Spot, ...]) -> bool:
    """Whether places of the results are named: "see assessment tools" is no pointer, "see Assessment" is."""
    return bool(_SAYS_ACTIONS.search(words + window)) or len(spots) > 1 or window.strip()[:1].isupper()


def _spots(window: str, headings: Headings, here: Spot | None) -> Iterator[Spot]:
    """The stages named, left to right. A level said once holds for the stages after it, and for those before it."""
    parts = [headings.named(part) for part in _JOINTS.split(window) if part.strip()]
    parts = [part for part in parts if part.names_place]
    level = next((part.level for part in parts if part.level), "")
    domain = next((part.domain for part in parts if part.domain), "")
    staged = any(part.stage for part in parts)
    for part in parts:
        domain, level = part.domain or domain, part.level or level
        if part.stage or not staged:
            yield from _of(part, domain, level, headings, here)


def _of(part: Named, domain: str, level: str, headings: Headings, here: Spot | None) -> list[Spot]:
    spots = headings.spots_of(domain, level, part.stage)
    if here and not domain:
        spots = [spot for spot in spots if spot.domain == here.domain] or spots
    if here and not level:
        spots = [spot for spot in spots if spot.level == here.level] or spots
    several_domains = len({spot.domain for spot in spots}) > 1
    return [] if several_domains or (not level and len({spot.level for spot in spots}) > 1) else spots

"""Every phrase that names a part of a framework, with what it names. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.vocabulary import COLOUR_WORDS, PLAN_WORDS
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.reviews.rules.words import Colour

_NUMBERED = re.compile(r"(\w+) (\d)")
_SPELT = ("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
NO_NAMES = ("system response", "system responses", "our response", "response to", "responses to", "in response",
            "target date", "target completion", "level of", "safeguarding partnership", "safeguarding partnerships",
            "children partnership", "childrens partnership", "safeguarding children partnership",
            "safety partnership", "partnership board", "partnership manager", "partnership working",
            "partner agencies")  # fmt: skip


@dataclass(slots=True)
class Meant:
    """What a phrase may name: keys of domains, plain names of levels and stages, a colour, the plan of a colour."""

    domains: set[str] = field(default_factory=set)
    level: str = ""
    stage: str = ""
    colour: str = ""
    plan: str = ""
    is_nothing: bool = False  # words that look like a name and are none


def phrases_of(framework: FrameworkSnapshot) -> dict[tuple[str, ...], Meant]:
    """Each phrase as its words. A name may be a domain's and a stage's at once: both are kept."""
    found = _Phrases()
    for text in NO_NAMES:
        found.at(text).is_nothing = True
    for number, domain in enumerate(framework.domains, 1):
        numbered = (f"{word} {number}" for word in framework.words.domain.values())
        for name in (*domain.name.values(), *numbered):
            found.at(name).domains.add(domain.key)
    for domain, level, stages in framework.sheets():
        for other in (each for name in (level.name.values() if level else ()) for each in _spellings(name)):
            found.at(other).level = level.key if level else ""
        for said in (domain.strapline, level.strapline if level else None):
            for text in (said or {}).values():
                found.at(text).is_nothing = True
        for name in (name for stage in stages for name in stage.name.values()):
            found.at(name).stage = plain(name)
    for colour in Colour:
        words = getattr(framework.colours, colour)
        for word in (*words.word.values(), *(w for w in COLOUR_WORDS[colour] if len(w) > 2)):
            found.at(word).colour = colour
        for word in (*words.plan.values(), *words.plan_on_paper.values(), *PLAN_WORDS[colour]):
            found.at(word).plan = colour
    found.pop((), None)
    return found


class _Phrases(dict[tuple[str, ...], Meant]):
    def at(self, text: str) -> Meant:
        return self.setdefault(tuple(plain(text).split()), Meant())


def _spellings(name: str) -> Iterator[str]:
    """How a level may be written: "Level 1", "L1", "Tier 1" (the older word), "Level one", "Level I"."""
    yield name
    if numbered := _NUMBERED.fullmatch(plain(name)):
        word, number = numbered.groups()
        for other in (word, "tier", "lvl"):
            yield f"{other} {number}"
            yield f"{other}{number}"
            yield f"{other} {_SPELT[int(number)]}"
            yield f"{other} {_ROMAN[int(number)]}"
        yield f"{word[0]}{number}"
        yield f"t{number}"

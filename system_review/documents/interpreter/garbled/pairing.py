"""Actions that stand nearer to another finding of their stage than to the one they were read beside. Pure.

Where lines of two columns came in turns, the order in which texts begin does not tell which action is whose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from system_review.documents.interpreter.garbled.placing import Placed
from system_review.documents.interpreter.garbled.senses import keeps_going
from system_review.documents.interpreter.garbled.sheets import COLOURS
from system_review.documents.interpreter.garbled.weaving import Text
from system_review.documents.interpreter.matching import words_of

_BETTER = 1.0  # by how much another finding must fit better
_COMMON = frozenset(
    [
        "with",
        "from",
        "that",
        "this",
        "have",
        "been",
        "their",
        "they",
        "into",
        "which",
        "when",
        "about",
        "work",
        "review",
        "young",
        "people",
        "children",
    ]
)


def owners(texts: Sequence[Text], placed: Sequence[Placed], *, backwards: bool) -> list[int | None]:
    """For each text the number of the text that is its finding: itself for a finding, None where there is none."""
    found = _beside(placed, backwards=backwards)
    for at, place in enumerate(placed):
        own = found[at]
        if not place.cell.is_action or own is None:
            continue
        rivals = [
            other
            for other, text in enumerate(texts)
            if not placed[other].cell.is_action
            and placed[other].cell.stage == place.cell.stage
            and (_encloses(text, texts[at]) or _encloses(texts[own], texts[at]))
        ]
        best = max(rivals, key=lambda other: _fit(texts[at], texts[other], placed[other]), default=own)
        if _fit(texts[at], texts[best], placed[best]) > _fit(texts[at], texts[own], placed[own]) + _BETTER:
            found[at] = best
    return found


def moved(placed: Sequence[Placed], owner: Sequence[int | None]) -> list[Placed]:
    """The places again, each action in its finding's stage and colour."""
    return [
        replace(place, cell=placed[own].cell._replace(is_action=True))
        if place.cell.is_action and own is not None
        else place
        for place, own in zip(placed, owner, strict=True)
    ]


def _beside(placed: Sequence[Placed], *, backwards: bool) -> list[int | None]:
    found: list[int | None] = [None] * len(placed)
    last: int | None = None
    order = range(len(placed) - 1, -1, -1) if backwards else range(len(placed))
    for at in order:
        if not placed[at].cell.is_action:
            last = at
        found[at] = last
    return found


def _encloses(one: Text, other: Text) -> bool:
    """Whether a text was torn around another one: it begins before it and ends after it."""
    return one.first < other.first < one.end


def _fit(action: Text, finding: Text, placed: Placed) -> float:
    shared = len(_content(action.text) & _content(finding.text))
    keeping = keeps_going(action.text)
    return 0.7 * shared + (1.6 * keeping if placed.cell.colour == COLOURS[-1] else -0.8 * keeping)


def _content(text: str) -> set[str]:
    return {word[:6] for word in words_of(text) if len(word) > 3 and word not in _COMMON}

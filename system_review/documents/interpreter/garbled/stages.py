"""How much a text speaks of each stage, by the words of the framework's own questions and descriptions. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.matching import words_of
from system_review.documents.interpreter.understanding import Spot

_SHORTEST, _ROOT = 4, 6  # letters of a word that counts, and of its beginning that is compared
_NAMED, _MOST = 0.9, 2.4


class StageWords:
    """The words of some stages of one sheet, each weighed by how few of the stages use it."""

    def __init__(self, spots: Sequence[Spot], headings: Headings) -> None:
        self._words = [_roots(headings.described(spot)) for spot in spots]
        self._names = [_roots(headings.names_of(spot)[2]) for spot in spots]
        self._among = Counter(root for words in self._words for root in words)

    def scores(self, text: str) -> list[float]:
        """For each stage, from 0 to about 3, how much a text speaks of it."""
        roots = _roots(text)
        return [
            min(_MOST, 0.35 * sum(1 / self._among[root] for root in roots & words))
            + _NAMED * any(_same(root, name) for root in roots for name in names)
            for words, names in zip(self._words, self._names, strict=True)
        ]


def _roots(text: str) -> set[str]:
    return {word[:_ROOT] for word in words_of(text) if len(word) >= _SHORTEST}


def _same(one: str, other: str) -> bool:
    """Whether two words have a root in common: "planning" and "plans", "assessment" and "assess"."""
    return one[:4] == other[:4] if min(len(one), len(other)) <= 5 else one[:5] == other[:5]

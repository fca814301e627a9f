"""Overall ratings in any order of words: "Amber/Red", "red-amber", "R/A", "AMBER to GREEN", "not yet known". Pure."""

from __future__ import annotations

import re

from system_review.documents.interpreter.colours import ColourNames
from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.vocabulary import OVERALL, UNRATED_WORDS
from system_review.frameworks.snapshots import FrameworkSnapshot

_JOINTS = re.compile(r"\s*(?:/|\\|-|–|—|&|\+|,|\bto\b|\band\b|\bor\b|→|>|\s)\s*", re.IGNORECASE)
_OVERALL = tuple(sorted(OVERALL, key=len, reverse=True))
_TRIM = " \t\n\r:;.,()[]{}\"'“”‘’*•–—-="


class RatingWords:
    """What a framework's steps can be called."""

    def __init__(self, framework: FrameworkSnapshot, colours: ColourNames) -> None:
        self._colours = colours
        self._by_colours = {frozenset(step.colours): step.key for step in framework.scale}
        self._by_word: dict[str, str] = {}
        self._seen: dict[str, str] = {}
        for key, words in UNRATED_WORDS.items():
            self._by_word |= dict.fromkeys(map(plain, words), key)
        for step in framework.scale:
            said = [*step.word.values(), *step.letters.values()]
            self._by_word |= dict.fromkeys(map(plain, said), step.key)

    def exact(self, text: str) -> str:
        """The rating (a step's key or an `Unrated`) that this text is, in any order of its words; "" if it is none."""
        trimmed = text.strip(_TRIM)
        if not trimmed or len(trimmed) > 60:
            return ""
        if trimmed not in self._seen:
            self._seen[trimmed] = self._exact(trimmed)
        return self._seen[trimmed]

    def _exact(self, trimmed: str) -> str:
        if found := self._by_word.get(plain(trimmed)):
            return found
        parts = [part for part in _JOINTS.split(trimmed) if part]
        named = [self._colours.exact(part.strip(_TRIM)) for part in parts]
        if not named or not all(named) or len(set(named)) > 2:
            return ""
        return self._by_colours.get(frozenset(named), "")  # type: ignore[arg-type]

    def after_label(self, text: str) -> tuple[str, str, int] | None:
        """A text that says "overall rating": what stands before these words, what after, and where the label begins.

        None if it does not say so. "REFERRAL Current overall rating Level 1: Amber/Red" gives "REFERRAL " and
        " Level 1: Amber/Red".
        """
        lowered = text.casefold()
        for label in _OVERALL:
            at = lowered.find(label)
            if at >= 0 and not lowered[at - 1 : at].isalnum():
                return text[:at], text[at + len(label) :], at
        return None

    def last_in(self, text: str) -> tuple[str, str]:
        """The rating that a short text ends with, and what stands before it: " Level 1: Amber/Red"; ("", text) else."""
        if whole := self.exact(text):
            return whole, ""
        words = list(re.finditer(r"\S+", text))
        for count in range(min(6, len(words) - 1), 0, -1):
            start = words[-count].start()
            if found := self.exact(text[start:]):
                return found, text[:start]
        if ":" in text and (found := self.exact(text.rsplit(":", 1)[1])):
            return found, text.rsplit(":", 1)[0]
        return "", text

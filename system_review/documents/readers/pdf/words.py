"""The words of a document, by which a hyphen at the end of a line is told from one that belongs to its word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from system_review.documents.readers.pdf.signs import BREAKING

_WORD = re.compile(r"\w+(?:['’\-\u2010]\w+)*")
_ONLY_WORD = re.compile(r"[^\w\s]*(?:\w+[/’'\-\u2010])*\w+")  # with what stands before it
_LAST = re.compile(r"\w+(?:['’\-\u2010]\w+)*$")
_FIRST = re.compile(r"\w+")
ENDING = 3  # letters by which the end of a word is told from its middle
LONG_ENOUGH = 5  # letters of a word that was broken for want of room, before the break
HYPHENS = ("-", "\u2010", "\u00ad", BREAKING)
_BEGIN_COMPOUNDS = frozenset(
    [
        "all",
        "anti",
        "best",
        "case",
        "co",
        "cross",
        "day",
        "decision",
        "early",
        "ex",
        "face",
        "first",
        "follow",
        "full",
        "good",
        "hard",
        "high",
        "in",
        "inter",
        "key",
        "large",
        "lead",
        "long",
        "low",
        "mid",
        "multi",
        "near",
        "new",
        "next",
        "non",
        "off",
        "old",
        "on",
        "one",
        "open",
        "out",
        "over",
        "part",
        "peer",
        "place",
        "post",
        "pre",
        "re",
        "role",
        "school",
        "self",
        "semi",
        "short",
        "six",
        "sub",
        "ten",
        "three",
        "two",
        "under",
        "up",
        "well",
        "whole",
        "year",
    ]
)
_SHORT_WORDS = frozenset(
    [
        "a",
        "i",
        "am",
        "an",
        "as",
        "at",
        "be",
        "by",
        "do",
        "go",
        "he",
        "if",
        "in",
        "is",
        "it",
        "me",
        "my",
        "no",
        "of",
        "on",
        "or",
        "so",
        "to",
        "up",
        "us",
        "we",
    ]
)
_ONLY_BREAKS = "\u00ad\u2010"  # a soft hyphen, and the one that browsers put in: nobody types them


def _parts_of(words: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """How many words end with some letters; and have letters with two more behind them anywhere in them."""
    ends = Counter(word[-ENDING:] for word in words)
    inside = Counter(word[at : at + ENDING + 2] for word in words for at in range(len(word) - ENDING - 1))
    return ends, inside


class Words:
    """The words that stand inside lines, where nothing breaks them, and whether the document breaks words at all."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.seen: Counter[str] = Counter()
        ends: list[tuple[str, str]] = []
        latest = ""
        for line in lines:
            self.seen.update(word.lower().replace("\u2010", "-") for word in _WORD.findall(line)[:-1])
            if latest[-1:] in HYPHENS:
                ends.append((latest, line))
            latest = line
        self.breaks_words = any(self._is_certain(*end) for end in ends)
        self._ends, self._inside = _parts_of(self.seen)

    def _is_certain(self, before: str, after: str) -> bool:
        left, right = _LAST.search(before[:-1]), _FIRST.match(after)
        if not left or not right:
            return False
        whole = left.group().lower() + right.group()
        return bool(self.seen[whole]) and not self.seen[f"{left.group().lower()}-{right.group()}"]

    def joined(self, before: str, after: str) -> tuple[str, int]:
        """Two lines, the first of which ends with a hyphen, as one text; 1 if the hyphen was taken out, else 0."""
        hyphen, start = before[-1], before[:-1]
        left, right = _LAST.search(start), _FIRST.match(after)
        if left and right and self._only_breaks(hyphen, left.group().lower(), right.group()):
            return start + after, 1
        return before + after, 0

    def broken(self, before: str, after: str, *, full: bool = False) -> bool:
        """Whether a line is a single word that went on in the next, for want of room and without a hyphen.

        `full`: none of the lines around it reaches further by as much as a letter.
        """
        left, right = _LAST.search(before), _FIRST.match(after)
        if not left or not right or not (_FIRST.fullmatch(before) or (full and _ONLY_WORD.fullmatch(before))):
            return False
        if right.group()[0].isupper() and before[-1].islower():
            return False
        start, rest = left.group().lower(), right.group().lower()
        if self.seen[start + rest] or (len(rest) < 3 and rest not in _SHORT_WORDS and rest.isalpha()):
            return True
        return full and self._goes_on_inside(start, rest)

    def _goes_on_inside(self, start: str, rest: str) -> bool:
        """Whether words go on like that where these parts meet, and none ends as the first part does."""
        end = start[-ENDING:]
        if len(start) < LONG_ENOUGH or not (start + rest[:2]).isalpha() or self.seen[start] or self._ends[end]:
            return False
        return self._inside[end + rest[:2]] > bool(self.seen[rest])  # what is a word by itself needs a second witness

    def _only_breaks(self, hyphen: str, left: str, right: str) -> bool:
        if not right[0].islower() or not left[-1].isalpha():
            return False
        whole, kept = self.seen[left + right], self.seen[f"{left}-{right}"]
        if whole != kept:
            return whole > kept
        if hyphen in _ONLY_BREAKS:
            return True
        return self.breaks_words and not (self.seen[right] or self.seen[left] or left in _BEGIN_COMPOUNDS)

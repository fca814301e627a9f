"""Two texts beside each other with the words marked in which they differ. Pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 4000  # words and marks; a longer text is compared by its sentences, since the time grows with the square
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*\s*|[.!?\n]+\s*")


class Run(NamedTuple):
    """Some characters of a text, and whether the other text has others there."""

    text: str
    is_changed: bool


def marked_words(before: str, after: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both texts in runs: joined, the runs are the text."""
    cut = _WORD if max(len(before), len(after)) < _MOST * 2 else _SENTENCE
    old, new = cut.findall(before), cut.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    left: list[Run] = []
    right: list[Run] = []
    for tag, start, end, first, last in matcher.get_opcodes():
        _add(left, "".join(old[start:end]), is_changed=tag != "equal")
        _add(right, "".join(new[first:last]), is_changed=tag != "equal")
    return tuple(_joined(left)), tuple(_joined(right))


def _add(runs: list[Run], text: str, *, is_changed: bool) -> None:
    if text:
        runs.append(Run(text, is_changed))


def _joined(runs: list[Run]) -> list[Run]:
    """Changed words with nothing but a space between them are one run."""
    made: list[Run] = []
    for run in runs:
        if len(made) > 1 and run.is_changed and not made[-1].text.strip() and made[-2].is_changed:
            between = made.pop()
            made[-1] = Run(made[-1].text + between.text + run.text, is_changed=True)
        else:
            made.append(run)
    return made

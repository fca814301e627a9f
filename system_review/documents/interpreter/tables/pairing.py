"""Which of several actions belongs to which of several findings of the same cell. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from system_review.documents.interpreter.matching import words_of
from system_review.documents.interpreter.tables.entries import Entry

_COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "being",
        "but",
        "by",
        "can",
        "could",
        "do",
        "for",
        "from",
        "had",
        "has",
        "have",
        "how",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "not",
        "of",
        "on",
        "or",
        "our",
        "so",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "will",
        "with",
        "would",
        "all",
        "any",
        "more",
        "most",
        "no",
        "need",
        "needs",
        "work",
        "working",
        "children",
        "young",
        "people",
    ]
)


def pair(findings: Sequence[Entry], actions: Sequence[Entry]) -> list[tuple[int, float]]:
    """For each action, the finding it belongs to (its place among them) and how sure that is, from 0 to 1.

    Findings and actions stand in the same order, and every finding has at least one action while there are enough.
    """
    if not findings:
        return [(-1, 0.0)] * len(actions)
    if len(findings) == 1:
        return [(0, 1.0)] * len(actions)
    if numbered := _by_number(findings, actions):
        return numbered
    return _in_order(findings, actions)


def _by_number(findings: Sequence[Entry], actions: Sequence[Entry]) -> list[tuple[int, float]] | None:
    marks = [finding.mark for finding in findings]
    if not all(mark.isalnum() for mark in marks) or len(set(marks)) < len(marks):
        return None
    served = [_served(action.mark, marks) for action in actions]
    return [(marks.index(mark), 0.97) for mark in served] if all(served) else None


def _served(mark: str, marks: Sequence[str]) -> str:
    """The number of the finding that an action serves by its own: "2" is served by "2", and by "2a" and "2b"."""
    return next((each for each in (mark, mark.rstrip("abcdefgh")) if each in marks), "")


def _in_order(findings: Sequence[Entry], actions: Sequence[Entry]) -> list[tuple[int, float]]:
    """The way of sharing them out, without crossing, in which they have most words in common."""
    score = _likeness(findings, actions)
    rows, columns = len(actions), len(findings)
    best = [[-math.inf] * columns for _ in range(rows)]
    came = [[0] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            own = score[row][column] - _away(row, column, rows, columns)
            if row == 0:
                best[row][column] = own - 0.6 * column
                continue
            before = [best[row - 1][earlier] - (0.6 * max(0, column - earlier - 1)) for earlier in range(column + 1)]
            came[row][column] = max(range(column + 1), key=before.__getitem__)
            best[row][column] = own + before[came[row][column]]
    last = max(range(columns), key=lambda column: best[-1][column] - 0.6 * (columns - 1 - column)) if rows else 0
    path = []
    for row in range(rows - 1, -1, -1):
        path.append(last)
        last = came[row][last]
    path.reverse()
    return [(column, _sureness(score[row], column, rows == columns)) for row, column in enumerate(path)]


def _likeness(findings: Sequence[Entry], actions: Sequence[Entry]) -> list[list[float]]:
    texts = [_content(entry) for entry in (*findings, *actions)]
    among = Counter(word for text in texts for word in text)
    weigh = {word: 1 / count for word, count in among.items()}
    found, tasks = texts[: len(findings)], texts[len(findings) :]
    return [[min(1.5, sum(weigh[word] for word in task & text)) for text in found] for task in tasks]


def _content(entry: Entry) -> set[str]:
    return {word[:6] for word in words_of(entry.text) if word not in _COMMON and len(word) > 2}


def _away(row: int, column: int, rows: int, columns: int) -> float:
    """How far from an even share this is."""
    return 0.35 * abs((row + 0.5) * columns / rows - (column + 0.5))


def _sureness(scores: Sequence[float], column: int, is_even: bool) -> float:
    other = max((score for at, score in enumerate(scores) if at != column), default=0.0)
    margin = scores[column] - other
    return max(0.5, min(0.97, (0.9 if is_even else 0.72) + 0.25 * margin))

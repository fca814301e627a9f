"""Columns that tell of an earlier time beside those of now: "RAG 2025" beside "RAG 2026", "Previous rating". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from system_review.documents.interpreter.matching import words_of
from system_review.documents.interpreter.tables.columns import Column
from system_review.documents.interpreter.vocabulary import EARLIER_WORDS

_YEAR = re.compile(
    r"(?<!\d)(?:19|20)(\d\d)(?!\d)|(?<!\d)(\d\d)/\d\d(?!\d)|\b[a-z]{3,9} ['’]?(\d\d)(?!\d)", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_KINDS = (frozenset({"colour", "rag", "overall", "progress_colour"}), frozenset({"finding"}), frozenset({"action"}))


def without_earlier(columns: Sequence[Column], heads: Sequence[str]) -> list[Column]:
    """The columns, those that tell of an earlier time taken for notes where another tells the same of now."""
    old = {at for kind in _KINDS for at in _old(kind, columns, heads)}
    return [Column("note") if at in old else column for at, column in enumerate(columns)]


def _old(kind: frozenset[str], columns: Sequence[Column], heads: Sequence[str]) -> set[int]:
    rivals = [at for at, column in enumerate(columns) if column.holds in kind]
    times = {at: time for at in rivals if (time := _time_of(heads[at]))}
    newest = max(times.values(), default=(0, 0))
    old = {at for at in rivals if {*words_of(heads[at])} & EARLIER_WORDS or times.get(at, newest) < newest}
    return old if len(old) < len(rivals) else set()


def _time_of(head: str) -> tuple[int, int] | None:
    """The year (its last two figures) and the month that a head names: "RAG (Mar 26)", "RAG 2026", "RAG 25/26"."""
    years = [int(next(filter(None, found))) for found in _YEAR.findall(head)]
    months = [_MONTHS.index(word[:3]) + 1 for word in words_of(head) if word[:3] in _MONTHS]
    return (max(years), max(months, default=0)) if years else None

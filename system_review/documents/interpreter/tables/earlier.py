"""Columns that tell of an earlier time beside those of now: "RAG 2025" beside "RAG 2026", "Previous rating". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from system_review.documents.interpreter.matching import words_of
from system_review.documents.interpreter.tables.columns import Column
from system_review.documents.interpreter.vocabulary import EARLIER_WORDS

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_KINDS = (frozenset({"colour", "rag", "overall", "progress_colour"}), frozenset({"finding"}), frozenset({"action"}))


def without_earlier(columns: Sequence[Column], heads: Sequence[str]) -> list[Column]:
    """The columns, those that tell of an earlier time taken for notes where another tells the same of now."""
    old = {at for kind in _KINDS for at in _old(kind, columns, heads)}
    return [Column("note") if at in old else column for at, column in enumerate(columns)]


def _old(kind: frozenset[str], columns: Sequence[Column], heads: Sequence[str]) -> set[int]:
    rivals = [at for at, column in enumerate(columns) if column.holds in kind]
    years = {at: max(map(int, found)) for at in rivals if (found := _YEAR.findall(heads[at]))}
    newest = max(years.values(), default=0)
    old = {at for at in rivals if {*words_of(heads[at])} & EARLIER_WORDS or years.get(at, newest) < newest}
    return old if len(old) < len(rivals) else set()

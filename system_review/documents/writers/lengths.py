"""How many lines a text takes in a column, roughly: for what stays together, and for rows of a fixed height. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what comes back is read without the writers' dataclasses
    from system_review.documents.writers.pages import FindingEntry, PlanEntry, StagePart

FOUND_ACROSS, PLAN_ACROSS = 30, 40  # characters in a line of each kind of column, at the least
PAIR_ACROSS, HALF_ACROSS = 75, 115  # in a line over a pair of them, and over half the sheet
SHEET_ACROSS = 220  # in a line over the whole sheet, in several columns
SHORT = 24  # lines: a row up to here is kept on one page


def lines_of(text: str, across: int) -> int:
    """How many lines a text takes where `across` characters go into one; wide characters count twice."""
    return sum(max(1, -(-_width(line) // across)) for line in text.split("\n"))


def finding_lines(entry: FindingEntry, across: int = FOUND_ACROSS) -> int:
    """How many lines a finding takes with what stands under it."""
    return sum(lines_of(text, across) for text in (entry.text, *entry.lines))


def plan_lines(entry: FindingEntry, across: int = PLAN_ACROSS) -> int:
    """How many lines an action plan takes."""
    return sum(1 + _entry_lines(planned, across) for planned in entry.plan) or 1


def pairs(stage: StagePart) -> list[tuple[FindingEntry | None, ...]]:
    """The rows of a stage: the first finding of each colour, the second of each, and so on; at least one row."""
    return list(zip_longest(*(column.findings for column in stage.columns))) or [(None,) * len(stage.columns)]


def is_short(findings: Iterable[FindingEntry | None]) -> bool:
    """Whether a row of findings beside each other is short enough to be kept on one page."""
    return all(max(finding_lines(entry), plan_lines(entry)) <= SHORT for entry in findings if entry)


def row_is_short(texts: Sequence[str], shares: Sequence[int]) -> bool:
    """Whether a row of a list is short enough to be kept on one page; `shares` are the widths of its columns."""
    unit = SHEET_ACROSS / sum(shares)
    return all(lines_of(text, int(unit * share)) <= SHORT for text, share in zip(texts, shares, strict=True))


def cut(text: str, across: int, most: int) -> list[str]:
    """The text in pieces of at most `most` lines each, cut between words; joined they are the text."""
    pieces, start, line, used = [], 0, 1, 0
    for part in re.finditer(rf"\n|[^\S\n]+|\S{{1,{across}}}", text):
        width = _width(part.group())
        is_end = part.group() == "\n"
        line, used = (line + 1, 0) if is_end or used + width > across else (line, used)
        used += 0 if is_end else width
        if line > most:
            pieces.append(text[start : part.start()])
            start, line = part.start(), 1
    return [*pieces, text[start:]]


def _entry_lines(entry: PlanEntry, across: int) -> int:
    texts = (f"{entry.number}  {entry.text}", entry.lead + entry.rest_of_lead(), entry.state_line(), *entry.lines)
    return sum(lines_of(text, across) for text in (texts if entry.in_full else (entry.text,)))


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)

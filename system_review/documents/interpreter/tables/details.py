"""Lines under an action that only say who does it, or when: "Who: Amina Warsame", "Lead: Jo Blake. Due: May". Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from system_review.documents.interpreter.tables.columns import column_of

_LABEL = re.compile(r"(?:^|(?<=[.;,|\n(])|(?<=\s))\s*([^\W\d_][\w’' /()]{1,28}?)\s*[:=]\s*")
_HOLDS = frozenset({"lead", "agency", "due", "status"})
_LONGEST = 3  # words of a label
_TRIM = " \t\n.;,|"


class Detail(NamedTuple):
    """What a line says beside its label: what it `holds` (as a column would), and where that stands in the text."""

    holds: str
    start: int
    end: int


def details_of(text: str) -> list[Detail]:
    """The details that make up a text; none if it says anything else as well."""
    if ":" not in text and "=" not in text:
        return []
    labels = [(found, holds) for found in _LABEL.finditer(text) if (holds := _holds(found.group(1)))]
    if not labels or text[: labels[0][0].start()].strip():
        return []
    ends = [*(found.start() for found, _ in labels[1:]), len(text)]
    return [_trimmed(text, Detail(holds, found.end(), end)) for (found, holds), end in zip(labels, ends, strict=True)]


def _holds(label: str) -> str:
    words = label.split()
    holds = column_of(label).holds if len(words) <= _LONGEST else ""
    return holds if holds in _HOLDS else ""


def _trimmed(text: str, detail: Detail) -> Detail:
    said = text[detail.start : detail.end].rstrip(_TRIM)
    return detail._replace(end=detail.start + len(said))

"""A phrase that says who leads, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from system_review.documents.interpreter.understanding import NamedLead

MOST = 100  # phrases of one habit in one text; a paragraph with more is no plan


@dataclass(frozen=True, slots=True)
class LeadPhrase:
    """Characters `start` to `end` (excluded) of a text say that these lead; no leads if they say nobody ("all").

    `sure` is false where only a bracket or a dash tells that it is a lead.
    """

    start: int
    end: int
    leads: tuple[NamedLead, ...]
    sure: bool = True

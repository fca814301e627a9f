"""The papers for a board: which there are, of which parts, and what was asked for. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PAPER_FORMATS = ("docx", "pdf")


class Paper(StrEnum):
    """A paper for a board: everything, or two pages."""

    BOARD = "board"
    SHORT = "short"


class Part(StrEnum):
    """A part of the board paper that can be left out, in the order of the paper."""

    ABOUT = "about"
    SUMMARY = "summary"
    RATINGS = "ratings"
    PRIORITIES = "priorities"
    SHEETS = "sheets"
    PLAN = "plan"
    VALUES = "values"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class BoardAsked:
    """Which paper, and without which parts."""

    paper: Paper = Paper.BOARD
    without: frozenset[Part] = frozenset()

    def has(self, part: Part) -> bool:
        """Whether the paper holds this part. The short one has no sheets and no lists."""
        if part in self.without:
            return False
        return self.paper is Paper.BOARD or part in _IN_SHORT

    def said(self) -> str:
        """What was asked for, as the history keeps it: "board", "board without plan evidence"."""
        left_out = " ".join(part for part in Part if part in self.without)
        return f"{self.paper} without {left_out}" if left_out else str(self.paper)


_IN_SHORT = frozenset({Part.ABOUT, Part.SUMMARY, Part.RATINGS, Part.PRIORITIES})

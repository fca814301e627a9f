"""What `check` says about one thing that it looked at. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """How something that was looked at stands."""

    SOUND = "ok"
    NOTE = "note"
    WRONG = "WRONG"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was looked at, in a sentence."""

    kind: Kind
    sentence: str

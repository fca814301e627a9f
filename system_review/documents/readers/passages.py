"""What every reader gives: passages in order, with everything between them, so that nothing of the file is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from system_review.errors import Why


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage as it stands in the file, the white space after it, its place in words, and how it looks there."""

    text: str
    after: str
    place: str
    look: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read. `before` is the white space before the first passage; `told` what a person should know."""

    before: str
    passages: tuple[ReadPassage, ...]
    encoding: str = ""
    told: tuple[Why, ...] = ()

    def whole(self) -> str:
        """All of it again, character by character."""
        return self.before + "".join(passage.text + passage.after for passage in self.passages)

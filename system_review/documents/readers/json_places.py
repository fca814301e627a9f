"""How a place in an interchange file is said. Pure."""

from __future__ import annotations

from system_review.texts import shown

Path = tuple[str | int, ...]  # names of groups and, in lists, the name or the number (from 1) of an entry

LONGEST = 60  # characters of a name or value that is quoted


def place(path: Path) -> str:
    """A path as a person would say it: findings › f3 › colour."""
    return " › ".join(near(str(part)) for part in path) or "the file"


def near(given: object) -> str:
    """What was written, on one line, visible, and not too long."""
    line = shown(" ".join(str(given).split()))
    line = "".join(letter if not "\ud800" <= letter <= "\udfff" else "\ufffd" for letter in line)
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"

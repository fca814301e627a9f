"""Forms as people fill them in."""

from __future__ import annotations

from typing import Any


def new_finding(number: int, key: str) -> dict[str, Any]:
    """A new finding, as most are: text and colour. `key` and `number` together are used once."""
    text = f"Chairs ask about places at each meeting, and the minutes say what came of it. ({key} {number})"
    return {"text": text, "colour": "amber", "key": f"{key}-{number}"}


def changed_finding(version: int) -> dict[str, Any]:
    """A change of a finding's text to what it never was, by somebody who looked at this version."""
    text = "Practitioners describe places well, but seldom say who could make them safer."
    return {"text": f"{text} Two of five teams have begun. ({version:05})", "version": version}

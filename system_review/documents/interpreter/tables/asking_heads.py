"""Heads that ask for what stands under them, as offices word them for themselves: "What we shall do about it". Pure."""

from __future__ import annotations

import re

_SOON = r"(?:will|shall|should|must|can|could|would|needs? to|wants? to|plans? to|proposes? to|(?:is|are) going to)"
_WE = r"(?:we|they|you|partners|agencies|the partnership)"
_FOUND = r"(?:found|find|saw|see|seen|heard|hear|know|known|learnt|learned|noticed|tell|told|think|said)"
_READY = r"(?:done|finish(?:ed)?|completed?|delivered|achieved|ready|in place)"

# What a column holds whose head is worded in one of these ways. In the order of the entries: "how will we know" is
# neither an action nor a finding.
_ASKING = {
    "note": re.compile(rf"how (?:{_SOON} {_WE}|{_WE} {_SOON}) (?:know|tell|show|measure|see|evidence|prove)\b.*"),
    "action": re.compile(
        rf"(?:what|how)(?: else)? (?:{_SOON} (?:{_WE}|be|happen|change)\b.*|{_WE} {_SOON}\b.*)|"
        rf"what {_WE} (?:have )?(?:agreed|decided)(?: to do)?|what (?:then )?follows(?: from (?:it|this))?"
    ),
    "finding": re.compile(
        rf"what (?:(?:have|has|did|do|was|is) )?(?:{_WE}|(?:the )?(?:reviewers?|review|people|young people|team|panel))"
        rf"\b.*\b{_FOUND}\b.*"
    ),
    "due": re.compile(
        rf"(?:to|will|must|should) be {_READY} by(?: (?:when|date))?|(?:finish|ready|in place|achieve|deliver) by|"
        rf"when {_SOON}\b.*|when is .*(?:due|done)|(?:by|until) (?:what|which) (?:date|time|day)|(?:needed|wanted) by"
    ),
    "lead": re.compile(
        rf"(?:who|which (?:person|officer)) (?:{_SOON}|leads?|owns?|does|acts?|takes?|is (?:leading|doing|taking))\b.*|"
        r"in whose hands|whose (?:job|task)(?: is it)?"
    ),
}


def asked_for(head: str) -> str:
    """What a plain head asks for, as a key of `COLUMN_HEADS`; "" if it asks for nothing that is known."""
    return next((holds for holds, words in _ASKING.items() if words.fullmatch(head)), "")

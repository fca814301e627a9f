"""Labels at the begin of a text: "Red: …", "[Amber] …", "Action plan to get to green: …", "Owner: …". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from system_review.documents.interpreter.headings import Headings, Named
from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.vocabulary import COLUMN_HEADS

_FINDINGS = {plain(head) for head in COLUMN_HEADS["finding"]}
_COUNTED = re.compile(r"\s*(?:no\.?\s*|#)?\d{1,3}[a-z]?$", re.IGNORECASE)
_BESIDE = {plain(head): holds for holds in ("lead", "due", "status", "agency") for head in COLUMN_HEADS[holds]}
_LONGEST = 70


@dataclass(frozen=True, slots=True)
class Label:
    """What a label names, or which detail of an action it introduces (`beside`: "lead", "due"). `length` is its own."""

    named: Named
    length: int
    beside: str = ""

    @property
    def parts(self) -> bool:
        """Whether something new begins with it: a finding, an action, a colour."""
        return not self.beside


def label_of(text: str, headings: Headings) -> Label | None:
    """The label that a text begins with; None if it has none, or nothing after it but the label names nothing."""
    sign, end = headings.colours.before(text) if _begins_with_sign(text) else ("", 0)
    if sign:
        return Label(Named(colour=sign), end)
    for end, inside, marked in _candidates(text[: _LONGEST + 20]):
        if (beside := _BESIDE.get(plain(inside))) and not headings.named(inside).is_heading:
            return Label(Named(), end, beside) if marked == ":" else None
        named = headings.named(inside)
        if marked != "–" and says_findings(inside) and not named.is_heading:
            return Label(Named(is_found=True), end)
        if marked == "]" and inside.isupper() and (letter := headings.colours.exact(inside)):
            return Label(Named(colour=letter), end)
        if named.is_heading and not named.says_overall and _is_label(named, inside, marked):
            return Label(named, end)
    return None


def _begins_with_sign(text: str) -> bool:
    """Whether it begins with a mark that is neither a letter nor a bracket: it may be a circle of a colour."""
    first = text.lstrip()[:1]
    return bool(first) and not first.isalnum() and first not in "([{"


def says_findings(text: str) -> bool:
    """Whether a short text says that a finding follows: "Learning point 3", "Areas for development"."""
    return len(text) <= _LONGEST and plain(_COUNTED.sub("", text.strip(" :.*_"))) in _FINDINGS


def _candidates(text: str) -> list[tuple[int, str, str]]:
    """Where a label may end, what it says, and the mark after it."""
    found = []
    if match := re.match(r"\s*[\[(]([^\[\]()]{1,60})[\])]\s*[:–—-]?\s+(?=\S)", text):
        found.append((match.end(), match[1], "]"))
    colon = text.find(":")
    if 0 < colon <= _LONGEST:
        after = colon + 1
        found.append((after + len(text[after:]) - len(text[after:].lstrip()), text[:colon], ":"))
    if match := re.match(r"\s*([^\s:–—-][^:–—]{0,40}?)\s+[–—-]\s+(?=\S)", text):
        found.append((match.end(), match[1], "–"))
    return found


def _is_label(named: Named, inside: str, marked: str) -> bool:
    """With a colon anything that names a part; else only a colour or the word for a finding or an action."""
    if marked == ":":
        return True
    return bool(named.colour or named.plan or named.is_plan) and not named.names_place and len(inside.split()) < 8

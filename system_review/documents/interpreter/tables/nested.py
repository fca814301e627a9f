"""Points under a point, and under a sentence that leads to them ("Partners told us:"): one entry of all. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from system_review.documents.interpreter.matching import words_of
from system_review.documents.interpreter.tables.entries import Entry, joined

_FIRST = frozenset("•●·*■◆➢➤►▶✓✔❖»□")
_DEEPER = frozenset("o○◦–—-▪▫‣§*")
_FEWEST = 3  # words of a sentence that leads to the points under it: "Findings:" is only a label


def with_sub_points(entries: Sequence[Entry], stands_alone: Callable[[Entry], bool] = lambda _: False) -> list[Entry]:
    """The entries, each with the points under it in one text. One that `stands_alone` is an entry of its own."""
    found: list[Entry] = []
    above, leads_on = "", False
    for entry in entries:
        deeper = bool(found) and _is_deeper(entry.sign, above)
        if found and not stands_alone(entry) and (deeper or (leads_on and entry.sign)):
            found[-1] = joined(found[-1], entry)
            continue
        found.append(entry)
        above = entry.sign
        leads_on = _leads_on(entry)
    return found


def _is_deeper(sign: str, above: str) -> bool:
    """Whether a bullet or a number is one step in from that above it: "o" under "•", "a" under "1", "1.2" under "1"."""
    if not sign or not above or sign == above:
        return False
    if above.isdigit():
        return sign in _FIRST | _DEEPER or sign.isalpha() or sign.startswith(f"{above}.")
    return above in _FIRST and sign in _DEEPER


def _leads_on(entry: Entry) -> bool:
    return entry.text.rstrip().endswith(":") and len(words_of(entry.text)) >= _FEWEST

"""What a file's opening says that all of it is about: "Domain 3, Partnerships", "System Review, Level 2". Pure.

A heading that names a domain holds until the next; a sentence before the first of them, or the title, holds for the
whole file wherever no heading says otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from system_review.documents.interpreter.about import beginning
from system_review.documents.interpreter.headings import Headings, Named
from system_review.documents.readers.passages import Part, Reading, ReadPassage

_FIRST, _LAST_ROW = 24, 4  # passages of a list that are looked through, and the last row that may be a title
_BEFORE = r"(?:^|[(\[:–—,;.|/-]\s*)"
_AFTER = r"(?=\s*(?:$|[)\].,;:–—|/-]))"


def said_throughout(reading: Reading, headings: Headings) -> Named:
    """The one domain that the opening names, and the one level of the title; "" where it names none, or several."""
    first = [each.text for each in beginning(reading.passages)] or _lone_cells(reading.passages)
    texts = list(takewhile(lambda text: not _only_names(text, headings), first))
    title = texts[0] if texts else ""
    edges = {each.text for each in reading.passages if each.place.part in (Part.HEADER, Part.FOOTER)}
    domains = {key for text in texts[1:] for key in _domains_in(text, headings)}
    domains |= {key for text in (reading.title, title, *edges) for key in _domains_in(text, headings, is_title=True)}
    levels = set(_levels_in(title, headings))
    return Named(domain=_only(domains), level=_only(levels))


def _lone_cells(passages: Sequence[ReadPassage]) -> list[str]:
    """The cells that stand alone in the first rows of a list that begins with its title."""
    rows = Counter(each.place.row for each in passages[:_FIRST])
    return [each.text for each in passages[:_FIRST] if rows[each.place.row] == 1 and (each.place.row or 0) <= _LAST_ROW]


def _only_names(text: str, headings: Headings) -> bool:
    """Whether a text is a heading of a stage or a level: there the results begin."""
    named = headings.named(text)
    return not named.rest and bool(named.stage or named.level)


def _only(keys: set[str]) -> str:
    return keys.pop() if len(keys) == 1 else ""


def _domains_in(text: str, headings: Headings, *, is_title: bool = False) -> Iterator[str]:
    """The domains that a text names as such: "Target" begins many sentences that are about something else.

    A title may write a name of several words small: "results for the legislative framework".
    """
    said = "|".join(map(re.escape, headings.framework.words.domain.values()))
    for domain in headings.framework.domains:
        for name in domain.name.values():
            alone = rf"{_BEFORE}{re.escape(name)}{_AFTER}"
            called = rf"\b{re.escape(name)} (?i:{said})\b|\b(?i:{said}):? ?[\"“]?{re.escape(name)}\b"
            words = (name.lower(), text.lower()) if is_title else (name, text)
            if re.search(f"{alone}|{called}", text) or (" " in name and words[0] in words[1]):
                yield domain.key
                break


def _levels_in(text: str, headings: Headings) -> Iterator[str]:
    """The levels that a title names by their names: "Level 2", of whichever domain."""
    for _, level, _ in headings.framework.sheets():
        names = filter(None, level.name.values()) if level else ()
        if level and any(re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) for name in names):
            yield level.key

"""Parts of a file that tell of an earlier time: a sheet "Completed actions", a heading "Previous review". Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from system_review.documents.interpreter.draft import Draft
from system_review.documents.interpreter.matching import plain, words_of
from system_review.documents.interpreter.vocabulary import EARLIER_PARTS, EARLIER_WORDS
from system_review.documents.readers.passages import ReadPassage
from system_review.documents.rules.words import PassageRole
from system_review.errors import Why

_DOUBTFUL = 0.6
_LONGEST = 10  # words of a title
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TAKEN = frozenset({PassageRole.FINDING, PassageRole.ACTION, PassageRole.RATING})


def doubt_earlier_parts(draft: Draft) -> None:
    """Nothing that stands in a part of an earlier time is sure: it may be kept, or left out, by a person."""
    titles = _earlier(draft.passages)
    for number, suggestion in enumerate(draft.suggestions):
        title = titles.get(suggestion.stretches[0].passage) if suggestion.stretches else None
        if title and suggestion.role in _TAKEN and suggestion.confidence > _DOUBTFUL:
            why = Why("It stands under “{title}”, which may tell of an earlier time", title=title)
            draft.change(number, confidence=_DOUBTFUL, reason=why)


def _earlier(passages: Sequence[ReadPassage]) -> dict[int, str]:
    """The passages that stand in a part of an earlier time, with that part's title."""
    titles = list(_titles(passages))
    old = _older_years([title for _, _, title in titles])
    found: dict[int, str] = {}
    open_title, open_level = "", 0
    at = {number: (level, title) for number, level, title in titles}
    for number in range(len(passages)):
        if number in at:
            level, title = at[number]
            if open_title and level <= open_level:
                open_title = ""
            if not open_title and (title in old or _says_earlier(title)):
                open_title, open_level = title, level
        if open_title:
            found[number] = open_title
    return found


def _titles(passages: Sequence[ReadPassage]) -> Iterator[tuple[int, int, str]]:
    """The first passage of each sheet and each heading, with its level (0 for a sheet) and its words."""
    sheet = None
    for number, passage in enumerate(passages):
        if passage.place.sheet and passage.place.sheet != sheet:
            sheet = passage.place.sheet
            yield number, 0, sheet
        elif passage.look.heading and passage.place.table is None:
            yield number, passage.look.heading, passage.text.strip()


def _older_years(titles: Sequence[str]) -> set[str]:
    """Of titles that are the same but for their year, all but the latest."""
    alike: dict[str, set[str]] = defaultdict(set)
    for title in titles:
        if _YEAR.search(title):
            alike[plain(_YEAR.sub(" ", title))].add(title)
    return {title for same in alike.values() for title in sorted(same, key=_YEAR.findall)[:-1]}


def _says_earlier(title: str) -> bool:
    words = words_of(title)
    return len(words) <= _LONGEST and bool({*words} & (EARLIER_WORDS | EARLIER_PARTS))

"""The look of a paragraph of Word, from the looks of its stretches and what it takes over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from system_review.documents.readers.passages import Look
from system_review.documents.readers.word.inline import Stretch
from system_review.documents.readers.word.letters import Letters

_WHITE = "#FFFFFF"


def visible_and_hidden(stretches: Iterable[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    """The stretches that a reader of the file sees, and those that are hidden text."""
    seen: list[Stretch] = []
    hidden: list[Stretch] = []
    for stretch in stretches:
        (hidden if stretch.letters.hidden else seen).append(stretch)
    return seen, hidden


def look_of(stretches: Sequence[Stretch], fills: Iterable[str | None], settled: Look) -> Look:
    """The look: `settled` has what does not depend on the letters, `fills` are shadings, the strongest first."""
    letters = [stretch.letters for stretch in stretches if not stretch.text.isspace()]
    first = letters[0] if letters else Letters()
    is_one = len(set(letters)) == 1
    pen = first.fill if is_one or all(one.fill == first.fill for one in letters) else None
    ink = first.ink if is_one or all(one.ink == first.ink for one in letters) else None
    return Look(
        fill=next((fill for fill in (*fills, pen) if fill and fill != _WHITE), None),
        ink=ink if ink and ink != _WHITE else None,
        bold=bool(letters) and all(one.bold for one in letters),
        struck=bool(letters) and all(one.struck for one in letters),
        heading=settled.heading,
        listed=settled.listed,
        mark=settled.mark,
        hidden=settled.hidden or (bool(letters) and all(one.hidden for one in letters)),
        repeats=settled.repeats,
        names=settled.names,
        by=settled.by,
        size=first.size if is_one else _size(stretches),
    )


def _size(stretches: Sequence[Stretch]) -> float | None:
    sizes: Counter[float | None] = Counter()
    for stretch in stretches:
        sizes[stretch.letters.size] += len(stretch.text)
    return sizes.most_common(1)[0][0] if sizes else None

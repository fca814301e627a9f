"""The account of every character: which characters of a document a piece of text stands for. Pure.

A document's text is kept whole. Each piece names the stretches of it that it stands for, so that pieces can be
joined, split and reworded in any way while all of them together still account for all that is not white space.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from system_review.errors import Why

BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Source:
    """A stretch of the document's text, from `start` up to but not including `end`, and where it stands, in words."""

    start: int
    end: int
    place: str


def wordings(whole: str, sources: Iterable[Source]) -> list[tuple[str, str]]:
    """Each place with the words that stand there; neighbours of the same place are one, with what is between them."""
    return [(run.place, whole[run.start : run.end]) for run in _runs(whole, sources)]


def stretches(whole: str, sources: Iterable[Source]) -> list[tuple[Source, ...]]:
    """The sources, those of one place together where only white space is between them."""
    runs: list[list[Source]] = []
    for source in sources:
        last = runs[-1][-1] if runs else None
        if last and last.place == source.place and _follows(whole, last, source):
            runs[-1].append(source)
        else:
            runs.append([source])
    return [tuple(run) for run in runs]


def _runs(whole: str, sources: Iterable[Source]) -> list[Source]:
    return [Source(run[0].start, run[-1].end, run[0].place) for run in stretches(whole, sources)]


def _follows(whole: str, one: Source, other: Source) -> bool:
    return one.end <= other.start and not whole[one.end : other.start].strip()


def place_of(sources: Iterable[Source], *, longest: int = 200) -> str:
    """The places of all sources in one line, each once."""
    line = "; ".join(dict.fromkeys(source.place for source in sources))
    return line if len(line) <= longest else line[: longest - 1] + "…"


def why_not_whole(whole: str, sources: Iterable[Source]) -> Why | None:
    """What the sources of all pieces count twice or leave out of a document; None if they account for all of it."""
    end = 0
    for source in sorted(sources, key=lambda each: each.start):
        if source.start < end or source.end <= source.start:
            return Why("The characters from {start} on are accounted for twice", start=source.start)
        if lost := _words_in(whole, end, source.start):
            return Why("“{words}” at character {start} is not accounted for", words=lost, start=end)
        end = source.end
    if lost := _words_in(whole, end, len(whole)):
        return Why("“{words}” at character {start} is not accounted for", words=lost, start=end)
    return None


def _words_in(whole: str, start: int, end: int) -> str:
    gap = whole[start:end]
    return (gap.lstrip(BYTE_ORDER_MARK) if start == 0 else gap).strip()


def divided(whole: str, sources: Sequence[Source], text: str, cuts: Sequence[int]) -> list[tuple[Source, ...]]:
    """The sources of each part when `text`, which stands for `sources`, is cut at these places, in rising order.

    White space is not counted. A reworded text is laid beside the original from both ends: what lies between the
    first and the last difference is divided in proportion. A part may come out empty.
    """
    solid = [(at, number) for number, source in enumerate(sources) for at in _solid_in(whole, source)]
    mine, theirs = _solid(text), "".join(whole[at] for at, _ in solid)
    head, tail = _alike(mine, theirs)
    marks, counted, start = [0], 0, 0
    for cut in cuts:
        counted, start = counted + len(_solid(text[start:cut])), cut
        marks.append(_beside(counted, len(mine), len(theirs), head, tail))
    marks.append(len(theirs))
    return [_stretch(sources, solid[first:last]) for first, last in pairwise(marks)]


def same_words(text: str, other: str) -> bool:
    """Whether two texts differ in white space at most."""
    return _solid(text) == _solid(other)


def _solid(text: str) -> str:
    return "".join(text.split())


def _solid_in(whole: str, source: Source) -> Iterable[int]:
    return (at for at in range(source.start, source.end) if not whole[at].isspace())


def _alike(mine: str, theirs: str) -> tuple[int, int]:
    """How many characters two texts share at their beginning, and then at their end."""
    shorter = min(len(mine), len(theirs))
    head = next((at for at in range(shorter) if mine[at] != theirs[at]), shorter)
    rest = shorter - head
    return head, next((at for at in range(rest) if mine[-1 - at] != theirs[-1 - at]), rest)


def _beside(count: int, mine: int, theirs: int, head: int, tail: int) -> int:
    """How many characters of the original stand before the place that has `count` characters of the text before it."""
    if count <= head:
        return count
    if mine - count <= tail:
        return theirs - (mine - count)
    return head + round((count - head) * (theirs - tail - head) / (mine - tail - head))


def _stretch(sources: Sequence[Source], solid: Sequence[tuple[int, int]]) -> tuple[Source, ...]:
    """These characters, each with the number of its source, as stretches."""
    ends: dict[int, tuple[int, int]] = {}
    for at, number in solid:
        ends[number] = (ends.get(number, (at, at))[0], at + 1)
    return tuple(Source(start, end, sources[number].place) for number, (start, end) in ends.items())

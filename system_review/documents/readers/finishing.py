"""The last step of every reader: what cannot be kept is refused, what is too long is cut, what is too much is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from system_review.documents.readers.passages import Reading, ReadPassage, Shade
from system_review.errors import Refused, Why
from system_review.texts import LONGEST, held, why_not_hold

MOST_PASSAGES = 5_000

_SPACES = re.compile(r"\s+")


def finished(
    passages: Iterable[ReadPassage],
    swept: int,
    *,
    told: Iterable[Why] = (),
    title: str = "",
    encoding: str = "",
    shades: Iterable[Shade] = (),
    most: int = MOST_PASSAGES,
    empty: Why | None = None,
) -> Reading:
    """The reading. `empty` is the sentence for a file without words, `most` how many passages it may have.

    Raises `Refused` for a file without words, with too many passages, or with characters that cannot be stored.
    """
    kept = _all_held(list(passages))
    if not kept:
        raise Refused(empty or Why("There are no words in this file"))
    sentences = list(told)
    if count := sum(len(passage.text) > LONGEST for passage in kept):
        sentences.append(
            Why("Paragraphs longer than {most} characters were cut into parts: {count}", most=LONGEST, count=count)
        )
    parts = [part for passage in kept for part in _in_parts(passage)]
    if len(parts) > most:
        raise Refused(
            Why(
                "This file has {count} paragraphs, and at most {most} can be brought in at once. Bring it in in parts.",
                count=f"{len(parts):,}",
                most=f"{most:,}",
            )
        )
    return Reading("", tuple(parts), swept, encoding, tuple(sentences), title, tuple(shades))


def _all_held(passages: list[ReadPassage]) -> list[ReadPassage]:
    """The passages as they can be stored. All are looked at together first: in nearly every file nothing is amiss."""
    whole = "".join([passage.text for passage in passages])
    if "\r" not in whole and why_not_hold(whole, longest=len(whole)) is None:
        return passages
    return [_held(passage) for passage in passages]


def _held(passage: ReadPassage) -> ReadPassage:
    text = held(passage.text, longest=len(passage.text))
    return passage if text == passage.text else replace(passage, text=text)


def _in_parts(passage: ReadPassage) -> Iterator[ReadPassage]:
    if len(passage.text) <= LONGEST:
        yield passage
        return
    pieces = list(cut(passage.text))
    for number, (text, between) in enumerate(pieces, start=1):
        after = passage.after if number == len(pieces) else between
        yield replace(passage, text=text, after=after, place=replace(passage.place, piece=number))


def cut(paragraph: str) -> Iterator[tuple[str, str]]:
    """A paragraph in parts that can be kept, each with the white space after it.

    One longer than a text may be is cut at the end of a line, else of a word, else anywhere.
    """
    while len(paragraph) > LONGEST:
        at = max(paragraph.rfind("\n", LONGEST // 2, LONGEST), -1)
        if at < 0:
            at = max((found.start() for found in _SPACES.finditer(paragraph, LONGEST // 2, LONGEST)), default=LONGEST)
        part = paragraph[:at].rstrip()
        rest = paragraph[len(part) :]
        between = rest[: len(rest) - len(rest.lstrip())]
        yield part, between
        paragraph = rest[len(between) :]
    yield paragraph, ""

"""The entries of a cell: its paragraphs, bullets and numbered items, each with the characters it stands for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.sentences import task_score
from system_review.documents.interpreter.understanding import Stretch
from system_review.documents.interpreter.vocabulary import NOTHING
from system_review.documents.readers.passages import Look, ReadPassage

_BULLET = re.compile(r"\s*(?:[•·▪▫◦‣●○■□➢➤►▶✓✔❖»→⇒➔➜➙⟶*\uf000-\uf0ff–—-]|o(?=\s))[\s\u00a0]+")
_NUMBER = re.compile(
    r"(?!\s*[(\[](?-i:[RAGY])[)\]])"  # "(R)" before a finding is its colour
    r"\s*[(\[]?(\d{1,2}[a-h]?|(?-i:[RAG])\d{1,2}|[a-z])[.):\]](?:[\s\u00a0]+|(?=[A-Z]))",
    re.IGNORECASE,
)
_INLINE_NUMBER = re.compile(r"(?:(?<=\s)|^)[(\[]?(\d{1,2})[.)\]]\s+(?=\S)")
_ENDED = re.compile(r"[.?!:;…][\"'”’)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a cell. `mark` is its number ("2"), "•" for a bullet, "" for a plain paragraph."""

    text: str
    stretches: tuple[Stretch, ...]
    mark: str = ""
    look: Look = Look()  # noqa: RUF009  # frozen
    sign: str = ""  # its bullet or number as it is written, by which points under a point are known

    @property
    def is_nothing(self) -> bool:
        """Whether it only says that there is nothing."""
        said = plain(self.text)
        return not said or said in NOTHING


def entries_of(passages: Sequence[ReadPassage], numbers: Iterable[int], *, joins: bool = True) -> list[Entry]:
    """The entries of a cell, in order. A line that goes on in the next is joined with it, if `joins`."""
    entries: list[Entry] = []
    for number in numbers:
        for start, end in _lines(passages[number].text):
            for entry in _numbered(_entry(passages[number], number, start, end)):
                if joins and entries and (_goes_on(entries[-1], entry) or _over_page(passages, entries[-1], entry)):
                    entries[-1] = joined(entries[-1], entry)
                elif entry.text:
                    entries.append(entry)
    return entries


def joined(one: Entry, other: Entry) -> Entry:
    """One entry of two, with a space between."""
    return replace(one, text=f"{one.text} {other.text}".strip(), stretches=(*one.stretches, *other.stretches))


def part_of(entry: Entry, start: int, end: int) -> Entry:
    """Characters `start` to `end` of an entry's text, with what they stand for in its passages.

    Stretches of an entry lie in the order of its text; the text joins them with single spaces and without their marks.
    """
    if start == 0 and end == len(entry.text) and len(entry.stretches) == 1 and entry.text == entry.text.strip() != "":
        return entry
    left, pieces, at = entry.text[start:end], [], 0
    end = start + len(left.rstrip())
    for stretch, length in _lengths(entry):
        first, last = max(start, at), min(end, at + length)
        if first < last:
            offset = stretch.end - length
            pieces.append(Stretch(stretch.passage, offset + first - at, offset + last - at))
        at += length + 1
    if pieces and start == 0:
        pieces[0] = replace(pieces[0], start=entry.stretches[0].start)
    return replace(entry, text=left.strip(), stretches=tuple(pieces))


def _lengths(entry: Entry) -> Iterator[tuple[Stretch, int]]:
    """Each stretch with how many characters of the entry's text it gave: the first lost its bullet or number."""
    rest = sum(stretch.end - stretch.start + 1 for stretch in entry.stretches[1:])
    for at, stretch in enumerate(entry.stretches):
        yield stretch, (len(entry.text) - rest if at == 0 else stretch.end - stretch.start)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    if "\n" not in text and text and not text[0].isspace() and not text[-1].isspace():
        yield 0, len(text)
        return
    at = 0
    for line in text.split("\n"):
        start = at + len(line) - len(line.lstrip())
        end = at + len(line.rstrip())
        if start < end:
            yield start, end
        at += len(line) + 1


def _entry(passage: ReadPassage, number: int, start: int, end: int) -> Entry:
    text, mark, sign = passage.text[start:end], "", ""
    if _begins_plainly(text):
        if not (start == 0 and passage.look.listed):
            return Entry(text, (Stretch(number, start, end),), "", passage.look, "")
    if bullet := _BULLET.match(text):
        text, mark, sign = text[bullet.end() :], "•", bullet.group().strip()
    elif (numbered := _NUMBER.match(text)) and len(text) > numbered.end():
        text, mark = text[numbered.end() :], numbered.group(1)
    elif start == 0 and passage.look.listed:
        mark = passage.look.mark.strip("().: ") or "•"
        mark, sign = ("•", mark) if not mark[0].isalnum() or mark == "o" else (mark, mark)
    return Entry(text.strip(), (Stretch(number, start, end),), mark, passage.look, sign or mark)


def _begins_plainly(text: str) -> bool:
    """Whether it is a line of words that surely begins with no bullet and no number: most do."""
    return text[:1].isalpha() and text[0] != "o" and text[1:2].isalpha()


def _numbered(entry: Entry) -> Iterable[Entry]:
    """An entry that runs "1. … 2. … 3. …" on in one paragraph, as several."""
    if not entry.mark.isdigit():
        return [entry]
    wanted, cuts = int(entry.mark) + 1, []
    for found in _INLINE_NUMBER.finditer(entry.text):
        if int(found.group(1)) == wanted and found.start() > 0:
            cuts.append(found)
            wanted += 1
    if not cuts:
        return [entry]
    starts = [0, *(cut.start() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(entry.text)]
    parts = [part_of(entry, start, end) for start, end in zip(starts, ends, strict=True)]
    marks = [entry.mark, *(cut.group(1) for cut in cuts)]
    lengths = [0, *(cut.end() - cut.start() for cut in cuts)]
    return [
        replace(part, mark=mark, text=part.text[length:].strip())
        for part, mark, length in zip(parts, marks, lengths, strict=True)
    ]


def _goes_on(one: Entry, other: Entry) -> bool:
    """Whether a sentence goes on in the next line or paragraph."""
    if other.mark or not other.text or not one.text:
        return False
    return other.text[0].islower() and not _ENDED.search(one.text)


def _over_page(passages: Sequence[ReadPassage], one: Entry, other: Entry) -> bool:
    """Whether the second entry is the rest of a paragraph that a page's end cut in two."""
    last, first = (passages[stretch.passage] for stretch in (one.stretches[-1], other.stretches[0]))
    if last.place.page == first.place.page or other.mark or not one.text:
        return False
    if other.text[:1].islower():
        return one.text.rstrip()[-1:] not in ".?!"
    if last.place.table is not None:
        return last.look.ends_line and task_score(other.text) <= 0
    return not _ENDED.search(one.text)

"""Where a chain does not hold: every place, and what was done there. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain, pairwise

from system_review.audit.rules import START, Link, hash_of
from system_review.errors import Why

FAR = 50  # how far from its place an event is looked for by its hash, where no head was noted


class Done(StrEnum):
    """What was done to a chain behind its back."""

    CHANGED = "changed"
    REMOVED = "removed"
    REORDERED = "reordered"
    INSERTED = "inserted"
    CUT_OFF = "cut off"
    REWRITTEN = "rewritten"
    OLDER = "older database"
    TEXT_CHANGED = "text changed"
    TEXT_MISSING = "text missing"
    TEXT_ADDED = "text added"


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a chain does not hold."""

    seq: int
    done: Done
    why: Why


@dataclass
class Walk:
    """A walk along one chain. `faults()` gives what is wrong with its links, in their order.

    `head` is the number and hash of the chain's head row; `noted` what is remembered outside the database, by number:
    a hash, or several where head files of several machines do not agree. `links` come in the order of their numbers,
    and are read once.
    """

    head: tuple[int, str]
    noted: Mapping[int, Collection[str]]
    seq: int = 0
    hash: str = START
    _inserted: int = 0  # events that were put in between: those after them were counted up
    _astray: set[str] = field(default_factory=set)  # hashes of events that stand elsewhere than they were written
    _written_anew: bool = False

    def faults(self, links: Iterable[Link]) -> Iterator[Fault]:
        """What is wrong, from the first link to the end of the chain."""
        for link, after in pairwise(chain(links, (None,))):
            if link is not None:
                yield from self._of(link, after)
        yield from self._of_end()

    def _of(self, link: Link, after: Link | None) -> Iterator[Fault]:
        if link.seq > self.seq + 1:
            yield _removed(self.seq + 1, link.seq - 1)
            self._astray.add(link.prev)
        if link.prev != self.hash and link.prev not in self._astray:
            was = self._was(link)
            if was is None and after is not None and after.prev == self.hash and after.seq == link.seq + 1:
                yield Fault(link.seq, Done.INSERTED, Why("event {seq} was put in afterwards", seq=link.seq))
                self._inserted += 1
                self.seq = link.seq  # the hash stays: what comes after follows the one before
                return
            yield _misplaced(link.seq, was)
            self._astray.add(link.hash)
        elif not self._fits(link):
            yield Fault(link.seq, Done.CHANGED, Why("event {seq} was changed", seq=link.seq))
        elif not self._written_anew and {link.hash, *self.noted.get(link.seq - self._inserted, ())} != {link.hash}:
            self._written_anew = True
            why = Why("event {seq} is not the one that was noted outside the database", seq=link.seq)
            yield Fault(link.seq, Done.REWRITTEN, why)
        self._astray.discard(link.prev)
        self.seq, self.hash = link.seq, link.hash

    def _fits(self, link: Link) -> bool:
        """Whether an event has the hash of its number and text; after one that was put in, that of its old number."""
        return link.hash in {hash_of(seq, link.prev, link.body) for seq in (link.seq, link.seq - self._inserted)}

    def _was(self, link: Link) -> int | None:
        """Under which other number an event was written, if it was not far away."""
        near = range(max(1, link.seq - FAR), link.seq + FAR)
        return next((seq for seq in near if seq != link.seq and hash_of(seq, link.prev, link.body) == link.hash), None)

    def _of_end(self) -> Iterator[Fault]:
        last, told = self.head
        if last > self.seq:
            yield _cut_off(self.seq + 1, last)
        elif last not in (self.seq, self.seq - self._inserted):
            why = Why("the events after {seq} were added behind the end of the history", seq=last)
            yield Fault(last, Done.INSERTED, why)
        elif told != self.hash:
            why = Why("the end of the history was rewritten at event {seq}", seq=self.seq)
            yield Fault(self.seq, Done.REWRITTEN, why)
        newest = max(self.noted, default=0)
        if newest > max(last, self.seq):
            why = Why(
                "the events from {first} to {last} are missing: the database is older than its head file",
                first=self.seq + 1,
                last=newest,
            )
            yield Fault(self.seq + 1, Done.OLDER, why)


def _misplaced(seq: int, was: int | None) -> Fault:
    """An event that does not follow the one before it: another's, or one whose link was changed."""
    if was is None:
        return Fault(seq, Done.CHANGED, Why("event {seq} does not follow the one before it", seq=seq))
    why = Why("event {seq} was put out of its place: it was event {was}", seq=seq, was=was)
    return Fault(seq, Done.REORDERED, why)


def _removed(first: int, last: int) -> Fault:
    if first == last:
        return Fault(first, Done.REMOVED, Why("event {seq} is missing from the history", seq=first))
    why = Why("the events from {first} to {last} are missing from the history", first=first, last=last)
    return Fault(first, Done.REMOVED, why)


def _cut_off(first: int, last: int) -> Fault:
    why = Why(
        "the end of the history was cut off: the events from {first} to {last} are missing", first=first, last=last
    )
    return Fault(first, Done.CUT_OFF, why)


@dataclass(frozen=True, slots=True)
class Erasing:
    """An event that took words out of an earlier one: its number, and what now stands for them ("" if nothing)."""

    by: int
    commitment: str


@dataclass(frozen=True, slots=True)
class Erased:
    """Words of an event that another event took out, or replaced by a mark."""

    seq: int
    field: str
    by: int


def checked_texts(
    seq: int, said: Mapping[str, str], kept: Mapping[str, str], erasings: Mapping[tuple[int, str], Erasing]
) -> tuple[list[Fault], list[Erased]]:
    """What is wrong with the words of one event, and which of them another event took out.

    `said` are the commitments in the hashed text, `kept` those of the words that are there, both by field.
    """
    faults: list[Fault] = []
    erased: list[Erased] = []
    for name in sorted({*said, *kept}):
        erasing = erasings.get((seq, name))
        if name not in said:
            faults.append(_of_text(seq, name, Done.TEXT_ADDED))
        elif kept.get(name, "") == (erasing.commitment if erasing else said[name]):
            if erasing:
                erased.append(Erased(seq, name, erasing.by))
        else:
            faults.append(_of_text(seq, name, Done.TEXT_CHANGED if name in kept else Done.TEXT_MISSING))
    return faults, erased


def _of_text(seq: int, name: str, done: Done) -> Fault:
    why = {
        Done.TEXT_ADDED: Why("what event {seq} says in {field} was added afterwards", seq=seq, field=name),
        Done.TEXT_CHANGED: Why("what event {seq} says in {field} was changed", seq=seq, field=name),
        Done.TEXT_MISSING: Why(
            "what event {seq} says in {field} is missing, and no event says that it was taken out", seq=seq, field=name
        ),
    }[done]
    return Fault(seq, done, why)

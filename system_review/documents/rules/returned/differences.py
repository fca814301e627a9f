"""What a file of ours that came back says otherwise than the review does now. Pure.

A difference is what somebody changed in the file. Where the product changed it as well since the file was made, or the
file cannot tell, nothing is sure: a person looks at both.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from system_review.documents import likeness
from system_review.documents.rules.returned.grids import BRIEF
from system_review.documents.rules.returned.matching import Match, matched
from system_review.documents.rules.returned.present import DUE_IN_LIST, RATING_IN_LIST, Known, Present
from system_review.documents.rules.returned.things import Returned, Said, Thing, What
from system_review.documents.rules.returned.words import due_in, lead_left, same, with_day
from system_review.documents.writers.entries import brief
from system_review.documents.writers.marks import Extent
from system_review.errors import Why
from system_review.reviews.rules.words import Priority, Status, Unrated

_MOST_GONE = 3  # things that may be missing whatever the size of the file; else a part of it was cut out
_SAME_NOTE = 85


class Kind(StrEnum):
    """What is different."""

    TEXT = "text"
    STAGE = "stage"
    COLOUR = "colour"
    LEAD = "lead"
    DUE = "due"
    STATUS = "status"
    DIFFERENCE = "difference made"
    PRIORITY = "priority"
    NOTE = "note"
    COMMENT = "comment"
    RATING = "rating"
    NEW_FINDING = "new finding"
    NEW_ACTION = "new action"
    GONE = "gone"


BY_WORDS = Why("The file no longer names it; it was found by its words")
HERE_TOO = Why("It was changed here as well since the file was made")
NOT_TOLD = Why("The file does not tell what stood there when it was made")
TWICE = Why("The file says two things about it")
JUDGED = Why("A person judges this")
UNDERNEATH = Why("Somebody wrote it under the action: it can be kept as a progress note")
GOES_ON = Why("Somebody wrote a further paragraph under it: look whether it belongs to it")
NEW = Why("It is new: look at where it stands")
GONE = Why("It is not in the file any more")
NO_STATUS = Why("These words are no status that is known here: they can be kept as a progress note")
EMPTIED = Why("It was emptied in the file")
NO_DAY = Why("These words are no day that is known here: they can be kept as they are, without a day")
OTHER_DAY = Why("Look whether the words and the day in the file agree")
TEXT_EMPTIED = Why("The text was emptied in the file")
NO_PRIORITY = Why("These words are no priority that is known here")
NEAR_NOTE = Why("It is nearly a note that is here already")
NOWHERE = Why("The file does not tell which finding it is for: add it on the sheet")
NO_STAGE = Why("The file does not tell its stage and its colour: add it on the sheet")
_FIELDS = (
    (Kind.TEXT, "text"),
    (Kind.STAGE, "stage"),
    (Kind.COLOUR, "colour"),
    (Kind.LEAD, "lead"),
    (Kind.DUE, "due"),
    (Kind.DUE, DUE_IN_LIST),
    (Kind.STATUS, "status"),
    (Kind.DIFFERENCE, "difference"),
    (Kind.PRIORITY, "priority"),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the file says otherwise. `about` is the public id of a finding, an action or a stage.

    `theirs` is what the file says, `ours` what stands here now, `print` the fingerprint of what was exported. `doubt`
    says why it is not sure; `may_take` whether it can be taken at all. Of something new `about` is "": `spot`,
    `colour`, `under` (an id, or the key of a new finding) and `further` say what it is.
    """

    kind: Kind
    what: What
    about: str
    theirs: str
    ours: str = ""
    print: str = ""
    doubt: Why | None = None
    may_take: bool = True
    place: str = ""
    by: str = ""
    spot: str = ""
    colour: str = ""
    under: str = ""
    further: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_sure(self) -> bool:
        """Whether it may be taken with all the others that are."""
        return self.doubt is None

    @property
    def key(self) -> str:
        """Its name in forms: another one as soon as either side changes."""
        parts = (self.kind, self.about, self.theirs, self.ours, self.spot, self.colour, self.under)
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def differences(
    returned: Returned, present: Present, *, exported: Collection[str] | None = None, base: Present | None = None
) -> list[Difference]:
    """Everything that is different, in the order of the file.

    `exported` are the ids of what was in the review when the file was made; None where that is not known. `base` is the
    review as it was then, where it was kept: what the file says as it stood there was changed by nobody.
    """
    return _Comparing(returned, present, exported, base).all()


class _Comparing:
    def __init__(
        self, returned: Returned, present: Present, exported: Collection[str] | None, base: Present | None
    ) -> None:
        self.things, self.present, self.returned = returned.things, present, returned
        self.exported, self.base = exported, base
        self.matches = matched(returned.things, present)
        self.new: dict[int, Difference] = {}  # findings that are new, by number

    def all(self) -> list[Difference]:
        groups: dict[str, list[int]] = defaultdict(list)
        for number, match in sorted(self.matches.items()):
            groups[match.id].append(number)
        found: list[Difference] = []
        for name, numbers in groups.items():
            found += self._of_one(name, numbers)
        found += self._ratings()
        found += self._new_findings()
        found += self._new_actions()
        found += self._comments()
        found += self._gone(groups)
        return list({each.key: each for each in found}.values())

    def _known(self, name: str) -> Known:
        return self.present.findings.get(name) or self.present.actions[name]  # every match is one of these

    def _of_one(self, name: str, numbers: Sequence[int]) -> Iterator[Difference]:
        """What the places of the file that are one finding or action say of it."""
        known, what = self._known(name), self.things[numbers[0]].what
        for kind, key in _FIELDS:
            places = [
                (number, self._beside_base(self.things[number].said[key], name, key))
                for number in numbers
                if key in self.things[number].said
            ]
            yield from self._of_field(kind, key, known, what, places)
        for number in numbers:
            yield from self._notes(known, self.things[number], self.matches[number])

    def _beside_base(self, said: Said, name: str, key: str) -> Said:
        """What the file cannot tell of a field, whether somebody changed it: by what stood there when it was made."""
        before = self.base.known(name) if self.base else None
        if before is None or said.edited is not None:
            return said
        return replace(said, edited=not same(said.value, before.value(key)), print=before.prints.get(key, ""))

    def _of_field(
        self, kind: Kind, key: str, known: Known, what: What, places: Sequence[tuple[int, Said]]
    ) -> Iterator[Difference]:
        ours = known.value(key)
        told = [(n, _meant(kind, said, ours)) for n, said in places if said.edited is not False]
        changed = [(n, said) for n, said in told if not same(said.value, ours)]
        certain = [pair for pair in changed if pair[1].edited]
        chosen = {said.value: (number, said) for number, said in reversed(certain or changed)}
        for value, (number, said) in chosen.items():
            if key in ("stage", "colour", "priority") and not value.strip():
                continue
            thing = self.things[number]
            if kind is Kind.STATUS and value not in set(Status):
                if value.strip():
                    yield Difference(
                        Kind.NOTE, what, known.id, value, print=said.print, doubt=NO_STATUS, place=thing.place
                    )
                continue
            doubt = _why_not_take(kind, value)
            doubt = doubt or self._doubt(number, kind, said, known.prints.get(key, ""), several=len(chosen) > 1)
            doubt = doubt or _doubt_of_what_stands_there(kind, said, ours)
            yield Difference(
                kind, what, known.id, value, ours=ours, print=said.print, doubt=doubt, place=thing.place,
                may_take=doubt not in (TEXT_EMPTIED, NO_PRIORITY),
            )  # fmt: skip

    def _doubt(self, number: int, kind: Kind, said: Said, now: str, *, several: bool) -> Why | None:
        if not self.matches[number].by_name:
            return BY_WORDS
        if said.edited is None:
            return NOT_TOLD
        if said.print != now:
            return HERE_TOO
        if several:
            return TWICE
        if kind is Kind.TEXT and self.things[number].goes_on:
            return GOES_ON
        return JUDGED if kind in (Kind.STAGE, Kind.COLOUR) else None

    def _notes(self, known: Known, thing: Thing, match: Match) -> Iterator[Difference]:
        """Lines in the place for progress that are no note here yet; those beside each other are one."""
        here = [line for note in known.notes for line in note.split("\n")]
        lines = [line for line in thing.value("notes").split("\n") if line.strip()]
        fresh = [line for line in lines if not any(same(line, each) for each in here)]
        text = "\n".join(fresh).strip()
        if not text:
            return
        near = any(likeness.ratio(line, each) >= _SAME_NOTE or each in line for line in fresh for each in here)
        doubt = NEAR_NOTE if near else None if match.by_name else BY_WORDS
        if thing.goes_on:
            doubt = doubt or UNDERNEATH
        if any(same(text, each) or same(text, each.partition(": ")[2]) for each in known.notes):
            return
        yield Difference(Kind.NOTE, What.ACTION, known.id, text, doubt=doubt, place=thing.place)

    def _ratings(self) -> Iterator[Difference]:
        """Ratings that the file gives otherwise. That of one place has the place's own, which are not compared."""
        if self.returned.source.extent == Extent.ONE_PLACE:
            return
        by_stage: dict[str, list[tuple[Thing, Said]]] = defaultdict(list)
        for thing in self.things:
            if thing.what is What.RATING:
                name = thing.id if thing.id in self.present.stages else self.present.stage_at.get(thing.spot, "")
                if name:
                    by_stage[name].append((thing, thing.said["rating"]))
        for name, places in by_stage.items():
            known = self.present.stages[name]
            ours = known.values["rating"]
            told = [(thing, said) for thing, said in places if said.value and said.value != ours]
            untouched = any(said.edited is False for _, said in places)
            certain = {said.value: (thing, said) for thing, said in reversed(told) if said.edited}
            for thing, said in reversed(certain.values()) if certain else told[:1]:
                if said.edited is False or (not certain and (untouched and self._moved_on(known, places))):
                    continue
                doubt = HERE_TOO if _is_other_here(known, thing, said) else JUDGED
                yield Difference(
                    Kind.RATING, What.RATING, name, said.value, ours=ours, print=said.print, doubt=doubt,
                    place=thing.place, may_take=said.value != Unrated.NOT_RATED,
                )  # fmt: skip

    @staticmethod
    def _moved_on(known: Known, places: Sequence[tuple[Thing, Said]]) -> bool:
        """Whether only the review changed the rating since: the file still has what was exported."""
        return any(_is_other_here(known, thing, said) for thing, said in places)

    def _new_findings(self) -> Iterator[Difference]:
        for number, thing in enumerate(self.things):
            if thing.what is not What.FINDING or number in self.matches or not thing.value("text").strip():
                continue
            if thing.id and thing.said["text"].edited is False:
                continue  # a row that was copied and left as it is, or something archived here since
            ready = bool(thing.spot in self.present.stage_at and thing.colour)
            made = Difference(
                Kind.NEW_FINDING, What.FINDING, "", thing.value("text"), doubt=NEW if ready else NO_STAGE,
                may_take=ready, place=thing.place, spot=thing.spot, colour=thing.colour,
            )  # fmt: skip
            twin = next((each for each in self.new.values() if same(each.theirs, made.theirs)), None)
            self.new[number] = twin or made
            if twin is None:
                yield made

    def _new_actions(self) -> Iterator[Difference]:
        told: set[str] = set()
        for number, thing in enumerate(self.things):
            words = thing.value("text") or thing.value(BRIEF)
            if thing.what is not What.ACTION or number in self.matches or not words.strip():
                continue
            text = " ".join(words.split())
            unedited = "text" in thing.said and thing.said["text"].edited is False
            if text in told or brief(text) in told or (thing.id and unedited):
                continue
            told |= {text, brief(text)}
            under = self._under(thing)
            yield Difference(
                Kind.NEW_ACTION, What.ACTION, "", words, doubt=NEW if under else NOWHERE,
                may_take=bool(under), place=thing.place, spot=thing.spot, colour=thing.colour, under=under,
                further={
                    "lead": thing.value("lead"),
                    "due": _due_of_new(thing),
                    "status": thing.value("status") if thing.value("status") in set(Status) else "",
                    "note": thing.value("notes"),
                },
            )  # fmt: skip

    def _under(self, thing: Thing) -> str:
        """The finding that a new action is for: an id, or the key of one that is new itself; "" if it is not told."""
        if thing.under is not None:
            if match := self.matches.get(thing.under):
                return match.id
            return self.new[thing.under].key if thing.under in self.new else ""
        first = thing.under_number.split(",")[0].strip()
        for number, other in enumerate(self.things):
            if first and other.what is What.FINDING and other.number == first:
                match = self.matches.get(number)
                return match.id if match else self.new[number].key if number in self.new else ""
        return next((each.id for each in self.present.findings.values() if first and each.number == first), "")

    def _comments(self) -> Iterator[Difference]:
        for thing in self.things:
            if thing.what is not What.COMMENT:
                continue
            match = self.matches.get(thing.about) if thing.about is not None else None
            if match is None:
                continue
            known = self._known(match.id)
            what = What.FINDING if match.id in self.present.findings else What.ACTION
            text = comment_words(thing.value("text"), thing.by)
            if any(same(text, each) or same(thing.value("text"), each) for each in known.said):
                continue
            doubt = None if match.by_name else BY_WORDS
            yield Difference(Kind.COMMENT, what, match.id, text, doubt=doubt, place=thing.place, by=thing.by)

    def _gone(self, groups: Mapping[str, Sequence[int]]) -> Iterator[Difference]:
        """What was in the file and is not there any more. Of a file that holds but a part nothing is said."""
        if self.returned.source.is_part:
            return
        there = {match.id for number, match in self.matches.items() if not self.things[number].in_list}
        for what, known in ((What.FINDING, self.present.findings), (What.ACTION, self.present.actions)):
            mine = [
                each
                for each in known.values()
                if each.spot in self.returned.spots and (self.exported is None or each.id in self.exported)
            ]
            gone = [each for each in mine if each.id not in there]
            if len(gone) > max(_MOST_GONE, len(mine) // 3):
                continue
            for each in gone:
                yield Difference(Kind.GONE, what, each.id, "", ours=each.values["text"], doubt=GONE)


def _is_other_here(known: Known, thing: Thing, said: Said) -> bool:
    """Whether a rating is another one here than when the file was made."""
    return bool(said.print) and said.print != known.prints[RATING_IN_LIST if thing.in_list else "rating"]


def _meant(kind: Kind, said: Said, ours: str) -> Said:
    """What a field of the file means beside what stands here now."""
    if kind is Kind.LEAD and said.emptied:
        return replace(said, value=lead_left(said.value, ours))
    if kind is Kind.DUE and due_in(said.value)[0] != due_in(ours)[0]:
        return replace(said, value=with_day(said.value, said.means))
    return said  # words of before stay without a day where somebody took the day away


def _why_not_take(kind: Kind, value: str) -> Why | None:
    """Why what stands in the file cannot be taken over at all."""
    if kind is Kind.TEXT and not value.strip():
        return TEXT_EMPTIED
    return NO_PRIORITY if kind is Kind.PRIORITY and value not in set(Priority) else None


def _due_of_new(thing: Thing) -> str:
    said = thing.said.get("due") or thing.said.get(DUE_IN_LIST)
    return with_day(said.value, said.means) if said else ""


def _doubt_of_what_stands_there(kind: Kind, said: Said, ours: str) -> Why | None:
    """Why a lead or a time is not sure though somebody surely wrote it: nothing stands there, or no day."""
    if said.emptied or not said.value.strip():
        return EMPTIED
    if kind is not Kind.DUE:
        return None
    words, on = due_in(said.value)
    is_of_before = words == due_in(ours)[0]
    if on and (is_of_before or not words or said.means == on.isoformat()):
        return None
    return OTHER_DAY if on else EMPTIED if is_of_before else NO_DAY


def comment_words(text: str, by: str) -> str:
    """A comment of the file as it is kept here: with who wrote it there."""
    return f"{by}: {text}" if by else text

"""From a reading and its understanding to what a file of ours says: the sheets, then its lists, then comments. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.tables.own import UNDER_A_FINDING, UNDER_AN_ACTION, is_line
from system_review.documents.interpreter.understanding import Suggestion, Understanding
from system_review.documents.readers.passages import Part, Reading, ReadPassage
from system_review.documents.rules.returned.cells import gathered
from system_review.documents.rules.returned.grids import (
    action_of,
    changed_beside,
    changed_in_other_lists,
    finding_of,
    finding_said,
    foreign_columns,
    lists_of,
)
from system_review.documents.rules.returned.things import Returned, Said, Thing, What
from system_review.documents.rules.returned.times import line_means
from system_review.documents.rules.returned.words import due_words, lead_words
from system_review.documents.rules.words import PassageRole
from system_review.documents.writers.marks import FINDING, Mark, Source, print_of, read_mark, source_in
from system_review.frameworks.snapshots import FrameworkSnapshot

_APART = " · "
_OWN_LINE = 6  # words: a longer line may be a finding that begins as ours do


def returned_in(
    reading: Reading, understanding: Understanding, framework: FrameworkSnapshot, *, base: date | None = None
) -> Returned:
    """Everything that a file of ours says, each thing as often as it stands there."""
    return _Gathering(reading, understanding, Headings(framework), base).all()


def source_of(reading: Reading) -> Source | None:
    """What a file names as what it was made from; None if it names nothing."""
    return source_in(name for passage in reading.passages for name in _names(passage))


def _names(passage: ReadPassage) -> Iterator[str]:
    yield from passage.look.names
    if passage.look.hidden:
        yield from passage.text.split()


@dataclass(frozen=True, slots=True)
class _Marked:
    """A mark, and where it stands: on a passage, or in the hidden column of a row."""

    mark: Mark
    passage: int


class _Gathering:
    def __init__(self, reading: Reading, understanding: Understanding, headings: Headings, base: date | None) -> None:
        self.passages, self.reading, self.base = reading.passages, reading, base
        self.suggestions, self.headings = understanding.suggestions, headings
        self.on: dict[int, list[Mark]] = {}  # by passage
        self.in_row: dict[tuple[str | None, int | None], list[Mark]] = {}
        self.prints: dict[str, tuple[str, ...]] = {}  # of actions: text, who leads, state
        self.of_passage: dict[int, int] = {}  # the thing that a passage belongs to
        self.things: list[Thing] = []
        self.changed: list[tuple[str, str, str]] = []  # cells that are compared with nothing: sheet, head, row
        self._find_marks()

    def _find_marks(self) -> None:
        for number, passage in enumerate(self.passages):
            marks = [mark for name in _names(passage) if (mark := read_mark(name))]
            if passage.look.hidden and marks:
                self.in_row.setdefault((passage.place.sheet, passage.place.row), []).extend(marks)
            elif marks:
                self.on[number] = marks
            for mark in marks:
                self._keep_prints(mark)

    def _keep_prints(self, mark: Mark) -> None:
        before = (*self.prints.get(mark.id, ()), "", "", "")[:3]
        if mark.kind == "a" and len(mark.prints) == 3:
            self.prints.setdefault(mark.id, mark.prints)
        elif mark.kind in "alw" and mark.prints:
            at = "alw".index(mark.kind)
            self.prints[mark.id] = (*before[:at], mark.prints[0], *before[at + 1 :])

    def all(self) -> Returned:
        by_suggestion: dict[int, int] = {}
        for number, each in enumerate(self.suggestions):
            if each.role in (PassageRole.FINDING, PassageRole.ACTION) and not self._is_left_over(each):
                by_suggestion[number] = len(self.things)
                self.things.append(self._thing(each))
                for stretch in each.stretches:
                    self.of_passage[stretch.passage] = by_suggestion[number]
        for number, at in by_suggestion.items():
            under = self.suggestions[number].under
            if under is not None:
                self.things[at] = replace(self.things[at], under=by_suggestion.get(under))
        self._further_paragraphs()
        spots = sorted({"/".join(each.spot) for each in self.suggestions if each.spot})
        self.things += self._ratings()
        self._lists()
        self.things += self._comments()
        source = source_of(self.reading) or Source()
        foreign = foreign_columns(self.reading, self.headings)
        others = gathered([*self.changed, *changed_in_other_lists(self.reading, self.headings)])
        return Returned(source, tuple(self.things), tuple(spots), foreign, others)

    def _further_paragraphs(self) -> None:
        """What people wrote under a finding or an action in its cell, in paragraphs of their own.

        What follows a finding's words directly goes on with them, in doubt; what stands below our own lines is a
        finding. What stands under an action tells how it goes, in doubt too.
        """
        kinds = {UNDER_A_FINDING: What.FINDING, UNDER_AN_ACTION: What.ACTION}
        for each in self.suggestions:
            if each.reason not in kinds:
                continue
            number = each.stretches[0].passage
            at = self._above(number, kinds[each.reason])
            if at is None:
                continue
            above = self.things[at]
            if above.what is What.ACTION:
                notes = "\n".join(filter(None, (above.value("notes"), each.text)))
                self.things[at] = replace(above, said={**above.said, "notes": Said(notes)}, goes_on=True)
            elif self.of_passage.get(number - 1) == at:
                before = above.said["text"]
                whole = f"{before.value}\n{each.text}"
                said = {**above.said, "text": _said(whole, [whole], before.print)}
                self.things[at] = replace(above, said=said, goes_on=True)
                self.of_passage[number] = at
            else:
                new = finding_said(each.text, above.spot, str(above.colour), ())
                place = str(self.passages[number].place)
                self.things.append(Thing(What.FINDING, new, spot=above.spot, colour=above.colour, place=place))

    def _above(self, number: int, what: What) -> int | None:
        """The finding or action above a passage in its cell."""
        here = self.passages[number].place
        cell = (here.sheet, here.table, here.row, here.column)
        for before in range(number - 1, -1, -1):
            place = self.passages[before].place
            if (place.sheet, place.table, place.row, place.column) != cell:
                return None
            if (at := self.of_passage.get(before)) is not None and self.things[at].what is what:
                return at
        return None

    def _is_left_over(self, each: Suggestion) -> bool:
        """Whether it is a line of ours ("About Police") whose finding was deleted above it."""
        short = len(each.text.split()) <= _OWN_LINE
        return short and each.role == PassageRole.FINDING and is_line(each.text) and self._mark_of(each, "f") is None

    def _thing(self, each: Suggestion) -> Thing:
        is_finding = each.role == PassageRole.FINDING
        first = self.passages[each.stretches[0].passage]
        mark = self._mark_of(each, "f" if is_finding else "a")
        spot = "/".join(each.spot) if each.spot else ""
        if is_finding:
            said = finding_said(each.text, spot, each.colour, mark.prints if mark else ())
        else:
            said = self._action(each, self.prints.get(mark.id, ()) if mark else ())
        return Thing(
            What.FINDING if is_finding else What.ACTION,
            said,
            id=mark.id if mark else "",
            spot=spot,
            colour=each.colour,
            place=str(first.place),
        )

    def _mark_of(self, each: Suggestion, kind: str) -> Mark | None:
        """The mark on its own passages; in Excel, of those in the hidden cell of its row the one with its words."""
        own = [mark for stretch in each.stretches for mark in self.on.get(stretch.passage, ()) if mark.kind == kind]
        if own:
            return next((mark for mark in own if _has_words(mark, each.text)), own[0])
        place = self.passages[each.stretches[0].passage].place
        there = [mark for mark in self.in_row.get((place.sheet, place.row), ()) if mark.kind == kind]
        same = next((mark for mark in there if _has_words(mark, each.text)), None)
        return same or (there[0] if len(there) == 1 and self._alone(each, place.row) else None)

    def _alone(self, each: Suggestion, row: int | None) -> bool:
        """Whether nothing else of this kind stands in the row, so that its one mark can only be meant for this."""
        sheet = self.passages[each.stretches[0].passage].place.sheet
        others = (
            other for other in self.suggestions if other is not each and other.role == each.role and other.stretches
        )
        places = (self.passages[other.stretches[0].passage].place for other in others)
        return not any(place.sheet == sheet and place.row == row for place in places)

    def _action(self, each: Suggestion, prints: Sequence[str]) -> dict[str, Said]:
        text, lead, state = prints if len(prints) == 3 else ("", "", "")
        lines = [self.passages[stretch.passage].text for stretch in each.stretches]
        lines += ["\n".join(lines)]
        parts = [part for line in lines for part in (line, *line.split(_APART))]
        due, leads = due_words(each.due_words, each.due_on), lead_words(each.leads)
        return {
            "text": _said(each.text, [each.text], text),
            "lead": _said(leads, [*lines, *([""] if not leads else [])], lead),
            "due": replace(
                _said(due, [*parts, *([""] if not due else [])], state[:4]),
                means=line_means(each.due_words, lines[-1], self.base),
            ),
            "status": _said(each.status, parts, state[4:]),
        }

    def _ratings(self) -> Iterator[Thing]:
        """What stands at the head of each stage, by its mark; elsewhere what the interpreter took for its rating."""
        told = set()
        for number, passage in enumerate(self.passages):
            for mark in self.on.get(number, ()):
                if mark.kind == "c":
                    told.add(mark.id)
                    yield self._rating(mark, passage.text, passage)
        for (sheet, row), marks in self.in_row.items():
            for mark in (each for each in marks if each.kind == "c"):
                cells = [p for p in self.passages if (p.place.sheet, p.place.row) == (sheet, row) and not p.look.hidden]
                if cells:
                    yield self._rating(mark, cells[-1].text, cells[-1])
        for each in self.suggestions:
            if each.role == PassageRole.RATING and each.spot:
                place = str(self.passages[each.stretches[0].passage].place)
                yield Thing(What.RATING, {"rating": Said(each.rating)}, spot="/".join(each.spot), place=place)

    def _rating(self, mark: Mark, text: str, passage: ReadPassage) -> Thing:
        label = self.headings.ratings.after_label(text)
        word = (label[1] if label else text).strip()
        known = mark.prints[0] if mark.prints else ""
        said = _said(self.headings.ratings.exact(word), [word], known)
        return Thing(What.RATING, {"rating": said}, id=mark.id, place=str(passage.place))

    def _lists(self) -> None:
        for what, rows in lists_of(self.reading, self.headings):
            for row in rows:
                made = action_of(row, self.prints, self.base) if what is What.ACTION else finding_of(row, self.headings)
                self.changed += changed_beside(row, made)
                if made is None:
                    continue
                for numbers in row.passages.values():
                    self.of_passage.update(dict.fromkeys(numbers, len(self.things)))
                self.things.append(made)
                self._rating_beside(made)

    def _rating_beside(self, finding: Thing) -> None:
        """The rating that a list has beside a finding is that of its stage, if the finding stands where it stood."""
        rating = finding.said.get("rating")
        if rating and rating.print and (rating.edited or not finding.said["stage"].edited):
            made = Thing(What.RATING, {"rating": rating}, spot=finding.spot, place=finding.place, in_list=True)
            self.things.append(made)

    def _comments(self) -> Iterator[Thing]:
        """Comments, the paragraphs of one together, on the thing that they hang on."""
        places: dict[str, int] = {}
        cells: dict[tuple[str | None, int | None, int | None], int] = {}
        for number, passage in enumerate(self.passages):
            if (at := self._thing_at(number)) is not None:
                places.setdefault(str(passage.place), at)
                places.setdefault(str(replace(passage.place, paragraph=None)), at)  # a note hangs on a whole cell
                cells.setdefault((passage.place.sheet, passage.place.row, passage.place.column), at)
        made: list[Thing] = []
        for passage in self.passages:
            if passage.place.part is not Part.COMMENT:
                continue
            place = passage.place
            about = places.get(place.outer) if place.outer else cells.get((place.sheet, place.row, place.column))
            goes_on = bool(made) and (place.paragraph or 1) > 1 and made[-1].place == _hangs(passage)
            if goes_on:
                text = f"{made[-1].value('text')}\n{passage.text}"
                made[-1] = replace(made[-1], said={"text": Said(text)})
            else:
                said = {"text": Said(passage.text)}
                made.append(Thing(What.COMMENT, said, about=about, by=passage.look.by, place=_hangs(passage)))
        yield from made

    def _thing_at(self, number: int) -> int | None:
        return self.of_passage.get(number)


def _has_words(mark: Mark, text: str) -> bool:
    """Whether a mark is of exactly this text."""
    known = mark.prints[0] if mark.prints else ""
    known = known[:FINDING] if mark.kind == "f" else known
    return bool(known) and print_of(text, len(known)) == known


def _hangs(passage: ReadPassage) -> str:
    place = passage.place
    return place.outer or str(replace(place, part=Part.BODY, paragraph=None))


def _said(value: str, lines: Sequence[str], known: str) -> Said:
    """What stands there; edited unless one of these lines has the fingerprint of what was exported."""
    if not known:
        return Said(value)
    return Said(value, all(print_of(line, len(known)) != known for line in lines), known)

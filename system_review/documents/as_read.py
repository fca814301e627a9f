"""A reading and an understanding in the shape that `system-review read --json` prints. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from system_review.documents.interpreter.understanding import Spot, Suggestion, Understanding
from system_review.documents.read_shapes import (
    Accounting,
    Lead,
    OnePassage,
    ReadAction,
    ReadCell,
    ReadDocument,
    ReadFinding,
    ReadQuestion,
    ReadReview,
    Source,
)
from system_review.documents.readers.passages import Look, Reading
from system_review.documents.reading import ReadFile
from system_review.documents.rules.words import PassageRole
from system_review.frameworks.snapshots import FrameworkSnapshot

KINDS = {"red": "to amber", "amber": "to green", "green": "to sustain", "not_yet_known": "to find out"}
UNRATED = {
    "not_yet_known": "not yet known",
    "not_applicable": "not applicable",
    "not_reviewed": "not reviewed this time",
}
_FOUND = {PassageRole.FINDING, PassageRole.ACTION}
SET_ASIDE = {PassageRole.NOTE, PassageRole.FURNITURE}

_NUMBER_AT_END = re.compile(r"(?:^|\D)(\d{1,6})$")


def as_read(read: ReadFile, *, name: str, framework: FrameworkSnapshot) -> ReadDocument:
    """Everything that was read and understood of the file called `name`."""
    assert read.understanding is not None  # noqa: S101  # it was read with this framework
    return _Answer(read.reading, read.understanding, framework).document(
        Source(name=name, format=read.kind, sha256=read.sha256)
    )


class _Answer:
    """One answer in the making."""

    def __init__(self, reading: Reading, understanding: Understanding, framework: FrameworkSnapshot) -> None:
        self.reading = reading
        self.understanding = understanding
        self.titles = _Titles(framework)
        self.all = understanding.suggestions

    def document(self, source: Source) -> ReadDocument:
        return ReadDocument(
            source=source,
            reviews=(self._review(),),
            questions=tuple(self._questions()),
            passages=tuple(self._passages()),
            accounting=self._accounting(),
        )

    def _review(self) -> ReadReview:
        on = self.understanding.on
        return ReadReview(
            title=self.understanding.title or self.reading.title or None,
            date=on.isoformat() if on else None,
            cells=tuple(self._cell(spot) for spot in self._spots()),
        )

    def _spots(self) -> list[Spot | None]:
        """The parts of the framework that something is said of, in its order; None at the end for what has none."""
        said = {self._spot_of(each) for each in self.all if each.role in _FOUND}
        said |= {each.spot for each in self.all if each.role is PassageRole.RATING and each.rating}
        return [spot for spot in (*self.titles.spots, None) if spot in said and (spot or self._is_unplaced())]

    def _is_unplaced(self) -> bool:
        return any(self._spot_of(each) is None for each in self.all if each.role in _FOUND)

    def _spot_of(self, each: Suggestion) -> Spot | None:
        if each.role is PassageRole.ACTION and each.under is not None:
            return self.all[each.under].spot
        return each.spot if each.spot in self.titles.spots else None

    def _cell(self, spot: Spot | None) -> ReadCell:
        numbers = [n for n, each in enumerate(self.all) if self._spot_of(each) == spot]
        findings = [n for n in numbers if self.all[n].role is PassageRole.FINDING]
        loose = [n for n in numbers if self.all[n].role is PassageRole.ACTION and self._finding_of(self.all[n]) is None]
        return ReadCell(
            **self.titles.of(spot),
            overall=self._overall(spot, numbers) if spot else None,
            findings=tuple(self._finding(number) for number in findings),
            actions=tuple(self._action(self.all[number], spot) for number in loose),
        )

    def _overall(self, spot: Spot, numbers: list[int]) -> str | None:
        ratings = [self.all[n] for n in numbers if self.all[n].role is PassageRole.RATING and self.all[n].rating]
        if not ratings:
            return None
        return self.titles.rating(max(ratings, key=lambda each: each.confidence).rating)

    def _finding_of(self, action: Suggestion) -> int | None:
        under = action.under
        return under if under is not None and self.all[under].role is PassageRole.FINDING else None

    def _finding(self, number: int) -> ReadFinding:
        finding = self.all[number]
        actions = (each for each in self.all if each.role is PassageRole.ACTION and each.under == number)
        return ReadFinding(
            colour=finding.colour.replace("_", " ") or None,  # type: ignore[arg-type]  # checked when it is made
            text=finding.text,
            passages=_passages_of(finding),
            confidence=_rounded(finding.confidence),
            actions=tuple(self._action(each, finding.spot, finding.colour) for each in actions),
        )

    def _action(self, action: Suggestion, spot: Spot | None, colour: str = "") -> ReadAction:
        return ReadAction(
            kind=KINDS.get(action.colour or colour),  # type: ignore[arg-type]  # checked when it is made
            text=action.text,
            leads=tuple(Lead(name=lead.name or lead.role, agency=lead.agency) for lead in action.leads),
            due_text=action.due_words or None,
            due=action.due_on.isoformat() if action.due_on else None,
            see=tuple(dict.fromkeys(self._seen(action, spot))),
            passages=_passages_of(action),
            confidence=_rounded(action.confidence),
        )

    def _seen(self, action: Suggestion, spot: Spot | None) -> Iterator[str]:
        """The stages that it points to ("Level 2 Response"), else the words that point."""
        for refers in action.refers:
            if not refers.spots:
                yield refers.words
            for there in refers.spots:
                yield self.titles.short(there, beside=spot)

    def _questions(self) -> Iterator[ReadQuestion]:
        for question in self.understanding.questions:
            yield ReadQuestion(
                passages=tuple(sorted({n for about in question.about for n in _passages_of(self.all[about])})),
                question=str(question.words),
                answers=tuple(str(answer.words) for answer in question.answers),
            )

    def _passages(self) -> Iterator[OnePassage]:
        for index, passage in enumerate(self.reading.passages):
            main = self._main_of(index)
            yield OnePassage(
                index=index,
                text=passage.text,
                place=str(passage.place),
                look=_look(passage.look),
                role=str(main.role) if main else "note",  # type: ignore[arg-type]  # checked when it is made
                confidence=_rounded(main.confidence) if main else 0,
                reason=str(main.reason) if main else "Nothing in this passage was understood.",
            )

    def _main_of(self, index: int) -> Suggestion | None:
        """What most of a passage was taken for."""
        there = self._by_passage().get(index, [])
        return self.all[max(there, key=lambda each: each[1])[0]] if there else None

    def _by_passage(self) -> dict[int, list[tuple[int, int]]]:
        """For each passage the suggestions in it, each with how many characters of it it holds."""
        if not hasattr(self, "_kept"):
            self._kept: dict[int, list[tuple[int, int]]] = {}
            for number, each in enumerate(self.all):
                for stretch in each.stretches:
                    held = (number, stretch.end - stretch.start)
                    self._kept.setdefault(stretch.passage, []).append(held)
        return self._kept

    def _accounting(self) -> Accounting:
        fates = [self._fate(index) for index in range(len(self.reading.passages))]
        told = dict.fromkeys(str(why) for why in (*self.reading.told, *self.understanding.told))
        return Accounting(
            passages=len(fates),
            placed=fates.count("placed"),
            set_aside=fates.count("set aside"),
            waiting=fates.count("waiting"),
            characters_in=self.reading.swept,
            characters_accounted=sum(self._characters()),
            told=tuple(told),
        )

    def _fate(self, index: int) -> str:
        there = {number for number, _ in self._by_passage().get(index, [])}
        if not there or not all(self.understanding.is_sure(number) for number in there):
            return "waiting"
        return "set aside" if all(self.all[number].role in SET_ASIDE for number in there) else "placed"

    def _characters(self) -> Iterator[int]:
        for each in self.all:
            for stretch in each.stretches:
                text = self.reading.passages[stretch.passage].text[stretch.start : stretch.end]
                yield len("".join(text.split()))


class _Titles:
    """The framework's own titles, numbers and words."""

    def __init__(self, framework: FrameworkSnapshot) -> None:
        said, language = framework.said, framework.language
        self.ratings = {step.key: said(step.word, language) for step in framework.scale} | UNRATED
        self.spots: dict[Spot, tuple[str, str, str]] = {}
        for domain, level, stages in framework.sheets():
            for stage in stages:
                names = (said(domain.name, language), said(level.name, language) if level else "")
                spot = Spot(domain.key, level.key if level else "", stage.key)
                self.spots[spot] = (*names, said(stage.name, language))

    def of(self, spot: Spot | None) -> dict[str, Any]:
        if spot is None:
            return {"domain": None, "level": None, "stage": None}
        domain, level, stage = self.spots[spot]
        if not level:
            return {"domain": domain, "level": None, "stage": None, "part": stage}
        number = _NUMBER_AT_END.search(level)
        return {"domain": domain, "level": int(number[1]) if number else level, "stage": stage}

    def short(self, spot: Spot, *, beside: Spot | None) -> str:
        """A stage's title for whoever stands at another: without the domain that they share."""
        domain, level, stage = self.spots.get(spot, ("", "", ""))
        shared = beside is not None and beside.domain == spot.domain
        return " ".join(part for part in ("" if shared else domain, level, stage) if part)

    def rating(self, key: str) -> str | None:
        return self.ratings.get(key)


def _passages_of(each: Suggestion) -> tuple[int, ...]:
    return tuple(sorted({stretch.passage for stretch in each.stretches}))


def _look(look: Look) -> dict[str, object]:
    """What is unusual about how a passage looks."""
    values = ((part.name, getattr(look, part.name), part.default) for part in fields(look))
    return {name: _plain(value) for name, value, usual in values if value != usual}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str) else value


def _rounded(confidence: float) -> float:
    return round(min(1.0, max(0.0, confidence)), 3)

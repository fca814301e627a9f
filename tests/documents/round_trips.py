"""What an export of ours loses or gains when it is read back as a document, and reviews that try it hard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import count

from system_review.documents.interpreter.understand import understand
from system_review.documents.interpreter.understanding import Suggestion, Understanding
from system_review.documents.readers.kinds import kind_of
from system_review.documents.readers.reading import read
from system_review.documents.rules.words import PassageRole
from system_review.documents.writers.formats import FORMATS
from system_review.documents.writers.wording import english
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.reviews.rules.words import Colour, Status
from system_review.reviews.snapshots import (
    AboutSnapshot,
    ActionSnapshot,
    AgencySnapshot,
    CellSnapshot,
    FindingSnapshot,
    Holds,
    LeadSnapshot,
    ReviewSnapshot,
    ServesSnapshot,
)

Fact = tuple[str, ...]
AGENCIES = ("Education", "Children's social care", "Police")
LEADS = (
    LeadSnapshot(ref="l1", name="Ngozi Adeyemi", role="head of year", agency="g1"),
    LeadSnapshot(ref="l2", role="neighbourhood inspector, central", agency="g3"),
    LeadSnapshot(ref="l3", name="Siân", agency="g2"),
    LeadSnapshot(ref="l4", agency="g2"),
)


def came_back(snapshot: ReviewSnapshot, *, key: str, as_at: date) -> Understanding:
    """What is understood of the review's export in this format."""
    data = FORMATS[key].write(snapshot, english(as_at))
    return understand(read(data, kind_of(data, f"results.{key}")), snapshot.framework, base=as_at)


def differences(snapshot: ReviewSnapshot, understanding: Understanding) -> list[str]:
    """Every fact of the review that did not come back, every one that came besides, and every question."""
    wanted, came = Counter(_facts_of(snapshot)), Counter(_facts_in(understanding))
    lost = [f"lost: {fact}" for fact in (wanted - came).elements()]
    added = [f"added: {fact}" for fact in (came - wanted).elements()]
    return [*lost, *added, *(f"asked: {question.words}" for question in understanding.questions)]


def audit(framework: FrameworkSnapshot) -> ReviewSnapshot:
    """A review with a finding of every colour in every third stage, and an action of every status under each."""
    numbers, tasks = count(1), count(1)
    cells, findings, actions = [], [], []
    for domain, level, stages in framework.sheets():
        for stage in stages:
            at = len(cells)
            ref = f"c{at + 1}"
            rating = framework.scale[at % len(framework.scale)].key
            place = {"domain": domain.key, "level": level.key if level else None, "stage": stage.key}
            cells.append(CellSnapshot(ref=ref, rating=rating, reason="It is uneven.", rated_by="Siân", **place))
            for colour in list(Colour)[at % 2 :: 1 + at % 3]:
                number = next(numbers)
                finding = f"f{number}"
                findings.append(_finding(finding, ref, colour, number))
                actions += [_action(next(tasks), finding, colour) for _ in range(1 + number % 3)]
    return ReviewSnapshot(
        holds=Holds(),
        partnership="Vale Learning Trust",
        framework=framework,
        review=AboutSnapshot(title="Audit 2027", date=date(2027, 3, 1)),
        agencies=tuple(AgencySnapshot(ref=f"g{at}", name=name) for at, name in enumerate(AGENCIES, 1)),
        leads=LEADS,
        cells=tuple(cells),
        findings=tuple(findings),
        actions=tuple(actions),
    )


def _finding(ref: str, cell: str, colour: Colour, number: int) -> FindingSnapshot:
    text = f"About {number} of the classes talk about safe places, mostly because their teacher does."
    return FindingSnapshot(ref=ref, cell=cell, colour=colour, text=text, about=("g1",) if number % 2 else ())


def _action(number: int, finding: str, colour: Colour) -> ActionSnapshot:
    return ActionSnapshot(
        ref=f"a{number}",
        text=f"Ask class {number} which places feel safe, and tell the governors",
        serves=(ServesSnapshot(finding=finding, colour=colour, place=number),),
        leads=tuple(lead.ref for lead in LEADS[number % 4 : number % 4 + number % 3]),
        due_words=("", "by the end of term", "by Easter", "in six weeks")[number % 4],
        due_on=date(2027, 4, 1 + number % 28) if number % 3 else None,
        status=list(Status)[number % len(Status)],
        priority="high" if number % 5 == 0 else "normal",
        difference="Pupils say so." if number % 7 == 0 else "",
    )


def hard(snapshot: ReviewSnapshot) -> ReviewSnapshot:
    """The same review with texts of several paragraphs, and with texts longer than a row of Excel or a page."""
    long = " ".join(f"Sentence {number} says something about the place and who goes there." for number in range(60))
    several = "A first paragraph that says something.\nA second which goes on.\n\nAnd a third behind an empty line"
    findings, actions, cells = [*snapshot.findings], [*snapshot.actions], [*snapshot.cells]
    unknown = next(at for at, finding in enumerate(findings) if finding.colour == Colour.NOT_YET_KNOWN)
    texts = {0: several, 3: long, 5: f"{long}\n{long} again", unknown: f"{long}\n{long}{long}"}
    for at, text in texts.items():
        findings[at] = findings[at].model_copy(update={"text": text})
    for at, text in {0: several, 3: long}.items():
        actions[at] = actions[at].model_copy(update={"text": f"{text} in the action"})
    cells[1] = cells[1].model_copy(update={"reason": f"{long}\n{long}"})
    changed = {"findings": tuple(findings), "actions": tuple(actions), "cells": tuple(cells)}
    return snapshot.model_copy(update=changed)


def _facts_of(snapshot: ReviewSnapshot) -> Iterator[Fact]:
    places = {cell.ref: _place(cell.domain, cell.level or "", cell.stage) for cell in snapshot.cells}
    findings = {one.ref: one for one in snapshot.findings if not one.archived}
    for cell in snapshot.cells:
        yield "overall", places[cell.ref], cell.rating
    for finding in findings.values():
        yield "finding", places[finding.cell], finding.colour.value, _plain(finding.text)
    for action in snapshot.actions:
        served = {findings[one.finding].text for one in action.serves if one.finding in findings}
        if not action.archived and served:
            yield from _facts_of_action(action, snapshot)


def _facts_of_action(action: ActionSnapshot, snapshot: ReviewSnapshot) -> Iterator[Fact]:
    agencies = {one.ref: one.name for one in snapshot.agencies}
    text = _plain(action.text)
    yield "action", text
    for lead in (one for ref in action.leads for one in snapshot.leads if one.ref == ref):
        yield "lead", text, lead.name, lead.role, agencies.get(lead.agency or "", "")
    yield "due", text, action.due_on.isoformat() if action.due_on else ""
    yield "due words", text, action.due_words
    yield "status", text, action.status.value


def _facts_in(understanding: Understanding) -> Iterator[Fact]:
    for one in understanding.suggestions:
        place = _place(*one.spot) if one.spot else "nowhere"
        if one.role is PassageRole.RATING:
            yield "overall", place, one.rating
        elif one.role is PassageRole.FINDING:
            yield "finding", place, str(one.colour), _plain(one.text)
        elif one.role is PassageRole.ACTION:
            yield from _facts_of_suggestion(one)


def _facts_of_suggestion(one: Suggestion) -> Iterator[Fact]:
    text = _plain(one.text)
    yield "action", text
    for lead in one.leads:
        yield "lead", text, lead.name, lead.role, lead.agency
    yield "due", text, one.due_on.isoformat() if one.due_on else ""
    yield "due words", text, one.due_words
    yield "status", text, str(one.status)


def misplaced(snapshot: ReviewSnapshot, understanding: Understanding) -> list[str]:
    """Every action that came back under a finding that it does not serve, or for another purpose."""
    findings = {finding.ref: (_plain(finding.text), finding.colour.value) for finding in snapshot.findings}
    served = {(_plain(one.text), *findings[serves.finding]) for one in snapshot.actions for serves in one.serves}
    came = [one for one in understanding.suggestions if one.role is PassageRole.ACTION]
    return [
        one.text
        for one in came
        if one.under is None
        or (_plain(one.text), _plain(understanding.suggestions[one.under].text), str(one.colour)) not in served
    ]


def _place(domain: str, level: str, stage: str) -> str:
    return "/".join(part for part in (domain, level, stage) if part)


def _plain(text: str) -> str:
    return " ".join(text.split())

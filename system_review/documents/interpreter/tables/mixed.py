"""Cells that hold findings and their actions together, told apart by labels and by wording. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.sentences import task_score
from system_review.documents.interpreter.tables.entries import Entry, part_of
from system_review.documents.interpreter.vocabulary import FINDING_HEADS, PLAN_HEADS
from system_review.errors import Why

if TYPE_CHECKING:
    from system_review.documents.interpreter.tables.writing import Writing

_LABEL = re.compile(r"\s*([^:\n–—]{2,60}?)\s*(?::|\s[–—-](?=\s))\s*")
_ARROWS = frozenset("→⇒➔➜➙⟶")
_PLANS, _FOUND = frozenset(map(plain, PLAN_HEADS)), frozenset(map(plain, FINDING_HEADS))


@dataclass(slots=True)
class Mixed:
    """What a cell's entries turned out to be; `labels` only say what follows them."""

    findings: list[Entry]
    actions: list[Entry]
    labels: list[Entry]


def split_mixed(entries: Sequence[Entry], headings: Headings) -> Mixed:
    """Findings and actions of one cell. After a label for actions all that follows is one, until a label for findings.

    Without labels, what is worded as a task is one once a finding came before it.
    """
    mixed, in_plan, labelled = Mixed([], [], []), False, False
    for entry in entries:
        kind, rest = _label(entry, headings)
        if kind:
            in_plan, labelled = kind == "action", True
            if rest is None:
                mixed.labels.append(entry)
                continue
            entry = rest
        if in_plan or (not labelled and mixed.findings and task_score(entry.text) > 0.5):
            mixed.actions.append(entry)
        else:
            mixed.findings.append(entry)
    return mixed


def in_turns(entries: Sequence[Entry], writing: Writing) -> Iterator[tuple[list[Entry], list[Entry]]]:
    """Runs of findings, each with the actions that follow it before the next finding.

    A finding begins with its colour, an action with a label or an arrow, or it is worded as a task.
    """
    findings: list[Entry] = []
    tasks: list[Entry] = []
    in_plan = False
    for entry in entries:
        kind, rest = _label(entry, writing.headings)
        if kind and rest is None:
            writing.heading_entry(entry, Why("It says what stands under it"))
            in_plan = kind == "action"
            continue
        coloured = bool(writing.headings.colours.before(entry.text)[0])
        is_task = bool(
            kind == "action" or entry.sign in _ARROWS or in_plan or (findings and task_score(entry.text) > 0.5)
        )
        if is_task and not coloured and kind != "finding":
            tasks.append(rest or entry)
            continue
        in_plan = False
        if tasks:
            yield findings, tasks
            findings, tasks = [], []
        findings.append(rest or entry)
    if findings or tasks:
        yield findings, tasks


def _label(entry: Entry, headings: Headings) -> tuple[str, Entry | None]:
    """What an entry's label says stands after it ("action", "finding", ""), and the entry without its label."""
    found = _LABEL.match(entry.text)
    label = found.group(1) if found else entry.text if len(entry.text) < 60 else ""
    kind = _kind(label, headings)
    if not kind or found is None or found.end() >= len(entry.text):
        return (kind, None) if kind and (found is None or found.end() >= len(entry.text)) else ("", None)
    rest = part_of(entry, found.end(), len(entry.text))
    return kind, Entry(rest.text, entry.stretches, entry.mark, entry.look)


def _kind(label: str, headings: Headings) -> str:
    said = plain(label)
    if said in _PLANS or (headings.named(label).is_plan and not headings.named(label).rest):
        return "action"
    return "finding" if said in _FOUND else ""

"""The review as it is now, in the terms of a file of ours, so that both can be laid beside each other. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from system_review.documents.rules.returned.words import due_of_line, due_words, line_of_leads
from system_review.documents.writers import sentences
from system_review.documents.writers.cell_marks import cell_print
from system_review.documents.writers.entries import action_in_full
from system_review.documents.writers.marks import FINDING, due_written, place_words, print_of
from system_review.documents.writers.places import Places
from system_review.documents.writers.wording import Wording
from system_review.reviews.rules.words import Priority
from system_review.reviews.snapshots import ActionSnapshot, FindingSnapshot, ReviewSnapshot

DUE_IN_LIST = "due in a list"  # two columns: the words, and the day
RATING_IN_LIST = "rating in a list"  # its fingerprint is that of a cell


@dataclass(frozen=True, slots=True)
class Known:
    """A finding, an action or a stage of the review. `values` are what its fields say, `prints` their fingerprints.

    `under` are the ids of the findings that an action serves; `listed` has what a list says otherwise than a sheet.
    """

    id: str
    values: Mapping[str, str]
    prints: Mapping[str, str]
    number: str = ""
    spot: str = ""
    under: tuple[str, ...] = ()
    listed: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()  # as a list has them
    said: tuple[str, ...] = ()  # the comments on it

    def value(self, key: str) -> str:
        """What a field says, or a column of a list that says it otherwise; "" for nothing."""
        return self.listed[key] if key in self.listed else self.values.get(key, "")


@dataclass(frozen=True, slots=True)
class Present:
    """The review as it is now: findings, actions and stages by id, the stages' ids by their places."""

    findings: Mapping[str, Known]
    actions: Mapping[str, Known]
    stages: Mapping[str, Known]
    stage_at: Mapping[str, str]

    @property
    def ids(self) -> set[str]:
        """The ids of its findings and actions."""
        return {*self.findings, *self.actions}

    def known(self, name: str) -> Known | None:
        """What has this id; None for nothing."""
        return self.findings.get(name) or self.actions.get(name) or self.stages.get(name)


def present_of(snapshot: ReviewSnapshot, names: Mapping[str, str], wording: Wording) -> Present:
    """The review. `names` are the public ids of what is in the snapshot, by its names there."""
    places = Places(snapshot, wording)
    comments = _comments(snapshot)
    spots = {cell.ref: "/".join((cell.domain, cell.level or "", cell.stage)) for cell in snapshot.cells}
    findings = (_finding(places, each, names, spots, comments) for each in places.in_order)
    actions = (_action(places, each, names, spots, comments) for each in places.actions.values() if places.served(each))
    stages = tuple(
        Known(
            names[cell.ref],
            {"rating": cell.rating},
            _rating_prints(sentences.rating_words(places, cell).word),
            spot=spots[cell.ref],
        )
        for cell in snapshot.cells
    )
    return Present(
        {each.id: each for each in findings},
        {each.id: each for each in actions},
        {each.id: each for each in stages},
        {each.spot: each.id for each in stages},
    )


def _rating_prints(word: str) -> dict[str, str]:
    return {"rating": print_of(word), RATING_IN_LIST: cell_print(word)}


def _comments(snapshot: ReviewSnapshot) -> dict[str, tuple[str, ...]]:
    said: dict[str, tuple[str, ...]] = {}
    for each in snapshot.comments:
        ref = each.finding or each.action or ""
        said[ref] = (*said.get(ref, ()), each.text, *(reply.text for reply in each.replies))
    return said


def _finding(
    places: Places,
    finding: FindingSnapshot,
    names: Mapping[str, str],
    spots: Mapping[str, str],
    comments: Mapping[str, tuple[str, ...]],
) -> Known:
    spot = spots[finding.cell]
    place = print_of(place_words(spot, finding.colour), 4)
    priority = Priority.HIGH if finding.priority else Priority.NORMAL
    return Known(
        names[finding.ref],
        {"text": finding.text, "stage": spot, "colour": finding.colour.value, "priority": priority.value},
        {
            "text": print_of(finding.text, FINDING),
            "stage": place,
            "colour": place,
            "priority": cell_print(places.wording.priorities[priority] if finding.priority else ""),
        },
        number=places.finding_numbers[finding.ref],
        spot=spot,
        said=comments.get(finding.ref, ()),
    )


def _action(
    places: Places,
    action: ActionSnapshot,
    names: Mapping[str, str],
    spots: Mapping[str, str],
    comments: Mapping[str, tuple[str, ...]],
) -> Known:
    entry, wording = action_in_full(places, action, []), places.wording
    line = entry.lead + entry.rest_of_lead()
    served = places.served(action)
    return Known(
        names[action.ref],
        {
            "text": action.text,
            "lead": line_of_leads(line),
            "due": due_of_line(entry.when),
            "status": action.status.value,
            "difference": action.difference,
            "priority": action.priority.value,
        },
        {
            "text": print_of(action.text),
            "lead": print_of(line),
            "due": print_of(entry.when, 4),
            DUE_IN_LIST: print_of(due_written(action), 4),
            "status": print_of(entry.status, 4),
            "difference": cell_print(action.difference),
            "priority": cell_print(wording.priorities[action.priority]),
        },
        number=entry.number,
        spot=spots[served[0].cell],
        under=tuple(names[each.ref] for each in served),
        listed={DUE_IN_LIST: due_words(action.due_words, action.due_on)},
        notes=tuple(sentences.note_words(note, wording) for note in action.notes),
        said=comments.get(action.ref, ()),
    )

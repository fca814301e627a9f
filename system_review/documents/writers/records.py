"""Findings and actions as flat records: for the lists with filters of Excel, and for CSV. Pure.

The keys of a record are names of `Columns`; `domain`, `level` and `stage` are called what the framework calls them.
Texts are as typed. Dates are dates, so that a list can be sorted by them.
"""

from __future__ import annotations

from datetime import date

from system_review.documents.writers import sentences
from system_review.documents.writers.entries import see_also_entries
from system_review.documents.writers.lists import kinds, speaks_to, supports
from system_review.documents.writers.lists_of_words import Words
from system_review.documents.writers.places import Places, Sheet
from system_review.frameworks.snapshots import Stage
from system_review.reviews.rules.words import Priority
from system_review.reviews.snapshots import ActionSnapshot, CellSnapshot, EvidenceSnapshot, FindingSnapshot

Value = str | date | None
Record = dict[str, Value]

STAGE_KEYS = ("domain", "level", "stage", "overall_rating", "rating_reason", "rated_by", "rated_on", "agreed_at")
FINDING_KEYS = (
    "number", *STAGE_KEYS[:4], "colour", "text", "priority", "evidence", "actions", "see_also", "earlier", "about",
    "on_behalf_of", "also_in", *STAGE_KEYS[4:], "for_place",
)  # fmt: skip
ACTION_KEYS = (
    "number", "text", "kind", "lead", "lead_role", "lead_agency", "with_", "due_words", "due_on", "repeats",
    "last_done_on", "status", "overdue", "priority", "difference", "notes", "waits_for", "findings", "where",
    "for_place",
)  # fmt: skip

EVIDENCE_KEYS = (
    "kind_of_evidence", "source", "date", "how_many", "so_far", "confidence", "asked_of", "asked_on", "supports",
)  # fmt: skip
SAID_KEYS = ("said_by", "said_on")  # of what people said alone


def said_record(places: Places, words: Words) -> Record:
    """What somebody said, with the number of the finding or action that it is about, and the answer to a challenge."""
    return {
        **(stage_record(places, words.cell) if words.cell else {}),
        "number": words.about,
        "text": words.text,
        "status": words.state,
        "said_by": words.by,
        "said_on": places.wording.day_of(words.at),
        "answer": words.answer,
    }


def evidence_record(places: Places, evidence: EvidenceSnapshot) -> Record:
    """What may be told of a piece of evidence; of some, its kind alone."""
    wording = places.wording
    known: Record = {
        "number": places.evidence_numbers[evidence.ref],
        "kind_of_evidence": wording.evidence_kinds[evidence.kind],
        "supports": "; ".join((*supports(places, evidence), *speaks_to(places, evidence))),
    }
    if not places.may_be_described(evidence):
        return {**known, "text": wording.phrases.kind_only}
    return {
        **known,
        "text": evidence.sentence,
        "source": places.agency(evidence.source),
        "date": evidence.on,
        "how_many": _count(evidence.how_many),
        "so_far": _count(evidence.so_far),
        "confidence": wording.confidences[evidence.confidence] if evidence.confidence else "",
        "status": wording.evidence_states[evidence.state],
        "asked_of": evidence.asked_of,
        "asked_on": evidence.asked_on,
        "due_on": evidence.due_on,
    }


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def head(places: Places, key: str) -> str:
    """What the column of a key is called."""
    words = places.framework.words
    if key in {"domain", "level", "stage"}:
        return places.said(getattr(words, key)) or key
    return str(getattr(places.wording.columns, key))


def keys_of(places: Places, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys without the level, where the framework has none, and without places, where the review has none."""
    has = {"level": bool(places.framework.words.level), "for_place": bool(places.snapshot.places)}
    return tuple(key for key in keys if has.get(key, True))


def finding_record(places: Places, finding: FindingSnapshot) -> Record:
    """Everything that is told of a finding."""
    wording = places.wording
    entries = [entry for see in finding.see_also for entry in see_also_entries(places, see)]
    return {
        **stage_record(places, finding.cell),
        "number": places.finding_numbers[finding.ref],
        "colour": places.said(getattr(places.framework.colours, finding.colour.value).word),
        "text": finding.text,
        "priority": wording.priorities[Priority.HIGH] if finding.priority else "",
        "about": "; ".join(places.agency(ref) for ref in finding.about),
        "on_behalf_of": places.agency(finding.on_behalf_of),
        "for_place": places.for_place(finding.for_place),
        "also_in": "; ".join(places.place(cell) for cell in finding.also_in),
        "evidence": sentences.how_we_know(places, finding),
        "earlier": "\n".join(sentences.earlier_colours(places, finding)),
        "see_also": "\n".join(entry.text for entry in entries),
        "actions": ", ".join(places.action_numbers[action.ref] for action in places.actions_under(finding.ref)),
    }


def action_record(places: Places, action: ActionSnapshot) -> Record:
    """Everything that is told of an action; its stage is that of the first finding that it serves."""
    wording, served = places.wording, places.served(action)
    waits = (places.action_numbers[ref] for ref in action.waits_for if ref in places.actions)
    where = dict.fromkeys(places.place(finding.cell) for finding in served)
    return {
        **(stage_record(places, served[0].cell) if served else {}),
        **_lead_record(places, action),
        "number": places.action_numbers[action.ref],
        "text": action.text,
        "kind": "; ".join(kinds(places, action)),
        "findings": ", ".join(places.finding_numbers[finding.ref] for finding in served),
        "where": "; ".join(where) or wording.phrases.without_finding,
        "due_words": action.due_words,
        "due_on": action.due_on,
        "repeats": sentences.repeats_words(action, wording),
        "last_done_on": action.last_done_on,
        "status": wording.statuses[action.status],
        "overdue": wording.phrases.yes if sentences.is_overdue(action, wording) else "",
        "priority": wording.priorities[action.priority],
        "waits_for": ", ".join(waits),
        "difference": action.difference,
        "for_place": places.for_place(action.for_place),
        "notes": "\n".join(sentences.note_words(note, wording) for note in action.notes),
    }


def stage_record(places: Places, cell: str) -> Record:
    """Where a finding stands, and the overall rating of its stage."""
    sheet = places.sheet_of(cell)
    stage, found = next((stage, found) for stage, found in sheet.stages if found and found.ref == cell)
    return _stage(places, sheet, stage, found)


def _stage(places: Places, sheet: Sheet, stage: Stage, cell: CellSnapshot) -> Record:
    return {
        "domain": places.said(sheet.domain.name),
        "level": places.said(sheet.level.name) if sheet.level else "",
        "stage": places.said(stage.name),
        "overall_rating": sentences.rating_words(places, cell).word,
        "rating_reason": cell.reason,
        "rated_by": cell.rated_by,
        "rated_on": places.wording.day_of(cell.rated_at) if cell.rated_at else None,
        "agreed_at": cell.agreed_at,
    }


def _lead_record(places: Places, action: ActionSnapshot) -> Record:
    if not action.leads:
        return {"lead": places.wording.phrases.no_lead_yet, "lead_role": "", "lead_agency": "", "with_": ""}
    lead = places.lead(action.leads[0])
    return {
        "lead": lead.name or sentences.lead_words(places, action.leads[0]),
        "lead_role": lead.role,
        "lead_agency": places.agency(lead.agency),
        "with_": "; ".join(sentences.lead_words(places, ref) for ref in action.leads[1:]),
    }

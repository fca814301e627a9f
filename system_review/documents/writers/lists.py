"""The lists after the sheets: the action plan by number, the values, the evidence, what was said. Pure."""

from __future__ import annotations

from system_review.documents.rules.papers import BoardAsked, Part
from system_review.documents.writers import sentences
from system_review.documents.writers.entries import action_in_full, brief
from system_review.documents.writers.lists_of_words import challenge_list, comment_list, note_list
from system_review.documents.writers.pages import ListPart
from system_review.documents.writers.places import Places
from system_review.evidence.rules import EvidenceState
from system_review.frameworks.snapshots import Value
from system_review.reviews.snapshots import ActionSnapshot, EvidenceSnapshot, ValueSnapshot


def lists(places: Places, board: BoardAsked | None = None) -> tuple[ListPart, ...]:
    """The lists that the document has: the action plan always, values and evidence where there are any.

    A paper for a board has those that it was asked with.
    """
    has = board.has if board else lambda part: True
    parts: list[ListPart | None] = [action_plan(places) if has(Part.PLAN) else None]
    if places.only is None and places.snapshot.values and has(Part.VALUES):
        parts.append(values(places))
    if has(Part.EVIDENCE):
        parts.append(evidence_list(places))
    parts += [comment_list(places), note_list(places), challenge_list(places)]
    return tuple(part for part in parts if part)


def action_plan(places: Places) -> ListPart:
    """Every action of the document by its number: in brief, since it stands in full under its finding."""
    columns = places.wording.columns
    heads = (
        columns.number,
        columns.brief,
        columns.kind,
        columns.lead,
        columns.when,
        columns.status,
        columns.notes,
        columns.where,
    )
    numbered = sorted(places.actions.values(), key=lambda action: int(places.action_numbers[action.ref][1:]))
    listed = [action for action in numbered if _is_listed(places, action)]
    return ListPart(
        places.wording.headings.action_plan,
        heads,
        (7, 25, 12, 20, 19, 12, 24, 19),
        tuple(_plan_row(places, action) for action in listed),
        places.wording.phrases.nothing_here,
        refs=tuple(action.ref for action in listed),
    )


def values(places: Places) -> ListPart:
    """The judgement on every value of the framework, then on further ones."""
    columns = places.wording.columns
    judged = {value.key: value for value in places.snapshot.values if value.key}
    rows = [_value_row(places, value, judged.pop(value.key, None)) for value in places.framework.values]
    further = [value for value in places.snapshot.values if not value.key or value.key in judged]
    rows += [_judged_row(places, value.name or value.key, value) for value in further]
    return ListPart(
        places.wording.headings.values,
        (columns.value, columns.extent, columns.narrative, columns.examples_for, columns.examples_against),
        (14, 12, 36, 26, 26),
        tuple(rows),
        "",
    )


def evidence_listed(places: Places) -> list[EvidenceSnapshot]:
    """The evidence that the document tells of."""
    return [evidence for evidence in places.evidence.values() if _is_evidence_listed(places, evidence)]


def evidence_list(places: Places, *, how_far: bool = False) -> ListPart | None:
    """The appendix: all evidence that may be told of; None if there is none.

    With `how_far` two further columns tell since when each piece is asked for, and how much of it came so far.
    """
    shown = evidence_listed(places)
    if not shown:
        return None
    columns = places.wording.columns
    return ListPart(
        places.wording.headings.evidence,
        (
            columns.number,
            columns.kind_of_evidence,
            columns.what,
            columns.source,
            columns.date,
            columns.how_many,
            columns.confidence,
            columns.state_of_evidence,
            columns.supports,
            *((columns.asked_on, columns.so_far) if how_far else ()),
        ),
        (7, 14, 34, 15, 12, 8, 11, 18, 24, *((12, 8) if how_far else ())),
        tuple(_evidence_row(places, each) + (_how_far(places, each) if how_far else ()) for each in shown),
        "",
    )


def _is_listed(places: Places, action: ActionSnapshot) -> bool:
    return places.only is None or action.ref in places.written_under


def _plan_row(places: Places, action: ActionSnapshot) -> tuple[str, ...]:
    entry, wording = action_in_full(places, action, []), places.wording
    is_in_sheets = action.ref in places.written_under
    return (
        entry.number,
        brief(action.text) if is_in_sheets else "\n".join([action.text, *entry.lines]),
        "\n".join(kinds(places, action)),
        entry.lead + entry.rest_of_lead(),
        entry.when,
        "\n".join(part for part in (entry.status, entry.overdue, entry.priority) if part),
        "\n".join(sentences.note_words(note, wording) for note in action.notes),
        "\n".join(
            part
            for part in (
                "\n".join(_where(places, action)) or wording.phrases.without_finding,
                sentences.place_line(places, action.for_place),
            )
            if part
        ),
    )


def kinds(places: Places, action: ActionSnapshot) -> list[str]:
    """What an action is for (to get to amber …), each kind once, by the colour that each finding has now."""
    colours = dict.fromkeys(finding.colour for finding in places.served(action))
    return [places.said(getattr(places.framework.colours, colour.value).plan) for colour in colours]


def _where(places: Places, action: ActionSnapshot) -> list[str]:
    return list(dict.fromkeys(places.place(finding.cell) for finding in places.served(action)))


def _value_row(places: Places, value: Value, judged: ValueSnapshot | None) -> tuple[str, ...]:
    if judged is None:
        return places.said(value.name), "", places.wording.phrases.not_judged_yet, "", ""
    return _judged_row(places, places.said(value.name), judged)


def _judged_row(places: Places, name: str, judged: ValueSnapshot) -> tuple[str, ...]:
    extents = {extent.key: places.said(extent.word) for extent in places.framework.extents}
    extent = extents.get(judged.extent, judged.extent)
    return name, extent, judged.narrative, judged.examples_for, judged.examples_against


def _is_evidence_listed(places: Places, evidence: EvidenceSnapshot) -> bool:
    return places.only is None or bool(supports(places, evidence) or speaks_to(places, evidence))


def speaks_to(places: Places, evidence: EvidenceSnapshot) -> list[str]:
    """The stages of the document that a piece speaks to, beside those whose findings rest on it."""
    told = supports(places, evidence)
    here = (places.place(ref) for ref in evidence.stages if places.prints(ref))
    return [place for place in here if place not in told]


def supports(places: Places, evidence: EvidenceSnapshot) -> list[str]:
    """The places of the findings that rest on a piece of evidence."""
    resting = [
        finding for finding in places.in_order if evidence.ref in finding.evidence and places.is_included(finding)
    ]
    return list(dict.fromkeys(places.place(finding.cell) for finding in resting))


def evidence_state(places: Places, evidence: EvidenceSnapshot) -> str:
    """How a piece of evidence stands; what is awaited says of whom and by when."""
    wording = places.wording
    parts = [wording.evidence_states[evidence.state]]
    if evidence.state != EvidenceState.RECEIVED:
        parts.append(evidence.asked_of)
        parts.append(
            wording.phrases.by_date.format(date=wording.date_words(evidence.due_on)) if evidence.due_on else ""
        )
        parts.append(wording.phrases.looked_at_by.format(name=evidence.looked_at_by) if evidence.looked_at_by else "")
    return ", ".join(part for part in parts if part)


def _how_far(places: Places, evidence: EvidenceSnapshot) -> tuple[str, str]:
    """Since when it is asked for, and how much of it is there."""
    if not places.may_be_described(evidence):
        return "", ""
    asked_on = places.wording.date_words(evidence.asked_on) if evidence.asked_on else ""
    return asked_on, "" if evidence.so_far is None else str(evidence.so_far)


def _evidence_row(places: Places, evidence: EvidenceSnapshot) -> tuple[str, ...]:
    wording, number = places.wording, places.evidence_numbers[evidence.ref]
    kind, resting = wording.evidence_kinds[evidence.kind], "\n".join(supports(places, evidence))
    spoken = [wording.phrases.speaks_to.format(place=place) for place in speaks_to(places, evidence)]
    if not places.may_be_described(evidence):
        return number, kind, wording.phrases.kind_only, "", "", "", "", "", resting
    return (
        number,
        kind,
        evidence.sentence,
        "\n".join(
            part for part in (places.agency(evidence.source), sentences.place_line(places, evidence.for_place)) if part
        ),
        wording.date_words(evidence.on) if evidence.on else "",
        "" if evidence.how_many is None else str(evidence.how_many),
        wording.confidences[evidence.confidence] if evidence.confidence else "",
        evidence_state(places, evidence),
        "\n".join(part for part in (resting, *spoken) if part),
    )

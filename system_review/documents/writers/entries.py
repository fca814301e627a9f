"""Findings and actions as entries of a sheet. Pure."""

from __future__ import annotations

from system_review.documents.writers import sentences
from system_review.documents.writers.pages import ColourColumn, FindingEntry, PlanEntry
from system_review.documents.writers.places import COLUMNS, Places
from system_review.reviews.rules.words import Colour, Priority, Unrated
from system_review.reviews.snapshots import ActionSnapshot, CellSnapshot, FindingSnapshot, SeeAlsoSnapshot

BRIEF = 8  # words
LONG_WORD = 14  # characters: what a brief text has for each of its words, on average, at the most


def brief(text: str, words: int = BRIEF) -> str:
    """The first words of a text, with … where something follows; a word without end is cut too."""
    first = text.split(maxsplit=words)
    said = " ".join(first[:words])
    if len(said) > words * LONG_WORD:
        return f"{said[: words * LONG_WORD]}…"
    return f"{said}\u00a0…" if len(first) > words else said


def columns(places: Places, cell: CellSnapshot | None) -> tuple[ColourColumn, ...]:
    """The red, amber and green column of a stage."""
    made = []
    for colour in COLUMNS:
        entries = finding_entries(places, cell, colour) if cell else ()
        made.append(ColourColumn(colour.value, entries, "" if entries else why_empty(places, cell)))
    return tuple(made)


def finding_entries(places: Places, cell: CellSnapshot, colour: Colour) -> tuple[FindingEntry, ...]:
    """The findings of one colour in a stage, then those of other places that are also relevant here."""
    here = [f for f in places.findings_in.get(cell.ref, []) if f.colour == colour and places.is_included(f)]
    own = [finding_entry(places, finding) for finding in here]
    if places.only and places.only.is_by_thing:
        return tuple(own)
    others = [also_relevant(places, f) for f in places.referred_to.get(cell.ref, []) if f.colour == colour]
    return (*own, *others)


def why_empty(places: Places, cell: CellSnapshot | None) -> str:
    """Why a column has no finding: looked and none found, nothing written yet, or not part of this review."""
    phrases = places.wording.phrases
    if places.only and places.only.is_by_thing:
        return ""  # what is not theirs is not told of
    if cell is None or cell.rating == Unrated.NOT_REVIEWED:
        return phrases.not_in_this_review
    if cell.rating == Unrated.NOT_APPLICABLE:
        return places.wording.unrated[Unrated.NOT_APPLICABLE]
    return phrases.looked_none_found if sentences.is_rated(places, cell) else phrases.nothing_written_yet


def finding_entry(places: Places, finding: FindingSnapshot) -> FindingEntry:
    """A finding in full, with how we know, what it was before, whom it is about, and its action plan."""
    plan = (
        *(action_entry(places, action, finding) for action in places.wanted_under(finding.ref)),
        *(entry for see in finding.see_also for entry in see_also_entries(places, see)),
    )
    no_plan = "" if plan or places.actions_under(finding.ref) else places.wording.phrases.no_action_yet
    return FindingEntry(
        finding.ref, finding.text, lines=tuple(_finding_lines(places, finding)), plan=plan, no_plan=no_plan
    )


def also_relevant(places: Places, finding: FindingSnapshot) -> FindingEntry:
    """The quiet line that a finding of another place leaves here."""
    text = places.wording.phrases.also_relevant_here.format(
        brief=brief(finding.text), colour=places.colour_word(finding.colour), place=places.place(finding.cell)
    )
    return FindingEntry(finding.ref, text, in_full=False)


def action_entry(places: Places, action: ActionSnapshot, finding: FindingSnapshot) -> PlanEntry:
    """An action under a finding: in full where the document has it first, else where it is to be found."""
    number, first = places.action_numbers[action.ref], places.written_under.get(action.ref)
    if first != finding.ref:
        place = places.place(places.finding(first or places.served(action)[0].ref).cell)
        text = places.wording.phrases.see_action.format(number=number, place=place)
        return PlanEntry(text, in_full=False, ref=action.ref)
    return action_in_full(places, action, _planned_earlier(places, action, finding))


def action_in_full(places: Places, action: ActionSnapshot, more: list[str]) -> PlanEntry:
    """Everything that is told of an action; `more` are lines of the place where it stands."""
    wording = places.wording
    waits = [places.action_numbers[ref] for ref in action.waits_for if ref in places.actions]
    lines = [
        sentences.place_line(places, action.for_place),
        wording.phrases.difference.format(text=action.difference) if action.difference else "",
        wording.phrases.waits_for.format(actions=", ".join(waits)) if waits else "",
    ]
    lead = sentences.lead_parts(places, action.leads[0]) if action.leads else (wording.phrases.no_lead_yet,)
    pressing = action.priority != Priority.NORMAL
    return PlanEntry(
        action.text,
        in_full=True,
        ref=action.ref,
        number=places.action_numbers[action.ref],
        lead=lead[0],
        lead_more=", ".join(lead[1:]),
        has_lead=bool(action.leads),
        with_=sentences.with_words(places, action),
        when=sentences.when_words(action, wording),
        status=wording.statuses[action.status],
        overdue=wording.phrases.overdue if sentences.is_overdue(action, wording) else "",
        priority=wording.phrases.priority.format(priority=wording.priorities[action.priority]) if pressing else "",
        lines=tuple(line for line in (*lines, *more) if line),
    )


def see_also_entries(places: Places, see: SeeAlsoSnapshot) -> list[PlanEntry]:
    """A cross-reference: the actions that it points to, with how they stand."""
    if see.action:
        action = places.actions.get(see.action)
        return [_see_action(places, action)] if action else []
    return [_see_place(places, see.cell)] if see.cell else []


def _see_action(places: Places, action: ActionSnapshot) -> PlanEntry:
    phrases, served = places.wording.phrases, places.served(action)
    number = _number_and_status(places, action)
    if not served:
        return PlanEntry(phrases.see_action_without_place.format(number=number), in_full=False, ref=action.ref)
    text = phrases.see_action.format(number=number, place=places.place(served[0].cell))
    return PlanEntry(text, in_full=False, ref=action.ref)


def _see_place(places: Places, cell: str) -> PlanEntry:
    phrases, found = places.wording.phrases, places.actions_in(cell)
    template = phrases.see_place if found else phrases.see_place_without_actions
    actions = ", ".join(_number_and_status(places, action) for action in found)
    return PlanEntry(template.format(place=places.place(cell), actions=actions), in_full=False)


def _number_and_status(places: Places, action: ActionSnapshot) -> str:
    wording = places.wording
    return wording.phrases.action_and_status.format(
        number=places.action_numbers[action.ref], status=wording.statuses[action.status].lower()
    )


def _planned_earlier(places: Places, action: ActionSnapshot, finding: FindingSnapshot) -> list[str]:
    planned = next(served.colour for served in action.serves if served.finding == finding.ref)
    if planned == finding.colour:
        return []
    return [places.wording.phrases.planned_earlier.format(colour=places.colour_word(planned))]


def _finding_lines(places: Places, finding: FindingSnapshot) -> list[str]:
    phrases, known = places.wording.phrases, sentences.how_we_know(places, finding)
    about = ", ".join(places.agency(ref) for ref in finding.about)
    also_in = "; ".join(places.place(cell) for cell in finding.also_in)
    lines = [
        phrases.is_priority if finding.priority else "",
        sentences.place_line(places, finding.for_place),
        phrases.how_we_know.format(evidence=known) if known else "",
        *sentences.earlier_colours(places, finding),
        phrases.about.format(agencies=about) if about else "",
        phrases.on_behalf_of.format(agency=places.agency(finding.on_behalf_of)) if finding.on_behalf_of else "",
        phrases.also_in.format(places=also_in) if also_in else "",
    ]
    return [line for line in lines if line]

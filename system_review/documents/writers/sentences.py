"""What the wording says about one thing of a review: who leads, by when, how we know, who rated. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from system_review.documents.writers.pages import RatingWords
from system_review.documents.writers.places import Places
from system_review.documents.writers.wording import Wording
from system_review.evidence.rules import EvidenceState
from system_review.reviews.rules import actions, ratings
from system_review.reviews.rules.words import CLOSED, Unrated
from system_review.reviews.snapshots import (
    ActionSnapshot,
    CellSnapshot,
    EvidenceSnapshot,
    FindingSnapshot,
    LeadSnapshot,
    NoteSnapshot,
    PlaceRatingSnapshot,
)

FEW_WORDS = 8  # in a sentence of evidence that a finding names in full


def lead_words(places: Places, ref: str) -> str:
    """A lead in one line: name, role and agency as far as they are known."""
    return ", ".join(lead_parts(places, ref))


def lead_parts(places: Places, ref: str) -> tuple[str, ...]:
    """What is known of a lead, the most telling first: name, role, agency. An agency alone awaits its name.

    A role is followed by who holds it, where the file tells that.
    """
    lead = places.lead(ref)
    agency = places.agency(lead.agency)
    if agency and not lead.name and not lead.role:
        return (places.wording.phrases.name_awaited.format(agency=agency),)
    role = lead.role if lead.name else role_words(places, lead)
    return tuple(part for part in (lead.name, role, agency) if part)


def role_words(places: Places, lead: LeadSnapshot) -> str:
    """A role with who holds it: "Designated nurse (A. Name)"."""
    if not (lead.role and places.snapshot.holds.holders):
        return lead.role
    phrases = places.wording.phrases
    template = phrases.role_held if lead.holder else phrases.role_empty
    return template.format(role=lead.role, name=lead.holder)


def with_words(places: Places, action: ActionSnapshot) -> str:
    """Everyone beside the accountable lead; "" if there is nobody."""
    names = "; ".join(lead_words(places, ref) for ref in action.leads[1:])
    return places.wording.phrases.with_.format(names=names) if names else ""


def repeats_words(action: ActionSnapshot, wording: Wording) -> str:
    """How often an action comes round; "" if it does not."""
    return wording.every(action.repeats.every, action.repeats.unit) if action.repeats else ""


def when_words(action: ActionSnapshot, wording: Wording) -> str:
    """The time as it was written with the date that it means, and when a recurring action was last done."""
    parts = [_time_words(action, wording)]
    if action.last_done_on:
        parts.append(wording.phrases.last_done.format(date=wording.date_words(action.last_done_on)))
    return ", ".join(part for part in parts if part)


def _time_words(action: ActionSnapshot, wording: Wording) -> str:
    phrases, words = wording.phrases, action.due_words.strip()
    meaning = _meant(action, wording)
    if not words:
        return meaning or ("" if action.status in CLOSED else phrases.no_date_yet)
    if not meaning:
        return words if action.status in CLOSED else phrases.words_without_date.format(words=words)
    if action.repeats and action.due_on:  # the words tell the rhythm already
        return phrases.next_date.format(every=words, date=wording.date_words(action.due_on))
    if action.due_on and wording.date_words(action.due_on) in words:
        return words
    return phrases.words_mean.format(words=words, meaning=meaning)


def _meant(action: ActionSnapshot, wording: Wording) -> str:
    every = repeats_words(action, wording)
    if not action.due_on:
        return every
    on = wording.date_words(action.due_on)
    return wording.phrases.next_date.format(every=every, date=on) if every else wording.phrases.by_date.format(date=on)


def is_overdue(action: ActionSnapshot, wording: Wording) -> bool:
    """Whether an open action was due before the day that the document speaks of."""
    return actions.is_overdue(status=action.status, due_on=action.due_on, today=wording.as_at)


def note_words(note: NoteSnapshot, wording: Wording) -> str:
    """A progress note with its day and its writer."""
    template = wording.phrases.note_by if note.by else wording.phrases.note
    return template.format(date=wording.date_words(note.on), name=note.by, text=note.text)


def evidence_words(places: Places, evidence: EvidenceSnapshot) -> str:
    """One piece of evidence as a finding names it, in a few words; the list of evidence has the rest.

    A short sentence as it is, else its kind and how many; then its date, and whether it is still awaited.
    """
    wording = places.wording
    kind = wording.evidence_kinds[evidence.kind]
    if not places.may_be_described(evidence):
        return kind
    words = evidence.sentence.strip().removesuffix(".")
    if not words or len(words.split()) > FEW_WORDS:
        words = kind if evidence.how_many is None else f"{kind} ({evidence.how_many})"
    if evidence.on:
        words = wording.phrases.evidence_dated.format(what=words, date=wording.date_words(evidence.on))
    if evidence.state != EvidenceState.RECEIVED:
        state = wording.evidence_states[evidence.state].lower()
        words = wording.phrases.evidence_state.format(what=words, state=state)
    return words


def how_we_know(places: Places, finding: FindingSnapshot) -> str:
    """All evidence of a finding that may be told of, with its numbers; "" if there is none."""
    named = [ref for ref in finding.evidence if ref in places.evidence]
    return "; ".join(f"{places.evidence_numbers[ref]} {evidence_words(places, places.evidence[ref])}" for ref in named)


def earlier_colours(places: Places, finding: FindingSnapshot) -> list[str]:
    """What a finding was before, one line a change, where the file holds history."""
    if not places.snapshot.holds.history:
        return []
    phrases, lines = places.wording.phrases, []
    for change in finding.changes:
        template = phrases.was_until_because if change.reason else phrases.was_until
        on = places.wording.date_words(change.on)
        lines.append(template.format(colour=places.colour_word(change.before), date=on, reason=change.reason))
    return lines


def rating_words(places: Places, cell: CellSnapshot | None) -> RatingWords:
    """An overall rating in words, with who gave it, when, where it was agreed and why."""
    if cell is None:
        return RatingWords(places.wording.phrases.not_in_this_review)
    lines = (*_rating_lines(places.wording, cell), *_suggestion(places, cell), *_place_ratings(places, cell))
    for step in places.framework.scale:
        if step.key == cell.rating:
            return RatingWords(places.said(step.word), step.colours, lines)
    return RatingWords(unrated_words(places.wording, cell.rating), (), lines)


def place_line(places: Places, ref: str | None) -> str:
    """For which place a thing is; "" where it is for all."""
    name = places.for_place(ref)
    return places.wording.phrases.for_place.format(place=name) if name else ""


def _place_ratings(places: Places, cell: CellSnapshot) -> Iterator[str]:
    """The ratings for single places, each with who gave it and why."""
    phrases, steps = places.wording.phrases, {step.key: step for step in places.framework.scale}
    for given in cell.for_places:
        step = steps.get(given.rating)
        word = places.said(step.word) if step else unrated_words(places.wording, given.rating)
        yield phrases.place_rated.format(place=places.for_place(given.place), rating=word)
        yield from _rating_lines(places.wording, given)


def unrated_words(wording: Wording, rating: str) -> str:
    """What a rating says that is no step of the scale."""
    known = {unrated.value: text for unrated, text in wording.unrated.items()}
    return known.get(rating, rating)


def is_rated(places: Places, cell: CellSnapshot) -> bool:
    """Whether the stage has a step of the scale."""
    return cell.rating not in {unrated.value for unrated in Unrated}


def _suggestion(places: Places, cell: CellSnapshot) -> list[str]:
    """What the findings suggest, where that is another rating, or where nobody has rated yet."""
    phrases, scale = places.wording.phrases, places.framework.scale
    suggested = ratings.suggest((f.colour for f in places.findings_in.get(cell.ref, [])), scale).rating
    word = next((places.said(step.word) for step in scale if step.key == suggested), "")
    if word and cell.rating == Unrated.NOT_RATED:
        return [phrases.suggested_only.format(rating=word)]
    return (
        [phrases.suggested.format(rating=word)]
        if ratings.is_at_odds(cell.rating, suggested=suggested, scale=scale)
        else []
    )


def _rating_lines(wording: Wording, cell: CellSnapshot | PlaceRatingSnapshot) -> list[str]:
    phrases = wording.phrases
    on = wording.date_words(wording.day_of(cell.rated_at)) if cell.rated_at else ""
    lines = []
    if cell.rated_by and on:
        lines.append(phrases.rated_by_on.format(name=cell.rated_by, date=on))
    elif cell.rated_by:
        lines.append(phrases.rated_by.format(name=cell.rated_by))
    elif on:
        lines.append(phrases.rated_on.format(date=on))
    if cell.agreed_at:
        lines.append(phrases.agreed_at.format(where=cell.agreed_at))
    if cell.reason:
        lines.append(phrases.why.format(reason=cell.reason))
    return lines

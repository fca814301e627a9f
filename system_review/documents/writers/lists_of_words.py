"""The appendices with what people said: comments, and the review team's working notes. Only where asked for. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from system_review.documents.writers.entries import brief
from system_review.documents.writers.pages import ListPart
from system_review.documents.writers.places import Places
from system_review.reviews.snapshots import CommentSnapshot


@dataclass(frozen=True, slots=True)
class Words:
    """One comment, reply or note, and what it is about: the number of a finding or action, its cell ("" for none)."""

    about: str
    text_about: str
    cell: str
    by: str
    at: datetime
    text: str
    state: str  # open, settled, a reply; "" of a note


def comments(places: Places) -> list[Words]:
    """Every comment of the document, each followed by its replies. Nothing of what the document does not have."""
    return [words for said in places.snapshot.comments for words in _conversation(places, said)]


def notes(places: Places) -> list[Words]:
    """Every working note of the document."""
    shown = (note for note in places.snapshot.working_notes if _has(places, note.finding))
    return [Words(*_about(places, note.finding, None), note.by, note.changed_at, note.text, "") for note in shown]


def _has(places: Places, finding: str) -> bool:
    return finding in places.findings and places.is_included(places.findings[finding])


def _conversation(places: Places, said: CommentSnapshot) -> Iterator[Words]:
    if said.finding:
        is_shown = _has(places, said.finding)
    else:
        is_shown = said.action in places.actions and (places.only is None or said.action in places.written_under)
    if not is_shown:
        return
    about, phrases = _about(places, said.finding, said.action), places.wording.phrases
    yield Words(*about, _who(said.by, said.agency), said.written_at, said.text, _state(places, said))
    for reply in said.replies:
        yield Words(*about, _who(reply.by, reply.agency), reply.written_at, reply.text, phrases.reply)


def _about(places: Places, finding: str | None, action: str | None) -> tuple[str, str, str]:
    if finding:
        found = places.finding(finding)
        return places.finding_numbers[finding], found.text, found.cell
    planned = places.actions[action or ""]
    served = places.served(planned)
    return places.action_numbers[planned.ref], planned.text, served[0].cell if served else ""


def _who(by: str, agency: str) -> str:
    return ", ".join(part for part in (by, agency) if part)


def _state(places: Places, said: CommentSnapshot) -> str:
    if said.settled_at is None:
        return places.wording.phrases.open
    return places.wording.phrases.settled_by.format(name=said.settled_by, date=_day(places, said.settled_at))


def _day(places: Places, at: datetime) -> str:
    return places.wording.date_words(places.wording.day_of(at))


def comment_list(places: Places) -> ListPart | None:
    """The appendix of comments; None where the file holds none."""
    columns, said = places.wording.columns, comments(places)
    heads = (columns.about_what, columns.brief, columns.said_by, columns.said_on, columns.comment, columns.status)
    rows = tuple((*_row(places, words), words.state) for words in said)
    return ListPart(places.wording.headings.comments, heads, (22, 24, 18, 14, 50, 16), rows, "") if rows else None


def note_list(places: Places) -> ListPart | None:
    """The appendix of working notes; None where the file holds none."""
    columns, said = places.wording.columns, notes(places)
    heads = (columns.about_what, columns.brief, columns.said_by, columns.said_on, columns.working_note)
    rows = tuple(_row(places, words) for words in said)
    return ListPart(places.wording.headings.working_notes, heads, (22, 24, 18, 14, 66), rows, "") if rows else None


def _row(places: Places, words: Words) -> tuple[str, ...]:
    place = places.place(words.cell) if words.cell else places.wording.phrases.without_finding
    about = places.wording.phrases.number_and_place.format(number=words.about, place=place)
    return about, brief(words.text_about), words.by, _day(places, words.at), words.text

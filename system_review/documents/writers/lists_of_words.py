"""The appendices with what people said: comments, working notes, challenges with answers. Where asked for. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from system_review.documents.writers.entries import brief
from system_review.documents.writers.pages import ListPart
from system_review.documents.writers.places import Places
from system_review.reviews.snapshots import ChallengeSnapshot, CommentSnapshot


@dataclass(frozen=True, slots=True)
class Words:
    """One comment, reply, note or challenge, and what it is about.

    That is the number of a finding or action, its text, and its cell ("" for none).
    """

    about: str
    text_about: str
    cell: str
    by: str
    at: datetime
    text: str
    state: str  # open, settled, answered, a reply; "" of a note
    answer: str = ""  # of a challenge


def comments(places: Places) -> list[Words]:
    """Every comment of the document, each followed by its replies. Nothing of what the document does not have."""
    return [words for said in places.snapshot.comments for words in _conversation(places, said)]


def notes(places: Places) -> list[Words]:
    """Every working note of the document."""
    shown = (note for note in places.snapshot.working_notes if _has(places, note.finding))
    return [Words(*_about(places, note.finding, None), note.by, note.changed_at, note.text, "") for note in shown]


def challenges(places: Places) -> list[Words]:
    """Every challenge of the document. One that is about the whole review stands in whole documents only."""
    shown = (asked for asked in places.snapshot.challenges if _is_asked_here(places, asked))
    return [
        Words(
            *_asked_about(places, asked),
            asked.by,
            asked.recorded_at,
            asked.text,
            _answered(places, asked),
            asked.answer,
        )
        for asked in shown
    ]


def _is_asked_here(places: Places, asked: ChallengeSnapshot) -> bool:
    if asked.finding:
        return _has(places, asked.finding)
    if places.only is None:
        return True
    return asked.cell is not None and not places.only.is_by_thing and places.covers(asked.cell)


def _asked_about(places: Places, asked: ChallengeSnapshot) -> tuple[str, str, str]:
    return _about(places, asked.finding, None) if asked.finding else ("", "", asked.cell or "")


def _answered(places: Places, asked: ChallengeSnapshot) -> str:
    if asked.answered_at is None:
        return places.wording.phrases.not_answered
    return places.wording.phrases.answered_by.format(name=asked.answered_by, date=_day(places, asked.answered_at))


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


def challenge_list(places: Places) -> ListPart | None:
    """The appendix of challenges with their answers; None where the file holds none."""
    columns, said = places.wording.columns, challenges(places)
    heads = (
        columns.about_what, columns.brief, columns.said_by, columns.said_on, columns.challenge, columns.answer,
        columns.status,
    )  # fmt: skip
    rows = tuple((*_row(places, words), words.answer, words.state) for words in said)
    return ListPart(places.wording.headings.challenges, heads, (18, 18, 14, 12, 34, 34, 14), rows, "") if rows else None


def _row(places: Places, words: Words) -> tuple[str, ...]:
    return _where(places, words), brief(words.text_about), words.by, _day(places, words.at), words.text


def _where(places: Places, words: Words) -> str:
    if not words.about:  # a challenge to a stage, or to the whole review
        return places.place(words.cell) if words.cell else places.wording.phrases.whole_review
    place = places.place(words.cell) if words.cell else places.wording.phrases.without_finding
    return places.wording.phrases.number_and_place.format(number=words.about, place=place)

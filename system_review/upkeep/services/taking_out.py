"""Taking words out of a partnership, everywhere they stand, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from system_review.audit import keeping
from system_review.audit.rules import INSTALLATION
from system_review.audit.services import HasPublicId, Installation, Rewording, hold_end, record, record_erasing
from system_review.errors import Refused, Why
from system_review.jobs.services import enqueue
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Review
from system_review.reviews.services.holds import refuse_if_held
from system_review.texts import held
from system_review.upkeep.queries.words_standing import (
    InHistory,
    InRow,
    Standing,
    in_history,
    in_history_of_people,
    standing_of,
    taking_of,
)
from system_review.upkeep.rules.word_values import Taking
from system_review.upkeep.rules.words import Words, why_not_reason, why_not_take_out
from system_review.upkeep.services.file_bytes import clear_out_file
from system_review.upkeep.services.taking_out_rows import (
    OF_SUBJECT,
    SUBJECTS,
    write_agreed,
    write_documents,
    write_rows,
)

CHANGED = Why("What was found has changed since you looked. Look at the list again, then take the words out.")


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What was done: out of how many places, how many kept files were erased, how many agreed versions marked."""

    places: int
    files: int
    versions: int
    spared: int  # names that stay, since they belong to another partnership as well
    event: int


def words_from(typed: str, *, whole: bool) -> Words:
    """The words as they are looked for. Raises `Refused` for those that cannot be."""
    if why := why_not_take_out(typed):
        raise Refused(why, field="words")
    return Words(typed, whole=whole)


def look_for(words: Words, *, by: Member) -> Standing:
    """Where the words stand in the member's partnership."""
    require(by, Permission.WORDS_BLOT)
    return standing_of(words, partnership=by.partnership)


@transaction.atomic
def take_words_out(*, words: Words, seen: str, reason: str, by: Member, at: datetime) -> TakenOut:
    """Put a mark in place of the words wherever they stand in the partnership. It cannot be undone.

    `seen` is what `Standing.seen` said when the person looked. The history keeps who, when, why and how many places,
    and neither the words nor anything from which they could be worked out.
    """
    require(by, Permission.WORDS_BLOT)
    reason = held(reason, field="reason").strip()
    if why := why_not_reason(reason, words):
        raise Refused(why, field="reason")
    taking, found = taking_of(words), standing_of(words, partnership=by.partnership)
    if found.seen != seen:
        raise Refused(CHANGED)
    if not found.count:
        raise Refused(Why("These words stand nowhere here"), field="words")
    refuse_if_held(
        by.partnership_id,
        [row.review for row in found.rows if row.review],
        evidence=[number for row in found.rows for kind, number in row.subjects if kind == "evidence"],
    )
    if not write_rows(found.rows):
        raise Refused(CHANGED)
    files, fingerprints = write_documents(found.rows, at=at)
    if by.person:
        by.person.refresh_from_db(fields=["name"])  # it may have been what was taken out
    done = _write_history(taking, found, fingerprints, files=files, reason=reason, by=by, at=at)
    enqueue(clear_out_file)
    transaction.on_commit(keeping.forget)
    return done


def _write_history(
    taking: Taking, found: Standing, fingerprints: dict[str, str], *, files: int, reason: str, by: Member, at: datetime
) -> TakenOut:
    """Take the words out of the history, tell of it at each thing, and record it."""
    chain = str(by.partnership.key)
    last = hold_end(chain)
    history = list(in_history(taking, chain=chain, fingerprints=fingerprints))
    subjects = _subjects_of(found.rows, history)
    event = last + len(subjects) + 1
    versions = write_agreed(found.rows, event=event, at=at)
    for subject, review in subjects:
        record("words.taken_out_here", subject=subject, by=by, at=at, review=review, reason=reason)
    places = sum(row.count for row in found.rows) + sum(one.taken.count for one in (*history, *found.beside))
    record_erasing(
        "words.taken_out",
        rewordings=[Rewording(one.particular, one.taken.value) for one in history],
        subject=by.partnership,
        by=by,
        at=at,
        reason=reason,
        places=places,
        versions=versions or None,
    )
    _write_history_of_people(taking, found, reason=reason, by=by, at=at)
    return TakenOut(places, files, len(versions), found.spared, event)


def _write_history_of_people(taking: Taking, found: Standing, *, reason: str, by: Member, at: datetime) -> None:
    """Take the words out of what the installation's own history says of people here."""
    if not found.beside:
        return
    hold_end(INSTALLATION)
    history = in_history_of_people(taking, by.partnership)
    record_erasing(
        "words.taken_out",
        rewordings=[Rewording(one.particular, one.taken.value) for one in history],
        subject=Installation(),
        by=by.person or Installation(),
        at=at,
        reason=reason,
    )


def _subjects_of(rows: Iterable[InRow], history: Iterable[InHistory]) -> list[tuple[HasPublicId, Review | None]]:
    """The things whose history tells of it, each with its review."""
    numbers = {subject for row in rows for subject in row.subjects}
    named: dict[tuple[str, str], str] = {}
    for kind, model in SUBJECTS.items():
        mine = [number for name, number in numbers if name == kind]
        columns = OF_SUBJECT.get(kind, ("public_id", "review__public_id"))
        for public_id, *review in model.unscoped.filter(pk__in=mine).order_by("pk").values_list(*columns):
            named[kind, public_id] = review[0] if review else ""
    for one in history:
        kind, _, public_id = one.subject.partition(":")
        if kind in SUBJECTS:
            named.setdefault((kind, public_id), one.review)
    return [
        (SUBJECTS[kind](public_id=public_id), Review(public_id=review) if review else None)
        for (kind, public_id), review in named.items()
    ]

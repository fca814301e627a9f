"""Adding a place to a review, calling it otherwise, and removing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from system_review.audit.services import record
from system_review.errors import ChangedMeanwhile, Refused, Why
from system_review.partnerships.access import Unsaid, require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Action, Cell, Finding, PlaceRating, Review, ReviewEvidence, ReviewPlace
from system_review.reviews.rules import review_places as rules
from system_review.reviews.rules.words import Unrated
from system_review.reviews.services.locking import lock_review
from system_review.rows.models import change, once
from system_review.texts import held_line


@dataclass(frozen=True, slots=True)
class Onward:
    """Where what was for a place belongs once it is removed: another place, or None for all of them."""

    to: ReviewPlace | None


@dataclass(frozen=True, slots=True)
class Uses:
    """How much of a review is for one place, archived things included."""

    findings: int
    actions: int
    evidence: int
    ratings: int

    @property
    def moves(self) -> int:
        """How much of it has to belong somewhere else; ratings are the place's own."""
        return self.findings + self.actions + self.evidence


def add_place(*, review: Review, name: str, key: str = "", by: Member, at: datetime) -> ReviewPlace:
    """Add a place. One that was removed and is called the same comes back, with the ratings that it had."""
    require(by, Permission.REVIEW_CHANGE)
    name = held_line(name, field="name")

    @transaction.atomic
    def make() -> ReviewPlace:
        lock_review(review.pk)
        there = list(ReviewPlace.unscoped.filter(review=review))
        standing = [place for place in there if place.archived_at is None]
        why = rules.why_not_called(name, taken=[place.name for place in standing])
        if why := why or rules.why_not_another(len(standing)):
            raise Refused(why, field="name")
        before = next((place for place in there if place.folded == rules.folded(name)), None)
        place = _brought_back(before, name) if before else _made(review, name)
        Review.unscoped.filter(pk=review.pk).update(has_places=True)
        record("place.added", subject=place, by=by, at=at, review=review, name=name)
        return place

    made: ReviewPlace = once(ReviewPlace, member_id=by.pk, key=key, make=make)
    return made


def _made(review: Review, name: str) -> ReviewPlace:
    place: ReviewPlace = ReviewPlace.unscoped.create(
        partnership_id=review.partnership_id,
        review=review,
        name=name,
        folded=rules.folded(name),
        position=_next_position(review),
    )
    PlaceRating.unscoped.bulk_create(
        PlaceRating(partnership_id=review.partnership_id, cell=cell, for_place=place)
        for cell in Cell.unscoped.filter(review=review).order_by("position")
    )
    return place


def _brought_back(place: ReviewPlace, name: str) -> ReviewPlace:
    position = _next_position(place.review)
    change(place, seen=place.version, name=name, archived_at=None, position=position)
    return place


def _next_position(review: Review) -> int:
    last = ReviewPlace.unscoped.filter(review=review).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


@transaction.atomic
def rename_place(*, place: ReviewPlace, seen: int, name: str, by: Member, at: datetime) -> None:
    """Call a place otherwise from now on. What is for it stays so; agreed versions keep the name that they know."""
    require(by, Permission.REVIEW_CHANGE)
    name = held_line(name, field="name")
    lock_review(place.review_id)
    _refuse_removed(place)
    others = ReviewPlace.unscoped.filter(review=place.review_id).exclude(pk=place.pk)
    standing = [other.name for other in others if other.archived_at is None]
    if why := rules.why_not_called(name, taken=standing):
        raise Refused(why, field="name")
    before = place.name
    if removed := next((other for other in others if other.folded == rules.folded(name)), None):
        raise Refused(
            Why("“{name}” was the name of a place that was removed: add it again instead", name=removed.name),
            field="name",
        )
    change(place, seen=seen, name=name, folded=rules.folded(name))
    record("place.renamed", subject=place, by=by, at=at, review=place.review, before=before, after=name)


@transaction.atomic
def remove_place(*, place: ReviewPlace, seen: int, onward: Onward | None = None, by: Member, at: datetime) -> None:
    """Remove a place. What is for it goes `onward`, without which a place in use stays; its ratings are put away."""
    require(by, Permission.REVIEW_CHANGE)
    lock_review(place.review_id)
    _refuse_removed(place)
    if onward and onward.to is not None:
        _check_target(place, onward.to)
    change(place, seen=seen, archived_at=at)  # first: who would name it from now on waits, and hears that it is gone
    if uses_of(place).moves and onward is None:
        raise Refused(Why("Choose where what is for this place belongs from now on"), field="onward")
    _move(place, onward.to if onward else None, at)
    there = ReviewPlace.unscoped.filter(review=place.review_id, archived_at=None)
    Review.unscoped.filter(pk=place.review_id).update(has_places=there.exists())
    told = _where(onward, place)
    record("place.removed", subject=place, by=by, at=at, review=place.review, name=place.name, place=told)


def _where(onward: Onward | None, place: ReviewPlace) -> str | None:
    """Where what was for it belongs now, for the history; None where nothing was, or it is for all."""
    return onward.to.name if onward and onward.to else None


def _check_target(place: ReviewPlace, to: ReviewPlace) -> None:
    if to.review_id != place.review_id or to.pk == place.pk:
        raise Refused(Why("Choose another place of this review"), field="onward")
    standing(to, field="onward")


def _refuse_removed(place: ReviewPlace) -> None:
    now = ReviewPlace.unscoped.get(pk=place.pk)
    if now.archived_at is not None:
        raise ChangedMeanwhile(now={}, version=now.version)


def _move(place: ReviewPlace, to: ReviewPlace | None, at: datetime) -> None:
    """Let what is for a place be for another, or for all. Their versions tell whoever has them open."""
    for model in (Finding, Action):
        mine = model.unscoped.filter(for_place=place)
        mine.update(for_place=to, version=F("version") + 1, changed_at=at)
    ReviewEvidence.unscoped.filter(for_place=place).update(for_place=to)


def uses_of(place: ReviewPlace) -> Uses:
    """How much is for this place."""
    rated = PlaceRating.unscoped.filter(for_place=place).exclude(rating=Unrated.NOT_RATED)
    mine: list[Any] = [model.unscoped.filter(for_place=place) for model in (Finding, Action, ReviewEvidence)]
    return Uses(*(rows.count() for rows in (*mine, rated)))


def standing(place: ReviewPlace | None, *, field: str = "for_place") -> ReviewPlace | None:
    """The place, held until this transaction ends so that nobody removes it. `Refused` if somebody did before."""
    if place is None:
        return None
    rows = ReviewPlace.unscoped.select_for_update(of=("self",), no_key=True).filter(pk=place.pk, archived_at=None)
    if rows.first() is None:
        raise Refused(Why("This place is no longer there. Choose again."), field=field)
    return place


def for_now(review_id: int, before: ReviewPlace | None, said: ReviewPlace | Unsaid | None) -> ReviewPlace | None:
    """The place that a thing is for once its form is saved: the one said; as it was where nothing was said of it.

    `Refused` for a place of another review, or one that was removed.
    """
    if isinstance(said, Unsaid) or said == before:
        return before
    if said is not None and said.review_id != review_id:
        raise Refused(Why("Choose a place of this review"), field="for_place")
    return standing(said)


def change_of_place(before: ReviewPlace | None, now: ReviewPlace | None) -> dict[str, str]:
    """What an event tells of a thing that is for another place than before; nothing where it is for the same."""
    if before == now:
        return {}
    return {"place_before": before.name if before else rules.ALL, "place": now.name if now else rules.ALL}

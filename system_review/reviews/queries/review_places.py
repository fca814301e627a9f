"""The places of a review, for those who may see its draft: which there are, what uses them, what a form offers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from system_review.errors import NotThere, Why
from system_review.partnerships.models import Member
from system_review.reviews.models import Action, Cell, Finding, PlaceRating, Review, ReviewEvidence, ReviewPlace
from system_review.reviews.rules.review_places import ALL
from system_review.reviews.rules.words import Unrated
from system_review.texts import shown

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place in the list: its name, what is for it in words, and where it is changed."""

    name: str
    uses: str
    url: str
    remove_url: str


def places_standing(review: Review, *, visible_to: Member) -> list[ReviewPlace]:
    """The places of a review in their order. Where it has none, nobody asks the database."""
    if not review.has_places:
        return []
    rows = ReviewPlace.objects.visible_to(visible_to).filter(review=review, archived_at=None)
    return list(rows.order_by("position", "pk"))


def place_for(member: Member, public_id: str) -> ReviewPlace:
    """One place with its review, as long as it stands."""
    rows = ReviewPlace.objects.visible_to(member).select_related("review__framework", "review__partnership")
    found: ReviewPlace | None = rows.filter(public_id=public_id, archived_at=None).first()
    if found is None:
        raise NotThere(Why("There is no such page"))
    return found


def rating_for(member: Member, cell: Cell, public_id: str) -> PlaceRating:
    """The rating of a stage for one place of its review."""
    rows = PlaceRating.objects.visible_to(member).select_related("for_place", "cell__review__framework")
    found: PlaceRating | None = rows.filter(
        cell=cell, for_place__public_id=public_id, for_place__archived_at=None
    ).first()
    if found is None:
        raise NotThere(Why("There is no such page"))
    return found


def place_chosen(review: Review, public_id: str, *, visible_to: Member) -> ReviewPlace | None:
    """The place of the review with this public id; None where there is none, or none was chosen."""
    if not (review.has_places and public_id):
        return None
    rows = ReviewPlace.objects.visible_to(visible_to).filter(review=review, archived_at=None, public_id=public_id)
    found: ReviewPlace | None = rows.first()
    return found


def place_choices(review: Review, *, visible_to: Member) -> Choices:
    """What a form about one thing offers: all places, then each; nothing where the review has none."""
    places = places_standing(review, visible_to=visible_to)
    if not places:
        return []
    return [("", gettext("All places")), *((place.public_id, shown(place.name)) for place in places)]


def onward_choices(place: ReviewPlace, *, visible_to: Member) -> Choices:
    """Where what is for a place can belong once it is removed."""
    others = [one for one in places_standing(place.review, visible_to=visible_to) if one.pk != place.pk]
    words = gettext("For %(place)s")
    named = [(one.public_id, words % {"place": shown(one.name)}) for one in others]
    return [(ALL, gettext("For all places")), *named]


def place_lines(review: Review, *, visible_to: Member) -> list[PlaceLine]:
    """The places of a review with what is for each, as far as this member sees it."""
    slug = visible_to.partnership.slug
    return [
        PlaceLine(
            shown(place.name),
            uses_words(place, visible_to=visible_to),
            f"/{slug}/places/{place.public_id}/",
            f"/{slug}/places/{place.public_id}/removal/",
        )
        for place in places_standing(review, visible_to=visible_to)
    ]


def uses_words(place: ReviewPlace, *, visible_to: Member) -> str:
    """What is for a place, archived things included: "3 findings, 1 action"; "" where there is nothing."""
    counts = [
        model.objects.visible_to(visible_to).filter(for_place=place).count()
        for model in (Finding, Action, ReviewEvidence)
    ]
    rated = PlaceRating.objects.visible_to(visible_to).filter(for_place=place)
    findings, actions, evidence = counts
    ratings = rated.exclude(rating=Unrated.NOT_RATED).count()
    parts = (
        (findings, ngettext("%(n)d finding", "%(n)d findings", findings)),
        (actions, ngettext("%(n)d action", "%(n)d actions", actions)),
        (evidence, ngettext("%(n)d piece of evidence", "%(n)d pieces of evidence", evidence)),
        (ratings, ngettext("%(n)d rating", "%(n)d ratings", ratings)),
    )
    return ", ".join(words % {"n": count} for count, words in parts if count)


def is_used(place: ReviewPlace, *, visible_to: Member) -> bool:
    """Whether something is for it that would have to belong elsewhere: ratings are the place's own."""
    return any(
        model.objects.visible_to(visible_to).filter(for_place=place).exists()
        for model in (Finding, Action, ReviewEvidence)
    )

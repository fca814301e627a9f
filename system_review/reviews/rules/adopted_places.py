"""Whether the places in a snapshot from a file fit together with the rest of it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from system_review.errors import Why
from system_review.reviews.rules.ratings import ratings_of
from system_review.reviews.rules.review_places import MOST, folded, why_not_called
from system_review.reviews.rules.words import Unrated
from system_review.reviews.snapshots import PlaceRatingSnapshot, ReviewSnapshot


def place_names(snapshot: ReviewSnapshot) -> Iterator[tuple[str, str]]:
    """Every text that stands on one line, with its place in the file."""
    yield from ((f"places › {one.ref} › name", one.name) for one in snapshot.places)
    yield from ((f"{path} › rated_by", given.rated_by) for path, given in _ratings(snapshot))


def place_moments(snapshot: ReviewSnapshot) -> Iterator[tuple[str, datetime | None]]:
    """Every moment, with its place in the file."""
    yield from ((f"{path} › rated_at", given.rated_at) for path, given in _ratings(snapshot))


def place_references(snapshot: ReviewSnapshot) -> Iterator[tuple[str, str, list[str]]]:
    """What names a place, with its own place in the file."""
    for part in ("evidence", "findings", "actions"):
        for thing in getattr(snapshot, part):
            if thing.for_place:
                yield f"{part} › {thing.ref} › for_place", "places", [thing.for_place]
    for cell in snapshot.cells:
        yield f"cells › {cell.ref} › for_places", "places", [given.place for given in cell.for_places]


def place_problems(snapshot: ReviewSnapshot) -> Iterator[Why]:
    """What of the places themselves, and of the ratings for them, cannot be."""
    if len(snapshot.places) > MOST:
        yield Why("places: a review can have {most} at most", most=MOST)
    for one in snapshot.places:
        if why := why_not_called(one.name):
            yield Why("places › {ref} › name: {said}", ref=one.ref, said=str(why))
    names = Counter(folded(one.name) for one in snapshot.places)
    for one in snapshot.places:
        if names[folded(one.name)] > 1:
            yield Why("places: {name} stands there twice", name=one.name)
    for path, given in _ratings(snapshot):
        if given.rating == Unrated.NOT_RATED:
            yield Why("{place}: leave it out where it is not rated", place=path)
        if given.rating not in ratings_of(snapshot.framework.scale):
            yield Why("{place} › rating: {rating} is not on the scale", place=path, rating=given.rating)
        if bool(given.rated_by) != bool(given.rated_at):
            yield Why("{place}: rated_by and rated_at belong together", place=path)


def _ratings(snapshot: ReviewSnapshot) -> Iterator[tuple[str, PlaceRatingSnapshot]]:
    for cell in snapshot.cells:
        yield from ((f"cells › {cell.ref} › for_places › {given.place}", given) for given in cell.for_places)

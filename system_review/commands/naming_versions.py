"""Which agreed version is meant: by its name, its number, or the first letters of its id. Needs Django to be set up."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from system_review.commands import acting
from system_review.commands.saying import excerpt, joined, quoted
from system_review.errors import Refused, Why
from system_review.reviews.queries import listing
from system_review.reviews.queries.agreed import versions_beginning, versions_of

if TYPE_CHECKING:
    from system_review.partnerships.models import Member
    from system_review.reviews.models import AgreedVersion


def versions_asked(asked: Namespace) -> tuple[list[AgreedVersion], Member]:
    """Every kept version of the review whose id begins as given, the newest first, and who acts.

    Who reads agreed results only names the review alike. Raises `Refused` for no review or several.
    """
    start = asked.review.strip().lower()
    found: dict[int, Member] = {}
    for member in acting.actors(asked) if len(start) >= acting.SHORTEST else ():
        found |= {review.pk: member for review in listing.reviews_beginning(start, visible_to=member)}
        found |= {version.review_id: member for version in versions_beginning(start, visible_to=member)}
    if len(found) > 1:
        said = "The ids of {count} reviews begin with “{start}”: give more letters"
        raise Refused(Why(said, count=len(found), start=excerpt(start)))
    for review_id, member in found.items():
        return versions_of(review_id, visible_to=member), member
    review, member = acting.review_asked(asked)  # says what is wrong with the letters
    return versions_of(review.pk, visible_to=member), member


def version_named(name: str, versions: list[AgreedVersion]) -> AgreedVersion:
    """The version with this name, this number, or an id that begins so. Raises `Refused` with what there is."""
    wanted = " ".join(name.split()).casefold()
    if not wanted:
        raise Refused(Why("Give the name of a version: it is empty"))
    if not versions:
        raise Refused(Why("No version of this review is agreed yet. See: system-review agree --help"))
    for matches in (
        [one for one in versions if " ".join(one.name.split()).casefold() == wanted],
        [one for one in versions if str(one.number) == wanted],
        [one for one in versions if len(wanted) >= acting.SHORTEST and one.public_id.startswith(wanted)],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            numbers = joined(str(one.number) for one in matches)
            said = "{count} versions are called “{name}”: give a number. They are: {numbers}"
            raise Refused(Why(said, count=len(matches), name=excerpt(name), numbers=numbers))
    said = "There is no version “{name}” of this review. There are: {names}"
    raise Refused(Why(said, name=excerpt(name), names=quoted(one.name for one in versions)))

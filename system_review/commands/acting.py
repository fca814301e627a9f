"""Who acts, in which partnership, and which review is meant. Needs Django to be set up."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from django.utils import timezone

from system_review.commands.saying import excerpt, joined
from system_review.errors import Refused, Why
from system_review.partnerships import queries as partnerships
from system_review.reviews.queries import listing

if TYPE_CHECKING:
    from system_review.partnerships.models import Member, Partnership
    from system_review.reviews.models import Review

SHORTEST = 4  # letters of an id that are enough to name a review


def partnership_asked(asked: Namespace) -> Partnership | None:
    """The partnership after --partnership; None without the option. Raises `Refused` if there is no such one."""
    if asked.partnership is None:
        return None
    found = partnerships.partnership_named(asked.partnership.strip())
    if found is None:
        raise Refused(_no_such_partnership(asked.partnership))
    return found


def the_partnership(asked: Namespace) -> Partnership:
    """The partnership that a command works in: the one named, or the only one. Raises `Refused` with the choice."""
    if found := partnership_asked(asked):
        return found
    every = partnerships.all_partnerships()
    if not every:
        raise Refused(Why("There is no partnership yet: begin with “system-review new”"))
    if len(every) > 1:
        raise Refused(Why("Say which partnership, with --partnership. There are: {names}", names=joined(every)))
    return every[0]


def actors(asked: Namespace) -> list[Member]:
    """Who acts in each partnership that is meant: the member after --as, else the command line.

    Raises `Refused` if --as names nobody, or more than one person in a partnership.
    """
    named = partnership_asked(asked)
    places = [named] if named else partnerships.all_partnerships()
    if asked.as_name is None:
        return [partnerships.command_line_in(place) for place in places]
    found = [member for place in places if (member := _called(asked.as_name, place))]
    if not found:
        raise Refused(_nobody(asked.as_name, places))
    return found


def actor_in(partnership: Partnership, asked: Namespace) -> Member:
    """The same for one partnership."""
    if asked.as_name is None:
        return partnerships.command_line_in(partnership)
    member = _called(asked.as_name, partnership)
    if member is None:
        raise Refused(_nobody(asked.as_name, [partnership]))
    return member


def review_asked(asked: Namespace) -> tuple[Review, Member]:
    """The review whose id begins as given, and who acts on it. Raises `Refused` for none or several."""
    start = asked.review.strip().lower()
    members = actors(asked)
    if len(start) < SHORTEST:
        raise Refused(Why("Give at least {number} letters of the review's id", number=SHORTEST))
    found = [(review, member) for member in members for review in listing.reviews_beginning(start, visible_to=member)]
    if not found:
        begun = excerpt(asked.review)
        raise Refused(Why("There is no review whose id begins with “{start}”. See: system-review list", start=begun))
    if len(found) > 1:
        raise Refused(
            Why(
                "The ids of {count} reviews begin with “{start}”: give more letters. They are: {ids}",
                count=len(found),
                start=excerpt(start),
                ids=joined(review.public_id for review, _ in found),
            )
        )
    return found[0]


def _called(name: str, partnership: Partnership) -> Member | None:
    wanted = name.strip().casefold()
    people = partnerships.members_of(partnership)
    by_address = [m for m in people if m.person and m.person.email.casefold() == wanted]
    found = by_address or [m for m in people if m.name.casefold() == wanted]
    if len(found) > 1:
        raise Refused(
            Why(
                "There are {count} members called {name} in {partnership}: give the e-mail address after --as",
                count=len(found),
                name=excerpt(name),
                partnership=excerpt(partnership.name),
            )
        )
    if not found:
        return None
    found[0].today = timezone.localdate()
    return found[0]


def _nobody(name: str, places: list[Partnership]) -> Why:
    there = joined(sorted({member.name for place in places for member in partnerships.members_of(place)})) or "none"
    if len(places) == 1:
        return Why(
            "There is no member called “{name}” in {partnership}. There are: {names}",
            name=excerpt(name),
            partnership=excerpt(places[0].name),
            names=there,
        )
    return Why("There is no member called “{name}”. There are: {names}", name=excerpt(name), names=there)


def _no_such_partnership(name: str) -> Why:
    every = partnerships.all_partnerships()
    if not every:
        return Why("There is no partnership yet: begin with “system-review new”")
    return Why("There is no partnership called “{name}”. There are: {names}", name=excerpt(name), names=joined(every))

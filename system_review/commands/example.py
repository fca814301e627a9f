"""`system-review example`: puts the example review in."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from system_review.commands.saying import result, say, telling
from system_review.errors import Refused, Why

if TYPE_CHECKING:
    from system_review.frameworks.snapshots import FrameworkSnapshot
    from system_review.reviews.models import Review

FRAMEWORK = "contextual-safeguarding"  # the key of the framework that the example was written for

SUMMARY = "put the example review in, to look round"
DESCRIPTION = (
    "Puts a completed, wholly invented review of an invented partnership in, and prints its id. "
    "A second time it says that it is there already and changes nothing."
)
EXAMPLES = ("system-review example",)


def add_options(parser: ArgumentParser) -> None:
    """None of its own."""


def run(asked: Namespace) -> None:
    """Put the example in unless it is there, and print its id."""
    from system_review.commands import starting

    starting.begin()
    if asked.partnership is not None:
        raise Refused(Why("The example brings a partnership of its own: leave --partnership out"))
    if asked.as_name is not None:
        raise Refused(Why("The example is put in by the command line: leave --as out"))
    review, is_new = the_only_one()
    if is_new:
        say(f"The example review “{review.title}” of {review.partnership.name} is in.")
    else:
        say("The example review is there already; nothing was changed.")
    result(review.public_id)


def the_only_one() -> tuple[Review, bool]:
    """The example, and whether it was put in just now. Two commands at once do not put two in."""
    from system_review.commands import folder, starting

    with folder.alone(starting.where()):
        if review := the_example():
            return review, False
        with telling("Putting the example review in"):
            return put_in(), True


def the_example() -> Review | None:
    """The example review, in whichever partnership; None if it was never put in."""
    from system_review.partnerships.queries import all_partnerships, command_line_in
    from system_review.reviews.queries.listing import example_review

    for partnership in all_partnerships():
        if review := example_review(visible_to=command_line_in(partnership)):
            return review
    return None


def put_in() -> Review:
    """Make the example's partnership, with the local person in it, and its review as it stands today."""
    from django.db import transaction
    from django.utils import timezone

    from system_review.partnerships.queries import command_line_in
    from system_review.partnerships.services import begin_partnership
    from system_review.people.queries import local_person
    from system_review.reviews.example import example_snapshot
    from system_review.reviews.services.adopt import adopt_snapshot
    from system_review.reviews.services.inventing import invent_past

    snapshot = example_snapshot(_framework(), today=timezone.localdate())
    now = timezone.now()
    with transaction.atomic():
        partnership = begin_partnership(name=snapshot.partnership, first=local_person(), at=now)
        by = command_line_in(partnership)
        review = adopt_snapshot(snapshot=snapshot, is_example=True, by=by, at=now)
        invent_past(review=review, by=by, at=now)
        return review


def _framework() -> FrameworkSnapshot:
    from system_review.frameworks.files import shipped

    return next(framework for framework in shipped() if framework.key == FRAMEWORK)

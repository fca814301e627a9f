"""`system-review agree`: keeps a review as it is now, as an agreed version."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from system_review.commands.saying import excerpt, result, say

SUMMARY = "keep a review as it is now as an agreed version"
DESCRIPTION = (
    "Keeps the whole review as it is now under a name: nobody can change or delete it. An approver does that; a review "
    "lead only where the partnership has no approver. Prints the id of the version. Agreeing the same under the same "
    "name once more makes no other version: it prints the id of the one that is kept."
)
EXAMPLES = (
    'system-review agree 7q2x --name "Board, June"',
    'system-review agree 7q2x --name "Looked at by the panel" --not-yet-agreed',
)


def add_options(parser: ArgumentParser) -> None:
    """Which review, and what the version is called."""
    parser.add_argument(
        "review", metavar="REVIEW", help="the review's id, or enough of its first letters to name it alone"
    )
    parser.add_argument("--name", required=True, metavar="NAME", help="what the version is called in the minutes")
    parser.add_argument(
        "--not-yet-agreed", action="store_true", help="leave how far the review is as it was: the version is on the way"
    )


def run(asked: Namespace) -> None:
    """Agree, and print the id of the version."""
    from system_review.commands import starting

    starting.begin()
    from django.utils import timezone

    from system_review.audit.queries import last_number
    from system_review.commands import acting
    from system_review.reviews.services.agreeing import agree_version

    review, member = acting.review_asked(asked)
    at = timezone.now()
    version = agree_version(
        review=review,
        name=asked.name,
        seen=last_number(str(member.partnership.key), review.public_id),
        today=timezone.localdate(),
        moves=not asked.not_yet_agreed,
        by=member,
        at=at,
    )
    result(version.public_id)
    if version.agreed_at == at:
        say(f"“{excerpt(version.name)}” is kept as version {version.number}, and nobody can change it.")
    else:
        say(f"“{excerpt(version.name)}” was kept already, as version {version.number}: nothing has changed since.")

"""`system-review new`: begins a review."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from system_review.commands.saying import excerpt, result, say
from system_review.errors import Refused, Why

if TYPE_CHECKING:
    from system_review.frameworks.snapshots import FrameworkSnapshot
    from system_review.partnerships.models import Member, Partnership

SUMMARY = "begin a review of your own"
DESCRIPTION = (
    "Begins a review and prints its id. At a terminal it asks for what no option gave, with an answer filled in that "
    "the Enter key takes; elsewhere it takes those answers by itself, or says what is missing. A partnership that is "
    "not there yet is made."
)
EXAMPLES = (
    "system-review new",
    'system-review new --partnership "Eastmere" --title "System Review 2027" --date 2027-04-20',
    "system-review new --partnership eastmere --scope target/level-1 --scope partnerships",
)


def add_options(parser: ArgumentParser) -> None:
    """What a review begins with."""
    parser.add_argument("--title", help="what the review is called (System Review and the year)")
    parser.add_argument("--date", metavar="DAY", help="the review's date, like 2027-04-20 or 20 April 2027 (today)")
    parser.add_argument(
        "--framework",
        metavar="KEY",
        help="the framework, as “system-review frameworks” lists it (contextual-safeguarding)",
    )
    parser.add_argument(
        "--scope",
        metavar="PART",
        action="append",
        help="a part to review: a domain, domain/level or domain/level/stage, by their keys; give it again for another "
        "(everything)",
    )


def run(asked: Namespace) -> None:
    """Ask for what is missing, and begin the review."""
    from system_review.commands import reading_days, starting

    day = reading_days.day_of(asked.date) if asked.date is not None else None
    if asked.title is not None and not asked.title.strip():
        raise Refused(Why("Give the review's title after --title: it is empty"))
    starting.begin()
    from django.db import transaction
    from django.utils import timezone

    from system_review.reviews.services.reviews import begin_review

    partnership, name = _partnership(asked)
    title = asked.title or _answer("Title of the review", f"System Review {(day or timezone.localdate()).year}")
    if day is None:
        day = reading_days.day_of(_answer("Date of the review", timezone.localdate().isoformat()))
    member = _actor(partnership, asked)
    framework = _framework(asked, member)
    scope = _scope(asked, framework)
    is_new = partnership is None
    with transaction.atomic():
        if partnership is None or member is None:
            partnership, member = _begun(name, asked)
        review = begin_review(title=title, date=day, framework=framework, scope=scope, by=member, at=timezone.now())
    if is_new:
        say(f"The partnership {excerpt(partnership.name)} is new here.")
    say(f"“{excerpt(review.title)}” of {excerpt(partnership.name)} has begun. Write in it: system-review serve")
    result(review.public_id)


def _answer(question: str, default: str) -> str:
    """What the person answers at a terminal; the default for Enter, and where nobody can answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return default
    print(f"{question} [{excerpt(default)}]: ", end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise Refused(Why("Nothing was begun, since the answer to “{question}” is missing", question=question))
    return line.strip() or default


def _partnership(asked: Namespace) -> tuple[Partnership | None, str]:
    """The partnership, or None and the name of the one to make."""
    from system_review.partnerships import queries

    name = asked.partnership.strip() if asked.partnership is not None else ""
    if not name:
        name = _answer("Name of the partnership", _usual_partnership())
    if not name:
        raise Refused(Why("Say which partnership, with --partnership: one that is not there yet is made"))
    return queries.partnership_named(name), name


def _usual_partnership() -> str:
    """The only partnership that has work of its own; "" where there is none or a choice. The example's never is it."""
    from system_review.partnerships import queries
    from system_review.reviews.queries.listing import holds_only_the_example

    own = [p for p in queries.all_partnerships() if not holds_only_the_example(visible_to=queries.command_line_in(p))]
    return own[0].name if len(own) == 1 else ""


def _actor(partnership: Partnership | None, asked: Namespace) -> Member | None:
    from system_review.commands import acting

    return acting.actor_in(partnership, asked) if partnership else None


def _begun(name: str, asked: Namespace) -> tuple[Partnership, Member]:
    """A new partnership with the local person in it, and who acts there."""
    from django.utils import timezone

    from system_review.commands import acting
    from system_review.partnerships.services import begin_partnership
    from system_review.people.queries import local_person

    partnership = begin_partnership(name=name, first=local_person(), at=timezone.now())
    return partnership, acting.actor_in(partnership, asked)


def _framework(asked: Namespace, member: Member | None) -> FrameworkSnapshot:
    from system_review.commands.frameworks import framework_called, usual_framework
    from system_review.frameworks.queries import frameworks_for

    there = frameworks_for(member)
    usual = usual_framework(there)
    if asked.framework is not None:
        return framework_called(asked.framework, there)
    if len(there) == 1:
        return usual
    return framework_called(_answer("Framework", f"{usual.key} {usual.version}"), there)


def _scope(asked: Namespace, framework: FrameworkSnapshot) -> set[tuple[str, str, str]] | None:
    from system_review.commands.scope import paths_in

    return None if not asked.scope else {path for part in asked.scope for path in paths_in(part, framework)}

"""`system-review partnership`: makes a partnership; lists those there are; has a second step asked in one."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from system_review.commands.saying import excerpt, result, say, table
from system_review.errors import Refused, Why

SUMMARY = "make a partnership, list those there are, have a second step asked"
DESCRIPTION = (
    "“add NAME” makes a partnership and prints its part of every address, by which other commands know it. Nobody "
    "belongs to it yet: “system-review member add” puts its first administrator in. “list” prints every partnership. "
    "“second-step on” has everybody asked for a second step before they see anything of the partnership, “second-step "
    "off” no longer."
)
EXAMPLES = (
    'system-review partnership add "Eastmere Safeguarding Partnership"',
    "system-review partnership list --json",
    "system-review partnership second-step on --partnership eastmere",
)


def add_options(parser: ArgumentParser) -> None:
    """What to do, and the name."""
    parser.add_argument("what", choices=("add", "list", "second-step"), help="add, list or second-step")
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help="what the new partnership is called; with second-step, on or off"
    )
    parser.add_argument("--json", action="store_true", help="with list, print JSON for other programs to read")


def run(asked: Namespace) -> None:
    """Add, list or ask."""
    from system_review.commands import starting

    if asked.what == "add" and not (asked.name or "").strip():
        raise Refused(Why("Name the partnership: system-review partnership add NAME"))
    if asked.what == "list" and asked.name is not None:
        raise Refused(Why("“list” takes no name: it lists every partnership"))
    if asked.what == "second-step" and asked.name not in ("on", "off"):
        raise Refused(Why("Say on or off: system-review partnership second-step on"))
    starting.begin()
    {"add": _add, "list": _list, "second-step": _second_step}[asked.what](asked)


def _add(asked: Namespace) -> None:
    from django.utils import timezone

    from system_review.partnerships.queries import partnership_named
    from system_review.partnerships.services import begin_partnership, check_name

    if asked.as_name is not None:
        raise Refused(Why("A partnership is made by whoever runs System Review: leave out --as"))
    name = check_name(asked.name)
    there = partnership_named(name)
    if there is not None and there.name == name:
        raise Refused(
            Why("There is a partnership called “{name}” already: {slug}", name=excerpt(name), slug=there.slug)
        )
    made = begin_partnership(name=name, first=None, at=timezone.now())
    say(
        f"Put its first administrator in: system-review member add --partnership {made.slug} "
        "--email ADDRESS --name NAME --role administrator"
    )
    result(made.slug)


def _list(asked: Namespace) -> None:
    from system_review.commands import acting

    lines = [{"slug": member.partnership.slug, "name": member.partnership.name} for member in acting.actors(asked)]
    if asked.json:
        result(json.dumps(lines, ensure_ascii=False, indent=2))
    else:
        for row in table([(line["slug"], line["name"]) for line in lines]) if lines else ():
            result(row)


def _second_step(asked: Namespace) -> None:
    from django.utils import timezone

    from system_review.commands import acting
    from system_review.partnerships.services import ask_second_step

    member = acting.actor_in(acting.the_partnership(asked), asked)
    partnership, asks = member.partnership, asked.name == "on"
    ask_second_step(partnership=partnership, asks=asks, by=member, at=timezone.now())
    result(f"{partnership.slug} {'asks' if asks else 'does not ask'} for a second step")

"""`system-review agency`: adds an agency to a partnership, renames one, lists them."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from system_review.commands.saying import excerpt, result
from system_review.errors import Refused, Why

if TYPE_CHECKING:
    from system_review.partnerships.models import Member

SUMMARY = "add or rename an agency of a partnership, or list them"
DESCRIPTION = (
    "“add NAME” adds an agency and prints its name; one that is there already stays as it is. “rename NAME --to NEW” "
    "calls it otherwise from now on, and keeps what it was called. “list” prints the agencies, a line each."
)
EXAMPLES = (
    'system-review agency add "Police" --partnership eastmere',
    'system-review agency rename "Police" --to "Eastmere Police" --partnership eastmere',
    "system-review agency list --partnership eastmere",
)


def add_options(parser: ArgumentParser) -> None:
    """What to do, and the name."""
    parser.add_argument("what", choices=("add", "rename", "list"), help="add, rename or list")
    parser.add_argument("name", nargs="?", metavar="NAME", help="the agency")
    parser.add_argument("--to", metavar="NEW", help="with rename, what the agency is called from now on")
    parser.add_argument("--json", action="store_true", help="with list, print JSON for other programs to read")


def run(asked: Namespace) -> None:
    """Add, rename or list."""
    from system_review.commands import starting

    if asked.what != "list" and not (asked.name or "").strip():
        raise Refused(Why("Name the agency: system-review agency {what} NAME", what=asked.what))
    if asked.what == "list" and asked.name is not None:
        raise Refused(Why("“list” takes no name: it lists every agency"))
    if (asked.what == "rename") != bool((asked.to or "").strip()):
        raise Refused(Why("Say what the agency is called from now on: system-review agency rename NAME --to NEW"))
    starting.begin()
    from system_review.commands import acting

    member = acting.actor_in(acting.the_partnership(asked), asked)
    {"add": _add, "rename": _rename, "list": _list}[asked.what](asked, member)


def _add(asked: Namespace, member: Member) -> None:
    from django.utils import timezone

    from system_review.partnerships.services import register_agency

    result(excerpt(register_agency(name=asked.name, by=member, at=timezone.now()).name, 200))


def _rename(asked: Namespace, member: Member) -> None:
    from django.utils import timezone

    from system_review.partnerships.queries import agency_called
    from system_review.partnerships.services import rename_agency

    agency = agency_called(asked.name, visible_to=member)
    rename_agency(agency=agency, name=asked.to, seen=agency.version, by=member, at=timezone.now())
    result(excerpt(agency.name, 200))


def _list(asked: Namespace, member: Member) -> None:
    from system_review.partnerships.access import require
    from system_review.partnerships.queries import agencies_of
    from system_review.partnerships.rules import Permission

    require(member, Permission.MEMBER_SEE)
    names = [agency.name for agency in agencies_of(member)]
    if asked.json:
        result(json.dumps(names, ensure_ascii=False, indent=2))
    else:
        for name in names:
            result(excerpt(name, 200))

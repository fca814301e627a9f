"""`system-review member`: who belongs to a partnership, as what."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from system_review.commands.saying import result, say
from system_review.errors import NotThere, Refused, Why

if TYPE_CHECKING:
    from system_review.partnerships.models import Member
    from system_review.partnerships.services.members import Part

LONGEST_PASSWORD = 4096  # characters read from standard input

SUMMARY = "add, change or end a member of a partnership, or list them"
DESCRIPTION = (
    "“add” makes the person with this e-mail address a member and prints the address; “change” gives a member other "
    "roles, agencies and end, “end” lets a member go; “list” prints who is in the partnership.\n\n"
    "Roles are administrator, review lead, contributor, action lead, approver, scrutineer, reader and guest; give "
    "--role and --agency again for another. A guest's part ends by itself after the day of --until. Without a password "
    "a person signs in by the link that “system-review sign-in-link” prints."
)
EXAMPLES = (
    'system-review member add --partnership eastmere --email anwen@example.org --name Anwen --role "review lead"',
    "system-review member add --email ben@example.org --name Ben --role contributor --agency Police --password-stdin",
    'system-review member change --partnership eastmere --email ben@example.org --role "action lead"',
    "system-review member end --partnership eastmere --email ben@example.org",
    "system-review member end --partnership eastmere --email ben@example.org --hand-over-to carys@example.org",
    "system-review member list --partnership eastmere --json",
)


def add_options(parser: ArgumentParser) -> None:
    """What to do, with whom, as what."""
    parser.add_argument("what", choices=("add", "change", "end", "list"), help="add, change, end or list")
    parser.add_argument("--email", metavar="ADDRESS", help="whom: the person's e-mail address")
    parser.add_argument("--name", metavar="NAME", help="with add, what a person who is new here is called")
    parser.add_argument("--role", metavar="ROLE", action="append", help="a role; give it again for another")
    parser.add_argument("--agency", metavar="NAME", action="append", help="an agency; give it again for another")
    parser.add_argument("--until", metavar="DAY", help="the last day, like 2027-04-20; a guest needs one")
    parser.add_argument("--hand-over-to", metavar="ADDRESS", help="with end, the member who takes over open actions")
    parser.add_argument(
        "--password-stdin", action="store_true", help="with add, read the person's first password from standard input"
    )
    parser.add_argument("--json", action="store_true", help="with list, print JSON for other programs to read")


def run(asked: Namespace) -> None:
    """Add, change, end or list."""
    _check(asked)
    password = _password() if asked.password_stdin else None
    from system_review.commands import starting

    starting.begin()
    from system_review.commands import acting

    by = acting.actor_in(acting.the_partnership(asked), asked)
    if asked.what == "add":
        _add(asked, by, password)
    elif asked.what == "change":
        _change(asked, by)
    elif asked.what == "end":
        _end(asked, by)
    else:
        _list(asked, by)


def _check(asked: Namespace) -> None:
    """Refuse what cannot be meant, before anything is set up."""
    if asked.what == "list":
        return
    if not (asked.email or "").strip():
        raise Refused(Why("Say whom, with --email"))
    if asked.what in ("add", "change") and not asked.role:
        raise Refused(Why("Say as what, with --role"))
    if asked.hand_over_to is not None and asked.what != "end":
        raise Refused(Why("Actions are handed over with “member end”: leave out --hand-over-to"))
    if asked.password_stdin and asked.what != "add":
        raise Refused(Why("A password is given once, with “member add”: leave out --password-stdin"))


def _password() -> str:
    """The first line of standard input."""
    line = sys.stdin.readline(LONGEST_PASSWORD + 1).rstrip("\r\n")
    if not line:
        raise Refused(Why("Send the password to standard input: it was empty"))
    if len(line) > LONGEST_PASSWORD:
        raise Refused(Why("The password on standard input is too long"))
    return line


def _add(asked: Namespace, by: Member, password: str | None) -> None:
    from django.utils import timezone

    from system_review.partnerships.services import add_member
    from system_review.people.queries import has_password

    part, now = _part(asked, by), timezone.now()
    member = add_member(email=asked.email, name=asked.name or "", part=part, password=password, by=by, at=now)
    if not has_password(member.email):
        say(f"To sign in: system-review sign-in-link {member.email}")
    result(member.email)


def _change(asked: Namespace, by: Member) -> None:
    from django.utils import timezone

    from system_review.partnerships.services import change_part

    member = _member(asked, by)
    change_part(member=member, part=_part(asked, by), seen=member.stamp, by=by, at=timezone.now())
    result(member.email)


def _end(asked: Namespace, by: Member) -> None:
    from django.db import transaction
    from django.utils import timezone

    from system_review.administration.services.handing_over import lead_who_is, let_go, open_actions_of

    member, now = _member(asked, by), timezone.now()
    with transaction.atomic():
        to = None
        if asked.hand_over_to is not None:
            to = lead_who_is(_member_at(asked.hand_over_to, by), by=by, at=now)
        left = 0 if to else len(open_actions_of(member))
        handed = let_go(member=member, to=to, seen=member.stamp, by=by, at=now)
    if handed:
        say(f"{_actions(handed)} handed over to {to}.")
    if left:
        say(f"Nobody has taken over from {member.name}: {_actions(left)} still to be given another lead.")
    result(member.email)


def _actions(count: int) -> str:
    return "1 open action" if count == 1 else f"{count} open actions"


def _list(asked: Namespace, by: Member) -> None:
    from system_review.commands.listing_people import lines_of, people_of

    lines_of(people_of(by), as_json=asked.json)


def _member(asked: Namespace, by: Member) -> Member:
    return _member_at(asked.email, by)


def _member_at(email: str, by: Member) -> Member:
    """The member with the address. Whoever may not see who is in the partnership is not told."""
    from system_review.partnerships.access import require
    from system_review.partnerships.queries import member_called
    from system_review.partnerships.rules import Permission

    require(by, Permission.MEMBER_CHANGE)
    found = member_called(email, partnership=by.partnership)
    if found is None:
        raise NotThere(Why("There is no member with the address {email}", email=email.strip()[:80]))
    return found


def _part(asked: Namespace, by: Member) -> Part:
    from system_review.commands.reading_days import day_of
    from system_review.partnerships.ending import end_of
    from system_review.partnerships.queries import agency_called
    from system_review.partnerships.role_words import role_called
    from system_review.partnerships.services.members import Part

    return Part(
        roles={role_called(words) for words in asked.role},
        agencies=list({a.pk: a for a in (agency_called(n, visible_to=by) for n in asked.agency or ())}.values()),
        until=end_of(day_of(asked.until)) if asked.until is not None else None,
    )

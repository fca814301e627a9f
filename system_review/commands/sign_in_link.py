"""`system-review sign-in-link`: a link that signs one person in, once."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from system_review.commands.asking import a_port
from system_review.commands.saying import excerpt, result, say
from system_review.errors import Refused, Why

SUMMARY = "print a link that signs a person in once"
DESCRIPTION = (
    "Prints a link that signs the person with this e-mail address in. It works once, within 15 minutes, and makes "
    "links printed for them before stop working. Whoever opens it is that person: hand it over in confidence. The link "
    "begins with SYSTEM_REVIEW_URL; where that is not set, with http://localhost and the port."
)
EXAMPLES = ("system-review sign-in-link anwen@example.org", "system-review sign-in-link anwen@example.org --port 8010")


def add_options(parser: ArgumentParser) -> None:
    """Whom, and where the server listens."""
    parser.add_argument("email", metavar="EMAIL", help="the person's e-mail address")
    parser.add_argument("--port", type=a_port, metavar="N", help="the port that “serve” has (8000)")


def run(asked: Namespace) -> None:
    """Print the link."""
    if asked.as_name is not None:
        raise Refused(Why("A sign-in link is made by whoever runs System Review: leave out --as"))
    if asked.port is not None:
        os.environ["SYSTEM_REVIEW_PORT"] = str(asked.port)  # as `serve` tells its own processes
    from system_review.commands import starting

    starting.begin()
    from django.urls import reverse
    from django.utils import timezone

    from system_review.people.addresses import whole
    from system_review.people.queries import person_called
    from system_review.people.rules import OPERATOR
    from system_review.people.services import make_sign_in_link

    person = person_called(asked.email)
    if person is None:
        raise Refused(Why("There is nobody with the address {email}", email=excerpt(asked.email)))
    token = make_sign_in_link(person=person, by=OPERATOR, at=timezone.now())
    say(f"This link signs {excerpt(person.name)} in, once, within 15 minutes:")
    result(whole(reverse("people:one-time-link", args=[token])))

"""`system-review demo`: the example review, in a browser."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from system_review.commands import serve
from system_review.config import addresses
from system_review.errors import Refused, Why

SUMMARY = "look round: put the example review in if need be, and run System Review"
DESCRIPTION = (
    "Puts the example review in if it is not there, runs System Review until Ctrl+C ends it, and prints the address to "
    "open in a browser. You can begin a review of your own there, too: nothing needs to be set up again."
)
EXAMPLES = ("system-review demo", "system-review demo --port 8080")


def add_options(parser: ArgumentParser) -> None:
    """Those of `serve`."""
    serve.add_options(parser)


def run(asked: Namespace) -> int:
    """Serve, with the example in. Raises `Refused` where other computers would be told of it."""
    base = addresses.base_url()
    if addresses.is_for_others(base):
        said = "The demonstration is for this computer alone, not for {address}: "
        raise Refused(Why(said + "leave SYSTEM_REVIEW_URL out, or run “system-review serve”", address=base))
    if not addresses.listening(asked.host or "", asked.port or 0).is_here:
        raise Refused(Why("The demonstration is for this computer alone: leave --host and SYSTEM_REVIEW_LISTEN out"))
    return serve.run(asked, example=True)

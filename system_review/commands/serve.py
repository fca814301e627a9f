"""`system-review serve`: runs System Review, for this computer or behind a proxy.

The process that supervises never imports Django.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from system_review.commands.asking import a_port
from system_review.config import addresses

SUMMARY = "run System Review on this computer"
DESCRIPTION = (
    "Runs System Review until Ctrl+C ends it, and prints the address to open in a browser. The address signs you in; "
    "it works on this computer only, and as long as this command runs. Everything is set up that is not there yet. "
    "With an https address in SYSTEM_REVIEW_URL it serves others, by a proxy; nobody is then signed in by a link."
)
EXAMPLES = (
    "system-review serve",
    "system-review serve --port 8080 --data ~/reviews",
    "system-review serve --config /etc/system-review/settings.toml",
)


def add_options(parser: ArgumentParser) -> None:
    """--port and --host."""
    said = "the port to listen at (8000); on a computer of one's own, if it is in use, the next free one"
    parser.add_argument("--port", type=a_port, metavar="N", help=said)
    said = "the address to listen at (127.0.0.1: this computer alone); others only behind a proxy that speaks https"
    parser.add_argument("--host", metavar="ADDRESS", help=said)


def run(asked: Namespace, *, example: bool = False) -> int:
    """Prepare what is missing in a child process, then supervise the web server; the exit code."""
    from system_review.commands import supervising

    return supervising.serve(addresses.listening(asked.host or "", asked.port or 0), example=example)

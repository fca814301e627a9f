"""`system-review serve`: runs System Review for this computer. The process that supervises never imports Django."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace

from system_review.commands.asking import a_port
from system_review.commands.saying import excerpt

LOOPBACK = {"localhost", "127.0.0.1", "::1", "[::1]"}

SUMMARY = "run System Review on this computer"
DESCRIPTION = (
    "Runs System Review until Ctrl+C ends it, and prints the address to open in a browser. The address signs you in; "
    "it works on this computer only, and as long as this command runs. Everything is set up that is not there yet."
)
EXAMPLES = ("system-review serve", "system-review serve --port 8080 --data ~/reviews")


def add_options(parser: ArgumentParser) -> None:
    """--port, and --host for the sentence that refuses it."""
    said = "the port to listen at (8000); if it is in use, the next free one"
    parser.add_argument("--port", type=a_port, default=8000, metavar="N", help=said)
    parser.add_argument("--host", type=a_loopback, help=SUPPRESS)


def a_loopback(text: str) -> str:
    """The only host that is served, as argparse's type."""
    if text.strip().lower() not in LOOPBACK:
        raise ArgumentTypeError(
            f"System Review listens on this computer alone, so “{excerpt(text)}” cannot be its host: leave --host out"
        )
    return text


def run(asked: Namespace, *, example: bool = False) -> int:
    """Prepare what is missing in a child process, then supervise the web server; the exit code."""
    from system_review.commands import supervising

    return supervising.serve(port=asked.port, example=example)

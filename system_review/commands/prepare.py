"""`system-review prepare`: brings the data folder and its database to this version."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace

from system_review.commands.saying import say

SUMMARY = "bring the database to this version (only PostgreSQL needs to be told)"
DESCRIPTION = (
    "Brings the database and the files that pages load to this version. On SQLite every command does this by itself; "
    "on PostgreSQL, where others may be at work, it waits for this command. Make a copy of the database first."
)
EXAMPLES = ("system-review prepare",)


def add_options(parser: ArgumentParser) -> None:
    """Two that `serve` and `demo` use on the child that prepares for them."""
    parser.add_argument("--example", action="store_true", help=SUPPRESS)
    parser.add_argument("--quietly", action="store_true", help=SUPPRESS)


def run(asked: Namespace) -> None:
    """Prepare everything that `serve` needs."""
    from system_review.commands import starting

    path, _ = starting.look()
    starting.prepare(path, static=True)
    if asked.example:
        from system_review.commands import example

        example.the_only_one()
    if not asked.quietly:
        say(f"Everything in {path} is ready for this version.")

"""`system-review upkeep`: erases what is over its time, as the worker does once a day."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from system_review.commands.saying import result, say, table, telling

SUMMARY = "erase what is over its time (the worker does so once a day)"
DESCRIPTION = (
    "Erases what has been kept as long as the page “Privacy” says: files that were brought in, attachments that were "
    "removed, invitations that nobody accepted, what somebody began to write and never saved, the names of guests in "
    "what they read. The worker that “serve” keeps does so once a day. What is under a legal hold stays. It cannot be "
    "undone; with --dry-run it only counts."
)
EXAMPLES = ("system-review upkeep --dry-run", "system-review upkeep --json")


def add_options(parser: ArgumentParser) -> None:
    """Whether to erase, and how to tell."""
    parser.add_argument("--dry-run", action="store_true", help="only count what would go; change nothing")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")


def run(asked: Namespace) -> None:
    """Erase or count, and say how much of each kind."""
    from system_review.commands import starting

    starting.begin()
    from django.utils import timezone

    from system_review.upkeep.services.retention import apply_retention

    with telling("Looking for what is over its time"):
        counts = apply_retention(at=timezone.now(), is_dry=asked.dry_run)
    if asked.json:
        result(json.dumps(counts, indent=2))
        return
    for line in table([(str(count), kind.replace("-", " ")) for kind, count in counts.items()]):
        result(line)
    say("These would go." if asked.dry_run else "These are gone.")

"""`system-review versions`: which agreed versions of a review are kept."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from system_review.commands.saying import result, say, table

if TYPE_CHECKING:
    from system_review.reviews.models import AgreedVersion

SUMMARY = "list the agreed versions of a review"
DESCRIPTION = (
    "Lists the agreed versions of a review, the newest first: number, name, who agreed it, on which day, and the "
    "fingerprint (SHA-256) of its JSON file. Other commands take a version's name, its number, or the first letters of "
    "its id."
)
EXAMPLES = ("system-review versions 7q2x", "system-review versions 7q2x --json")


def add_options(parser: ArgumentParser) -> None:
    """Which review, and --json."""
    parser.add_argument(
        "review", metavar="REVIEW", help="the review's id, or enough of its first letters to name it alone"
    )
    parser.add_argument("--json", action="store_true", help="print JSON for other programs to read")


def run(asked: Namespace) -> None:
    """Print the versions that the one who acts may read."""
    from system_review.commands import starting

    starting.begin()
    from system_review.commands.naming_versions import versions_asked

    versions, _ = versions_asked(asked)
    lines = [version_line(version) for version in versions]
    if asked.json:
        result(json.dumps(lines, ensure_ascii=False, indent=2))
    elif lines:
        columns = ("number", "name", "agreed_by", "agreed_on", "sha256")
        for row in table([tuple(str(line[key]) for key in columns) for line in lines]):
            result(row)
    else:
        say("No version of this review is agreed yet. An approver does that with “system-review agree”.")


def version_line(version: AgreedVersion) -> dict[str, object]:
    """A version as other programs read it."""
    from django.utils import timezone

    return {
        "id": version.public_id,
        "number": version.number,
        "name": version.name,
        "title": version.title,
        "agreed_by": version.agreed_by_name,
        "agreed_at": version.agreed_at.isoformat(),
        "agreed_on": timezone.localtime(version.agreed_at).date().isoformat(),
        "sha256": version.sha256,
        "words_taken_out_at": version.blotted_at.isoformat() if version.blotted_at else None,
    }

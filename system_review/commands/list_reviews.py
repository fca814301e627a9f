"""`system-review list`: which reviews there are."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from system_review.commands.saying import result, say, table

if TYPE_CHECKING:
    from system_review.reviews.models import Review

SUMMARY = "list the reviews"
DESCRIPTION = (
    "Lists the reviews of every partnership, or of the one named with --partnership: id, date, title, partnership and "
    "framework. Other commands take the id, or as many of its first letters as make it the only one."
)
COLUMNS = ("id", "date", "title", "partnership", "framework")
EXAMPLES = ("system-review list", 'system-review list --partnership "Eastmere" --json')


def add_options(parser: ArgumentParser) -> None:
    """--json."""
    parser.add_argument("--json", action="store_true", help="print JSON for other programs to read")


def run(asked: Namespace) -> None:
    """Print the reviews that the one who acts may see."""
    from system_review.commands import starting

    starting.begin()
    from system_review.commands import acting
    from system_review.reviews.queries.listing import reviews_listed

    lines = [_line(review) for member in acting.actors(asked) for review in reviews_listed(visible_to=member)]
    if asked.json:
        result(json.dumps(lines, ensure_ascii=False, indent=2))
    elif lines:
        for row in table([tuple(line[key] for key in COLUMNS) for line in lines]):
            result(row)
    else:
        say("There is no review yet. Begin one with “system-review new”, or look round the example: system-review demo")


def _line(review: Review) -> dict[str, str]:
    return {
        "id": review.public_id,
        "title": review.title,
        "partnership": review.partnership.name,
        "date": review.date.isoformat(),
        "framework": f"{review.framework.key} {review.framework.edition}",
    }

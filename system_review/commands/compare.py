"""`system-review compare`: what changed since an agreed version, up to another one or the draft."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from system_review.commands.saying import on_terminal, result, say

if TYPE_CHECKING:
    from system_review.reviews.queries.comparison import Compared

SUMMARY = "say what changed since an agreed version"
DESCRIPTION = (
    "Compares an agreed version of a review with another one, the earlier one first, or with the draft as it is now: "
    "each finding, overall rating and action that changed, old beside new. A version is named by its name, its number "
    "or the first letters of its id."
)
EXAMPLES = (
    'system-review compare 7q2x "Board, June"',
    'system-review compare 7q2x "Board, June" "Board, December" --json',
)


def add_options(parser: ArgumentParser) -> None:
    """Which review, which versions, and --json."""
    parser.add_argument(
        "review", metavar="REVIEW", help="the review's id, or enough of its first letters to name it alone"
    )
    parser.add_argument("version", metavar="VERSION", help="the version that is compared")
    parser.add_argument("other", metavar="VERSION", nargs="?", help="the other version; without it, the draft as it is")
    parser.add_argument("--json", action="store_true", help="print JSON for other programs to read")


def run(asked: Namespace) -> None:
    """Print every change, stage by stage."""
    from system_review.commands import starting

    starting.begin()
    compared = _compared(asked)
    if asked.json:
        from system_review.reviews.compared_plain import comparison_plain

        result(json.dumps(comparison_plain(compared), ensure_ascii=False, indent=2))
        return
    _print(compared)


def _compared(asked: Namespace) -> Compared:
    from django.utils import timezone

    from system_review.commands import acting
    from system_review.commands.naming_versions import version_named, versions_asked
    from system_review.reviews.queries.agreed import in_order
    from system_review.reviews.queries.comparison import compared_versions, compared_with_draft
    from system_review.reviews.services.agreeing import note_reading

    if asked.other is None:
        review, member = acting.review_asked(asked)
        versions, _ = versions_asked(asked)
        return compared_with_draft(version_named(asked.version, versions), review, visible_to=member)
    versions, member = versions_asked(asked)
    old, new = in_order(version_named(asked.version, versions), version_named(asked.other, versions))
    note_reading(version=old, part="compare", by=member, at=timezone.now())
    return compared_versions(old, new)


def _print(compared: Compared) -> None:
    page = compared.page(show="", url="", sheet_url="")
    say(f"{page.old} → {page.new}: {page.summary or page.nothing}")
    for note in page.notes:
        say(note)
    for group in (part.make() for part in page.groups):
        result(on_terminal(group.name))
        for line in group.lines:
            result(on_terminal(f"  {line.name}: {line.happened}"))
            if line.words and line.words.is_same:
                result(on_terminal(f"      {_whole(line.words.new)}"))
            elif line.words:
                for mark, pieces in (("-", line.words.old), ("+", line.words.new)):
                    if pieces:
                        result(on_terminal(f"    {mark} {_whole(pieces)}"))
            for row in line.rows:
                result(on_terminal(f"      {row.label}: {row.old or '…'} → {row.new or '…'}"))


def _whole(pieces: tuple[object, ...]) -> str:
    return " ".join("".join(piece.text for piece in pieces).split())  # type: ignore[attr-defined]

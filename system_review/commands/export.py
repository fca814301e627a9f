"""`system-review export`: writes a review as a document."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import PurePath

from system_review.commands.files import destination, write_to_output, write_whole
from system_review.commands.saying import excerpt, joined, say, telling
from system_review.errors import Refused, Why

FORMATS = ("docx", "pdf", "xlsx", "csv", "json")  # a test compares them with the writers', which load many libraries
TEXTS = {"csv", "json"}

SUMMARY = "write a review as Word, PDF, Excel, CSV or JSON"
DESCRIPTION = (
    "Writes a review as a document. Word, PDF and Excel have the paper's layout, CSV is for other programs, and JSON "
    "holds the whole review: “system-review import” makes an equal one of it. A file that is there already is kept "
    "unless --overwrite is given, and a document is written whole or not at all."
)
EXAMPLES = (
    "system-review export 7q2x --output results.docx",
    "system-review export 7q2x --format pdf --output results.pdf --overwrite",
    "system-review export 7q2x --format json --output - > review.json",
    'system-review export 7q2x --version "Board, June" --output board.docx',
)


def add_options(parser: ArgumentParser) -> None:
    """Which review, as what, and where to."""
    parser.add_argument(
        "review", metavar="REVIEW", help="the review's id, or enough of its first letters to name it alone"
    )
    parser.add_argument(
        "--format", choices=FORMATS, metavar="FORMAT", help=f"{', '.join(FORMATS)} (else what the file's name ends in)"
    )
    parser.add_argument("--output", required=True, metavar="FILE", help="the file to write; - is standard output")
    parser.add_argument("--overwrite", action="store_true", help="replace the file if it is there")
    parser.add_argument(
        "--whole",
        action="store_true",
        help="also what is for the review team only: evidence that may not be named outside it, and working notes",
    )
    parser.add_argument(
        "--version",
        metavar="NAME",
        help="an agreed version instead of the draft, by its name, its number or the first letters of its id: the same "
        "file whenever it is written",
    )
    parser.add_argument("--comments", action="store_true", help="also what people said about findings and actions")
    parser.add_argument("--challenges", action="store_true", help="also what scrutineers asked, with the answers")


def run(asked: Namespace) -> None:
    """Export, and say what was written."""
    if not asked.output:
        raise Refused(Why("Give the name of a file after --output: it is empty"))
    if asked.version is not None and (asked.whole or asked.comments):
        option = "--whole" if asked.whole else "--comments"
        raise Refused(
            Why("Leave {option} out: an agreed version holds what was agreed, and nothing else", option=option)
        )
    format_key = asked.format or _format_of(asked.output)
    path = None if asked.output == "-" else destination(asked.output, overwrite=asked.overwrite)
    from system_review.commands import starting

    starting.begin()
    with telling("Writing the document"):
        data = _document(asked, format_key)
    if path is None:
        write_to_output(data, is_text=format_key in TEXTS)
        return
    write_whole(path, data, overwrite=asked.overwrite, mask=asked.mask)
    say(f"{excerpt(str(path), 300)} was written ({format_key}, {len(data):,} bytes).")


def _format_of(name: str) -> str:
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending in FORMATS:
        return ending
    raise Refused(Why("Say which format, with --format: {formats}", formats=joined(FORMATS)))


def _document(asked: Namespace, format_key: str) -> bytes:
    if asked.version is not None:
        return _agreed_document(asked, format_key)
    from django.conf import settings
    from django.utils import timezone

    from system_review.commands import acting
    from system_review.documents.services.exports import export_review
    from system_review.reviews.snapshots import Holds

    review, member = acting.review_asked(asked)
    return export_review(
        review=review,
        format=format_key,
        holds=Holds(
            team_only_evidence=asked.whole,
            working_notes=asked.whole,
            comments=asked.comments,
            challenges=asked.challenges,
            holders=True,
        ),
        language=settings.LANGUAGE_CODE,
        today=timezone.localdate(),
        by=member,
        at=timezone.now(),
    ).data


def _agreed_document(asked: Namespace, format_key: str) -> bytes:
    from django.conf import settings
    from django.utils import timezone

    from system_review.commands.naming_versions import version_named, versions_asked
    from system_review.documents.services.exports import export_agreed

    versions, member = versions_asked(asked)
    return export_agreed(
        version=version_named(asked.version, versions),
        format=format_key,
        language=settings.LANGUAGE_CODE,
        by=member,
        at=timezone.now(),
    ).data

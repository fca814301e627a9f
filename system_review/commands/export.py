"""`system-review export`: writes a review as a document."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from system_review.commands.files import destination, write_to_output, write_whole
from system_review.commands.saying import excerpt, joined, say, telling
from system_review.errors import Refused, Why

if TYPE_CHECKING:
    from system_review.documents.rules.papers import BoardAsked
    from system_review.documents.rules.selection import Selection

FORMATS = ("docx", "pdf", "xlsx", "csv", "json")  # a test compares them with the writers', which load many libraries
TEXTS = {"csv", "json"}
PAPERS = ("board", "short")  # the same
PARTS = ("about", "summary", "ratings", "priorities", "sheets", "plan", "values", "evidence")  # the same

SUMMARY = "write a review as Word, PDF, Excel, CSV or JSON"
DESCRIPTION = (
    "Writes a review as a document. Word, PDF and Excel have the paper's layout, CSV is for other programs, and JSON "
    "holds the whole review: “system-review import” makes an equal one of it. A file that is there already is kept "
    "unless --overwrite is given, and a document is written whole or not at all."
)
EXAMPLES = (
    "system-review export 7q2x --output results.docx",
    "system-review export 7q2x --format pdf --output results.pdf --overwrite",
    "system-review export 7q2x --format json > review.json",
    'system-review export 7q2x --version "Board, June" --output board.docx',
    "system-review export 7q2x --only target/level-1 --output target.pdf",
    "system-review export 7q2x --place Northam --output northam.docx",
    "system-review export 7q2x --agency Police --output police.docx",
    "system-review export 7q2x --changed-since meeting --output changed.xlsx",
    "system-review export 7q2x --version June --changed-since March --output since-march.docx",
    "system-review export 7q2x --paper board --without values --output board.docx",
)


def add_options(parser: ArgumentParser) -> None:
    """Which review, as what, and where to."""
    parser.add_argument(
        "review", metavar="REVIEW", help="the review's id, or enough of its first letters to name it alone"
    )
    parser.add_argument(
        "--format", choices=FORMATS, metavar="FORMAT", help=f"{', '.join(FORMATS)} (else what the file's name ends in)"
    )
    parser.add_argument(
        "--output", default="-", metavar="FILE", help="the file to write; else, and with -, standard output"
    )
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
    parser.add_argument(
        "--paper", choices=PAPERS, help="a paper for the board, in Word or PDF: board is the whole, short two pages"
    )
    parser.add_argument(
        "--without", action="append", default=[], choices=PARTS, metavar="PART",
        help=f"leave a part of the board paper out: {', '.join(PARTS)}; as often as needed",
    )  # fmt: skip
    parser.add_argument(
        "--only",
        metavar="PLACE",
        help="a domain, level or stage alone, by its keys: target/level-1/referral",
    )
    parser.add_argument("--agency", metavar="NAME", help="only what is about this agency, or led by it")
    parser.add_argument("--lead", metavar="NAME", help="only what this person or role leads")
    parser.add_argument(
        "--place", metavar="NAME", help="only what is for this place of the review, and what is for all places"
    )
    parser.add_argument(
        "--changed-since",
        metavar="WHEN",
        help="only what has changed since a day (2027-06-12), or since the last meeting that is over (meeting); of a "
        "version, since an earlier one (its name)",
    )
    parser.add_argument("--comments", action="store_true", help="also what people said about findings and actions")
    parser.add_argument("--challenges", action="store_true", help="also what scrutineers asked, with the answers")


def run(asked: Namespace) -> None:
    """Export, and say what was written."""
    if not asked.output:
        raise Refused(Why("Give the name of a file after --output: it is empty"))
    _refuse_empty(asked)
    _refuse_beside_a_version(asked)
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


def _refuse_empty(asked: Namespace) -> None:
    """A part that was meant and has no name, for example from an empty variable, is not the whole review."""
    for name in ("only", "agency", "lead", "place", "version", "changed_since"):
        if (given := getattr(asked, name)) is not None and not given.strip():
            option = "--" + name.replace("_", "-")
            raise Refused(Why("Give a name after {option}: it is empty", option=option))


def _refuse_beside_a_version(asked: Namespace) -> None:
    """What only the draft can be asked for."""
    if asked.version is None:
        return
    said = [name for name in ("whole", "comments", "challenges") if getattr(asked, name)]
    if said:
        option = f"--{said[0]}"
        raise Refused(
            Why("Leave {option} out: an agreed version holds what was agreed, and nothing else", option=option)
        )


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
        board=_board(asked),
        only=_only(asked, review, member),
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
    version = version_named(asked.version, versions)
    return export_agreed(
        version=version,
        format=format_key,
        board=_board(asked),
        only=_only_of_version(asked, version, versions),
        language=settings.LANGUAGE_CODE,
        by=member,
        at=timezone.now(),
    ).data


def _board(asked: Namespace) -> BoardAsked | None:
    from system_review.documents.rules.papers import BoardAsked, Paper, Part

    if not asked.paper:
        if asked.without:
            raise Refused(Why("--without belongs to --paper board"))
        return None
    return BoardAsked(Paper(asked.paper), frozenset(map(Part, asked.without)))


def _only(asked: Namespace, review: Any, member: Any) -> Selection | None:
    """The part that the options name; None for the whole review."""
    from django.utils import timezone

    from system_review.documents.queries.parts import changed_since, lead_called
    from system_review.documents.rules.selection import place_of

    lead = lead_called(review, asked.lead, visible_to=member) if asked.lead else None
    since = asked.changed_since
    changed = changed_since(review, since, visible_to=member, now=timezone.now()) if since else None
    only = replace(
        place_of(asked.only or ""), agency=asked.agency or "", lead=lead, for_place=asked.place or "", changed=changed
    )
    return only if only.narrows else None


def _only_of_version(asked: Namespace, version: Any, versions: list[Any]) -> Selection | None:
    """The same of an agreed version, where what has changed has changed since an earlier one."""
    from system_review.commands.naming_versions import version_named
    from system_review.documents.queries.parts import changed_since_version, lead_in
    from system_review.documents.rules.selection import place_of
    from system_review.reviews.queries.agreed import content_of_version

    lead = lead_in(content_of_version(version), asked.lead) if asked.lead else None
    since = version_named(asked.changed_since, versions) if asked.changed_since else None
    changed = changed_since_version(version, since) if since else None
    only = replace(
        place_of(asked.only or ""), agency=asked.agency or "", lead=lead, for_place=asked.place or "", changed=changed
    )
    return only if only.narrows else None

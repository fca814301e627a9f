"""`system-review import`: makes a new review from an interchange file, or brings a document in to a review."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from system_review.commands.files import read_file
from system_review.commands.saying import excerpt, result, say, telling
from system_review.errors import Refused, Why

if TYPE_CHECKING:
    from system_review.partnerships.models import Partnership
    from system_review.reviews.models import Review

SUMMARY = "make a new review from a JSON file, or bring a document in to a review"
DESCRIPTION = (
    "Makes a new review from a file that “system-review export --format json” wrote, and prints its id. It goes to the "
    "partnership that the file names, which is made if it is not there, or to the one named with --partnership. A file "
    "that is not in order is refused whole, with the place of the first mistake. With --into, a results document "
    "(Word, Excel, OpenDocument, PDF, CSV, text) is read instead: what is sure goes into that review, and the rest "
    "waits in its inbox. Of a Word or Excel file of ours that partners edited nothing is applied: what is different "
    "waits on a page of its own, and --json prints it without keeping anything. What a file is, is decided by what is "
    "in it."
)
EXAMPLES = (
    "system-review import review.json",
    "system-review import - < review.json",
    "system-review import review.json --partnership Eastmere --as anwen@eastmere.example",
    "system-review import results.docx --into 7q2x",
    "system-review import edited.docx --into 7q2x --json",
)


def add_options(parser: ArgumentParser) -> None:
    """The file, and the review that a document goes into."""
    parser.add_argument(
        "--json",
        action="store_true",
        help="with --into, of a file of ours that comes back: print what is different as JSON, and keep nothing",
    )
    parser.add_argument("file", metavar="FILE", help="the JSON file, or the document; - reads it from a pipe")
    parser.add_argument(
        "--into",
        dest="review",
        metavar="REVIEW",
        help="the review that a document goes into: its id, or how that begins",
    )


def run(asked: Namespace) -> None:
    """Read the file and bring it in."""
    from system_review.commands import import_document, starting
    from system_review.documents.reading import LARGEST

    data = read_file(asked.file, largest=LARGEST)
    is_document = import_document.is_document(data)
    if is_document and asked.review is None:
        raise Refused(import_document.INTO_NEEDED)
    if asked.review is not None and not is_document and data.strip():
        raise Refused(import_document.INTO_NOT_WANTED)
    if asked.json and asked.review is None:
        raise Refused(import_document.JSON_NEEDS_INTO)
    starting.begin()
    if asked.review is not None:
        import_document.bring_in(asked, data)
        return
    with telling("Bringing the review in"):
        review = _brought_in(asked, data)
    say(f"“{excerpt(review.title)}” is now a review of {excerpt(review.partnership.name)}.")
    result(review.public_id)


def _brought_in(asked: Namespace, data: bytes) -> Review:
    from django.utils import timezone

    from system_review.commands import acting
    from system_review.documents.services.review_files import bring_in_review, bring_in_snapshot

    now = timezone.now()
    if asked.partnership is not None:
        return bring_in_review(data=data, by=acting.actor_in(acting.the_partnership(asked), asked), at=now)
    if asked.as_name is None:
        return bring_in_snapshot(data=data, by=None, at=now)
    return bring_in_review(data=data, by=acting.actor_in(_named_in(data), asked), at=now)


def _named_in(data: bytes) -> Partnership:
    """The partnership that the file names, for --as: whoever acts must be a member there already."""
    from system_review.documents.readers.json import read_snapshot
    from system_review.documents.services.review_files import partnership_of

    snapshot = read_snapshot(data)
    found = partnership_of(snapshot)
    if found is None:
        said = "There is no partnership called “{name}” yet, so nobody is its member: leave --as out"
        raise Refused(Why(said, name=excerpt(snapshot.partnership)))
    return found

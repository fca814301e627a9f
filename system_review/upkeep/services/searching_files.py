"""Looking for words inside attachments, in the background: which files hold them, and which cannot be read.

A file's bytes are never changed. Whoever takes words out is told which files to remove.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import F

from system_review.errors import Refused
from system_review.files.models import Attachment
from system_review.files.queries import opened
from system_review.files.rules.kinds import FileKind
from system_review.jobs.services import enqueue
from system_review.partnerships.access import may, require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Attached
from system_review.upkeep.models import FileFound, FileSearch
from system_review.upkeep.queries.words_in_files import SEARCHES_KEPT, files_of
from system_review.upkeep.rules.words import Words
from system_review.upkeep.services.file_bytes import clear_out_file

AT_ONCE = 10  # files that one job looks into
READABLE = {FileKind.PDF, FileKind.DOCX, FileKind.XLSX, FileKind.ODT, FileKind.ODS, FileKind.TEXT, FileKind.CSV}


@transaction.atomic
def search_files(*, words: Words, by: Member, at: datetime) -> None:
    """Have every attachment of the partnership looked into. An earlier search of the same person ends."""
    from system_review.upkeep.jobs import look_into_files

    require(by, Permission.WORDS_BLOT)
    FileSearch.unscoped.filter(partnership=by.partnership_id, asked_by=by).delete()
    if not files_of(by.partnership_id).exists():
        return
    search = FileSearch.unscoped.create(
        partnership_id=by.partnership_id, asked_by=by, asked_at=at, words=words.typed, is_whole=words.whole
    )
    enqueue(look_into_files, search.pk, of=by.partnership.public_id)


def look_into_all(words: Words, *, by: Member) -> Iterator[tuple[str, bool]]:
    """Look into every attachment at once, for the command line: the name of each that holds the words, with true, and
    of each that cannot be read, with false. Of what `by` may not see there is no name.
    """
    require(by, Permission.WORDS_BLOT)
    seen = set(Attached.objects.visible_to(by).values_list("attachment", flat=True))
    for file in files_of(by.partnership_id).order_by("pk"):
        stands = stands_in(file, words)
        if stands is not False:
            yield file.name if file.pk in seen else "", stands is True


def look_into_some(number: int, *, at: datetime) -> None:
    """Look into the next files of a search. Run by a job, and safe to run twice: the first to end is kept."""
    from system_review.upkeep.jobs import look_into_files

    # because the job names the search, whose member may have it done by the line below
    search = FileSearch.unscoped.select_related("asked_by").filter(pk=number, done_at=None).first()
    if search is None:
        return
    if not may(search.asked_by, Permission.WORDS_BLOT):
        end_search(number, at=at)
        return
    some = list(files_of(search.partnership_id).filter(pk__gt=search.last).order_by("pk")[:AT_ONCE])
    words = Words(search.words, whole=search.is_whole)
    found = [(file, stands_in(file, words)) for file in some]
    with transaction.atomic():
        mine = FileSearch.unscoped.filter(pk=number, last=search.last, done_at=None)
        if not mine.update(last=some[-1].pk if some else search.last, looked=F("looked") + len(some)):
            return
        FileFound.unscoped.bulk_create(
            FileFound(partnership_id=search.partnership_id, search=search, attachment=file, was_read=stands is not None)
            for file, stands in found
            if stands is not False
        )
        if len(some) == AT_ONCE:
            enqueue(look_into_files, number, of=search.asked_by.partnership.public_id)
        else:
            end_search(number, at=at)


@transaction.atomic
def end_search(number: int, *, at: datetime) -> None:
    """End a search, also one that broke off: the words are forgotten."""
    if FileSearch.unscoped.filter(pk=number, done_at=None).update(words="", done_at=at):
        enqueue(clear_out_file)


def forget_searches(*, at: datetime) -> None:
    """Delete what was found a day ago, and searches that nobody ended."""
    FileSearch.unscoped.filter(asked_at__lt=at - SEARCHES_KEPT).delete()


def stands_in(file: Attachment, words: Words) -> bool | None:
    """Whether the words stand in a file; None where it cannot be read. It is opened in the reader's child process."""
    if file.kind not in READABLE:
        return None
    from system_review.documents.reading import LARGEST, read_safely  # here: it takes memory that a worker seldom needs

    try:
        with opened(file) as bytes_of:
            data = bytes_of.read(LARGEST + 1)
        texts = [passage.text for passage in read_safely(data, name=file.name).reading.passages]
    except (OSError, Refused):
        return None
    # as one text: a name may be cut by a line's end, or stand in two cells
    return bool(words.spans("\n".join(texts))) if texts else None

"""Writing a review as a document, and saying in the history that it was."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from system_review.audit.queries import last_change, number_of_event
from system_review.audit.services import record
from system_review.documents.queries.parts import with_changes
from system_review.documents.rules.file_names import file_name
from system_review.documents.rules.papers import PAPER_FORMATS, BoardAsked, Part
from system_review.documents.rules.selection import Selection, as_there
from system_review.documents.wording import agreed, in_part, wording_for
from system_review.documents.writers.marks import Extent, Marks, Source
from system_review.documents.writers.wording import Wording
from system_review.errors import NotAllowed, NotThere, Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import AgreedVersion, Review
from system_review.reviews.queries.agreed import content_of_version, ids_in, state_of
from system_review.reviews.queries.seeing import sight_of
from system_review.reviews.queries.snapshot import snapshot_with_ids
from system_review.reviews.snapshot_of_place import for_one_place, place_called
from system_review.reviews.snapshots import Holds, ReviewSnapshot
from system_review.texts import shown

INTERCHANGE = "json"  # the format that can hold what was archived; documents for readers never do


@dataclass(frozen=True, slots=True)
class Export:
    """A document: what to call its file, its type, and its bytes."""

    name: str
    media_type: str
    data: bytes


def export_review(
    *,
    review: Review,
    format: str,
    holds: Holds | None = None,
    board: BoardAsked | None = None,
    only: Selection | None = None,
    language: str,
    today: date,
    by: Member,
    at: datetime,
) -> Export:
    """The review as this member may see it, in one of the formats (docx, pdf, xlsx, csv, json); `board`: as a paper;
    `only`: a part of it alone, of which `changed` may still lack what has changed since its moment.

    `holds` says what it holds beside the present state (None: history, what was archived and who holds each role, but
    nothing that is for the team only, no comments, no challenges). `today` is the day that the document speaks of,
    `language` Django's name of the reader's language.

    Raises `NotAllowed`, `NotThere` for another partnership's review, and `Refused` for a format that is not known.
    """
    from system_review.documents.writers.formats import FORMATS  # here, since it loads every library for documents

    holds = holds or Holds(holders=True)
    for_team = holds.team_only_evidence or holds.working_notes
    require(by, Permission.REVIEW_EXPORT_WHOLE if for_team else Permission.REVIEW_EXPORT)
    if review.partnership_id != by.partnership_id:
        raise NotThere(Why("There is no such page"))
    sight = sight_of(review, visible_to=by)
    if holds.challenges and not sight.in_team:
        raise NotAllowed(Why("Challenges are for the review team. Ask a review lead."))
    _check(format, board, FORMATS, only)
    kind = FORMATS[format]
    if format != INTERCHANGE:
        holds = holds.model_copy(update={"archived": False})
    # who sees a part is not told by a number that something else was changed
    last = last_change(str(by.partnership.key), review.public_id) if sight.whole else 0
    snapshot, names = snapshot_with_ids(review, visible_to=by, holds=holds, in_post_on=today)
    if only:
        only = as_there(with_changes(only, review, names, visible_to=by), snapshot)
    words = wording_for(as_at=today, language=language)
    if not sight.whole:
        words = in_part(words, language=language)
    snapshot, words = narrowed(snapshot, words, only)
    source = Source(review.public_id, last, _extent(board, only))
    marks = Marks.of(snapshot, source, names) if kind.comes_back else None
    data = _written(kind.write, snapshot, words, board, only.beside_the_place() if only else None, marks)
    _record_export(review, format, data, holds, board, only, by, at)
    name = file_name(_title(review.title, board, only), date=today, extension=kind.extension)
    return Export(name, kind.media_type, data)


def export_agreed(
    *,
    version: AgreedVersion,
    format: str,
    board: BoardAsked | None = None,
    only: Selection | None = None,
    language: str,
    by: Member,
    at: datetime,
) -> Export:
    """An agreed version, or a part of it, in one of the formats: the same bytes whenever it is asked for in a language.

    Everybody who reads agreed results may take it out. It speaks of the day on which it was agreed.
    """
    from system_review.documents.writers.formats import FORMATS  # here, since it loads every library for documents

    require(by, Permission.REVIEW_SEE_AGREED)
    if version.partnership_id != by.partnership_id:
        raise NotThere(Why("There is no such page"))
    _check(format, board, FORMATS, only)
    kind, day = FORMATS[format], timezone.localtime(version.agreed_at).date()
    blotted_on = timezone.localtime(version.blotted_at).date() if version.blotted_at else None
    words = agreed(wording_for(as_at=day, language=language), blotted_on=blotted_on, language=language)
    if board:
        words = dataclasses.replace(words, version=state_of(version))
    if format == INTERCHANGE:
        data = version.content.encode()
    else:
        snapshot = content_of_version(version)
        only = as_there(only, snapshot) if only else None
        snapshot, words = narrowed(snapshot, words, only)
        marks = Marks.of(snapshot, _source_of(version, board, only), ids_in(version)) if kind.comes_back else None
        data = _written(kind.write, snapshot, words, board, only.beside_the_place() if only else None, marks)
    with transaction.atomic():
        digest = hashlib.sha256(data).hexdigest()
        record(
            "version.exported",
            subject=version,
            by=by,
            at=at,
            review=version.review,
            format=format,
            sha256=digest,
            paper=board.said() if board else None,
            only=only.said() if only else None,
        )
    return Export(
        file_name(
            _title(f"{version.title} {version.name}", board, only), date=day, extension=kind.extension, draft=False
        ),
        kind.media_type,
        data,
    )


def _extent(board: BoardAsked | None, only: Selection | None) -> Extent:
    """How much a document holds: what is not in a part would be taken for gone. Parts of a paper can be left out."""
    if only and only.for_place:
        return Extent.ONE_PLACE
    return Extent.PART if board or only else Extent.WHOLE


def _source_of(version: AgreedVersion, board: BoardAsked | None, only: Selection | None) -> Source:
    """What a document is made from, by the version alone: written again, it has the same marks."""
    chain, subject = str(version.partnership.key), f"agreedversion:{version.public_id}"
    agreed_as = number_of_event(chain, "version.agreed", subject)
    return Source(version.review.public_id, agreed_as, _extent(board, only), version.public_id)


def narrowed(snapshot: ReviewSnapshot, words: Wording, only: Selection | None) -> tuple[ReviewSnapshot, Wording]:
    """The review for the place that is asked for, if one is, and words that say so on every page."""
    if only is None or not only.for_place:
        return snapshot, words
    ref = place_called(snapshot, only.for_place)
    part = words.phrases.only.format(part=shown(only.for_place))
    return for_one_place(snapshot, ref), dataclasses.replace(words, state=f"{words.state}, {part}")


def _written(
    write: Callable[..., bytes],
    snapshot: ReviewSnapshot,
    words: Wording,
    board: BoardAsked | None,
    only: Selection | None,
    marks: Marks | None,
) -> bytes:
    asked: dict[str, Any] = {**({"marks": marks} if marks else {}), **({"board": board} if board else {})}
    return write(snapshot, words, *([only] if only else []), **asked)


def _check(format: str, board: BoardAsked | None, known: Collection[str], only: Selection | None = None) -> None:
    if format not in known:
        raise Refused(Why("Choose a format: {formats}", formats=", ".join(known)), field="format")
    if only and format == INTERCHANGE:
        raise Refused(Why("JSON holds the whole review: choose another format for a part of it"), field="format")
    if board and format not in PAPER_FORMATS:
        raise Refused(Why("A paper for the board is written as Word or PDF"), field="format")
    if board and not any(map(board.has, Part)):
        raise Refused(Why("Choose at least one part of the paper"), field="part")


def _title(title: str, board: BoardAsked | None, only: Selection | None) -> str:
    """What a file is called: the review, which part of it, and which paper it is."""
    parts = [title, *(only.names() if only else ())]
    title = " ".join(parts)
    return f"{title} {board.paper} paper" if board else title


@transaction.atomic
def _record_export(
    review: Review,
    format: str,
    data: bytes,
    holds: Holds,
    board: BoardAsked | None,
    only: Selection | None,
    by: Member,
    at: datetime,
) -> None:
    """In a transaction of its own: nothing is locked while the document is written."""
    record(
        "review.exported",
        subject=review,
        by=by,
        at=at,
        review=review,
        format=format,
        sha256=hashlib.sha256(data).hexdigest(),
        holds=holds.model_dump(),
        paper=board.said() if board else None,
        only=only.said() if only else None,
    )

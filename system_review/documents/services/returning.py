"""Taking over what a file of ours says that partners edited, difference by difference, or leaving it as it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from system_review.audit.services import out_of_file, record
from system_review.documents.models import Document, ReturnedFile
from system_review.documents.queries.returned import laid_beside, returned_for
from system_review.documents.rules.returned.differences import Difference, Kind
from system_review.documents.services.staging import lock
from system_review.documents.services.taking import Taking
from system_review.errors import ChangedMeanwhile, Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.services.locking import lock_review
from system_review.rows.models import change, once

NOT_THERE = Why("Nothing was taken over: what you saw is different now. Look at the differences again.")
_ORDER = tuple(Kind)


def take_differences(
    *, document: Document, keys: Collection[str], today: date, key: str = "", by: Member, at: datetime
) -> ReturnedFile:
    """Write these differences into the review, by the services that people's own changes go through; all or none.

    `keys` name what the person saw: one that is different by now is not found, and then nothing is taken. `key` is the
    form's: posted twice, taken once. Raises `NotAllowed`, `Refused` and `ChangedMeanwhile`.
    """
    require(by, Permission.DOCUMENT_BRING_IN)

    def make() -> ReturnedFile:
        lock(document)
        lock_review(document.review_id)
        laid = laid_beside(document, visible_to=by, today=today)
        there = {each.key: each for each in laid.found}
        _refuse_unseen(keys, there)
        chosen = sorted((there[each] for each in set(keys)), key=lambda each: (_ORDER.index(each.kind), each.key))
        with out_of_file(document.name):
            Taking(document, today=today, by=by, at=at).take(_findings_first(chosen))
        Document.unscoped.filter(pk=document.pk).update(applied_at=at)
        record(
            "document.differences_taken",
            subject=document,
            by=by,
            at=at,
            review=document.review,
            name=document.name,
            count=len(chosen),
        )
        return returned_for(document, visible_to=by)

    made: ReturnedFile
    try:
        made = once(ReturnedFile, member_id=by.pk, key=key, make=make)
    except ChangedMeanwhile:  # perhaps by the first of two clicks: then its answer is there now, else this raises again
        made = once(ReturnedFile, member_id=by.pk, key=key, make=make)
    return made


def _refuse_unseen(keys: Collection[str], there: dict[str, Difference]) -> None:
    if not keys:
        raise Refused(Why("Choose what to take over"))
    if any(each not in there for each in keys):
        raise Refused(NOT_THERE)
    if not all(there[each].may_take for each in keys):
        raise Refused(Why("The file does not tell where this belongs: add it on the sheet"))


def _findings_first(chosen: Sequence[Difference]) -> list[Difference]:
    """In this order: an action may stand under a finding that is new itself."""
    return sorted(chosen, key=lambda each: each.kind is not Kind.NEW_FINDING)


@transaction.atomic
def leave_differences(
    *, document: Document, keys: Collection[str], seen: int, today: date, by: Member, at: datetime
) -> None:
    """Leave the review as it is in these places: they are not offered again, unless either side changes."""
    require(by, Permission.DOCUMENT_BRING_IN)
    lock(document)
    laid, file = laid_beside(document, visible_to=by, today=today), returned_for(document, visible_to=by)
    if not keys or any(each not in {one.key for one in laid.found} for each in keys):
        raise Refused(NOT_THERE)
    _keep(document, file, [*file.left, *keys], seen, by, at)


@transaction.atomic
def look_again(*, document: Document, seen: int, by: Member, at: datetime) -> None:
    """Offer everything again that was left as it is."""
    require(by, Permission.DOCUMENT_BRING_IN)
    lock(document)
    _keep(document, returned_for(document, visible_to=by), [], seen, by, at)


def _keep(document: Document, file: ReturnedFile, left: list[str], seen: int, by: Member, at: datetime) -> None:
    change(file, seen=seen, left=left)
    record("document.differences_left", subject=document, by=by, at=at, review=document.review, count=len(left))

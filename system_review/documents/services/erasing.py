"""Keeping a document's file, and erasing it with the pieces set aside when its time is over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from system_review.audit.services import record
from system_review.documents.models import (
    Document,
    DocumentFile,
    InboxQuestion,
    InboxStep,
    Passage,
    ReturnedFile,
)
from system_review.documents.rules.erasing import KEPT_FOR, without
from system_review.documents.rules.sources import Source
from system_review.documents.rules.words import DocumentState, Fate
from system_review.documents.services.staging import lock
from system_review.errors import Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.queries import command_line_in
from system_review.partnerships.rules import Permission
from system_review.reviews.services.holds import held_now
from system_review.rows.models import change, touch


@transaction.atomic
def keep_file(*, document: Document, seen: int, keep: bool, by: Member, at: datetime) -> None:
    """Keep the file and the pieces set aside beyond their time, or no longer. `Refused` if they are erased."""
    require(by, Permission.DOCUMENT_BRING_IN)
    if document.erased_at:
        raise Refused(Why("The file was erased already"))
    change(document, seen=seen, is_kept=keep)
    record("document.kept" if keep else "document.not_kept", subject=document, by=by, at=at, review=document.review)


def erase_old(at: datetime) -> int:
    """Erase what was brought into a review, or set aside, 30 days ago, unless somebody keeps it or there is a legal
    hold; how many documents.

    The file goes, and of a document that was set aside all that is not in the review; else the pieces set aside. What
    came into the review keeps its place and its words. Run daily; safe to run twice, and by several at once.
    """
    return sum(_erase(number, at - KEPT_FOR, at) for number in due(at).values_list("pk", flat=True))


def due(at: datetime) -> QuerySet[Document]:
    """The documents whose time is over, in every partnership."""
    before = at - KEPT_FOR
    # because this is the house's own work; each document is erased in its own partnership
    old = Document.unscoped.filter(erased_at=None, is_kept=False, review__hold="", partnership__hold="")
    failed = Q(state=DocumentState.FAILED, read_at__lte=before, file__isnull=False)  # nobody had it tried again
    return old.filter(Q(set_aside_at__lte=before) | Q(applied_at__lte=before) | failed).order_by("pk")


@transaction.atomic
def _erase(number: int, before: datetime, at: datetime) -> bool:
    document = Document.unscoped.select_related("review", "partnership").get(pk=number)
    if held_now(document.partnership_id, [document.review_id]):
        return False
    lock(document)
    fields = ["is_kept", "erased_at", "set_aside_at", "applied_at", "state", "read_at", "text", "version"]
    document.refresh_from_db(fields=fields)
    failed_at = document.read_at if document.state == DocumentState.FAILED else None
    moments = (document.set_aside_at, document.applied_at, failed_at)
    since = [moment for moment in moments if moment and moment <= before]
    if document.is_kept or document.erased_at or not since:
        return False
    DocumentFile.unscoped.filter(document=document).delete()
    ReturnedFile.unscoped.filter(document=document).delete()
    erased = _erase_pieces(document, whole=document.set_aside_at in since)
    Document.unscoped.filter(pk=number).update(text=without(document.text, erased), erased_at=at)
    touch(document)
    by = command_line_in(document.partnership)
    record("document.erased", subject=document, by=by, at=at, review=document.review, hash=document.hash)
    return True


def _erase_pieces(document: Document, *, whole: bool) -> list[Source]:
    """Delete the pieces set aside, and of a `whole` document all that is not in the review; their sources."""
    mine = Passage.unscoped.filter(document=document)
    gone = mine.exclude(fate__in=[Fate.APPLIED, Fate.REPLACED]) if whole else mine.filter(fate=Fate.SET_ASIDE)
    return _delete_pieces(document, list(gone.values_list("pk", flat=True)))


def erase_pieces_of(*, findings: Collection[int], actions: Collection[int]) -> list[str]:
    """Erase the pieces that became these findings and actions, or stand under them, with the files they came in; the
    public ids of the pieces. In the transaction of whoever deletes them for good, and records."""
    # because the findings and actions were found in their partnership
    became = Passage.unscoped.filter(Q(became_finding__in=findings) | Q(became_action__in=actions))
    under = Q(under__in=became.values("pk")) | Q(under_finding__in=findings)
    gone = Passage.unscoped.filter(Q(pk__in=became.values("pk")) | under & Q(fate=Fate.APPLIED))
    by_document: dict[int, list[int]] = {}
    names: list[str] = []
    for number, document, public_id in gone.values_list("pk", "document", "public_id"):
        by_document.setdefault(document, []).append(number)
        names.append(public_id)
    for document in Document.unscoped.filter(pk__in=by_document).order_by("pk"):
        lock(document)
        DocumentFile.unscoped.filter(document=document).delete()
        ReturnedFile.unscoped.filter(document=document).delete()
        text = without(document.text, _delete_pieces(document, by_document[document.pk]))
        Document.unscoped.filter(pk=document.pk).update(text=text)
        touch(document)
    left = Passage.unscoped.filter(under_finding__in=findings)
    taken = Passage.unscoped.filter(suggested_under_finding__in=findings)
    elsewhere = {*left.values_list("document", flat=True), *taken.values_list("document", flat=True)}
    left.update(fate=Fate.WAITING, under_finding=None)
    taken.update(suggested_under_finding=None)
    Document.unscoped.filter(pk__in=elsewhere).update(version=F("version") + 1)
    return names


def _delete_pieces(document: Document, numbers: list[int]) -> list[Source]:
    """Delete these pieces of a document, with what they were made of; their sources."""
    mine = Passage.unscoped.filter(document=document)
    gone = mine.filter(pk__in=numbers)
    sources = [Source(*each) for row in gone.values_list("sources", flat=True) for each in row]
    gone.update(
        fate=Fate.WAITING, under=None, under_finding=None, suggested_under=None, became_finding=None, became_action=None
    )
    replaced = mine.filter(fate=Fate.REPLACED)
    replaced.update(under=None, suggested_under=None)
    numbers += replaced.values_list("pk", flat=True)
    mine.filter(suggested_under__in=numbers).update(suggested_under=None)
    mine.filter(under__in=numbers).update(fate=Fate.WAITING, under=None)
    mine.filter(pk__in=numbers).delete()
    InboxStep.unscoped.filter(document=document).delete()  # they hold the words of pieces as they were
    InboxQuestion.unscoped.filter(document=document).delete()
    return sources

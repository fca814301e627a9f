"""Erasing the bytes of what was removed, when its time is over, and of what a crash left without a row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from system_review.audit.services import record
from system_review.files.models import Attachment
from system_review.files.queries import is_older
from system_review.files.rules.times import HALF_MADE, KEPT_FOR
from system_review.files.services.keeping import discard, take_out
from system_review.files.storage import all_paths, path_of
from system_review.partnerships.queries import command_line_in
from system_review.rows.models import change


def erase_removed(at: datetime, *, is_held: Callable[[int], bool]) -> int:
    """Erase the bytes of what was removed 30 days ago; how many. Run daily; safe to run twice, by several at once.

    `is_held` tells of an attachment's number whether a legal hold keeps it; it is asked in the transaction of erasing.
    """
    return sum(_erase(number, at, is_held) for number in due(at).values_list("pk", flat=True))


def due(at: datetime) -> QuerySet[Attachment]:
    """The attachments that were removed so long ago, in every partnership."""
    # because this is the house's own work; each attachment is erased in its own partnership
    return Attachment.unscoped.filter(erased_at=None, removed_at__lte=at - KEPT_FOR).order_by("pk")


@transaction.atomic
def _erase(number: int, at: datetime, is_held: Callable[[int], bool]) -> bool:
    if is_held(number):
        return False
    rows = Attachment.unscoped.select_related("partnership").select_for_update(of=("self",))
    attachment = rows.get(pk=number)
    if attachment.erased_at or not attachment.removed_at or attachment.removed_at > at - KEPT_FOR:
        return False
    change(attachment, seen=attachment.version, erased_at=at)
    by = command_line_in(attachment.partnership)
    record("attachment.erased", subject=attachment, by=by, at=at, hash=attachment.hash)
    stored = attachment.stored
    transaction.on_commit(lambda: discard(stored), robust=True)
    return True


def sweep(at: datetime) -> int:
    """Take out of the storage what has no row, or an erased one, if it has lain there for a day; how many."""
    # because stored names are random and say nothing of whose they are
    kept = {path_of(each) for each in Attachment.unscoped.filter(erased_at=None).values_list("stored", flat=True)}
    gone = [path for path in all_paths() if path not in kept and is_older(path, at - HALF_MADE)]
    for path in gone:
        take_out(path)
    return len(gone)

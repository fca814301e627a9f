"""Attaching files to a finding, an action or a piece of evidence; removing them and bringing them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from system_review.audit.services import record
from system_review.errors import NotAllowed, Refused, Why
from system_review.files.models import Attachment
from system_review.files.rules.names import shown_name
from system_review.files.services import keeping
from system_review.files.services.keeping import Incoming, Kept
from system_review.partnerships.access import acting_for, require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission, Role
from system_review.reviews.models import Attached
from system_review.reviews.queries.attachments import Held, may_attach
from system_review.rows.models import once

MOST_AT_ONCE = 20  # files


def attach(*, to: Held, files: Sequence[Incoming], key: str = "", by: Member, at: datetime) -> Attachment:
    """Attach files to a thing: all of them, or none where one is refused. Gives the first.

    `key` is the creating form's: posted twice, made once. They are looked at and stored before the transaction, so that
    nothing is locked meanwhile. Raises `NotAllowed` and `Refused`.
    """
    require_attaching(to, by)
    _refuse_at_once(to, files)
    kept: list[Kept] = []
    try:
        kept += (keeping.keep(file, most=settings.UPLOAD_MOST, at=at) for file in files)
        first: Attachment = once(Attachment, member_id=by.pk, key=key, make=lambda: _attach(to, kept, by=by, at=at))
    except BaseException:
        _discard(kept)
        raise
    if first.stored != kept[0].stored:  # posted twice: the first post's files are there
        _discard(kept)
    return first


def require_attaching(to: Held, by: Member) -> None:
    """Raise `NotAllowed` unless this member may attach files to the thing and remove them."""
    require(by, Permission.ATTACHMENT_ADD)
    if not may_attach(to.holder, by):
        raise NotAllowed(
            Why("Your part in {partnership} does not include this. Ask a review lead.", partnership=by.partnership)
        )


def _refuse_at_once(to: Held, files: Sequence[Incoming]) -> None:
    if to.holder.archived_at:
        raise Refused(Why("This was archived. Bring it back first, then attach files to it."))
    if not files:
        raise Refused(Why("Choose one file or more"), field="file")
    if len(files) > MOST_AT_ONCE:
        raise Refused(Why("Attach at most {most} files at once", most=MOST_AT_ONCE), field="file")


def _attach(to: Held, kept: Sequence[Kept], *, by: Member, at: datetime) -> Attachment:
    made = [keeping.add(each, by=by, at=at) for each in kept]
    for attachment in made:
        Attached.unscoped.create(partnership_id=by.partnership_id, attachment=attachment, **{to.column: to.holder})
    for attachment in made:
        _record("attachment.added", attachment, to, by=by, at=at, hash=attachment.hash, size=attachment.size)
    return made[0]


def _discard(kept: Sequence[Kept]) -> None:
    for each in kept:
        keeping.discard(each.stored)


@transaction.atomic
def remove_attachment(*, attachment: Attachment, of: Held, seen: int, by: Member, at: datetime) -> None:
    """Take an attachment off its list. It can be brought back until its bytes are erased."""
    require_attaching(of, by)
    keeping.remove(attachment, seen=seen, at=at)
    _record("attachment.removed", attachment, of, by=by, at=at)


@transaction.atomic
def restore_attachment(*, attachment: Attachment, of: Held, seen: int, by: Member, at: datetime) -> None:
    """Put a removed attachment back on its list."""
    require_attaching(of, by)
    keeping.restore(attachment, seen=seen)
    _record("attachment.restored", attachment, of, by=by, at=at)


@transaction.atomic
def note_download(*, attachment: Attachment, of: Held, by: Member, at: datetime) -> None:
    """What a guest takes out stands in the history; members read without leaving a trace."""
    if Role.GUEST in by.roles:
        _record("attachment.downloaded", attachment, of, by=by, at=at)


def _record(kind: str, attachment: Attachment, held: Held, *, by: Member, at: datetime, **more: object) -> None:
    """An event of the thing, so that it stands in its history; `attachment` says of which file."""
    record(
        kind,
        subject=held.holder,
        by=by,
        at=at,
        review=held.review,
        file=shown_name(attachment.name),
        attachment=attachment.public_id,
        on_behalf_of=acting_for(by, held.holder),
        **more,
    )

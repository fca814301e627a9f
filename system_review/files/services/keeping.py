"""Taking a file in, removing it and bringing it back. The caller asks permission and records: it knows the thing."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.conf import settings
from django.core.files import File

from system_review.errors import Refused, Why
from system_review.files.models import Attachment
from system_review.files.queries import hash_of, parts_of
from system_review.files.rules.kinds import FileKind, kind_of
from system_review.files.rules.names import name_from, shown_name
from system_review.files.scanning import found_in
from system_review.files.staying import leave_to_go
from system_review.files.storage import path_of, storage
from system_review.partnerships.models import Member
from system_review.rows.models import change, new_public_id
from system_review.texts import held_line

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it came: what its sender calls it, and its bytes."""

    name: str
    file: IO[bytes]


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies in the storage and has no row yet."""

    name: str
    kind: FileKind
    size: int
    hash: str
    stored: str
    scanned_at: datetime | None = None


def keep(incoming: Incoming, *, most: int, at: datetime) -> Kept:
    """Look at a file and put it into the storage, outside any transaction. Raises `Refused`: then nothing is stored.

    `most` is how many bytes it may have.
    """
    name = held_line(name_from(incoming.name), field="file") or "file"
    size = incoming.file.seek(0, 2)
    if size > most:
        raise _about(name, Why("This file is larger than {most} MB.", most=most // 1024 // 1024))
    try:
        kind = kind_of(incoming.file, name)
    except Refused as refusal:
        raise _about(name, refusal.why) from None
    scanned_at = _scanned(name, incoming.file, at)
    stored = new_public_id()
    try:
        incoming.file.seek(0)
        storage().save(path_of(stored), File(incoming.file))
        digest = hash_of(parts_of(incoming.file))
    except OSError as problem:
        # What is half there is swept another day: whoever waits need not wait for that too.
        _log.error("An attachment could not be stored: %s", type(problem).__name__)
        raise Refused(
            Why("The file could not be kept just now. Nothing was attached. Try again in a few minutes."), field="file"
        ) from None
    return Kept(name, kind, size, digest, stored, scanned_at)


def _scanned(name: str, file: IO[bytes], at: datetime) -> datetime | None:
    """When a file was found harmless; None where there is no scanner. Raises `Refused`, also while it is down."""
    if not settings.CLAMD:
        return None
    try:
        found = found_in(file, scanner=settings.CLAMD)
    except OSError as problem:
        _log.error("A file was refused, since it could not be scanned: %s", problem)
        raise Refused(
            Why("Files cannot be scanned for viruses just now, so none was attached. Try again in a few minutes."),
            field="file",
        ) from None
    if found:
        _log.warning("A file was refused, since the scanner found %s in it", found)
        raise _about(name, Why("The virus scanner found something harmful in this file. It was not taken in."))
    return at


def _about(name: str, why: Why) -> Refused:
    return Refused(Why("{name}: {why}", name=shown_name(name), why=why), field="file")


def discard(stored: str) -> None:
    """Take out of the storage what got no row, or lost its."""
    take_out(path_of(stored))


def take_out(path: str) -> None:
    """Take something out of the storage. What cannot be taken out now, or is being copied, is swept another day."""
    try:
        with leave_to_go() as may_go:
            if may_go:
                storage().delete(path)
    except OSError as problem:
        _log.warning("A stored file could not be taken out: %s", type(problem).__name__)


def add(kept: Kept, *, by: Member, at: datetime) -> Attachment:
    """The row of a kept file, in the transaction of the caller."""
    attachment: Attachment = Attachment.unscoped.create(
        partnership_id=by.partnership_id,
        name=kept.name,
        kind=kept.kind,
        size=kept.size,
        hash=kept.hash,
        stored=kept.stored,
        scanned_at=kept.scanned_at,
        added_by=by,
        added_at=at,
    )
    return attachment


def remove(attachment: Attachment, *, seen: int, at: datetime) -> None:
    """Take an attachment off its list, in the transaction of the caller."""
    if attachment.removed_at:
        raise Refused(Why("This file was removed already"))
    change(attachment, seen=seen, removed_at=at)


def restore(attachment: Attachment, *, seen: int) -> None:
    """Put a removed attachment back on its list, in the transaction of the caller."""
    if attachment.erased_at:
        raise Refused(Why("This file was erased and cannot be brought back"))
    if not attachment.removed_at:
        raise Refused(Why("This file is not removed"))
    change(attachment, seen=seen, removed_at=None)

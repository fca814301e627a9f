"""Opening what is kept, and finding what is not as it should be."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import IO

from system_review.files.models import Attachment
from system_review.files.storage import path_of, storage

PART = 256 * 1024


def opened(attachment: Attachment) -> IO[bytes]:
    """The bytes of an attachment that the caller found among what its reader may see. Raises `OSError`."""
    return storage().open(path_of(attachment.stored))


def hash_of(parts: Iterator[bytes]) -> str:
    """The SHA-256 of bytes that come in parts."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def parts_of(file: IO[bytes]) -> Iterator[bytes]:
    """A file from its beginning, in parts."""
    file.seek(0)
    while part := file.read(PART):
        yield part


def is_older(path: str, than: datetime) -> bool:
    """Whether something lies in the storage since before a moment; False for what is gone meanwhile."""
    try:
        return storage().get_modified_time(path) < than
    except OSError:
        return False

"""Opening what is kept, and finding what is not as it should be."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from system_review.files.models import Attachment
from system_review.files.storage import all_paths, path_of, storage

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


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at everything that is stored found. Attachments are named by their partnership and public id."""

    sound: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    left: int  # files in the storage that belong to no attachment


def look_through() -> Looked:
    """Compare every attachment of the installation with its stored bytes. Raises `OSError` if that cannot be asked."""
    # because whether files are whole is asked by whoever runs the installation, who reads none of them
    rows = Attachment.unscoped.filter(erased_at=None).order_by("pk")
    known, missing, changed = set(), [], []
    for slug, public_id, stored, wanted in rows.values_list("partnership__slug", "public_id", "stored", "hash"):
        known.add(path_of(stored))
        try:
            with storage().open(path_of(stored)) as file:
                found = hash_of(parts_of(file))
        except FileNotFoundError:
            missing.append(f"{slug}/{public_id}")
            continue
        if found != wanted:
            changed.append(f"{slug}/{public_id}")
    left = sum(path not in known for path in all_paths())
    return Looked(len(known) - len(missing) - len(changed), tuple(missing), tuple(changed), left)


def is_older(path: str, than: datetime) -> bool:
    """Whether something lies in the storage since before a moment; False for what is gone meanwhile."""
    try:
        return storage().get_modified_time(path) < than
    except OSError:
        return False

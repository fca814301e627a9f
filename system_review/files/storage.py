"""Where the bytes of attachments lie: a private folder beside the database, or a bucket (`s3.py`).

A stored name is random. It is spread over folders by its first two letters, so that none grows without end.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages


def storage() -> Storage:
    """The storage of attachments, as the settings say."""
    return storages["attachments"]


def path_of(stored: str) -> str:
    """The name in the storage."""
    return f"{stored[:2]}/{stored}"


def all_paths() -> Iterator[str]:
    """The name of everything that lies in the storage. Raises `OSError` if that cannot be asked."""
    with suppress(FileNotFoundError):
        folders, files = storage().listdir("")
        yield from files
        for folder in folders:
            yield from (f"{folder}/{file}" for file in storage().listdir(folder)[1])


class PrivateFolder(FileSystemStorage):
    """Files for their owner alone, in a folder that nothing serves. A file is on the disk before its row is saved."""

    @property
    def base_location(self) -> Any:
        return Path(settings.DATA_FOLDER) / "attachments"

    @property
    def location(self) -> Any:
        return str(self.base_location)

    def _save(self, name: str, content: File[bytes] | IO[bytes]) -> str:
        path = Path(self.path(name))
        self._make_folder(path.parent)
        chunks = content.chunks() if isinstance(content, File) else iter(lambda: content.read(64 * 1024), b"")
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for chunk in chunks:
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        _sync(path.parent)
        return name

    def _make_folder(self, folder: Path) -> None:
        root = Path(self.location)
        for each in (root, folder):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)


def _sync(folder: Path) -> None:
    """Have the folder's own entry on the disk as well, where a system can do that."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

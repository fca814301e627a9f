"""A disk of a few megabytes, that can be filled and emptied."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.missing import missing_but_optional

PART = 64 * 1024
MEGABYTE = 1024 * 1024


class Disk:
    """What is mounted at `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Take all the space that is left, to the last byte."""
        with self._ballast.open("ab", buffering=0) as file:
            for size in (MEGABYTE, PART, 4096, 1):
                part = b"\0" * size
                try:
                    while file.write(part) == size:
                        pass
                except OSError:
                    continue

    def empty(self) -> None:
        """Give the space back."""
        self._ballast.unlink()


@contextmanager
def small_disk(megabytes: int) -> Iterator[Disk]:
    """A disk in memory; the test is left out where none may be mounted."""
    folder = Path(tempfile.mkdtemp(prefix="sr-disk-", dir="/tmp"))
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False) if os.name == "posix" else None
    if done is None or done.returncode:
        folder.rmdir()
        missing_but_optional(
            f"the right to mount a small disk: {done.stderr.strip() if done else ''}", "run it as root"
        )
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)
        folder.rmdir()

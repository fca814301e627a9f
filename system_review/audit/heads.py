"""The head file: the end of every chain, noted outside the database, one line an event, appended only.

A chain alone can be rebuilt by whoever owns the database; this file lets others notice.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings


def head_file() -> Path:
    """Where the heads are noted."""
    return Path(settings.DATA_FOLDER) / "trail-heads"


def note_head(chain: str, seq: int, digest: str) -> None:
    """Append a head. One write of one line, so that several processes do not mix theirs."""
    path = head_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, f"{chain} {seq} {digest}\n".encode())
    finally:
        os.close(descriptor)


def noted_heads() -> dict[str, dict[int, str]]:
    """What the file remembers: for each chain, hash by number."""
    noted: dict[str, dict[int, str]] = {}
    path = head_file()
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            parts = line.split(" ")
            if len(parts) == 3 and parts[1].isdigit():  # a line torn by a power cut is no sign of tampering
                noted.setdefault(parts[0], {})[int(parts[1])] = parts[2]
    return noted

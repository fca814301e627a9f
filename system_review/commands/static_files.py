"""Whether the files that pages load were collected for this version. No Django."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
STAMP = "static-stamp"
MANIFEST = Path("static", "staticfiles.json")
FROM_PACKAGES = ("django", "django-htmx", "servestatic")


def are_current(folder: Path) -> bool:
    """Whether what was collected into the data folder is what this version has."""
    stamp = folder / STAMP
    return (folder / MANIFEST).is_file() and stamp.is_file() and stamp.read_text(encoding="ascii") == mark()


def note_current(folder: Path) -> None:
    """Remember that the files were collected."""
    half_made = folder / f"{STAMP}.{os.getpid()}"
    half_made.write_text(mark(), encoding="ascii")
    os.replace(half_made, folder / STAMP)


def mark() -> str:
    """A hash of what there is to collect: our files by name, size and time, the others by their package's version."""
    parts = [f"{name} {importlib.metadata.version(name)}" for name in FROM_PACKAGES]
    parts += sorted(_ours())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _ours() -> Iterator[str]:
    for path in PACKAGE.glob("*/static/**/*"):
        if path.is_file():
            state = path.stat()
            yield f"{path.relative_to(PACKAGE)} {state.st_size} {state.st_mtime_ns}"

"""What was last done to an installation, for those who watch over it: a small file for each. No Django.

It is a help for watching and nothing else: no other part of the product believes it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

FOLDER = "noted"
CHECK, BACKUP = "check", "backup"
MOST = 1000  # bytes


def note(folder: Path, what: str, **figures: int) -> None:
    """Note that this was done now, with its figures. That it could not be noted is no reason for it to fail."""
    with suppress(OSError):
        place = folder / FOLDER
        place.mkdir(mode=0o700, exist_ok=True)
        half_made = place / f"{what}.{os.getpid()}"
        half_made.write_text(json.dumps({"at": int(time.time()), **figures}), encoding="ascii")
        os.replace(half_made, place / what)


def noted(folder: Path, what: str) -> Mapping[str, int]:
    """When this was last done (`at`, seconds since 1970) and its figures; empty where that is not known."""
    try:
        with (folder / FOLDER / what).open(encoding="ascii") as file:
            found = json.loads(file.read(MOST))
    except (OSError, ValueError):
        return {}
    is_sound = isinstance(found, dict) and all(isinstance(value, int) for value in found.values())
    return found if is_sound and "at" in found else {}

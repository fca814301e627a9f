"""What the lock files hold: each package with its version, for which machines it is, and the hashes that are taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from _house import ROOT

FOLDER = ROOT / "requirements"
PINNED = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)(\[[\w,-]+\])?==(?P<version>[\w.!+]+)( ; (?P<machines>[^\\]+?))? \\$")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?$")


@dataclass(frozen=True)
class Locked:
    """One package of a lock."""

    name: str
    version: str
    machines: str  # an environment marker, "" for all

    @property
    def is_for_here(self) -> bool:
        """Whether this machine gets it."""
        from packaging.markers import Marker

        return not self.machines or Marker(self.machines).evaluate()


def locked(name: str, folder: Path = FOLDER) -> list[Locked]:
    """The packages of a lock file: "run", "dev" or "audit"."""
    lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    found = [PINNED.match(line) for line in lines]
    return [Locked(one["name"], one["version"], one["machines"] or "") for one in found if one]


def loose(text: str) -> list[str]:
    """The lines of a lock that pin nothing: no exact version, no hash, an address, an option. Each with its number."""
    lines = text.splitlines()
    found = []
    for number, line in enumerate(lines, 1):
        following = lines[number] if number < len(lines) else ""
        is_whole = HASH.match(line) or (PINNED.match(line) and HASH.match(following))
        if not is_whole:
            found.append(f"{number}: {line}")
    return found

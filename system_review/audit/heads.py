"""The heads of all chains, noted outside the database: in a file, one line an event, appended only; and in the log.

A chain alone can be rebuilt by whoever owns the database; what is noted elsewhere lets others notice. Each machine
notes the events that it wrote itself, so that its file has gaps where others wrote. A gap says nothing.
"""

from __future__ import annotations

import logging
import os
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

WORD = "trail-head"  # what a line of the log begins with
_HEAD = r"(?P<chain>[A-Za-z0-9-]{1,40}) (?P<seq>[0-9]{1,18}) (?P<hash>[0-9a-f]{64})"
_LINE = re.compile(_HEAD)
_LOGGED = re.compile(rf"{WORD} {_HEAD}(?![0-9a-f])")

_log = logging.getLogger("system_review.trail")

Noted = dict[str, dict[int, set[str]]]


def head_file() -> Path:
    """Where this machine notes heads."""
    return Path(settings.TRAIL_HEADS) if settings.TRAIL_HEADS else Path(settings.DATA_FOLDER) / "trail-heads"


def note_head(chain: str, seq: int, digest: str) -> None:
    """Append a head. One write of one line, so that several processes do not mix theirs."""
    if settings.LOG_HEADS:
        _log.info("%s %s %d %s", WORD, chain, seq, digest)
    path = head_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, f"{chain} {seq} {digest}\n".encode())
    finally:
        os.close(descriptor)


def noted_heads(beside: Sequence[Path] = ()) -> Noted:
    """What is remembered in this machine's file and in files or logs of others: for each chain, hashes by number.

    In one file a later line goes before an earlier one of the same number; files that do not agree leave both hashes.
    """
    noted: Noted = defaultdict(lambda: defaultdict(set))
    for path in [*([head_file()] if head_file().exists() else []), *beside]:
        for (chain, seq), digest in heads_in(path).items():
            noted[chain][seq].add(digest)
    return {chain: dict(known) for chain, known in noted.items()}


def own_heads() -> dict[str, dict[int, str]]:
    """What this machine's file remembers: for each chain, hash by number."""
    own: dict[str, dict[int, str]] = defaultdict(dict)
    for (chain, seq), digest in heads_in(head_file()).items() if head_file().exists() else ():
        own[chain][seq] = digest
    return dict(own)


def heads_in(path: Path) -> dict[tuple[str, int], str]:
    """The heads in a head file, or in a log in which they are among other lines: hash by chain and number.

    A line torn by a power cut is no sign of tampering. Raises `OSError` if the file cannot be read.
    """
    found: dict[tuple[str, int], str] = {}
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if match := _LINE.fullmatch(line.rstrip("\r\n")) or _LOGGED.search(line):
                found[match["chain"], int(match["seq"])] = match["hash"]
    return found

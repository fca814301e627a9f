"""Locks and keys of a backup, as a person names them. No Django."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from dataclasses import dataclass, field
from typing import IO, Any

from system_review.commands.files import read_file
from system_review.errors import Refused, Why

_LONGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Lock:
    """Whom a file is locked for, or the passphrase; neither for a file that is not locked."""

    recipients: list[Any] = field(default_factory=list)
    passphrase: str = ""


def lock_asked(asked: Namespace) -> Lock:
    """How a backup is to be locked. Raises `Refused`."""
    from system_review.upkeep import locks

    if sum(map(bool, (asked.recipient, asked.passphrase, asked.passphrase_file))) > 1:
        raise Refused(Why("Lock the backup in one way: --recipient, --passphrase or --passphrase-file"))
    if asked.recipient:
        return Lock([locks.recipient(text) for text in asked.recipient])
    passphrase = ""
    if asked.passphrase_file:
        passphrase = _first_line(asked.passphrase_file)
    elif asked.passphrase:
        passphrase = _asked_for("A passphrase for the backup: ")
        if _asked_for("The same again: ") != passphrase:
            raise Refused(Why("The two passphrases differ. No backup was made"))
    if asked.passphrase_file or asked.passphrase:
        if why := locks.why_not_passphrase(passphrase):
            raise Refused(why)
    return Lock(passphrase=passphrase)


def keys_asked(asked: Namespace, file: IO[bytes], beginning: bytes) -> list[Any]:
    """The keys that open a backup that begins so; none if it is not locked. Raises `Refused` for those that do not."""
    from system_review.upkeep import locks

    if not locks.is_locked(beginning):
        return []
    if locks.needs_passphrase(beginning):
        named = asked.passphrase_file
        keys = locks.key_behind(file, _first_line(named) if named else _asked_for("The passphrase of the backup: "))
    elif asked.identity:
        keys = locks.identities(read_file(asked.identity, largest=_LONGEST))
    else:
        raise Refused(Why("This backup is locked for a key: name the file with the key after --identity"))
    locks.try_keys(file, keys)
    return keys


def _first_line(name: str) -> str:
    text = read_file(name, largest=_LONGEST).decode("utf-8", "replace")
    return text.partition("\n")[0].rstrip("\r")


def _asked_for(question: str) -> str:
    if not sys.stdin.isatty():
        raise Refused(Why("Nobody is at a keyboard to type the passphrase: name a file with it, by --passphrase-file"))
    return getpass.getpass(question, stream=sys.stderr)

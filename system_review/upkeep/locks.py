"""Backups under lock and key: the age format, by a key or a passphrase, as streams of any length. No Django.

With a recipient the file is an ordinary age file. The library streams for keys but not for passphrases, so with a
passphrase the stream is locked by a key of its own, and that key, locked by the passphrase, stands before it: what age
calls an encrypted identity file. docs/running/backup.md says how both are opened with the ordinary `age` program.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any

import pyrage

from system_review.errors import Refused, Why
from system_review.upkeep.rules.backups.sealed import Gives, damaged

AGE = b"age-encryption.org/v1\n"
ARMOURED = b"-----BEGIN AGE ENCRYPTED FILE-----\n"
_ARMOUR_ENDS = b"-----END AGE ENCRYPTED FILE-----\n"
_LONGEST_ARMOUR = 4096
_SHORTEST_PASSPHRASE = 12


def is_locked(beginning: bytes) -> bool:
    """Whether a file that begins so is locked at all."""
    return beginning.startswith((AGE, ARMOURED))


def needs_passphrase(beginning: bytes) -> bool:
    """Whether a file that begins so was locked with a passphrase."""
    return beginning.startswith(ARMOURED)


def recipient(text: str) -> Any:
    """Whom a backup is locked for: an age recipient (age1…) or an SSH public key. Raises `Refused`."""
    line = text.strip()
    with suppress(pyrage.RecipientError):
        return pyrage.x25519.Recipient.from_str(line)
    with suppress(pyrage.RecipientError):
        return pyrage.ssh.Recipient.from_str(line)
    raise Refused(Why("“{text}” is not an age recipient: it begins with age1, or is an SSH public key", text=line[:40]))


def identities(data: bytes) -> list[Any]:
    """The keys in an identity file, as age-keygen or ssh-keygen writes it. Raises `Refused`."""
    lines = [line.strip() for line in data.decode("utf-8", "replace").splitlines()]
    keys = [line for line in lines if line.startswith("AGE-SECRET-KEY-")]
    with suppress(pyrage.IdentityError):
        if keys:
            return [pyrage.x25519.Identity.from_str(key) for key in keys]
        return [pyrage.ssh.Identity.from_buffer(data)]
    raise Refused(Why("The key file holds no key that opens backups: name the one that age-keygen wrote"))


def why_not_passphrase(passphrase: str) -> Why | None:
    """Why a backup cannot be locked with this passphrase; None if it can."""
    if len(passphrase) < _SHORTEST_PASSPHRASE:
        return Why("The passphrase is too short: take at least {number} characters", number=_SHORTEST_PASSPHRASE)
    return None


@contextmanager
def locking(out: IO[bytes], *, recipients: Sequence[Any] = (), passphrase: str = "") -> Iterator[IO[bytes]]:
    """Something to write to: it comes out locked. Without recipients and passphrase it is `out` itself."""
    if passphrase:
        own = pyrage.x25519.Identity.generate()
        out.write(pyrage.passphrase.encrypt(f"{own}\n".encode(), passphrase, armored=True))
        recipients = [own.to_public()]
    if not recipients:
        yield out
        return
    with _piped(lambda reader: pyrage.encrypt_io(reader, out, list(recipients)), is_writer=True) as writer:
        yield writer


@contextmanager
def unlocked(file: IO[bytes], *, keys: Sequence[Any] = ()) -> Iterator[Gives]:
    """What is inside a file, from its beginning. Raises `Damaged` where it breaks off."""
    if not _to_locked_part(file):
        yield file
        return
    with _piped(lambda writer: pyrage.decrypt_io(file, writer, list(keys)), is_writer=False) as reader:
        yield reader


def _to_locked_part(file: IO[bytes]) -> bytes:
    """Go to where the stream begins that a key opens; what stands before it, or "-" for nothing; b"" if not locked."""
    file.seek(0)
    beginning = file.read(_LONGEST_ARMOUR)
    armour = b"".join(beginning.partition(_ARMOUR_ENDS)[:2]) if needs_passphrase(beginning) else b""
    file.seek(len(armour))
    return armour or (b"-" if is_locked(beginning) else b"")


def key_behind(file: IO[bytes], passphrase: str) -> list[Any]:
    """The key that a file locked with a passphrase begins with; it takes seconds, on purpose. Raises `Refused`."""
    try:
        return identities(pyrage.passphrase.decrypt(_to_locked_part(file), passphrase))
    except (pyrage.DecryptError, Refused):
        raise Refused(Why("The passphrase does not open this backup, or its beginning is damaged")) from None


def try_keys(file: IO[bytes], keys: Sequence[Any]) -> None:
    """See whether a key fits, on the first bytes alone. Raises `Refused`."""
    _to_locked_part(file)
    try:
        with open(os.devnull, "wb") as nowhere:
            pyrage.decrypt_io(_Start(file), nowhere, list(keys))
    except pyrage.DecryptError:
        raise Refused(
            Why("The key does not open this backup, or its beginning is damaged: name the key that it was locked for")
        ) from None
    except OSError:
        pass  # the key fits, and what we gave broke off


class _Start:
    """The first part of a file, as a file."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._left = file, 64 * 1024

    def read(self, most: int = -1) -> bytes:
        part = self._file.read(min(most, self._left) if most >= 0 else self._left)
        self._left -= len(part)
        return part


@contextmanager
def _piped(work: Callable[[IO[bytes]], None], *, is_writer: bool) -> Iterator[IO[bytes]]:
    """One end of a pipe at whose other end a thread does the work. What goes wrong there is raised here."""
    reading, writing = os.pipe()
    reader, writer = os.fdopen(reading, "rb", 256 * 1024), os.fdopen(writing, "wb", 256 * 1024)
    ours, theirs = (writer, reader) if is_writer else (reader, writer)
    failed: list[BaseException] = []

    def run() -> None:
        try:
            with theirs:
                work(theirs)
        except BaseException as problem:  # noqa: BLE001 - raised again by whoever waits for this thread
            failed.append(problem)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        try:
            yield ours
        finally:
            with suppress(BrokenPipeError):
                ours.close()
            thread.join()
    except BrokenPipeError:
        if not failed:
            raise
    if failed and not isinstance(failed[0], BrokenPipeError):  # it only heard that we have read enough
        raise _why(failed[0], is_writer) from failed[0]


def _why(problem: BaseException, is_writer: bool) -> BaseException:
    if is_writer or not isinstance(problem, OSError | pyrage.DecryptError):
        return problem
    return damaged("it cannot be unlocked to its end")

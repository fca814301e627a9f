"""The file of a backup: an ordinary tar of plain files, closed by a seal over every byte before it. Pure.

The seal is the last member, a checksum of all that stands before it, in exactly 2,048 bytes that can be told from the
checksum alone: so not one bit of the file can change without being noticed. Python's own reader of tar is lenient
(it takes a damaged header for the end, and lets links, devices and headers of any size in); this one takes nothing but
plain files whose names the caller expects.
"""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Protocol

from system_review.errors import Refused, Why

BLOCK = 512
SEAL = "seal.sha256"
TAIL = 4 * BLOCK  # the seal's header and content, and the two empty blocks that end a tar
LARGEST = 512 * 1024 * 1024  # bytes of one member: more than the largest attachment and the largest row need
PART = 256 * 1024


class Takes(Protocol):
    """Whatever bytes can be written to."""

    def write(self, data: bytes, /) -> object: ...


class Gives(Protocol):
    """Whatever bytes can be read from, no more than asked for."""

    def read(self, most: int, /) -> bytes: ...


class Damaged(Refused):
    """This is not a whole backup."""


def damaged(what: str) -> Damaged:
    """The refusal of a file that is not as it was written. `what` says where, for whoever asks."""
    return Damaged(
        Why("This backup is damaged or not complete ({what}). Nothing was changed. Use another copy of it", what=what)
    )


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside a backup, while it is read."""

    name: str
    size: int
    content: Gives


class SealedWriter:
    """Writes members one after another, and at last the seal."""

    def __init__(self, out: Takes) -> None:
        self._out = out
        self._digest = hashlib.sha256()
        self.written = 0  # bytes

    def add(self, name: str, size: int, content: Gives) -> None:
        """Add a file of exactly `size` bytes. Raises `EOFError` if there are fewer."""
        self._put(_header(name, size))
        left = size
        while left:
            part = content.read(min(left, PART))
            if not part:
                raise EOFError(name)
            self._put(part)
            left -= len(part)
        self._put(b"\0" * (-size % BLOCK))

    def seal(self) -> str:
        """Close the file with the seal; the seal itself, by which this backup can be told from all others."""
        digest = self._digest.hexdigest()
        self._out.write(_tail(digest))
        self.written += TAIL
        return digest

    def _put(self, data: bytes) -> None:
        self._digest.update(data)
        self._out.write(data)
        self.written += len(data)


class SealedReader:
    """Reads a backup from its beginning to its end, once, and looks at the seal there."""

    def __init__(self, source: Gives) -> None:
        self._source = _AllButTail(source)
        self._left = 0  # bytes of the present member that nobody has read yet

    def members(self) -> Iterator[Member]:
        """Every member; what is not read of one is passed over. Raises `Damaged`, also at the end for a broken seal."""
        while header := self._source.exactly(BLOCK):
            name, size = _named(header)
            self._left = size
            yield Member(name, size, self)
            while self.read(PART):
                pass
            if any(self._source.exactly(-size % BLOCK)):
                raise damaged(f"after {name}")
        self._source.check_seal()

    @property
    def seal(self) -> str:
        """The checksum of everything that was read so far; of the whole once all members were."""
        return self._source.digest()

    def read(self, most: int, /) -> bytes:
        """Bytes of the present member; none at its end."""
        part = self._source.read(min(most, self._left, PART))
        if not part and self._left:
            raise damaged("it ends early")
        self._left -= len(part)
        return part


class _AllButTail:
    """Gives everything but the last bytes, of which it makes sure that they are the seal of what it gave."""

    def __init__(self, source: Gives) -> None:
        self._source = source
        self._digest = hashlib.sha256()
        self._held = b""
        self._ended = False

    def read(self, most: int) -> bytes:
        while not self._ended and len(self._held) < most + TAIL:
            part = self._source.read(PART)
            self._ended = not part
            self._held += part
        given = self._held[: max(0, min(most, len(self._held) - TAIL))]
        self._held = self._held[len(given) :]
        self._digest.update(given)
        return given

    def exactly(self, size: int) -> bytes:
        """So many bytes, or none at the end."""
        data = b""
        while len(data) < size:
            part = self.read(size - len(data))
            if not part:
                if data or self._digest_is_of_nothing():
                    raise damaged("it ends early")
                return b""
            data += part
        return data

    def _digest_is_of_nothing(self) -> bool:
        return self._digest.digest() == hashlib.sha256().digest()

    def digest(self) -> str:
        return self._digest.hexdigest()

    def check_seal(self) -> None:
        if self._held != _tail(self.digest()):
            raise damaged("its checksum does not fit")


def begins_like_one(beginning: bytes, first: str) -> bool:
    """Whether a file that begins so can be a backup whose first member is called `first`."""
    return beginning.startswith(first.encode() + b"\0")


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(format=tarfile.USTAR_FORMAT)


def _tail(digest: str) -> bytes:
    content = digest.encode()
    return _header(SEAL, len(content)) + content.ljust(BLOCK, b"\0") + b"\0" * (2 * BLOCK)


def _named(header: bytes) -> tuple[str, int]:
    """The name and size in a header, which is exactly the one that we would have written."""
    with suppress(tarfile.HeaderError, ValueError):
        info = tarfile.TarInfo.frombuf(header, "utf-8", "strict")
        if info.isreg() and 0 <= info.size <= LARGEST and _header(info.name, info.size) == header:
            return info.name, info.size
    raise damaged("it holds something that is no plain file")


def copied(content: Gives, out: IO[bytes]) -> str:
    """Copy all of a member; its SHA-256."""
    digest = hashlib.sha256()
    while part := content.read(PART):
        digest.update(part)
        out.write(part)
    return digest.hexdigest()

"""Rows of any table as lines of JSON that say the same whichever database they come from or go to. Pure."""

from __future__ import annotations

import base64
import binascii
import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from system_review.errors import Refused, Why
from system_review.upkeep.rules.backups.sealed import LARGEST, Gives, damaged

WHOLE_PART = 4 * 1024 * 1024  # bytes of lines after which a part of a table is closed
_LONGEST_PART = LARGEST  # bytes of lines in a part: one row with a large file in it, and what came before

# What a field of Django's is, whichever database keeps it.
KINDS = {
    "AutoField": "integer", "BigAutoField": "integer", "SmallAutoField": "integer", "IntegerField": "integer",
    "BigIntegerField": "integer", "SmallIntegerField": "integer", "PositiveIntegerField": "integer",
    "PositiveBigIntegerField": "integer", "PositiveSmallIntegerField": "integer",
    "CharField": "text", "TextField": "text", "EmailField": "text", "SlugField": "text", "URLField": "text",
    "BooleanField": "boolean", "FloatField": "number", "DateField": "date", "DateTimeField": "moment",
    "UUIDField": "uuid", "BinaryField": "bytes", "JSONField": "json",
}  # fmt: skip

Row = Sequence[Any]


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _moment_from(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def _bytes_from(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


_OUT: dict[str, Callable[[Any], Any]] = {
    "date": date.isoformat,
    "moment": _moment,
    "uuid": str,
    "bytes": lambda value: base64.b64encode(value).decode(),
}
_IN: dict[str, tuple[type | tuple[type, ...], Callable[[Any], Any]]] = {
    "integer": (int, int),
    "text": (str, str),
    "boolean": (bool, bool),
    "number": ((int, float), float),
    "date": (str, date.fromisoformat),
    "moment": (str, _moment_from),
    "uuid": (str, UUID),
    "bytes": (str, _bytes_from),
    "json": (object, lambda value: value),
}


def line_of(row: Row, kinds: Sequence[str]) -> bytes:
    """A row as a line. The same row gives the same line whichever database it was read from."""
    values = [
        _OUT[kind](value) if value is not None and kind in _OUT else value
        for value, kind in zip(row, kinds, strict=True)
    ]
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))
    return text.encode() + b"\n"


def row_of(line: bytes, kinds: Sequence[str]) -> list[Any]:
    """The row of a line. Raises `Damaged` for one that we would not have written."""
    try:
        values = json.loads(line)
        if not isinstance(values, list) or len(values) != len(kinds):
            raise ValueError
        return [_value(value, kind) for value, kind in zip(values, kinds, strict=True)]
    except (ValueError, RecursionError, OverflowError, binascii.Error):
        raise damaged("a row cannot be read") from None


def _value(value: Any, kind: str) -> Any:
    if value is None:
        return None
    wanted, read = _IN[kind]
    if not isinstance(value, wanted) or (kind in ("integer", "number") and isinstance(value, bool)):
        raise ValueError
    return read(value)


def parts_of(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines gathered into compressed parts."""
    gathered: list[bytes] = []
    size = 0
    for line in lines:
        gathered.append(line)
        size += len(line)
        if size >= WHOLE_PART:
            yield gzip.compress(b"".join(gathered), 6, mtime=0)
            gathered, size = [], 0
    if gathered:
        yield gzip.compress(b"".join(gathered), 6, mtime=0)


def lines_in(part: Gives, *, most: int) -> Iterator[bytes]:
    """The lines of a compressed part, which may have `most` bytes when unpacked. Raises `Damaged` and `Refused`.

    They are counted while they are unpacked: what a file says of itself may be a lie.
    """
    unpacker = zlib.decompressobj(31)
    room = min(most, _LONGEST_PART)
    rest = b""
    for piece in _unpacked(part, unpacker):
        room -= len(piece)
        if room < 0:
            raise Refused(
                Why("This backup would unpack to more than there is room for. Nothing was changed. Make space first")
            )
        *lines, rest = (rest + piece).split(b"\n") if b"\n" in piece else (rest + piece,)
        yield from lines
    if rest or not unpacker.eof or unpacker.unused_data:
        raise damaged("a table is cut off")


def _unpacked(part: Gives, unpacker: Any) -> Iterator[bytes]:
    try:
        while packed := part.read(64 * 1024):
            while packed and not unpacker.eof:
                yield unpacker.decompress(packed, WHOLE_PART)
                packed = unpacker.unconsumed_tail
            if packed and unpacker.eof:
                raise damaged("a table has something behind its end")
        yield unpacker.flush()
    except zlib.error:
        raise damaged("a table cannot be unpacked") from None

"""What a backup says of itself, first and last, and the names of what is inside. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from system_review.errors import Refused, Why
from system_review.upkeep.rules.backups.rows import KINDS
from system_review.upkeep.rules.backups.sealed import damaged

FORMAT, FORMAT_VERSION = "system-review backup", 1
HEAD, HEADS, KEY, LAST = "backup.json", "trail-heads", "secrets/secret-key", "manifest.json"
LONGEST_HEAD = 4 * 1024 * 1024  # bytes of either of the two
LONGEST_KEY = 4096
MISSING_NAMED = 1000

# Tables whose rows stay out, and why. What a restore brings back is what people wrote and who may sign in, never an
# open door or something under way.
LEFT_OUT = {
    "people_session": "who was signed in then signs in again: a backup must not open a session that has been ended",
    "people_signinlink": "links that let somebody in once: one that was used since would be good again",
    "people_tries": "how often somebody tried to sign in lately",
    "account_emailconfirmation": "keys out of letters, good for one use",
    "jobs_worker": "processes that were alive then",
}

_TABLE = r"[a-z][a-z0-9_]{0,62}"
_ROWS = re.compile(rf"tables/({_TABLE})/(\d{{6,9}})\.jsonl\.gz")
_FILE = re.compile(r"files/([A-Za-z0-9_-]{4,30})")  # a stored name is random, and nothing that a person typed
Migration = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was: its columns with the kind of each, and the last number that its sequence gave out."""

    columns: tuple[tuple[str, str], ...]
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """The first member: what this is a backup of."""

    made_at: datetime
    product: str
    database: str
    migrations: tuple[Migration, ...]
    tables: Mapping[str, Table]
    partnerships: int = 0
    has_key: bool = False


@dataclass(slots=True)
class Counted:
    """How many rows of a table are inside, and the checksum of their lines."""

    rows: int = 0
    sha256: str = ""


@dataclass(slots=True)
class Manifest:
    """The last member before the seal: how much of everything is inside."""

    tables: dict[str, Counted] = field(default_factory=dict)
    files: int = 0
    bytes: int = 0
    lost: int = 0  # attachments whose bytes were gone or changed already
    missing: list[str] = field(default_factory=list)  # the first of those, by partnership and public id


def rows_name(table: str, part: int) -> str:
    """The name of a part of a table."""
    return f"tables/{table}/{part:06}.jsonl.gz"


def rows_in(name: str) -> tuple[str, int] | None:
    """The table and the part of it that a member of this name holds; None if it holds no rows."""
    found = _ROWS.fullmatch(name)
    return (found[1], int(found[2])) if found else None


def file_name(stored: str) -> str:
    """The name of an attachment's bytes. Raises `ValueError` for a stored name that is none of ours."""
    name = f"files/{stored}"
    if not _FILE.fullmatch(name):
        raise ValueError(name)
    return name


def file_in(name: str) -> str | None:
    """The stored name of the attachment that a member of this name holds; None if it holds none."""
    found = _FILE.fullmatch(name)
    return found[1] if found else None


def head_as_bytes(head: Head) -> bytes:
    """The first member."""
    made = head.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    said = {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(head), "made_at": made}
    return json.dumps(said, indent=1, sort_keys=True).encode()


def head_from(data: bytes) -> Head:
    """What the first member says. Raises `Refused` for one of a later format, `Damaged` for one that is none."""
    try:
        said = json.loads(data)
        is_ours = said["format"] == FORMAT
        version = said["format_version"]
    except (ValueError, RecursionError, TypeError, KeyError):
        raise damaged(f"{HEAD} cannot be read") from None
    if not is_ours:
        raise Refused(Why("This file is not a backup of System Review"))
    if version != FORMAT_VERSION:
        raise Refused(
            Why(
                "This backup was made by another version of System Review ({version}) in a format that this one does "
                "not know. Install that version, or a later one",
                version=str(said.get("product"))[:40],
            )
        )
    try:
        return _head(said)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise damaged(f"{HEAD} cannot be read") from None


def _head(said: Mapping[str, Any]) -> Head:
    return Head(
        made_at=datetime.strptime(said["made_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
        product=_text(said["product"]),
        database=_text(said["database"]),
        migrations=tuple((_text(app), _text(name)) for app, name in said["migrations"]),
        tables={_text(name): _table(name, table) for name, table in said["tables"].items()},
        partnerships=_number(said["partnerships"]),
        has_key=said["has_key"] is True,
    )


def _table(name: str, said: Mapping[str, Any]) -> Table:
    columns = tuple((_text(column), _text(kind)) for column, kind in said["columns"])
    if not re.fullmatch(_TABLE, name) or any(kind not in set(KINDS.values()) for _, kind in columns):
        raise ValueError
    return Table(columns, _number(said["sequence"]))


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 200:
        raise ValueError
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**63:
        raise ValueError
    return value


def manifest_as_bytes(manifest: Manifest) -> bytes:
    """The last member."""
    return json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()


def manifest_from(data: bytes) -> Manifest:
    """What the last member says. Raises `Damaged`."""
    try:
        said = json.loads(data)
        return Manifest(
            tables={
                name: Counted(_number(each["rows"]), _text(each["sha256"])) for name, each in said["tables"].items()
            },
            files=_number(said["files"]),
            bytes=_number(said["bytes"]),
            lost=_number(said["lost"]),
            missing=[_text(each) for each in said["missing"]],
        )
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        raise damaged(f"{LAST} cannot be read") from None

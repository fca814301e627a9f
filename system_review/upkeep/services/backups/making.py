"""Making a backup while people work: a picture of the database at one moment, then the files that it names.

The order is what makes it whole: the ends of the histories are noted, the database is read as it stood at one moment,
then the files, which never change and are not taken out meanwhile (`files.staying`).
"""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.db import connection, transaction

from system_review.audit.heads import own_heads
from system_review.audit.services import Installation, record
from system_review.errors import Refused, Why
from system_review.files.staying import bytes_stay
from system_review.files.storage import path_of, storage
from system_review.rows.reading import one_moment
from system_review.upkeep.rules.backups import contents
from system_review.upkeep.rules.backups.contents import Counted, Head, Manifest, Table, file_name
from system_review.upkeep.rules.backups.rows import line_of, parts_of
from system_review.upkeep.rules.backups.sealed import SealedWriter, Takes, copied
from system_review.upkeep.services.backups.tables import applied_migrations, described, models_at, rows_of

_WAITS = (1.0, 5.0, 30.0)  # seconds before a file is asked for again
_IN_MEMORY = 1024 * 1024  # bytes of a file that need no file of their own meanwhile
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: what is inside, its seal, and what could not go in."""

    head: Head
    manifest: Manifest
    seal: str


@dataclass(frozen=True, slots=True)
class _File:
    """An attachment as the picture of the database has it."""

    stored: str
    hash: str
    size: int
    name: str  # what to call it in a sentence: never what a person called it


def make_backup(out: Takes, *, at: datetime, product: str, with_key: bool, tell: Tell) -> Made:
    """Write a backup of the whole installation; what is inside. `tell` is called with how far it is.

    Raises `Refused` for a database that is damaged: a copy of it would be one, too.
    """
    writer = SealedWriter(out)
    with bytes_stay():
        noted = own_heads()  # before the picture: it is older than no event that is acknowledged by now
        with one_moment():
            _refuse_damaged()
            models = models_at(applied_migrations())
            head = _head(models, at=at, product=product, with_key=with_key)
            _add(writer, contents.HEAD, contents.head_as_bytes(head))
            _add(writer, contents.HEADS, _heads(noted))
            manifest = Manifest()
            for number, model in enumerate(models, 1):
                tell(f"table {number} of {len(models)}")
                table = model._meta.db_table
                manifest.tables[table] = _write_table(writer, model, head.tables[table])
            files = list(_files(models))
        for number, file in enumerate(files, 1):
            tell(f"file {number:,} of {len(files):,}, {writer.written // 1_000_000:,} MB written")
            _write_file(writer, file, manifest)
    if with_key:
        _add(writer, contents.KEY, (Path(settings.DATA_FOLDER) / "secret-key").read_bytes())
    _add(writer, contents.LAST, contents.manifest_as_bytes(manifest))
    return Made(head, manifest, writer.seal())


@transaction.atomic
def note_backup(made: Made, *, file: str, locked: str, account: str, at: datetime) -> None:
    """Say in the installation's history that a backup was made: which, where to, how it is locked, and by whom.

    Comes after the backup, in which it therefore does not stand: a backup changes nothing before it is made. A restore
    names the same seal. `account` is what the system calls whoever runs the command.
    """
    here, head = Installation(), made.head
    said: dict[str, Any] = {
        "made_at": f"{head.made_at:%Y-%m-%d %H:%M} UTC",
        "seal": made.seal,
        "file": file,
        "locked": locked,
        "account": account or None,
        "holds": "the installation's key" if head.has_key else None,
    }
    record("backup.made", subject=here, by=here, at=at, **said)


def _add(writer: SealedWriter, name: str, data: bytes) -> None:
    writer.add(name, len(data), io.BytesIO(data))


def _refuse_damaged() -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(1)")
        said = cursor.fetchone()[0]
        cursor.execute("PRAGMA foreign_key_check")
        loose = cursor.fetchone()
    if said != "ok" or loose is not None:
        raise Refused(
            Why(
                "The database is damaged, and a backup of it would be as well. No backup was made: keep the earlier "
                "ones, and see what “system-review check” says"
            )
        )


def _head(models: list[Any], *, at: datetime, product: str, with_key: bool) -> Head:
    there = {model._meta.db_table: model for model in models}
    places = there.get("partnerships_partnership")
    return Head(
        made_at=at,
        product=product,
        database=connection.vendor,
        migrations=applied_migrations(),
        tables={table: described(model) for table, model in there.items()},
        partnerships=places._base_manager.count() if places else 0,
        has_key=with_key,
    )


def _heads(noted: dict[str, dict[int, str]]) -> bytes:
    """The head file as far as the picture goes, and the end of every chain in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT chain, seq, hash FROM audit_head ORDER BY chain")
        ends = {chain: (seq, digest) for chain, seq, digest in cursor.fetchall()}
    lines = []
    for chain, (last, digest) in ends.items():
        earlier = {seq: noted for seq, noted in noted.get(chain, {}).items() if seq <= last}
        lines += [f"{chain} {seq} {found}\n" for seq, found in sorted({last: digest, **earlier}.items()) if seq]
    return "".join(lines).encode()


def _write_table(writer: SealedWriter, model: Any, table: Table) -> Counted:
    kinds = [kind for _, kind in table.columns]
    digest, counted = hashlib.sha256(), Counted()

    def lines() -> Iterator[bytes]:
        for row in rows_of(model):
            line = line_of(row, kinds)
            digest.update(line)
            counted.rows += 1
            yield line

    for number, part in enumerate(parts_of(lines()), 1):
        _add(writer, contents.rows_name(model._meta.db_table, number), part)
    counted.sha256 = digest.hexdigest()
    return counted


def _files(models: list[Any]) -> Iterator[_File]:
    """The attachments whose bytes are to be there."""
    for model in models:
        if model._meta.db_table == "files_attachment":
            rows = model._base_manager.filter(erased_at=None).order_by("pk")
            for stored, digest, size, slug, name in rows.values_list(
                "stored", "hash", "size", "partnership__slug", "public_id"
            ):
                yield _File(stored, digest, size, f"{slug}/{name}")


def _fetched(path: str, copy: IO[bytes]) -> str:
    """Copy a stored file; its SHA-256, or "" if it is not there. A bucket that does not answer is asked again."""
    for wait in (*_WAITS, None):
        copy.seek(0)
        copy.truncate()
        try:
            with storage().open(path) as there:
                return copied(there, copy)
        except FileNotFoundError:
            return ""
        except OSError:
            if wait is None:
                raise
            time.sleep(wait)
    return ""


def _write_file(writer: SealedWriter, file: _File, manifest: Manifest) -> None:
    """Write the bytes of an attachment, unless they are not what they should be: then they are named as missing."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        digest = _fetched(path_of(file.stored), copy)
        size = copy.tell()
        if digest != file.hash:
            manifest.lost += 1
            if len(manifest.missing) < contents.MISSING_NAMED:
                manifest.missing.append(file.name)
            return
        copy.seek(0)
        writer.add(file_name(file.stored), size, copy)
    manifest.files += 1
    manifest.bytes += size

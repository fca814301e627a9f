"""Bringing a backup back, which has been found whole, into an empty installation.

Everything is written aside, read back and compared, row by row and file by file; then it takes its place in one step.
A restore that is interrupted leaves a marker, by which it can be run again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from system_review.audit.heads import head_file
from system_review.audit.queries import reports
from system_review.audit.services import Installation, record
from system_review.errors import Refused, Why
from system_review.files.queries import hash_of, parts_of
from system_review.files.storage import path_of, storage
from system_review.jobs.services.letters import hold_back
from system_review.partnerships.queries import all_partnerships, command_line_in
from system_review.upkeep.rules.backups import contents
from system_review.upkeep.rules.backups.checking import ATTACHMENTS, Whole
from system_review.upkeep.rules.backups.contents import Head
from system_review.upkeep.rules.backups.rows import line_of, lines_in
from system_review.upkeep.rules.backups.sealed import LARGEST, Gives, Member, SealedReader, copied, damaged
from system_review.upkeep.services.backups import targets
from system_review.upkeep.services.backups.aside import aside
from system_review.upkeep.services.backups.tables import (
    applied_migrations,
    described,
    known_migrations,
    last_of_each_app,
    models_at,
    rows_of,
    set_last_number,
    write_rows,
)  # fmt: skip

_IN_MEMORY = 1024 * 1024
Opened = Callable[[], AbstractContextManager[Gives]]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back: rows, files, and the chains whose history did not hold in the backup either."""

    rows: int
    files: int
    broken: tuple[str, ...]
    letters: int  # that had not gone out when the backup was made


def why_not_known(head: Head) -> Why | None:
    """Why this version cannot bring back such a backup; None if it can."""
    if set(head.migrations) - known_migrations():
        return Why(
            "This backup was made by a newer version of System Review ({version}): install that version, or a later "
            "one, and restore with it",
            version=head.product,
        )
    here = {model._meta.db_table: described_columns(model) for model in models_at(head.migrations)}
    if here != {table: each.columns for table, each in head.tables.items()}:
        return Why(
            "This backup was made by a version of System Review ({version}) whose tables are others than this one's: "
            "install that version, restore with it, and then upgrade",
            version=head.product,
        )
    return None


def described_columns(model: Any) -> tuple[tuple[str, str], ...]:
    """The columns of a table with the kind of each, without asking the database."""
    return described(model, with_sequence=False).columns


def restore(opened: Opened, whole: Whole, *, at: datetime, tell: Tell) -> Restored:
    """Bring a backup back that is whole; what was brought back. `opened` gives it from its beginning.

    Raises `Refused` if it cannot be: then the installation is as empty as it was.
    """
    beside = aside()
    work = _Work(whole=whole, tell=tell)
    with _marked(whole), _undone(beside.drop, work.take_back):
        beside.begin()
        tell("making the tables")
        _migrate_to(whole.head.migrations)
        with opened() as source:
            work.load(source)
        work.compare()
        tell("bringing it to this version")
        call_command("migrate", verbosity=0, interactive=False)
        letters = hold_back(at=at)
        _note(whole, at)
        broken = tuple(report.chain for report in reports() if report.faults)
        beside.switch()
    rows = sum(counted.rows for counted in whole.manifest.tables.values())
    return Restored(rows, whole.manifest.files, broken, letters)


@contextmanager
def _marked(whole: Whole) -> Iterator[None]:
    """Leave a marker while the installation is neither empty nor restored. A power cut leaves it there."""
    path = targets.marker()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{whole.seal}\n")
        file.flush()
        os.fsync(file.fileno())
    yield
    path.unlink(missing_ok=True)


@contextmanager
def _undone(*steps: Callable[[], None]) -> Iterator[None]:
    """If what is inside does not come to its end, take back what was written, and with it the marker."""
    try:
        yield
    except BaseException as problem:
        for step in steps:
            step()
        targets.marker().unlink(missing_ok=True)
        if isinstance(problem, DatabaseError):
            said = str(problem).strip().splitlines()[0][:200] if str(problem).strip() else type(problem).__name__
            raise Refused(
                Why("The backup cannot be brought back into this database ({said}). Nothing was changed", said=said)
            ) from problem
        raise


def _migrate_to(migrations: Collection[tuple[str, str]]) -> None:
    """Make the tables as they were where the backup was made."""
    MigrationExecutor(connection).migrate(last_of_each_app(migrations))
    if set(applied_migrations()) != set(migrations):
        raise damaged("its list of changes to the tables is not complete")


@dataclass
class _Work:
    whole: Whole
    tell: Tell
    models: dict[str, Any] = field(default_factory=dict)
    saved: list[str] = field(default_factory=list)
    has_heads: bool = False

    def load(self, source: Gives) -> None:
        """Write every row in one transaction, then the files."""
        self.models = {model._meta.db_table: model for model in models_at(self.whole.head.migrations)}
        reader = SealedReader(source)
        members = reader.members()
        left: Member | None = None
        with transaction.atomic():
            self._empty()
            for member in members:
                if member.name in (contents.HEAD, contents.HEADS):
                    self._small(member)
                elif rows := contents.rows_in(member.name):
                    self._rows(member, rows[0])
                else:
                    left = member
                    break
            for table, model in self.models.items():
                set_last_number(model, self.whole.head.tables[table].sequence)
            connection.check_constraints()
        if left is not None:
            self._small(left)
        for member in members:
            self._small(member)
        if reader.seal != self.whole.seal:
            raise damaged("it changed while it was read")

    def _empty(self) -> None:
        """Take out what the migrations themselves put in: the backup has it."""
        for model in self.models.values():
            if model._base_manager.exists():
                model._base_manager.all().delete()

    def _rows(self, member: Member, table: str) -> None:
        self.tell(f"table {table}")
        kinds = [kind for _, kind in self.whole.head.tables[table].columns]
        write_rows(self.models[table], lines_in(member.content, most=LARGEST), kinds)

    def _small(self, member: Member) -> None:
        """A member that is not rows."""
        if stored := contents.file_in(member.name):
            self._file(member, stored)
        elif member.name == contents.HEADS:
            self.has_heads = True
            _write_private(head_file(), member)
        elif member.name == contents.KEY:
            _write_private(Path(settings.DATA_FOLDER) / "secret-key", member)

    def _file(self, member: Member, stored: str) -> None:
        self.tell(f"file {len(self.saved) + 1:,} of {self.whole.manifest.files:,}")
        path = path_of(stored)
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
            copied(member.content, copy)
            copy.seek(0)
            storage().delete(path)  # what an interrupted restore may have left
            self.saved.append(path)
            storage().save(path, File(copy))

    def compare(self) -> None:
        """Read every row and every file back, and compare them with the backup. Raises `Refused`."""
        hashes: dict[str, str] = {}
        for table, model in self.models.items():
            self.tell(f"comparing table {table}")
            kinds = [kind for _, kind in self.whole.head.tables[table].columns]
            digest, count = hashlib.sha256(), 0
            for row in rows_of(model):
                digest.update(line_of(row, kinds))
                count += 1
            wanted = self.whole.manifest.tables[table]
            if (count, digest.hexdigest()) != (wanted.rows, wanted.sha256):
                raise Refused(
                    Why("Table {table} came out otherwise than it is in the backup. Nothing was changed", table=table)
                )
            if table == ATTACHMENTS:
                hashes = dict(model._base_manager.filter(erased_at=None).values_list("stored", "hash"))
        for number, stored in enumerate(sorted(self.whole.stored), 1):
            self.tell(f"comparing file {number:,} of {len(self.whole.stored):,}")
            with storage().open(path_of(stored)) as file:
                if hash_of(parts_of(file)) != hashes[stored]:
                    raise Refused(Why("An attachment came out otherwise than it is in the backup. Nothing was changed"))

    def take_back(self) -> None:
        """Take back the files that were written."""
        if self.has_heads:
            head_file().unlink(missing_ok=True)
        for path in self.saved:
            storage().delete(path)


def _write_private(path: Path, member: Member) -> None:
    """Write a member to a file of the data folder, for its owner alone, in place of what is there."""
    half_made = path.with_name(f"{path.name}.restoring")
    with os.fdopen(os.open(half_made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        copied(member.content, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(half_made, path)


@transaction.atomic
def _note(whole: Whole, at: datetime) -> None:
    """Say in every history that it was brought back, from which backup: its new end is noted outside the database."""
    said: dict[str, Any] = {
        "made_at": f"{whole.head.made_at:%Y-%m-%d %H:%M} UTC",
        "product": whole.head.product,
        "seal": whole.seal,
    }
    for partnership in all_partnerships():
        record("backup.restored", subject=partnership, by=command_line_in(partnership), at=at, **said)
    here = Installation()
    record("backup.restored", subject=here, by=here, at=at, **said)

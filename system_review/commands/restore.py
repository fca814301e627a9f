"""`system-review restore`: brings a backup back into an empty installation."""

from __future__ import annotations

import os
import shutil
import stat
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from system_review.commands.causes import why_system
from system_review.commands.saying import excerpt, say, steps
from system_review.errors import Refused, Why

if TYPE_CHECKING:
    from system_review.upkeep.rules.backups.checking import Whole
    from system_review.upkeep.rules.backups.contents import Head
    from system_review.upkeep.rules.backups.sealed import Gives

SUMMARY = "bring a backup back into an empty installation"
DESCRIPTION = (
    "Brings a backup back into an installation in which there is nothing yet, on SQLite or on PostgreSQL, whichever it "
    "was made on. The whole file is looked at before anything is written; everything is then written aside, compared "
    "row by row and file by file, and put in its place at the end. A restore that was interrupted can be run again. "
    "The history of each partnership says that it was restored. A backup of an earlier version is brought to this one."
)
EXAMPLES = (
    "system-review restore /backups/monday.backup --data ~/restored",
    "system-review restore monday.backup --identity key.txt --only-check",
)
BEGINNING = 4096


def add_options(parser: ArgumentParser) -> None:
    """The file, and what opens it."""
    parser.add_argument("file", metavar="FILE", help="the backup")
    parser.add_argument("--identity", metavar="FILE", help="the file with the age or SSH key that opens it")
    parser.add_argument("--passphrase-file", metavar="FILE", help="the file whose first line is the passphrase")
    parser.add_argument("--only-check", action="store_true", help="only look whether the backup is whole")


def run(asked: Namespace) -> int:
    """Look at all of it, then bring it back; 1 if a history in it does not hold."""
    from system_review.commands import opening, starting

    if asked.as_name is not None or asked.partnership is not None:
        raise Refused(Why("A backup is of the whole installation: leave --partnership and --as out"))
    with _opened(asked.file) as file:
        beginning = file.read(BEGINNING)
        _refuse_other_file(beginning, asked.file)
        keys = opening.keys_asked(asked, file, beginning)
        database = starting.look_only()
        starting.set_django_up()
        return _Restoring(asked, file, keys).run(database)


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    """The backup, which must be an ordinary file: it is read more than once."""
    try:
        with open(name, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Refused(Why("{name} is not an ordinary file: name the file of a backup", name=excerpt(name, 200)))
            yield file
    except OSError as problem:
        if problem.filename != name:
            raise
        raise Refused(why_system(problem, name)) from problem


def _refuse_other_file(beginning: bytes, name: str) -> None:
    from system_review.upkeep.locks import is_locked
    from system_review.upkeep.rules.backups.contents import HEAD
    from system_review.upkeep.rules.backups.sealed import begins_like_one

    if not (is_locked(beginning) or begins_like_one(beginning, HEAD)):
        raise Refused(Why("{name} is not a backup of System Review, or damaged at its start", name=excerpt(name, 200)))


class _Restoring:
    def __init__(self, asked: Namespace, file: IO[bytes], keys: list[Any]) -> None:
        self.asked, self.file, self.keys = asked, file, keys

    def opened(self) -> AbstractContextManager[Gives]:
        """The inside of the backup, from its beginning."""
        from system_review.upkeep.locks import unlocked

        return unlocked(self.file, keys=self.keys)

    def run(self, is_sqlite: bool) -> int:
        from system_review.upkeep.rules.backups.checking import whole
        from system_review.upkeep.services.backups import targets

        if targets.end_finished():
            say("The restore that was interrupted here had come to its end. Nothing is left to do.")
            return 0
        with steps("Looking through the backup") as tell, self.opened() as source:
            found = whole(source, room=self._room(), first=self._first, tell=tell)
        if self.asked.only_check:
            say("The backup is whole.")
            return 0
        return self._restore(found, is_sqlite)

    def _restore(self, found: Whole, is_sqlite: bool) -> int:
        from django.utils import timezone

        from system_review.commands import folder, starting
        from system_review.upkeep.services.backups import targets
        from system_review.upkeep.services.backups.restoring import restore

        path = starting.where()
        was_interrupted = targets.marker().exists()
        folder.made_folder(path, holds_database=is_sqlite)
        with folder.alone(path):
            targets.refuse_used_database()
            if was_interrupted:
                targets.refuse_foreign_files(found.stored)
            else:
                targets.refuse_used_folder()
            with steps("Restoring") as tell:
                done = restore(self.opened, found, at=timezone.now(), tell=tell)
        say(f"Restored into {path}: {done.rows:,} rows and {done.files:,} attachments, all compared with the backup.")
        if lost := found.manifest.lost:
            say(f"{lost:,} attachments were missing already when the backup was made.")
        if done.letters:
            say(f"{done.letters:,} letters had not gone out then, and are held back: have tried again what is missing.")
        for chain in done.broken:
            say(f"The history {excerpt(chain)} did not hold when the backup was made. See: system-review audit verify")
        return 1 if done.broken else 0

    def _first(self, head: Head) -> None:
        """Say what this is, and refuse what can be refused before the rest is read."""
        from system_review.upkeep.services.backups import targets
        from system_review.upkeep.services.backups.restoring import why_not_known

        made = head.made_at.astimezone().strftime("%d %B %Y, %H:%M").lstrip("0")
        places = "1 partnership" if head.partnerships == 1 else f"{head.partnerships:,} partnerships"
        say(f"A backup of System Review {excerpt(head.product, 40)}, made on {made} ({places}, {head.database}).")
        if why := why_not_known(head):
            raise Refused(why)
        if not self.asked.only_check:
            targets.refuse_used_database()
            if not targets.marker().exists():
                targets.refuse_used_folder()

    def _room(self) -> int:
        """How many bytes the backup may have when unpacked: what is free where it is to go."""
        from system_review.commands import starting

        place: Path = starting.where()
        while not place.exists():
            place = place.parent
        return shutil.disk_usage(place).free

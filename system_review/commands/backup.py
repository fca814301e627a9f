"""`system-review backup`: writes everything that is kept into one file, while people work."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from system_review.commands.files import destination, move_into_place, part_beside
from system_review.commands.os_user import account_name
from system_review.commands.saying import excerpt, say, steps
from system_review.config import noted
from system_review.errors import Refused, Why

if TYPE_CHECKING:
    from system_review.commands.opening import Lock
    from system_review.upkeep.services.backups.making import Made

SUMMARY = "write everything that is kept into one file"
DESCRIPTION = (
    "Writes the database and every attachment, as they stand at this moment, into one file, while people go on "
    "working. The same file is brought back into SQLite or PostgreSQL by “system-review restore”. With --recipient or "
    "--passphrase it is locked with age encryption. The key that signs cookies stays out, unless you add "
    "--with-secrets. Ends with code 1 if the backup was made but attachments were missing from the storage."
)
EXAMPLES = (
    "system-review backup /backups/monday.backup --recipient age1…",
    "system-review backup ~/reviews.backup --passphrase",
)
FOR_ITS_OWNER = 0o077


def add_options(parser: ArgumentParser) -> None:
    """The file, and how it is locked."""
    parser.add_argument("file", metavar="FILE", help="the file to write")
    parser.add_argument("--overwrite", action="store_true", help="replace the file if it is there")
    locks = parser.add_argument_group("locking the file")
    locks.add_argument(
        "--recipient",
        action="append",
        default=[],
        metavar="KEY",
        help="lock it for this age or SSH key (several may be)",
    )
    locks.add_argument("--passphrase", action="store_true", help="ask for a passphrase, and lock it with that")
    locks.add_argument("--passphrase-file", metavar="FILE", help="lock it with the first line of this file")
    parser.add_argument("--with-secrets", action="store_true", help="put the installation's key in as well")


def run(asked: Namespace) -> int:
    """Write the backup; 1 if attachments were missing."""
    from system_review.commands import opening, starting

    if asked.as_name is not None or asked.partnership is not None:
        raise Refused(Why("A backup is of the whole installation: leave --partnership and --as out"))
    path = destination(asked.file, overwrite=asked.overwrite)
    lock = opening.lock_asked(asked)
    starting.begin_as_it_is()
    from django.utils import timezone

    from system_review.upkeep.locks import locking
    from system_review.upkeep.services.backups.making import make_backup

    with part_beside(path) as part, steps("Backing up") as tell:
        with locking(part, recipients=lock.recipients, passphrase=lock.passphrase) as out:
            made = make_backup(
                out, at=timezone.now(), product=starting.version(), with_key=asked.with_secrets, tell=tell
            )
        move_into_place(part, path, overwrite=asked.overwrite, mask=FOR_ITS_OWNER)
    _note(made, excerpt(str(path), 300), lock)
    if not made.manifest.lost:
        noted.note(starting.where(), noted.BACKUP)
    rows = sum(counted.rows for counted in made.manifest.tables.values())
    say(f"{excerpt(str(path), 300)} was written: {rows:,} rows and {made.manifest.files:,} attachments.")
    if made.manifest.lost:
        say(
            f"{made.manifest.lost:,} attachments are missing from the storage or were changed, and are not in it: "
            f"{', '.join(made.manifest.missing[:5])}. See: system-review check"
        )
    return 1 if made.manifest.lost else 0


def _note(made: Made, file: str, lock: Lock) -> None:
    """Say in the history that there is a backup. It is one all the same where the database takes no event now."""
    from django.db import DatabaseError
    from django.utils import timezone

    from system_review.upkeep.services.backups.making import note_backup

    keys = len(lock.recipients)
    how = "with a passphrase" if lock.passphrase else "not locked"
    locked = f"for {keys} {'key' if keys == 1 else 'keys'}" if keys else how
    try:
        note_backup(made, file=file, locked=locked, account=account_name(), at=timezone.now())
    except (DatabaseError, OSError):
        say("The backup could not be noted in the history of the installation: the database takes no event now.")

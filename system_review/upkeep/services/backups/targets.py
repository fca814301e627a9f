"""Whether a backup may be brought back here: only into an installation in which there is nothing yet."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import connection

from system_review.audit.heads import head_file
from system_review.errors import Refused, Why
from system_review.files.storage import all_paths, path_of

MARKER = "restoring"  # in the data folder, from the first change that a restore makes to its last

# What an installation has that was prepared and never used.
_PREPARED = {"django_migrations", "django_content_type", "auth_permission", "people_cache", "jobs_worker"}
_LOCAL = "people_person"  # the person of this computer, and nobody else


def marker() -> Path:
    """The file that says that a restore is under way here, or was interrupted."""
    return Path(settings.DATA_FOLDER) / MARKER


def refuse_used_database() -> None:
    """Raise `Refused` if there is anything in the database that somebody may miss."""
    if _is_used():
        raise Refused(
            Why(
                "The installation in {folder} is not empty, and a backup is brought back only into an empty one. "
                "Nothing was changed: name another folder with --data, or an empty database",
                folder=settings.DATA_FOLDER,
            )
        )


def _is_used() -> bool:
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    try:
        return any(map(_has_rows, sorted(set(connection.introspection.table_names()) - _PREPARED)))
    finally:
        connection.close()


def _has_rows(table: str) -> bool:
    where = " WHERE NOT is_local" if table == _LOCAL else ""
    with connection.cursor() as cursor:
        quoted = connection.ops.quote_name(table)
        cursor.execute(f"SELECT 1 FROM {quoted}{where} LIMIT 1")  # noqa: S608 - the database names its tables
        return cursor.fetchone() is not None


def end_finished() -> bool:
    """Take the marker away if the restore that left it had come to its end; whether that is so."""
    if not marker().exists() or not _is_used():
        return False
    seal = marker().read_text(encoding="ascii").strip()
    with connection.cursor() as cursor:  # the history says which backup was brought back
        cursor.execute("SELECT 1 FROM audit_particular WHERE field = 'seal' AND text = %s LIMIT 1", [seal])
        has_ended = cursor.fetchone() is not None
    connection.close()
    if has_ended:
        marker().unlink()
    return has_ended


def refuse_used_folder() -> None:
    """Raise `Refused` if attachments or the ends of histories of another installation lie here."""
    if head_file().exists() and head_file().stat().st_size:
        raise Refused(
            Why(
                "{file} remembers the history of an installation that was here before. Nothing was changed: move it "
                "away and keep it, since it shows what came after the backup; then restore again",
                file=head_file(),
            )
        )
    if next(all_paths(), None) is not None:
        raise Refused(
            Why(
                "There are attachments in the storage already, which belong to another installation. Nothing was "
                "changed: name another folder or bucket"
            )
        )


def refuse_foreign_files(stored: frozenset[str]) -> None:
    """After an interrupted restore: raise `Refused` if the storage holds more than it can have left there."""
    ours = {path_of(each) for each in stored}
    if any(path not in ours for path in all_paths()):
        raise Refused(
            Why(
                "A restore of another backup was interrupted here, or the storage is used by another installation. "
                "Nothing was changed: restore that backup again, or name an empty folder or bucket"
            )
        )

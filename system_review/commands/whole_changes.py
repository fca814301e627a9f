"""Bringing the tables to this version, so that a power cut at any moment leaves each change wholly done or not at all.

Django keeps a change's foreign keys and indexes for the end of its transaction, and writes down that the change was
made only after that: killed in between, it would make the same tables again at the next start, and fail for ever.
"""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate as django_migrate
from django.db.migrations.executor import MigrationExecutor


class _WholeExecutor(MigrationExecutor):
    """Makes a change and writes down that it was made, in one transaction."""

    def apply_migration(self, state: Any, migration: Any, fake: bool = False, fake_initial: bool = False) -> Any:
        if fake or fake_initial or not migration.atomic:
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        progress: Any = self.progress_callback
        if progress:
            progress("apply_start", migration, fake)
        with self.connection.schema_editor(atomic=True) as editor:
            state = migration.apply(state, editor)
            for statement in editor.deferred_sql:
                editor.execute(statement)
            editor.deferred_sql.clear()
            record: Any = self.record_migration  # the stubs are of an earlier Django
            record(migration)
        if progress:
            progress("apply_success", migration, fake)
        return state


def make_every_change() -> None:
    """Make every change that the database has not had yet."""
    place: Any = django_migrate  # Django's command has no other place where an executor could be named
    usual = place.MigrationExecutor
    place.MigrationExecutor = _WholeExecutor
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        place.MigrationExecutor = usual

"""Getting ready: the data folder, a database with every table, and Django on it. Django is imported in functions."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path

from system_review.commands import folder, glance, static_files, wholeness
from system_review.commands.saying import say, telling
from system_review.errors import Refused, Why


def where() -> Path:
    """The data folder: of the Django that runs in this process already, else by option, environment or platform."""
    if _django_runs():
        from django.conf import settings

        return Path(settings.DATA_FOLDER)
    from system_review.config import environment

    return environment.data_folder()


def look() -> tuple[Path, glance.Standing]:
    """The data folder, made if need be, and how its database stands. Raises `Refused` if either cannot be used."""
    from system_review.config import environment

    path = environment.data_folder()
    database = environment.database(path)
    folder.made_folder(path, holds_database=database["ENGINE"].endswith("sqlite3"))
    return path, glance.standing(database)


def begin() -> None:
    """Set Django up for a command, after preparing the database if that may happen by itself."""
    if _django_runs():  # whoever set it up prepared its database as well
        where().mkdir(mode=0o700, parents=True, exist_ok=True)
        return
    path, standing = look()
    refuse_interrupted(path)
    if standing.is_ready:
        _set_django_up()
    else:
        refuse_unasked(standing)
        prepare(path, static=False)


def begin_whole() -> None:
    """The same for a database of which nobody knows whether it is whole: a damaged one is not changed any more."""
    from system_review.config import environment

    if not _django_runs() and (said := wholeness.damage(environment.database(environment.data_folder()))):
        raise Refused(
            Why(
                "The file with the reviews is damaged ({said}). Keep it as it is, and bring a backup back into another "
                "folder: system-review restore FILE --data FOLDER",
                said=said,
            )
        )
    begin()


def begin_as_it_is() -> None:
    """Set Django up on the database as it stands: a copy must be possible before a new version changes it."""
    if _django_runs():
        return
    path, standing = look()
    refuse_interrupted(path)
    if standing.is_empty:
        raise Refused(Why("There is nothing in {path} yet", path=path))
    _set_django_up()


def look_only() -> bool:
    """Make sure that the database can be used, and make nothing; whether it is a file. Raises `Refused`."""
    from system_review.config import environment

    database = environment.database(environment.data_folder())
    glance.standing(database)
    return bool(database["ENGINE"].endswith("sqlite3"))


def set_django_up() -> None:
    """Set Django up, and nothing else."""
    _set_django_up()


def version() -> str:
    """The version of the product that is installed."""
    import importlib.metadata

    return importlib.metadata.version("system-review")


def refuse_interrupted(path: Path) -> None:
    """Raise `Refused` where a restore was interrupted: it is to be run again before anything else happens."""
    if (path / "restoring").exists():
        raise Refused(Why("A restore into {path} was interrupted. Run it again: system-review restore FILE", path=path))


def refuse_unasked(standing: glance.Standing) -> None:
    """On PostgreSQL, changing tables that others may be using is a decision: raise `Refused` and name the command."""
    if standing.vendor == "postgresql" and standing.missing and not standing.is_empty:
        raise Refused(
            Why(
                "The database needs {count} changes for this version. Make a copy of it, then run: "
                "system-review prepare",
                count=len(standing.missing),
            )
        )


def prepare(path: Path, *, static: bool) -> None:
    """Bring the database, and with `static` the files that pages load, to this version. Twice does no harm.

    Only one process at a time does this to a data folder; what another has done meanwhile is not done again.
    """
    with folder.alone(path):
        _, standing = look()
        _set_django_up()
        from system_review.commands import migrating

        if not standing.is_ready:
            with telling("Setting up the data folder"):
                migrating.migrate()
                _local_person()
        if static and not static_files.are_current(path):
            with telling("Collecting the files that pages load"):
                _collect(path)


def _local_person() -> None:
    from django.utils import timezone

    from system_review.commands.os_user import name_of_this_user
    from system_review.people.services import local_person

    local_person(name=name_of_this_user(), at=timezone.now())


def _collect(path: Path) -> None:
    """Make the web fonts and collect the files that pages load. What was collected before stays for running servers."""
    from django.core.management import call_command

    from system_review.ui import fonts

    try:
        with contextlib.redirect_stdout(io.StringIO()):
            fonts.main()
    except OSError:
        say("The web fonts could not be made; pages will use the reader's own fonts.")
    call_command("collectstatic", verbosity=0, interactive=False)
    static_files.note_current(path)


def _set_django_up() -> None:
    if not _django_runs():
        import django

        django.setup()


def _django_runs() -> bool:
    if "django" not in sys.modules:
        return False
    from django.apps import apps

    return apps.ready

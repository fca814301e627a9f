"""Why the surroundings did not let something happen: the sentences for the system's and the database's errors."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from system_review.commands.saying import excerpt
from system_review.errors import Why

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}

# Beginnings and parts of what SQLite says, and what it means for the person at the keyboard.
SQLITE = (
    ("database is locked", "Another program has been writing to the reviews for a long time. Try again in a moment"),
    ("database or disk is full", "There is no space left on the disk that holds the reviews. Nothing was stored"),
    ("not a database", "The file with the reviews is damaged: put back a copy of the data folder"),
    ("malformed", "The file with the reviews is damaged: run “system-review check” and put back a copy"),
    ("readonly", "The file with the reviews cannot be written: look at who may write to the data folder"),
    ("unable to open", "The file with the reviews cannot be opened: look at who may read and write the data folder"),
    ("disk i/o error", "The disk that holds the reviews does not work as it should: look at the disk"),
)


def sentence_for(problem: BaseException) -> str | None:
    """What happened and what to do, if the cause lies outside the product; None for what nobody foresaw."""
    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, sqlite3.DatabaseError) and (said := why_sqlite(cause)):
            return str(said)
        if _is_postgresql(cause):
            return str(why_postgresql(cause))
        if isinstance(cause, OSError):
            return str(why_system(cause))
        cause = cause.__cause__
    return None


def why_sqlite(problem: sqlite3.Error) -> Why | None:
    """SQLite's error as a sentence; None for one that is a fault of ours."""
    said = str(problem).lower()
    return next((Why(sentence) for words, sentence in SQLITE if words in said), None)


def _is_postgresql(problem: BaseException) -> bool:
    return type(problem).__module__.startswith("psycopg") and type(problem).__name__ in (
        "OperationalError", "ConnectionTimeout", "PoolTimeout", "InvalidPassword", "InsufficientPrivilege",
    )  # fmt: skip


def why_postgresql(problem: BaseException) -> Why:
    """PostgreSQL cannot be reached, or does not let us in."""
    said = next(iter(str(problem).strip().splitlines()), "no answer")
    return Why("The database that DATABASE_URL names cannot be used: {said}", said=excerpt(said, 200))


def why_system(problem: OSError, path: Path | str | None = None) -> Why:
    """The operating system's refusal as a sentence about the file that it is about."""
    name = excerpt(str(path if path is not None else problem.filename or "the file"), 200)
    if problem.errno in FULL:
        return Why("There is no space left for {name}. Nothing of it was kept", name=name)
    if problem.errno in FORBIDDEN:
        return Why("{name} cannot be read or written: you have no permission for it here", name=name)
    if isinstance(problem, FileNotFoundError | NotADirectoryError):
        return Why("There is no {name}", name=name)
    if isinstance(problem, IsADirectoryError):
        return Why("{name} is a folder, and a file belongs here", name=name)
    if problem.errno == errno.ENAMETOOLONG:
        return Why("The name {name} is too long for this disk", name=excerpt(name))
    return Why("{name} cannot be used here: {said}", name=name, said=problem.strerror or type(problem).__name__)

"""What `check --deploy` looks at besides: whether this installation may serve others. Needs Django to be set up."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection

from system_review.commands.saying import excerpt
from system_review.commands.told import Kind, Told
from system_review.config import addresses
from system_review.config.catalogue import known
from system_review.config.given import config_file, given, named_files

# Django's own warnings that do not hold here, each with its reason.
NOT_HERE = {
    "security.W002": "our own middleware says on every answer that no other page may frame it",
    "security.W008": "the proxy sends people who come by http to https; a probe at our own port is not sent anywhere",
    "security.W021": "whether a browser's list knows the host is for whoever owns the domain",
}
HERE = {"", "localhost", "127.0.0.1", "::1"}
ENCRYPTED = {"require", "verify-ca", "verify-full"}

# Of the role that comes in: its name, whether it may everything, and in turn what NEEDLESS says.
RIGHTS = """
SELECT rolname, rolsuper, rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls,
  has_database_privilege(current_database(), 'CREATE') OR has_schema_privilege(current_schema(), 'CREATE'),
  EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'S')
          AND pg_has_role(relowner, 'MEMBER')),
  EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
          AND NOT pg_has_role(relowner, 'MEMBER') AND has_table_privilege(oid, 'TRUNCATE, TRIGGER')),
  has_table_privilege('audit_event', 'UPDATE, DELETE')
FROM pg_roles WHERE rolname = current_user
"""
NEEDLESS = (
    "make roles, databases or copies of the whole server",
    "make tables",
    "change tables and take away what guards them",
    "empty tables and set triggers",
    "change and remove events of the history",
)


def of_deployment() -> Iterator[Told]:
    """Whether what is set does for an installation that several people share."""
    yield from _address()
    yield from _proxy()
    yield from _files()
    yield from _user()
    yield from _mail()
    yield from _database()
    yield from _heads()
    yield from _django()


def _address() -> Iterator[Told]:
    if settings.IS_FOR_OTHERS and settings.IS_BEHIND_PROXY:
        yield Told(Kind.SOUND, f"People come to {settings.BASE_URL}, and cookies go nowhere else.")
    else:
        yield Told(Kind.WRONG, "Only this computer is served: set SYSTEM_REVIEW_URL, like https://reviews.example.org.")


def _proxy() -> Iterator[Told]:
    """Whether a proxy elsewhere is known: else it is taken for one visitor, and all people share one limit."""
    if not addresses.listening().is_here and len(settings.PROXIES) == len(addresses.LOOPBACK_NETWORKS):
        yield Told(
            Kind.NOTE,
            "Other computers reach System Review, and no proxy of yours is named: tries at signing in are then counted "
            "for all people together. Set SYSTEM_REVIEW_PROXIES to the proxy's address.",
        )


def _files() -> Iterator[Told]:
    """Whether others of this computer may read what is secret."""
    if os.name != "posix":
        return
    secret = [*named_files(), *([file] if (file := config_file()) and _holds_a_secret(file) else [])]
    open_ones = [path for path in secret if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o007]
    if open_ones:
        said = ", ".join(str(path) for path in open_ones)
        yield Told(Kind.WRONG, f"Everybody on this computer may read {said}: take that right away (chmod o= FILE).")
    elif secret:
        yield Told(Kind.SOUND, "The files with secrets are not for everybody on this computer.")


def _holds_a_secret(file: Path) -> bool:
    names = {setting.in_file for setting in known().values() if setting.is_secret}
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return any(line.partition("=")[0].strip(" \t\"'") in names for line in lines)


def _user() -> Iterator[Told]:
    if os.name == "posix" and os.getuid() == 0:
        yield Told(Kind.NOTE, "System Review runs as root: give it a user of its own, as the units in deploy/ do.")


def _mail() -> Iterator[Told]:
    if not settings.CAN_MAIL:
        yield Told(Kind.NOTE, "No letters are sent, so nobody can ask for a new password: set SYSTEM_REVIEW_MAIL.")
    elif not given("SYSTEM_REVIEW_MAIL_FROM"):
        yield Told(
            Kind.NOTE, f"Letters come from {settings.DEFAULT_FROM_EMAIL}: set SYSTEM_REVIEW_MAIL_FROM to one you own."
        )
    else:
        yield Told(Kind.SOUND, f"Letters go out by {settings.EMAIL_HOST}.")


def _database() -> Iterator[Told]:
    if connection.vendor == "sqlite":
        said = "SQLite serves one machine and some dozens of people: use PostgreSQL (DATABASE_URL) for more."
        yield Told(Kind.NOTE, said)
        return
    parts = urlsplit(given("DATABASE_URL"))
    query = parse_qs(parts.query)
    host = query.get("host", [parts.hostname or ""])[0]
    is_here = host in HERE or host.startswith("/")
    if is_here or query.get("sslmode", [""])[0] in ENCRYPTED:
        yield Told(Kind.SOUND, "What goes to the database is encrypted, or stays on this computer.")
    else:
        yield Told(Kind.WRONG, "The database may be spoken to in the clear: add ?sslmode=verify-full to DATABASE_URL.")
    yield from _role()


def _role() -> Iterator[Told]:
    """Whether the role that comes in may more than it takes to serve: then a hole would open more than it has to."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(RIGHTS)
            name, is_superuser, *more = cursor.fetchone() or ("", True)
    except DatabaseError:
        return
    needless = [what for has, what in zip(more, NEEDLESS, strict=True) if has]
    if is_superuser:
        yield Told(Kind.NOTE, "The database is used by a superuser: make a role of its own (docs/running/install.md).")
    elif needless:
        yield Told(
            Kind.NOTE,
            f"The database's role {excerpt(name)} may {'; '.join(needless)}, which serving does not need. Let another "
            "role own the tables and run “prepare” (docs/running/install.md, deploy/postgresql-rights.sql).",
        )
    else:
        yield Told(Kind.SOUND, "The database's role may read and write rows, and nothing else.")


def _heads() -> Iterator[Told]:
    """Whether the heads of the history are kept where whoever has the database cannot change them."""
    if settings.TRAIL_HEADS or settings.LOG_HEADS:
        yield Told(Kind.SOUND, "The heads of the history are noted outside the data folder, too.")
    else:
        yield Told(
            Kind.NOTE,
            "The heads of the history lie in the data folder alone: set SYSTEM_REVIEW_TRAIL_HEADS to a file elsewhere, "
            "or to log.",
        )


def _django() -> Iterator[Told]:
    """What Django's own checks of a deployment say."""
    found = checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=True)
    told = [one for one in found if one.id not in NOT_HERE]
    for one in told:
        yield Told(Kind.WRONG, f"Django's check {one.id}: {excerpt(str(one.msg), 200)}")
    if not told:
        yield Told(Kind.SOUND, "Django's own checks of a deployment find nothing.")

"""Reading the environment. Nothing else in the product does. Standard library and platformdirs only."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class WrongSetting(SystemExit):
    """A setting cannot be used. Ends the program with one sentence and exit code 2."""

    def __init__(self, sentence: str) -> None:
        import sys

        print(sentence, file=sys.stderr)
        super().__init__(2)


def data_folder() -> Path:
    """The one folder that holds all state: SYSTEM_REVIEW_DATA, else the platform's usual place."""
    if named := os.environ.get("SYSTEM_REVIEW_DATA"):
        return Path(named).expanduser().resolve()
    import platformdirs

    return Path(platformdirs.user_data_dir("system-review", appauthor=False))


def database(folder: Path) -> dict[str, Any]:
    """Django's settings for the database: SQLite in the data folder, or DATABASE_URL (postgresql://…)."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return _sqlite(folder / "system-review.sqlite3")
    parts = urlsplit(url)
    if parts.scheme in ("postgres", "postgresql"):
        return _postgresql(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    raise WrongSetting("DATABASE_URL must begin with postgresql://, like postgresql://name:password@host/database")


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A transaction that reads first and writes later fails at once otherwise, whatever the timeout.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
            "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    extra = dict(parse_qsl(parts.query))
    options: dict[str, Any] = {
        "connect_timeout": 5,
        "pool": {"min_size": 0, "max_size": 8, "timeout": 5},
        "prepare_threshold": 2,  # a statement of rows.prepared is planned once a connection, from its third time on
    }
    if sslmode := extra.pop("sslmode", None):
        options["sslmode"] = sslmode
    host = extra.pop("host", None) or parts.hostname or ""
    if extra:
        raise WrongSetting(f"DATABASE_URL has a part that is not known: {', '.join(sorted(extra))}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": options,
    }


def secret_key(folder: Path) -> str:
    """The key that signs cookies: SYSTEM_REVIEW_SECRET_KEY, else the first start's file, else a fresh one."""
    if named := os.environ.get("SYSTEM_REVIEW_SECRET_KEY"):
        return named
    path = folder / "secret-key"
    if path.is_file():
        return path.read_text(encoding="ascii").strip()
    import secrets

    return secrets.token_urlsafe(50)


def upload_most() -> int:
    """How many bytes a file may have that somebody attaches: SYSTEM_REVIEW_UPLOAD_MB, else 25 MB."""
    given = os.environ.get("SYSTEM_REVIEW_UPLOAD_MB", "25")
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:9]) <= 100):
        raise WrongSetting("SYSTEM_REVIEW_UPLOAD_MB must be a whole number of megabytes from 1 to 100, like 25")
    return int(given) * 1024 * 1024


def clamd() -> str:
    """Where a ClamAV listens that scans what is attached: SYSTEM_REVIEW_CLAMD, a TCP address or a Unix socket."""
    named = os.environ.get("SYSTEM_REVIEW_CLAMD", "")
    try:
        parts = urlsplit(named)
        is_one = (parts.scheme == "tcp" and parts.hostname and parts.port != 0) or (
            parts.scheme == "unix" and not parts.netloc and parts.path.startswith("/")
        )
    except ValueError:
        is_one = False
    if named and not is_one:
        raise WrongSetting("SYSTEM_REVIEW_CLAMD must be like tcp://localhost:3310 or unix:///run/clamav/clamd.ctl")
    return named


def attachments() -> dict[str, Any]:
    """Where attachments lie: a folder beside the database, or SYSTEM_REVIEW_FILES, a bucket of S3-compatible storage.

    It is like s3://bucket/folder?endpoint=https://s3.example.org&region=eu-west-2. The keys come as AWS' own programs
    take them: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or the machine's own role.
    """
    named = os.environ.get("SYSTEM_REVIEW_FILES", "")
    if not named:
        return {"BACKEND": "system_review.files.storage.PrivateFolder"}
    parts = urlsplit(named)
    more = dict(parse_qsl(parts.query))
    options = {
        "bucket": parts.netloc,
        "prefix": parts.path.strip("/"),
        "endpoint": more.pop("endpoint", ""),
        "region": more.pop("region", ""),
    }
    if parts.scheme != "s3" or not parts.netloc or more or not _is_endpoint(options["endpoint"]):
        raise WrongSetting(
            "SYSTEM_REVIEW_FILES must be like s3://bucket/folder?endpoint=https://s3.example.org&region=eu-west-2"
        )
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise WrongSetting("SYSTEM_REVIEW_FILES needs the extra s3: pip install 'system-review[s3]'")
    return {"BACKEND": "system_review.files.s3.PrivateBucket", "OPTIONS": options}


def _is_endpoint(address: str) -> bool:
    """Whether files may go there: encrypted, or not beyond this computer."""
    parts = urlsplit(address)
    is_here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    return not address or parts.scheme == "https" or (parts.scheme == "http" and is_here)


def base_url() -> str:
    """The address that people open: SYSTEM_REVIEW_URL, else this computer and the port of `serve`.

    Only https goes beyond this computer: a proxy in front of us speaks it, and passes on who asks.
    """
    named = os.environ.get("SYSTEM_REVIEW_URL", "").rstrip("/")
    if not named:
        return f"http://localhost:{os.environ.get('SYSTEM_REVIEW_PORT') or 8000}"
    parts = urlsplit(named)
    is_here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    is_whole = parts.hostname and not (parts.path or parts.query or parts.username)
    if not is_whole or (parts.scheme != "https" and not (is_here and parts.scheme == "http")):
        raise WrongSetting(
            "SYSTEM_REVIEW_URL must be an https address without a path, like https://reviews.example.org"
        )
    return named


def hosts(base: str) -> list[str]:
    """The names under which pages are asked for: those of this computer, and that of the address."""
    named = urlsplit(base).hostname or ""
    return list(dict.fromkeys(["localhost", "127.0.0.1", "[::1]", *([named] if ":" not in named else [])]))


def mail() -> tuple[bool, dict[str, Any]]:
    """Whether letters are sent, and Django's settings for it: SYSTEM_REVIEW_MAIL, like smtp://name:password@host:587.

    smtps:// encrypts from the first byte; smtp:// asks for encryption, but on this computer. SYSTEM_REVIEW_MAIL_FROM is
    the address that letters come from.
    """
    named = os.environ.get("SYSTEM_REVIEW_MAIL", "")
    parts = urlsplit(named)
    if named and (parts.scheme not in ("smtp", "smtps") or not parts.hostname):
        raise WrongSetting("SYSTEM_REVIEW_MAIL must be like smtp://name:password@host:587")
    is_here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    return bool(named), {
        "BACKEND": f"django.core.mail.backends.{'smtp' if named else 'dummy'}.EmailBackend",
        "HOST": parts.hostname or "",
        "PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "SSL": parts.scheme == "smtps",
        "TLS": parts.scheme == "smtp" and not is_here,
        "FROM": os.environ.get("SYSTEM_REVIEW_MAIL_FROM")
        or f"System Review <no-reply@{parts.hostname or 'localhost'}>",
    }


def published() -> dict[str, Any]:
    """What the public pages about privacy and accessibility say of this installation; "" where it is not set."""
    return {
        "controller": os.environ.get("SYSTEM_REVIEW_CONTROLLER", "").strip(),
        "contact": os.environ.get("SYSTEM_REVIEW_PRIVACY_CONTACT", "").strip(),
        "barriers_contact": os.environ.get("SYSTEM_REVIEW_ACCESSIBILITY_CONTACT", "").strip(),
    }


def organisations() -> list[dict[str, Any]]:
    """The organisations whose sign-in counts: SYSTEM_REVIEW_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET and _NAME.

    The second one's variables begin with SYSTEM_REVIEW_OIDC_2_, and so on to 9.
    """
    found = []
    for number in range(1, 10):
        start = "SYSTEM_REVIEW_OIDC_" + (f"{number}_" if number > 1 else "")
        if issuer := os.environ.get(f"{start}ISSUER", ""):
            found.append(_organisation(start, issuer, "organisation" + (f"-{number}" if number > 1 else "")))
    return found


def _organisation(start: str, issuer: str, key: str) -> dict[str, Any]:
    parts = urlsplit(issuer)
    is_here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if not parts.hostname or (parts.scheme != "https" and not (is_here and parts.scheme == "http")):
        raise WrongSetting(f"{start}ISSUER must be an https address, like https://login.example.org/council")
    client, secret = (os.environ.get(f"{start}{name}", "") for name in ("CLIENT_ID", "CLIENT_SECRET"))
    if not (client and secret):
        raise WrongSetting(f"{start}ISSUER needs {start}CLIENT_ID and {start}CLIENT_SECRET beside it")
    name = os.environ.get(f"{start}NAME") or parts.hostname
    return {
        "provider_id": key,
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer},
    }

"""What each setting means: Django's values for it, or one sentence that says what is wrong and what to write.

Standard library and platformdirs only. `given.py` says where settings come from.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from system_review.config.addresses import base_url, is_safe, listening, parts_of, proxies
from system_review.config.catalogue import MOST_ORGANISATIONS
from system_review.config.given import WrongSetting, given, refuse_unknown_names
from system_review.config.mailing import mail

SHORTEST_KEY, FEWEST_LETTERS = 40, 12
ENCRYPTION = ("sslmode", "sslrootcert")  # parts of DATABASE_URL that libpq understands
LEVELS = ("info", "warning", "error")
EXAMPLE_KEY = re.compile("django-insecure|change.?me|replace.?me|example|secret-?key|password", re.IGNORECASE)

# What every connection to PostgreSQL is set to, and read back: what was acknowledged is on the disk, and nobody holds a
# lock and says nothing. Behind a page no statement takes longer than half a minute; exports and migrations may.
POSTGRESQL = {
    "synchronous_commit": "on",
    "idle_in_transaction_session_timeout": "15min",
    "statement_timeout": "0",
}
POSTGRESQL_WEB = {"idle_in_transaction_session_timeout": "1min", "statement_timeout": "30s"}


def checked() -> None:
    """Look at every setting. Raises `WrongSetting` for the first that cannot be used."""
    refuse_unknown_names()
    folder = data_folder()
    database(folder)
    for look in (
        base_url, listening, proxies, log, metrics_token, upload_most, clamd, attachments, mail, trail_heads,
        published, security_contact, organisations,
    ):  # fmt: skip
        look()
    if given("SYSTEM_REVIEW_SECRET_KEY"):
        secret_key(folder)


def data_folder() -> Path:
    """The one folder that holds all state: SYSTEM_REVIEW_DATA, else the platform's usual place."""
    if named := given("SYSTEM_REVIEW_DATA"):
        return Path(named).expanduser().resolve()
    import platformdirs

    return Path(platformdirs.user_data_dir("system-review", appauthor=False))


def database(folder: Path) -> dict[str, Any]:
    """Django's settings for the database: SQLite in the data folder, or DATABASE_URL (postgresql://…)."""
    url = given("DATABASE_URL")
    if not url:
        return _sqlite(folder / "system-review.sqlite3")
    parts = parts_of(url)
    if parts and parts.scheme in ("postgres", "postgresql") and parts.path.strip("/"):
        return _postgresql(parts)
    if parts and parts.scheme == "sqlite" and not parts.netloc and Path(unquote(parts.path)).is_absolute():
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


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    extra = dict(parse_qsl(parts.query))
    options: dict[str, Any] = {
        "connect_timeout": 2,  # seconds; a server that is gone is told as such within five
        # How connections are kept: `config.postgresql` checks them, and tries again each second while there are none.
        "pool": {"min_size": 0, "max_size": 8, "timeout": 2, "reconnect_timeout": 1},
        "prepare_threshold": 2,  # a statement of rows.prepared is planned once a connection, from its third time on
        "set": dict(POSTGRESQL),
    }
    options |= {name: extra.pop(name) for name in ENCRYPTION if name in extra}
    host = extra.pop("host", None) or parts.hostname or ""
    if extra:
        raise WrongSetting(f"DATABASE_URL has a part that is not known: {', '.join(sorted(extra))}")
    return {
        "ENGINE": "system_review.config.postgresql",
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
    if named := given("SYSTEM_REVIEW_SECRET_KEY"):
        if len(named) < SHORTEST_KEY or len(set(named)) < FEWEST_LETTERS or EXAMPLE_KEY.search(named):
            raise WrongSetting(
                f"SYSTEM_REVIEW_SECRET_KEY can be guessed: give {SHORTEST_KEY} characters or more, by chance, "
                "or leave it out and keep the one that the first start makes"
            )
        return named
    path = folder / "secret-key"
    if path.is_file():
        return path.read_text(encoding="ascii").strip()
    import secrets

    return secrets.token_urlsafe(50)


def log() -> tuple[str, str]:
    """How lines of the log look ("plain" or "json"), and from which level on they are written."""
    look, level = given("SYSTEM_REVIEW_LOG") or "plain", given("SYSTEM_REVIEW_LOG_LEVEL") or "warning"
    if look not in ("plain", "json"):
        raise WrongSetting("SYSTEM_REVIEW_LOG must be plain or json")
    if level not in LEVELS:
        raise WrongSetting(f"SYSTEM_REVIEW_LOG_LEVEL must be one of {', '.join(LEVELS)}")
    return look, level.upper()


def metrics_token() -> str:
    """What a program says that may see our figures: SYSTEM_REVIEW_METRICS_TOKEN; "" where nobody may."""
    named = given("SYSTEM_REVIEW_METRICS_TOKEN")
    if named and (len(named) < 20 or not named.isascii() or " " in named):
        raise WrongSetting(
            "SYSTEM_REVIEW_METRICS_TOKEN can be guessed or not be sent: "
            "give 20 letters and figures or more, by chance, without spaces"
        )
    return named


def upload_most() -> int:
    """How many bytes a file may have that somebody attaches: SYSTEM_REVIEW_UPLOAD_MB, else 25 MB."""
    most = given("SYSTEM_REVIEW_UPLOAD_MB") or "25"
    if not (most.isascii() and most.isdigit() and 1 <= int(most[:9]) <= 100):
        raise WrongSetting("SYSTEM_REVIEW_UPLOAD_MB must be a whole number of megabytes from 1 to 100, like 25")
    return int(most) * 1024 * 1024


def clamd() -> str:
    """Where a ClamAV listens that scans what is attached: SYSTEM_REVIEW_CLAMD, a TCP address or a Unix socket."""
    named = given("SYSTEM_REVIEW_CLAMD")
    parts = parts_of(named)
    is_one = parts and (
        (parts.scheme == "tcp" and parts.hostname and parts.port != 0)
        or (parts.scheme == "unix" and not parts.netloc and parts.path.startswith("/"))
    )
    if named and not is_one:
        raise WrongSetting("SYSTEM_REVIEW_CLAMD must be like tcp://localhost:3310 or unix:///run/clamav/clamd.ctl")
    return named


def attachments() -> dict[str, Any]:
    """Where attachments lie: a folder beside the database, or SYSTEM_REVIEW_FILES, a bucket of S3-compatible storage.

    It is like s3://bucket/folder?endpoint=https://s3.example.org&region=eu-west-2. The keys come as AWS' own programs
    take them: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or the machine's own role.
    """
    named = given("SYSTEM_REVIEW_FILES")
    if not named:
        return {"BACKEND": "system_review.files.storage.PrivateFolder"}
    parts = parts_of(named) or urlsplit("")
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
    parts = parts_of(address)
    return not address or (parts is not None and is_safe(parts))


def security_contact() -> str:
    """Whom to tell of a hole, for /.well-known/security.txt: SYSTEM_REVIEW_SECURITY_CONTACT; "" where it is not set."""
    named = given("SYSTEM_REVIEW_SECURITY_CONTACT").strip()
    is_one = re.fullmatch(r"(mailto:)?[\w.+-]+@[\w-]+(\.[\w-]+)+|https://[\w.-]+(:\d+)?(/[\w./~%-]*)?", named)
    if named and not is_one:
        raise WrongSetting(
            "SYSTEM_REVIEW_SECURITY_CONTACT must be an e-mail address or an https address, like security@example.org"
        )
    return f"mailto:{named}" if "@" in named and not named.startswith(("mailto:", "https:")) else named


def trail_heads() -> tuple[str, bool]:
    """The file in which heads of the trail are noted ("" for the one in the data folder), and whether they are logged.

    SYSTEM_REVIEW_TRAIL_HEADS is a file that others cannot change, or the word log.
    """
    named = given("SYSTEM_REVIEW_TRAIL_HEADS")
    if named not in ("", "log") and (not Path(named).is_absolute() or Path(named).is_dir()):
        raise WrongSetting(
            "SYSTEM_REVIEW_TRAIL_HEADS must be the whole name of a file, like /srv/heads/web-1, or the word log"
        )
    return ("", True) if named == "log" else (named, False)


def published() -> dict[str, Any]:
    """What the public pages about privacy and accessibility say of this installation; "" where it is not set."""
    return {
        "controller": given("SYSTEM_REVIEW_CONTROLLER").strip(),
        "contact": given("SYSTEM_REVIEW_PRIVACY_CONTACT").strip(),
        "barriers_contact": given("SYSTEM_REVIEW_ACCESSIBILITY_CONTACT").strip(),
    }


def organisations() -> list[dict[str, Any]]:
    """The organisations whose sign-in counts: SYSTEM_REVIEW_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET and _NAME.

    The second one's variables begin with SYSTEM_REVIEW_OIDC_2_, and so on to 9.
    """
    found = []
    for number in range(1, MOST_ORGANISATIONS + 1):
        start = "SYSTEM_REVIEW_OIDC_" + (f"{number}_" if number > 1 else "")
        issuer = given(f"{start}ISSUER")
        beside = [name for name in ("CLIENT_ID", "CLIENT_SECRET", "NAME") if given(f"{start}{name}")]
        if beside and not issuer:
            raise WrongSetting(f"{start}{beside[0]} needs {start}ISSUER beside it")
        if issuer:
            found.append(_organisation(start, issuer, "organisation" + (f"-{number}" if number > 1 else "")))
    return found


def _organisation(start: str, issuer: str, key: str) -> dict[str, Any]:
    parts = parts_of(issuer)
    if parts is None or not is_safe(parts):
        raise WrongSetting(f"{start}ISSUER must be an https address, like https://login.example.org/council")
    client, secret = (given(f"{start}{name}") for name in ("CLIENT_ID", "CLIENT_SECRET"))
    if not (client and secret):
        raise WrongSetting(f"{start}ISSUER needs {start}CLIENT_ID and {start}CLIENT_SECRET beside it")
    name = given(f"{start}NAME") or parts.hostname
    return {
        "provider_id": key,
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer},
    }

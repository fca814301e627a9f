"""Every setting: its name, what it is for, how it looks, and what holds without it. Pure data, standard library only.

`docs/running/settings.md` holds the same as a table, and a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass

PREFIX = "SYSTEM_REVIEW_"
MOST_ORGANISATIONS = 9


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. A secret one may also be given as the path of a file that holds it: its name with `_FILE`."""

    name: str
    what: str
    example: str
    without: str
    is_secret: bool = False

    @property
    def in_file(self) -> str:
        """Its name in a settings file."""
        return in_file(self.name)


SETTINGS = (
    Setting(
        "SYSTEM_REVIEW_CONFIG",
        "the settings file; `--config FILE` says the same. In the environment alone",
        "/etc/system-review/settings.toml",
        "settings come from the environment alone",
    ),
    Setting(
        "SYSTEM_REVIEW_DATA",
        "the folder that holds everything; `--data DIR` says the same",
        "/var/lib/system-review",
        "this computer's usual place for programs' data",
    ),
    Setting(
        "SYSTEM_REVIEW_URL",
        "the address that people open: links begin with it, cookies are bound to it, no other host name is answered",
        "https://reviews.example.org",
        "this computer alone",
    ),
    Setting(
        "SYSTEM_REVIEW_LISTEN",
        "where `serve` listens; beyond this computer only with an https address in SYSTEM_REVIEW_URL",
        "127.0.0.1:8000",
        "127.0.0.1:8000",
    ),
    Setting(
        "SYSTEM_REVIEW_SECRET_KEY",
        "signs cookies and seals second steps: 40 characters or more, by chance, the same on all machines",
        "`python3 -c 'import secrets; print(secrets.token_urlsafe(50))'` makes one",
        "one that the first start makes, in the data folder's `secret-key`",
        is_secret=True,
    ),
    Setting(
        "DATABASE_URL",
        "the PostgreSQL database",
        "postgresql://name:password@host/database?sslmode=verify-full",
        "SQLite, in the data folder",
        is_secret=True,
    ),
    Setting(
        "SYSTEM_REVIEW_PROXIES",
        "the [proxies](several-machines.md) before us that are not on this computer: their word for who asks counts",
        "10.0.0.5, 10.1.0.0/24",
        "a proxy on this computer alone",
    ),
    Setting(
        "SYSTEM_REVIEW_TRAIL_HEADS",
        "where the [heads of the history](several-machines.md) are noted: a file that others cannot change, or `log`",
        "/srv/heads/web-1",
        "the file `trail-heads` in the data folder",
    ),
    Setting(
        "SYSTEM_REVIEW_MAIL",
        "how letters are sent: `smtp://` (STARTTLS, but on this computer) or `smtps://` (encrypted from the start)",
        "smtp://name:password@mail.example.org:587",
        "no letters; the page for a forgotten password says whom to ask",
        is_secret=True,
    ),
    Setting(
        "SYSTEM_REVIEW_MAIL_FROM",
        "whom letters come from",
        "System Review <reviews@example.org>",
        "`no-reply@` the mail host",
    ),
    Setting(
        "SYSTEM_REVIEW_MAIL_REPLY_TO",
        "whom answers to letters go to",
        "Safeguarding team <team@example.org>",
        "letters say that nobody reads answers",
    ),
    Setting(
        "SYSTEM_REVIEW_OIDC_ISSUER",
        "an organisation whose own sign-in counts (OpenID Connect): its issuer, to the letter; a second one's four "
        "names begin with `SYSTEM_REVIEW_OIDC_2_`, up to 9",
        "https://login.example.org/council",
        "no such button",
    ),
    Setting("SYSTEM_REVIEW_OIDC_CLIENT_ID", "what it registered us as", "system-review", "asked for beside the issuer"),
    Setting(
        "SYSTEM_REVIEW_OIDC_CLIENT_SECRET",
        "the secret that it gave us",
        "as it came",
        "asked for beside the issuer",
        is_secret=True,
    ),
    Setting("SYSTEM_REVIEW_OIDC_NAME", "what the button says", "Eastmere Council", "the issuer's host"),
    Setting(
        "SYSTEM_REVIEW_FILES",
        "S3-compatible storage for [attachments](attachments.md), where its keys are told",
        "s3://bucket/folder?endpoint=https://s3.example.org&region=eu-west-2",
        "a folder in the data folder",
    ),
    Setting("SYSTEM_REVIEW_UPLOAD_MB", "the largest attachment, in megabytes, from 1 to 100", "25", "25"),
    Setting(
        "SYSTEM_REVIEW_CLAMD",
        "a ClamAV that looks at what is attached",
        "unix:///run/clamav/clamd.ctl",
        "nothing is scanned",
    ),
    Setting("SYSTEM_REVIEW_LOG", "how lines of the log look: `plain`, or `json` for programs", "json", "plain"),
    Setting(
        "SYSTEM_REVIEW_LOG_LEVEL",
        "what is written to the log: `error`, `warning`, or `info`, which has a line for each request",
        "info",
        "warning",
    ),
    Setting(
        "SYSTEM_REVIEW_METRICS_TOKEN",
        "what Prometheus says to see [figures](watching.md#figures) at `/metrics`: 20 characters or more, by chance",
        "`python3 -c 'import secrets; print(secrets.token_urlsafe(30))'` makes one",
        "no such address",
        is_secret=True,
    ),
    Setting(
        "SYSTEM_REVIEW_CONTROLLER",
        "who is responsible for what is held, for the page about privacy",
        "Eastmere Council, Town Hall, Eastmere",
        '"Not filled in yet."',
    ),
    Setting("SYSTEM_REVIEW_PRIVACY_CONTACT", "whom to ask about it", "privacy@example.org", '"Not filled in yet."'),
    Setting(
        "SYSTEM_REVIEW_SECURITY_CONTACT",
        "whom to tell of a hole, in `/.well-known/security.txt`: an e-mail address or an https address",
        "security@example.org",
        "there is no such page",
    ),
    Setting(
        "SYSTEM_REVIEW_ACCESSIBILITY_CONTACT",
        "whom to tell when something is in the way",
        "access@example.org",
        '"Not filled in yet."',
    ),
)

# Set by our own programs for their own processes, or by the project's tests; nobody else sets them.
OURS = frozenset(
    {
        "SYSTEM_REVIEW_RUN",
        "SYSTEM_REVIEW_SIGN_IN_TOKEN",
        "SYSTEM_REVIEW_PORT",
        "SYSTEM_REVIEW_SUPERVISED",
        "SYSTEM_REVIEW_TEST_COUNTS",
        "SYSTEM_REVIEW_LOOKS",
        "SYSTEM_REVIEW_SHARED",
    }
)


def in_file(name: str) -> str:
    """A setting's name in a settings file: `url` for SYSTEM_REVIEW_URL."""
    return name.removeprefix(PREFIX).lower()


def known() -> dict[str, Setting]:
    """Every setting by its name in the environment; those of an organisation once for each of nine."""
    found = {setting.name: setting for setting in SETTINGS}
    start = f"{PREFIX}OIDC_"
    for setting in SETTINGS:
        if setting.name.startswith(start):
            for number in range(2, MOST_ORGANISATIONS + 1):
                found[f"{start}{number}_{setting.name.removeprefix(start)}"] = setting
    return found

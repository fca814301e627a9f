"""What the settings of mail mean: how letters are sent, from whom, and who gets the answers. Standard library only."""

from __future__ import annotations

import re
from email.utils import parseaddr
from typing import Any
from urllib.parse import unquote

from system_review.config.addresses import LOOPBACK, is_host, parts_of
from system_review.config.given import WrongSetting, given


def mail() -> tuple[bool, dict[str, Any]]:
    """Whether letters are sent, and Django's settings for it: SYSTEM_REVIEW_MAIL, like smtp://name:password@host:587.

    smtps:// encrypts from the first byte; smtp:// asks for encryption, but on this computer. SYSTEM_REVIEW_MAIL_FROM is
    the address that letters come from.
    """
    named = given("SYSTEM_REVIEW_MAIL")
    parts = parts_of(named)
    if parts is None or (named and (parts.scheme not in ("smtp", "smtps") or not is_host(parts.hostname))):
        raise WrongSetting("SYSTEM_REVIEW_MAIL must be like smtp://name:password@host:587")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise WrongSetting(
            "SYSTEM_REVIEW_MAIL ends with the port; write / # ? and % in a password as %2F %23 %3F and %25"
        )
    is_here = parts.hostname in LOOPBACK
    return bool(named), {
        "BACKEND": "system_review.people.postbox.Postbox" if named else "django.core.mail.backends.dummy.EmailBackend",
        "HOST": parts.hostname or "",
        "PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "SSL": parts.scheme == "smtps",
        "TLS": parts.scheme == "smtp" and not is_here,
        "FROM": _somebody("SYSTEM_REVIEW_MAIL_FROM") or f"System Review <no-reply@{parts.hostname or 'localhost'}>",
        "REPLY_TO": _somebody("SYSTEM_REVIEW_MAIL_REPLY_TO"),
    }


def _somebody(setting: str) -> str:
    """A name and an e-mail address, on one line."""
    named = given(setting)
    if named and (not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(named)[1]) or not named.isprintable()):
        raise WrongSetting(f"{setting} must be like System Review <reviews@example.org>")
    return named

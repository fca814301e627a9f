"""What an e-mail address and a one-time link are; who acts outside every partnership. Pure."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from system_review.audit.rules import Actor
from system_review.errors import Why

LINK_LASTS = timedelta(minutes=15)
INVITATION_LASTS = timedelta(hours=72)
EXAMPLE_ADDRESSES = "@example.invalid"  # how the addresses of the example's invented people end; nobody gets a letter
LONGEST_ADDRESS = 254

_IN_NAME = r"[^\s@<>()\[\],;:\"\\.]+"  # between two dots before the @
_IN_HOST = r"[^\W_](?:[\w-]{0,61}[^\W_])?"  # between two dots after it
_ADDRESS = re.compile(rf"{_IN_NAME}(?:\.{_IN_NAME})*@(?:localhost|{_IN_HOST}(?:\.{_IN_HOST})+)")


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever runs the installation and has its command line."""

    def as_actor(self) -> Actor:
        """How the trail names them outside any partnership."""
        return Actor(kind="command line", key="", name="command line", chain="installation")


OPERATOR = Operator()


@dataclass(frozen=True, slots=True)
class Outside:
    """Somebody of a partnership who does what concerns a person: that stands in no partnership's trail."""

    actor: Actor

    def as_actor(self) -> Actor:
        """The same one, in the chain of the installation."""
        return replace(self.actor, chain="installation")


def new_token() -> str:
    """What a link carries: 256 random bits, as text for an address."""
    return secrets.token_urlsafe(32)


def kept_of(token: str) -> str:
    """What is kept of a token: from it nobody gets the token back."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def plain_address(email: str) -> str:
    """An e-mail address as it is kept and compared: without spaces around it, in small letters."""
    return email.strip().lower()


def why_not_address(email: str) -> Why | None:
    """Why this is no e-mail address; None if it may be one."""
    if not email.strip():
        return Why("Enter the e-mail address")
    if len(email) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(plain_address(email)):
        return Why("Enter an e-mail address, like name@example.org")
    return None

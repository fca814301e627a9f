"""Addresses: where people find us, and where `serve` listens. Standard library only."""

from __future__ import annotations

import ipaddress
import os
import re
import sys
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from system_review.config.given import WrongSetting, given

LOOPBACK = ("localhost", "127.0.0.1", "::1")
LOOPBACK_NETWORKS = ("127.0.0.0/8", "::1/128")
HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")


def parts_of(address: str) -> SplitResult | None:
    """The parts of an address, None for what is none."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises for a port that is no number
        return parts
    except ValueError:
        return None


def is_host(name: str | None) -> bool:
    """Whether this names one computer: no wildcard, and nothing that begins with a dot."""
    if not name:
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return HOST.fullmatch(name) is not None
    return True


def is_safe(parts: SplitResult) -> bool:
    """Whether what goes there is encrypted, or does not leave this computer."""
    is_here = parts.hostname in LOOPBACK
    return is_host(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and is_here))


def base_url() -> str:
    """The address that people open: SYSTEM_REVIEW_URL, else this computer and the port of `serve`.

    Only https goes beyond this computer: a proxy in front of us speaks it, and passes on who asks.
    """
    named = given("SYSTEM_REVIEW_URL").rstrip("/")
    if not named:
        return f"http://localhost:{os.environ.get('SYSTEM_REVIEW_PORT') or listening().port}"
    parts = parts_of(named)
    if parts is None or not is_safe(parts) or parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise WrongSetting(
            "SYSTEM_REVIEW_URL must be an https address without a path, of one computer and without *, "
            "like https://reviews.example.org"
        )
    return named


def is_for_others(base: str) -> bool:
    """Whether people on other computers come to this address."""
    return urlsplit(base).hostname not in LOOPBACK


@dataclass(frozen=True, slots=True)
class Listening:
    """Where `serve` listens."""

    host: str
    port: int
    is_set: bool

    @property
    def is_here(self) -> bool:
        """Whether only this computer is listened to."""
        return ipaddress.ip_address(self.host).is_loopback


def listening(host: str = "", port: int = 0) -> Listening:
    """Where to listen: what the command line says, else SYSTEM_REVIEW_LISTEN, else this computer at port 8000.

    Beyond this computer only with an https address: what people type goes over the network.
    """
    named = given("SYSTEM_REVIEW_LISTEN")
    parts = parts_of(f"//{named}")
    if named and (parts is None or not parts.hostname or parts.netloc != named or parts.port == 0 or "@" in named):
        raise WrongSetting("SYSTEM_REVIEW_LISTEN must be like 127.0.0.1:8000, or 0.0.0.0:8000 for every network")
    wanted = host or (parts.hostname if parts else None) or "127.0.0.1"
    try:
        address = ipaddress.ip_address("127.0.0.1" if wanted == "localhost" else wanted.strip("[]"))
    except ValueError:
        said = "--host" if host else "SYSTEM_REVIEW_LISTEN"
        raise WrongSetting(f"{said} must be an address in figures, like 127.0.0.1 or 0.0.0.0") from None
    found = Listening(str(address), port or (parts.port if parts else None) or 8000, bool(named or host))
    if not found.is_here:
        _safe_beyond(found)
    return found


def _safe_beyond(found: Listening) -> None:
    """Raise `WrongSetting` unless this installation may be reached from other computers."""
    start = f"System Review does not listen at {found.host}, beyond this computer, "
    base = given("SYSTEM_REVIEW_URL")
    if not base:
        raise WrongSetting(f"{start}without an address: set SYSTEM_REVIEW_URL, like https://reviews.example.org")
    if not base.startswith("https://") or not is_for_others(base):
        raise WrongSetting(f"{start}over plain http: set SYSTEM_REVIEW_URL to the https address of a proxy before it")
    if sys.flags.dev_mode:
        raise WrongSetting(f"{start}in Python's development mode: leave out -X dev and PYTHONDEVMODE")


def proxies() -> list[str]:
    """The networks of the proxies before us, whose word for where a browser is counts: SYSTEM_REVIEW_PROXIES."""
    found = list(LOOPBACK_NETWORKS)
    for named in given("SYSTEM_REVIEW_PROXIES").replace(",", " ").split():
        try:
            network = ipaddress.ip_network(named)
        except ValueError:
            raise WrongSetting(
                "SYSTEM_REVIEW_PROXIES must be addresses or networks in figures, like 10.0.0.5, 10.1.0.0/24"
            ) from None
        if network.prefixlen == 0:
            raise WrongSetting("SYSTEM_REVIEW_PROXIES must not be every address: all could claim to be anywhere")
        found.append(str(network))
    return found


def hosts(base: str) -> list[str]:
    """The names under which pages are asked for: those of this computer, and that of the address."""
    named = urlsplit(base).hostname or ""
    return list(dict.fromkeys(["localhost", "127.0.0.1", "[::1]", *([named] if ":" not in named else [])]))

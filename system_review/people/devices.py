"""What is known of a browser: where it is, whose it has been, what it calls itself."""

from __future__ import annotations

import secrets
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

SALT = "system_review.people.device"
LASTS = 365 * 24 * 3600  # seconds
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_VIA")
MOST = 5  # people who share a device and are remembered on it


def place_of(request: HttpRequest) -> str:
    """The address of the browser, or of the office that it stands in.

    Behind proxies of ours (an https address is set) it is the last address on the way that is none of theirs; whatever
    the browser put before that counts for nothing, and so does all of it where the request comes from elsewhere. An
    IPv6 network counts as one.
    """
    way = [str(request.META.get("REMOTE_ADDR", ""))]
    if settings.IS_BEHIND_PROXY:
        way = [*str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(","), *way]
    place = way[-1].strip()
    while way and (address := _address(way.pop())) is not None:
        place = _network(address)
        if not _is_proxy(address):
            break
    return place


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """An address as a proxy writes it: perhaps in brackets, perhaps with a port. A socket of this computer is ours."""
    text = text.strip()
    if text.startswith("[") or text.count(":") == 1:
        text = text.rpartition(":")[0] if not text.endswith("]") else text
    try:
        found = ip_address(text.strip("[]") or "127.0.0.1")
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _network(address: IPv4Address | IPv6Address) -> str:
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))


def _is_proxy(address: IPv4Address | IPv6Address) -> bool:
    return any(address in network for network in _proxies(tuple(settings.PROXIES)))


@lru_cache
def _proxies(named: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(map(ip_network, named))


def is_here(request: HttpRequest) -> bool:
    """Whether the browser runs on this computer, and no proxy stands between."""
    place = str(request.META.get("REMOTE_ADDR", ""))
    is_loopback = place in ("127.0.0.1", "::1", "") or place.startswith("127.")
    return is_loopback and not any(name in request.META for name in FORWARDED)


def mark_for(request: HttpRequest, email: str) -> str:
    """The device's own mark if this person has signed in on it before, else ""."""
    mark, people = _read(request)
    return mark if _short(email) in people else ""


def remember(request: HttpRequest, response: HttpResponse, *, email: str) -> None:
    """Write into the device's cookie that this person signs in here."""
    mark, people = _read(request)
    others = [one for one in people if one != _short(email)]
    people = [*others[-MOST + 1 :], _short(email)]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps([mark or secrets.token_urlsafe(12), *people], salt=SALT),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def words_for(agent: str) -> str:
    """What a browser calls itself, in a few words: "Firefox, Windows"."""
    browsers = (("Edg", "Edge"), ("Firefox", "Firefox"), ("OPR", "Opera"), ("Chrom", "Chrome"), ("Safari", "Safari"))
    systems = (
        ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    )  # fmt: skip
    found = [next((name for word, name in names if word in agent), "") for names in (browsers, systems)]
    return ", ".join(filter(None, found))


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        mark, *people = signing.loads(request.COOKIES[settings.DEVICE_COOKIE_NAME], salt=SALT, max_age=LASTS)
    except (KeyError, ValueError, TypeError, signing.BadSignature):
        return "", []
    return str(mark), [str(one) for one in people]


def _short(email: str) -> str:
    """A name for a person that tells whoever reads the cookie nothing."""
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:16]

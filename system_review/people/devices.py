"""What is known of a browser: where it is, whose it has been, what it calls itself."""

from __future__ import annotations

import secrets

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

    Behind a proxy of ours (an https address is set) it is the one that the proxy saw; else what a browser says of
    itself counts for nothing. An IPv6 network counts as one.
    """
    place = str(request.META.get("REMOTE_ADDR", ""))
    if settings.IS_BEHIND_PROXY:
        place = str(request.META.get("HTTP_X_FORWARDED_FOR", place)).rpartition(",")[2].strip()
    return ":".join(place.split(":")[:4]) if place.count(":") > 1 else place


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

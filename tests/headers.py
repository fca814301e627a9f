"""What every answer is to carry (H1 to H4 of the threat model), held against the headers of one."""

from __future__ import annotations

import re
from collections.abc import Iterable

COOKIES = ("system_review", "system_review_csrf", "system_review_device")
EXACT = {
    "x-content-type-options": {"nosniff"},
    "x-frame-options": {"DENY"},
    "cross-origin-opener-policy": {"same-origin"},
    "cross-origin-resource-policy": {"same-origin"},
    "referrer-policy": {"same-origin", "strict-origin", "no-referrer"},
}
POLICY = {"default-src": "'none'", "frame-ancestors": "'none'", "base-uri": "'none'"}
KEPT = re.compile(r"max-age=\d+(, public)?(, immutable)?")  # what is the same for everybody
HSTS = re.compile(r"max-age=(\d+); includeSubDomains")
YEAR = 365 * 24 * 3600


def faults(status: int, headers: Iterable[tuple[str, str]], *, is_https: bool = False) -> list[str]:
    """What is missing or weak in the headers of one answer, each in a few words."""
    found: list[str] = []
    given: dict[str, list[str]] = {}
    for name, value in headers:
        given.setdefault(name.lower(), []).append(value)
    for name, values in EXACT.items():
        if len(given.get(name, [])) != 1 or given[name][0] not in values:
            found.append(f"{name}: {given.get(name)}")
    kind = given.get("content-type", [""])[0]
    if kind.startswith("text/html") and "charset=utf-8" not in kind:
        found.append(f"content-type: {kind}")
    found += _of_policy(given.get("content-security-policy", []))
    if "geolocation=()" not in "".join(given.get("permissions-policy", [])):
        found.append("no permissions-policy")
    cache = given.get("cache-control", [""])[0]
    is_private = {"private", "no-store"} <= set(cache.split(", "))
    if not is_private and not (status in (200, 304) and KEPT.fullmatch(cache)):
        found.append(f"cache-control: {cache}")
    if is_https and not any(map(_lasts_a_year, given.get("strict-transport-security", []))):
        found.append("no strict-transport-security")
    if any(letter.isdigit() for letter in "".join(given.get("server", []))):
        found.append(f"tells a version: {given['server']}")
    found += [f"has {name}" for name in ("x-powered-by", "access-control-allow-origin") if name in given]
    return found + [fault for line in given.get("set-cookie", []) for fault in _of_cookie(line, is_https=is_https)]


def _lasts_a_year(value: str) -> bool:
    said = HSTS.match(value)
    return said is not None and int(said[1]) >= YEAR


def _of_policy(policies: list[str]) -> list[str]:
    if len(policies) != 1:
        return [f"{len(policies)} policies"]
    parts = dict(part.strip().partition(" ")[::2] for part in policies[0].split(";"))
    weak = [name for name, value in POLICY.items() if parts.get(name) != value]
    if weak or "unsafe" in policies[0] or "*" in policies[0] or "http" in policies[0]:
        return [f"policy: {policies[0]}"]
    return []


def _of_cookie(line: str, *, is_https: bool) -> list[str]:
    pair, *attributes = (part.strip() for part in line.split(";"))
    name = pair.partition("=")[0]
    said = {attribute.partition("=")[0].lower(): attribute.partition("=")[2] for attribute in attributes}
    ours = {f"__Host-{one}" for one in COOKIES} if is_https else set(COOKIES)
    found = [] if name in ours else [f"cookie {name}"]
    if is_https and ("secure" not in said or "domain" in said or said.get("path") != "/"):
        found.append(f"cookie {line}")
    is_taken_back = said.get("max-age") == "0"  # empty: there is nothing in it that a script could read
    if ("httponly" not in said and not is_taken_back) or said.get("samesite", "").lower() != "lax":
        found.append(f"cookie {line}")
    return found

"""Where a browser is: as the proxies say that are ours, and as nobody else claims; an IPv6 network counts as one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from system_review.people.devices import place_of

OURS = ["127.0.0.0/8", "::1/128", "10.0.0.5/32", "10.1.0.0/24"]
CASES = [
    # (the next hop, X-Forwarded-For, where the browser is)
    ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
    ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
    ("10.0.0.5", "198.51.100.1, 203.0.113.9, 10.1.0.77", "203.0.113.9"),
    ("10.0.0.5", "10.0.0.5, 203.0.113.9", "203.0.113.9"),
    ("10.0.0.6", "198.51.100.1", "10.0.0.6"),
    ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
    ("203.0.113.9", "127.0.0.1", "203.0.113.9"),
    ("127.0.0.1", "198.51.100.1, nonsense", "127.0.0.1"),
    ("127.0.0.1", None, "127.0.0.1"),
    ("", "203.0.113.9", "203.0.113.9"),
    ("127.0.0.1", "203.0.113.9:51000", "203.0.113.9"),
    ("127.0.0.1", "[2001:db8::1]:51000", "2001:db8::/64"),
    ("127.0.0.1", "2001:db8:0:0:ffff::2", "2001:db8::/64"),
    ("127.0.0.1", "2001:0db8::0001", "2001:db8::/64"),
    ("127.0.0.1", "2001:db8:0:1::1", "2001:db8:0:1::/64"),
    ("::ffff:127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"),
]


@pytest.mark.parametrize(("hop", "forwarded", "place"), CASES)
def test_behind_our_proxies(hop: str, forwarded: str | None, place: str, settings: Any) -> None:
    settings.IS_BEHIND_PROXY, settings.PROXIES = True, OURS
    more: dict[str, Any] = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}

    assert place_of(RequestFactory().get("/", REMOTE_ADDR=hop, **more)) == place


def test_without_a_proxy_what_is_claimed_counts_for_nothing(settings: Any) -> None:
    settings.IS_BEHIND_PROXY = False

    asked = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9")

    assert place_of(asked) == "127.0.0.1"

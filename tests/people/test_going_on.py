"""Where one goes on after signing in: nowhere but to a page of ours."""

from __future__ import annotations

import pytest

from system_review.people.going_on import own_target
from tests.people.signing import browser, sign_in, with_password

ELSEWHERE = [
    "//e.example", "///e.example", "/\\e.example", "\\\\e.example", "\\/e.example", "/%09/e.example",
    "/\t/e.example", "/\n/e.example", "/%0a/e.example", "/%2f/e.example", "/%2fe.example", "/%5ce.example",
    "https:e.example", "https:/e.example", "https://e.example", "HTTPS://e.example/", "http://localhost@e.example",
    "//localhost@e.example", "/@e.example", "javascript:alert(1)", "data:text/html,x", " //e.example",
    "\u2028//e.example", "/%252f/e.example", "/..//e.example", "e.example", "?next=//e.example", "/\x00/e.example",
    "/%00//e.example", "/\ufeff/e.example", "//[::1", "ftp:e.example", "https://localhost.e.example",
]  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_spelling_leads_elsewhere(target):
    assert own_target(target) == ""


@pytest.mark.parametrize(
    "target", ["/", "/eastmere/", "/eastmere/reviews/abc/?step=2&q=a%20b", "/me/#x", "/a/?q=caf%C3%A9"]
)
def test_our_own_pages_are_gone_on_to(target):
    assert own_target(target) == target


@pytest.mark.parametrize("target", [*ELSEWHERE[:8], "https://e.example"])
def test_signing_in_with_such_a_target_leads_to_the_first_page(db, target):
    with_password()

    assert sign_in(browser(), next=target).headers["Location"] == "/"
    assert "e.example" not in browser().get("/sign-in/", {"next": target}).text


def test_signing_in_goes_on_to_the_page_that_was_asked_for(db):
    with_password()
    client = browser()

    asked = client.get("/me/")
    page = client.get(asked.headers["Location"])

    assert asked.headers["Location"] == "/sign-in/?next=/me/"
    assert '<input type="hidden" name="next" value="/me/">' in page.text
    assert sign_in(client, next="/me/").headers["Location"] == "/me/"

"""The pages in a real Chromium: windows that fail their test when something goes wrong in them, and axe's check.

`page` is a desktop window, `phone` a small one, `window(...)` opens any other (a second person, no JavaScript).
Whatever would show in the browser's console fails the test: script errors, breaches of the Content-Security-Policy,
requests that fail or leave this machine, and answers of 400 and up other than the 409 and 422 that forms live by.
A test that means to meet another one says `allowed_statuses.add(404)`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from _house import ROOT
from _tools import CURE, chromium

from tests.missing import missing

if TYPE_CHECKING:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import Browser, BrowserContext, Page, Request, Response

PATIENCE = 10_000  # milliseconds until something that a test waits for counts as missing; two busy cores are slow
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
NOT_FROM_NETWORK = {"data", "blob", "about"}
FLAGS = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]",
    "--disable-quic",
    "--font-render-hinting=none",
]
WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],  # what is in order is not written out, element by element
}
# Of what repeats itself on a page, the first few are enough: axe needs seconds for a hundred equal rows.
FEW = [
    [f"{item}:nth-of-type(n+6)"] for item in (".stage", "tbody tr", ".findings > li", ".lines > li", ".many > label")
]
PHONE = 500  # pixels; narrower windows have the colours of wide ones, and contrast takes two thirds of axe's time
WINDOWS = pytest.StashKey["Windows"]()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    path = chromium()
    if path is None:
        missing("no Chromium, so no page was tried in a browser", CURE)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    as_root = ["--no-sandbox"] if os.name != "nt" and os.getuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *as_root])
        yield started
        started.close()


@pytest.fixture
def allowed_statuses() -> set[int]:
    """The answers of 400 and up that do not fail this test; 0 stands for no answer at all."""
    return {409, 422}


class Windows:
    """The windows of one test, each with a session of its own, and what went wrong in any of them."""

    def __init__(self, browser: Browser, allowed_statuses: set[int]) -> None:
        self.browser = browser
        self.allowed_statuses = allowed_statuses
        self.contexts: list[BrowserContext] = []
        self.problems: dict[str, None] = {}  # each once, in order

    def open(self, *, width: int = 1440, height: int = 900, phone: bool = False, javascript: bool = True) -> Page:
        """A new window; sizes in CSS pixels."""
        context = self.browser.new_context(
            locale="en-GB",
            timezone_id="Europe/London",
            viewport={"width": width, "height": height},
            is_mobile=phone,
            has_touch=phone,
            java_script_enabled=javascript,
            service_workers="block",
        )
        context.set_default_timeout(PATIENCE)
        watch(context, self.problems, self.allowed_statuses)
        self.contexts.append(context)
        return context.new_page()

    @property
    def pages(self) -> list[Page]:
        """Every page that is still open."""
        return [page for context in self.contexts for page in context.pages]

    def settled_problems(self) -> list[str]:
        """What went wrong, the last messages of the browser included."""
        for page in self.pages[:1]:  # one is enough: all of them speak over one line, in order
            page.wait_for_timeout(20)
        return list(self.problems)

    def close(self) -> None:
        """Close them all."""
        for context in self.contexts:
            context.close()


@pytest.fixture
def window(browser: Browser, allowed_statuses: set[int], request: pytest.FixtureRequest) -> Iterator[Any]:
    """Opens windows: `window(width=1440, height=900, phone=False, javascript=True)` gives a page of its own session."""
    windows = Windows(browser, allowed_statuses)
    request.node.stash[WINDOWS] = windows
    yield windows.open
    windows.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """After a test in the browser: fail it if something went wrong there; if it failed, keep what there is to see."""
    try:
        yield
    except (Exception, pytest.fail.Exception):
        if windows := item.stash.get(WINDOWS, None):
            item.add_report_section("call", "browser", "\n".join(windows.settled_problems()))
            photograph(windows.pages, item.name)
        raise
    if (windows := item.stash.get(WINDOWS, None)) and (problems := windows.settled_problems()):
        photograph(windows.pages, item.name)
        pytest.fail("The browser met problems:\n" + "\n".join(problems), pytrace=False)


@pytest.fixture
def page(window: Callable[..., Page]) -> Page:
    """A desktop window of 1440 by 900."""
    return window()


@pytest.fixture
def desktop(page: Page) -> Page:
    """The same as `page`, for tests that look at both sizes."""
    return page


@pytest.fixture
def phone(window: Callable[..., Page]) -> Page:
    """A telephone's window of 375 by 812, with touch."""
    return window(width=375, height=812, phone=True)


def watch(context: BrowserContext, problems: dict[str, None], allowed_statuses: set[int]) -> None:
    """Write down everything that goes wrong in any window of that context."""

    def note(problem: str) -> None:
        problems[problem] = None

    def on_console(message: Any) -> None:
        # A failed request has its own line there; it is judged by its answer, below.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            note(f"console: {message.text} ({message.location.get('url', '')})")

    def on_response(response: Response) -> None:
        if response.status >= 400 and response.status not in allowed_statuses:
            note(f"answer {response.status}: {response.request.method} {response.url}")

    def on_failed(request: Request) -> None:
        if leaves_this_machine(request.url):
            note(f"leaves this machine: {request.url}")
        elif (
            request.failure != "net::ERR_ABORTED" and 0 not in allowed_statuses
        ):  # a page left while it still loads, or a download
            note(f"failed: {request.method} {request.url} ({request.failure})")

    context.on("console", on_console)
    context.on("response", on_response)
    context.on("requestfailed", on_failed)
    context.on("weberror", lambda error: note(f"script error: {error.error}"))


def leaves_this_machine(url: str) -> bool:
    """True for an address that is neither inside the page itself nor on the loopback."""
    parts = urlsplit(url)
    return parts.scheme not in NOT_FROM_NETWORK and parts.hostname not in LOOPBACK


def photograph(pages: list[Page], name: str) -> None:
    """Keep a picture of every window of a failed test in var/failed, for whoever mends it."""
    folder = ROOT / "var" / "failed"
    folder.mkdir(parents=True, exist_ok=True)
    safe = re.sub(r"[^\w-]+", "-", name)[:100]
    for number, page in enumerate(pages, 1):
        with suppress(Exception):  # a window that cannot be pictured must not hide why the test failed
            page.screenshot(path=folder / f"{safe}-{number}.png", full_page=True)


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """`accessible(page)` fails on any breach of WCAG 2.2 AA or of axe's best practice in the page as it stands."""

    def check(page: Page) -> None:
        found = inaccessible(page)
        assert not found, f"{page.url}\n" + "\n".join(found)

    return check


def inaccessible(page: Page, *, with_contrast: bool = True) -> list[str]:
    """Every breach of WCAG 2.2 AA and of axe's best practice, its rule about the size of targets included.

    Contrast is looked at in wide windows, and not where a journey comes by pages that others look at.
    """
    width = (page.viewport_size or {"width": 0})["width"]
    is_seen = with_contrast and width > PHONE
    options = WCAG if is_seen else {**WCAG, "rules": {"color-contrast": {"enabled": False}}}
    found = axe().run(page, context={"exclude": FEW}, options=options).response["violations"]
    return [sentence(violation) for violation in found]


@cache
def axe() -> Axe:
    """The checker, whose script is read once."""
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


def sentence(violation: dict[str, Any]) -> str:
    """One of axe's violations: its name, its help, and where it is."""
    places = ", ".join(str(node["target"]) for node in violation["nodes"])
    return f"{violation['id']}: {violation['help']} at {places}"


@pytest.fixture
def live(live_server: Any) -> str:
    """The address of a running server on the test's database, without a slash at its end."""
    return str(live_server.url)


@pytest.fixture
def signed_in(live: str) -> Callable[[Page, Any], Page]:
    """`signed_in(page, who)` signs a person, or a member's person, in to that window and hands it back."""
    from django.conf import settings

    def sign_in(page: Page, who: Any) -> Page:
        value = session_cookie_for(getattr(who, "person", who))
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live}])
        return page

    return sign_in


def session_cookie_for(person: Any) -> str:
    """A new session of that person, as signing in makes one; the value of its cookie.

    It counts as used for a while to come, and as an administrator's, so that no page adds a statement that notes that.
    """
    from datetime import timedelta
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils import timezone

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["administrator"] = True
    session.save()
    later = timezone.now() + timedelta(hours=1)
    session.get_model_class().objects.filter(session_key=session.session_key).update(seen_at=later)
    return str(session.session_key)

"""The browser tests' own eyes: what goes wrong in a window is seen, and what is well is left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.browser import Windows

STRICT = """<meta http-equiv="Content-Security-Policy" content="style-src 'self'">"""


@pytest.fixture
def windows(browser) -> Iterator[Windows]:
    """Windows that nobody checks at the end of the test, since here they are meant to go wrong."""
    windows = Windows(browser, allowed_statuses=set())
    yield windows
    windows.close()


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<script>throw new Error('boom')</script>", "script error: boom"),
        ("<script>console.error('oh')</script>", "console: oh"),
        (f'<head>{STRICT}</head><p style="color: red">x</p>', "console: Applying inline style violates"),
        ('<img src="https://elsewhere.example/x.png">', "leaves this machine: https://elsewhere.example/x.png"),
        ('<img src="http://203.0.113.5/x.png">', "leaves this machine: http://203.0.113.5/x.png"),
        ('<img src="http://127.0.0.1:9/x.png">', "failed: GET http://127.0.0.1:9/x.png"),
    ],
)
def test_what_goes_wrong_in_a_window_is_seen(windows: Windows, page: str, seen: str) -> None:
    windows.open().set_content(page)

    assert [problem for problem in windows.settled_problems() if problem.startswith(seen)]


def test_a_page_that_is_well_has_no_problems(windows: Windows) -> None:
    windows.open().set_content("<h1>Results</h1><script>console.log('well')</script>")

    assert windows.settled_problems() == []


def test_a_page_that_breaks_the_rules_of_access_is_refused(windows: Windows, accessible: Callable) -> None:
    page = windows.open()
    page.set_content('<html lang="en"><title>x</title><main><h1>x</h1><input></main></html>')

    with pytest.raises(AssertionError, match="label: Form elements must have labels"):
        accessible(page)


def test_without_javascript_no_script_runs(windows: Windows) -> None:
    page = windows.open(javascript=False)

    page.set_content("<script>document.write('ran')</script><noscript>did not run</noscript>")

    assert page.inner_text("body") == "did not run"

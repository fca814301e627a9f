"""What a test says when the machine lacks a tool: loudly skipped on a person's machine, failed on CI."""

from __future__ import annotations

from typing import NoReturn

import pytest
from _tools import on_ci

from tests.surroundings import MISSING


def missing(what: str, cure: str) -> NoReturn:
    """End this test for lack of `what`; `cure` says how to get it. With CI set, that is a failure."""
    reason = f"{MISSING}{what} ({cure})"
    if on_ci():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def missing_but_optional(what: str, cure: str) -> NoReturn:
    """End this test for lack of `what`, as a skip everywhere: for looks by large programs such as LibreOffice."""
    pytest.skip(f"{MISSING}{what} ({cure})")

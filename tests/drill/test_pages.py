"""Every page in windows of both widths. In bin/test half of them are looked at in each."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import example, mona, mona_there  # noqa: F401 - fixtures
from tests.journeys.test_every_page import addresses, faults_of, signed_in_window, things  # noqa: F401 - fixtures


@pytest.mark.parametrize("width", [1440, 375])
def test_every_page_is_whole_accessible_and_fits(
    addresses: list[tuple[str, str]],  # noqa: F811
    signed_in_window: Callable[..., Page],  # noqa: F811
    live: str,
    width: int,
) -> None:
    assert len(addresses) > 100
    assert faults_of(addresses, signed_in_window(width), live, width) == {}

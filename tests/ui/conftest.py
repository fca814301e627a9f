"""Pages of the look without a database: a pretended site in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ui.site import Site, served


@pytest.fixture
def site() -> Site:
    """What the pretended site holds; a test may change it under the reader's hands."""
    return Site()


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    """Where the pretended site is served."""
    with served(site) as where:
        yield where

"""The inboxes that these tests begin with."""

from __future__ import annotations

import pytest

from tests.documents.inboxes import inbox_with
from tests.documents.understandings import ASKED, TEXT, UNDERSTOOD


@pytest.fixture
def inbox():
    return inbox_with(TEXT, understanding=UNDERSTOOD)


@pytest.fixture
def asked():
    return inbox_with(TEXT, understanding=ASKED)

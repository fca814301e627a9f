"""Before its day an agency's red changes no page, whoever asks: those who see least of the draft.

Those who see most are in tests/reviews/test_before_the_day.py.
"""

from __future__ import annotations

import pytest

from system_review.reviews.rules.audience import Audience
from tests.reviews.conftest import health, police  # noqa: F401 - fixtures
from tests.reviews.test_before_the_day import draft, test_no_page_count_or_export_changes  # noqa: F401 - a fixture

unchanged = test_no_page_count_or_export_changes
del test_no_page_count_or_export_changes  # with the cases that it has there


# Where the team alone sees it, Ben stands for Carys too: not even what is about his agency is shown.
@pytest.mark.parametrize(("who", "audience"), [("ben", Audience.TEAM), ("carys", Audience.OWN)])
def test_no_page_count_or_export_changes_for_whoever_sees_less(as_, request, anwen, draft, police, audience, who):  # noqa: F811
    unchanged(as_, request, anwen, draft, police, audience, who)

"""What files hang on in these tests."""

from __future__ import annotations

import pytest

from system_review.reviews.models import Action, Finding
from system_review.reviews.queries.attachments import Held


@pytest.fixture
def red(review):
    return Finding.unscoped.select_related("review").get(review=review, colour="red")


@pytest.fixture
def held(red, review):
    return Held(red, review)


@pytest.fixture
def action(review):
    return Action.unscoped.select_related("review").filter(review=review).order_by("pk").first()

"""The agencies for which Ben and Carys speak, for the tests of who sees what."""

from __future__ import annotations

import pytest

from system_review.partnerships.models import Agency


@pytest.fixture
def police(eastmere, ben):
    made = Agency.unscoped.create(partnership=eastmere, name="Police")
    ben.agencies.add(made)
    return made


@pytest.fixture
def health(eastmere, carys):
    made = Agency.unscoped.create(partnership=eastmere, name="Health")
    carys.agencies.add(made)
    return made

"""What journeys begin with: the laptop's person with the link that was printed, and the example review."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from system_review.partnerships.models import Member
from system_review.partnerships.queries import command_line_in, memberships
from system_review.partnerships.services import begin_partnership
from system_review.people.models import Person
from system_review.people.services import local_person
from system_review.reviews.example import example_snapshot
from system_review.reviews.models import Review
from system_review.reviews.services.adopt import adopt_snapshot
from tests import factories

TOKEN = "t" * 43


@pytest.fixture
def mona(live: str, settings: Any) -> Person:
    """The one person of a laptop, who holds the printed link and has no review yet."""
    settings.SIGN_IN_TOKEN, settings.RUN = TOKEN, "run-1"
    return local_person(name="Mona", at=timezone.now())


@pytest.fixture
def printed_link(mona: Person, live: str) -> str:
    """The address that the start prints."""
    return f"{live}/sign-in/{TOKEN}/"


@pytest.fixture
def example(mona: Person) -> Review:
    """The example review as `system-review example` puts it in, with Mona in its partnership."""
    snapshot = example_snapshot(factories.framework(), today=timezone.localdate())
    partnership = begin_partnership(name=snapshot.partnership, first=mona, at=timezone.now())
    return adopt_snapshot(snapshot=snapshot, is_example=True, by=command_line_in(partnership), at=timezone.now())


@pytest.fixture
def mona_there(example: Review, mona: Person) -> Member:
    """Mona as a member of the example's partnership."""
    return next(member for member in memberships(person=mona) if member.partnership == example.partnership)

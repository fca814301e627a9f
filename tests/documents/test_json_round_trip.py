"""What leaves as JSON comes back equal: a review written, read in as a new one and written again has the same bytes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as draws

from system_review.documents.readers.json import read_snapshot
from system_review.documents.services.exports import export_review
from system_review.documents.services.review_files import bring_in_snapshot
from system_review.partnerships.queries import command_line_in
from system_review.reviews.example import example_snapshot
from system_review.reviews.models import Review
from system_review.reviews.snapshots import Holds, ReviewSnapshot
from tests.documents.drawn_reviews import reviews
from tests.documents.large_review import large
from tests.factories import AT, TODAY, framework

pytestmark = pytest.mark.django_db


def written(review: Review, holds: Holds) -> bytes:
    by = command_line_in(review.partnership)
    return export_review(review=review, format="json", holds=holds, language="en-gb", today=TODAY, by=by, at=AT).data


def brought_in(snapshot: ReviewSnapshot) -> Review:
    return bring_in_snapshot(data=snapshot.canonical_bytes(), by=None, at=AT)


@given(snapshot=reviews())
@draws(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_review_comes_back_byte_for_byte(db: None, snapshot: ReviewSnapshot) -> None:
    data = snapshot.canonical_bytes()

    assert read_snapshot(data) == snapshot
    assert written(brought_in(snapshot), snapshot.holds).decode() == data.decode()


@pytest.mark.parametrize("day", [date(2027, 4, 20), date(2028, 2, 29), date(2026, 12, 31)])
def test_the_example_comes_back_byte_for_byte_whatever_the_day(day: date) -> None:
    snapshot = example_snapshot(framework(), today=day)

    review = brought_in(snapshot)

    assert written(review, snapshot.holds).decode() == snapshot.canonical_bytes().decode()


@pytest.mark.parametrize("whole", [True, False])
def test_the_example_without_what_is_for_the_team_comes_back_byte_for_byte(whole: bool) -> None:
    holds = Holds(team_only_evidence=whole, history=whole, archived=whole)
    first = written(brought_in(example_snapshot(framework(), today=TODAY)), holds)

    again = written(bring_in_snapshot(data=first, by=None, at=AT), holds)

    assert again.decode() == first.decode()


def test_a_large_review_comes_back_whole_and_equal() -> None:
    everything = Holds(team_only_evidence=True)
    first = written(brought_in(adoptable(large())), everything)
    again = written(bring_in_snapshot(data=first, by=None, at=AT), everything)

    snapshot = read_snapshot(again)

    assert again == first
    assert (len(snapshot.cells), len(snapshot.findings), len(snapshot.actions)) == (32, 100, 160)


def adoptable(snapshot: ReviewSnapshot) -> ReviewSnapshot:
    """The snapshot as a review could be: evidence is named once by a finding, and each action serves one."""
    findings = [f.model_copy(update={"evidence": tuple(dict.fromkeys(f.evidence))}) for f in snapshot.findings]
    actions = [action for action in snapshot.actions if action.serves]
    return snapshot.model_copy(update={"findings": tuple(findings), "actions": tuple(actions)})


def test_each_import_is_a_new_review() -> None:
    snapshot = example_snapshot(framework(), today=TODAY)

    first, second = brought_in(snapshot), brought_in(snapshot)

    assert first.public_id != second.public_id
    assert first.partnership == second.partnership
    assert not first.is_example

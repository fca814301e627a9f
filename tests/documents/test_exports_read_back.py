"""Our own exports, read as any document is: what was written comes back whole, and nothing else does."""

from __future__ import annotations

from datetime import date

import pytest

from system_review.documents.interpreter.understanding import SURE, Understanding
from system_review.documents.rules.words import PassageRole
from system_review.reviews.example import example_snapshot
from system_review.reviews.snapshots import ReviewSnapshot
from tests.documents.round_trips import audit, came_back, differences, hard, misplaced
from tests.factories import framework

AS_AT = date(2027, 4, 20)
FORMATS = pytest.mark.parametrize("key", ["docx", "xlsx", "csv", "pdf"])


def example() -> ReviewSnapshot:
    return example_snapshot(framework(), today=AS_AT)


@FORMATS
def test_the_example_comes_back_whole(key: str) -> None:
    snapshot = example()

    understanding = came_back(snapshot, key=key, as_at=AS_AT)

    assert not differences(snapshot, understanding)
    assert not misplaced(snapshot, understanding)
    assert _unsure(understanding) == []


@FORMATS
def test_an_audit_without_levels_comes_back_whole(key: str) -> None:
    snapshot = audit(framework("section-175-schools"))

    understanding = came_back(snapshot, key=key, as_at=AS_AT)

    assert not differences(snapshot, understanding)
    assert not misplaced(snapshot, understanding)


@FORMATS
def test_long_texts_and_texts_of_several_paragraphs_come_back_whole(key: str) -> None:
    snapshot = hard(example())

    understanding = came_back(snapshot, key=key, as_at=AS_AT)

    assert not differences(snapshot, understanding)
    assert not misplaced(snapshot, understanding)


@FORMATS
def test_a_review_with_every_colour_and_status_comes_back_whole(key: str) -> None:
    snapshot = hard(audit(framework()))

    understanding = came_back(snapshot, key=key, as_at=AS_AT)

    assert not differences(snapshot, understanding)
    assert not misplaced(snapshot, understanding)


def _unsure(understanding: Understanding) -> list[str]:
    kept = (PassageRole.FINDING, PassageRole.ACTION, PassageRole.RATING)
    return [one.text for one in understanding.suggestions if one.role in kept and one.confidence < SURE]

"""Two acts at the same moment leave what one after the other would have left: held before their statements in turn.

On PostgreSQL two acts run between one another; SQLite has one writer, so that one place is enough there. Here are the
pairs that were torn once, at the places where they were; `bin/drill pairs` tries all, before every statement.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

import pytest
from django.db import connection

from system_review.audit.queries import verify
from tests.reviews.acts import PAIRS, TORN_ONCE, Pair, Scene
from tests.reviews.pairs import TOLD, at_once, one_after_the_other

pytestmark = pytest.mark.django_db(transaction=True)

EVERYTHING = "EVERY_STATEMENT" in os.environ  # bin/test keeps the product's own settings away from tests


def places() -> Iterable[int]:
    """Before which of its statements an act is held."""
    if connection.vendor != "postgresql":
        return [1]
    return count() if EVERYTHING else range(3, 6)


def apart(found: dict[str, Any], orders: list[dict[str, Any]]) -> list[dict[str, tuple[Any, Any]]]:
    """What differs from each of the orders."""
    return [{key: (found[key], one[key]) for key in found if found[key] != one[key]} for one in orders]


def orders_of(pair: Pair) -> list[dict[str, Any]]:
    """What a person finds when one act comes after the other, and when one is told that it cannot be done now."""
    found = []
    for first, second in [(pair.one, pair.another), (pair.another, pair.one)]:
        scene = pair.scene()
        outcomes = one_after_the_other(lambda: first(scene), lambda: second(scene))  # noqa: B023 - over by the next
        assert "done" in outcomes and not any("fault" in outcome for outcome in outcomes), outcomes
        found.append(all_of(scene, {first: outcomes[0], second: outcomes[1]}))
        alone = pair.scene()
        first(alone)
        found.append(all_of(alone, {first: "done", second: TOLD}))
    return found


def all_of(scene: Scene, outcomes: dict[Callable[[Scene], None], str]) -> dict[str, Any]:
    return {"outcomes": {act.__name__: outcome for act, outcome in outcomes.items()}, **scene.state()}


@pytest.mark.parametrize("pair", PAIRS if EVERYTHING else TORN_ONCE, ids=str)
def test_two_at_once_leave_what_one_after_the_other_would_have_left(pair):
    orders, tried = orders_of(pair), 0
    for first, second in [(pair.one, pair.another), (pair.another, pair.one)]:
        for before in places():
            scene = pair.scene()
            outcomes = at_once(lambda: first(scene), lambda: second(scene), before=before)  # noqa: B023
            if outcomes is None:
                break
            found = all_of(scene, {first: outcomes[0], second: outcomes[1]})
            assert found in orders, f"{first.__name__} was held before its statement {before}: {apart(found, orders)}"
            tried += 1
    assert tried >= 2
    assert not any(verify().values())

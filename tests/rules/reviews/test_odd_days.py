"""Days that may be a slip: what cannot have been yet is refused, the rest is pointed out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from system_review.evidence.rules import remarks_on
from system_review.reviews.rules.calendar_days import past_remark, why_not_yet

TODAY = date(2027, 4, 20)
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


@pytest.mark.parametrize(("on", "refused"), [(TOMORROW, True), (TODAY, False), (YESTERDAY, False)])
def test_what_was_done_was_done_by_today(on, refused):
    why = why_not_yet(on, today=TODAY)

    assert bool(why) is refused
    assert why is None or why.text.startswith("That day has not come yet: ")


@pytest.mark.parametrize(("on", "said"), [(TOMORROW, False), (TODAY, False), (YESTERDAY, True)])
def test_a_day_that_is_over_is_pointed_out(on, said):
    assert bool(past_remark(on, today=TODAY)) is said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, []),
        ({"asked_on": TODAY, "due_on": TODAY}, []),
        ({"asked_on": TODAY, "due_on": YESTERDAY}, ["It is wanted by a day before it was asked for"]),
        ({"due_on": YESTERDAY}, []),
        ({"how_many": 3, "so_far": 3}, []),
        ({"how_many": 3, "so_far": 7}, ["More came so far than were wanted: {so_far} of {how_many}"]),
        ({"so_far": 7}, []),
    ],
)
def test_odd_figures_and_days_of_evidence_are_pointed_out(given, said):
    nothing = dict.fromkeys(("asked_on", "due_on", "how_many", "so_far"))

    assert [why.text for why in remarks_on(**{**nothing, **given})] == said

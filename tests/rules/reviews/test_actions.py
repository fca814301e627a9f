from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from system_review.reviews.rules.actions import is_overdue, why_not_wait
from system_review.reviews.rules.findings import why_no_reason, why_not_answered, why_not_recolour

TODAY = date(2027, 4, 20)


@pytest.mark.parametrize(
    ("status", "due_on", "overdue"),
    [
        ("not_started", date(2027, 4, 19), True),
        ("blocked", date(2027, 4, 19), True),
        ("not_started", TODAY, False),
        ("done", date(2027, 4, 19), False),
        ("not_needed", date(2027, 4, 19), False),
        ("under_way", None, False),
    ],
)
def test_overdue_from_the_day_after_and_only_while_open(status, due_on, overdue):
    assert is_overdue(status=status, due_on=due_on, today=TODAY) is overdue


def test_an_action_cannot_wait_for_itself_or_in_a_circle():
    assert why_not_wait(1, 1, waiting={})
    assert why_not_wait(1, 2, waiting={2: [3], 3: [1]})
    assert why_not_wait(1, 2, waiting={2: [3], 3: [4]}) is None


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=40))
def test_waits_that_pass_never_make_a_circle(pairs):
    waiting: dict[int, set[int]] = {}
    for action, other in pairs:
        if why_not_wait(action, other, waiting=waiting) is None:
            waiting.setdefault(action, set()).add(other)

    assert not any(_reaches(start, start, waiting) for start in waiting)


def _reaches(start: int, goal: int, waiting: dict[int, set[int]]) -> bool:
    ahead, seen = list(waiting.get(start, ())), set()
    while ahead:
        current = ahead.pop()
        if current == goal:
            return True
        if current not in seen:
            seen.add(current)
            ahead.extend(waiting.get(current, ()))
    return False


def test_a_new_colour_needs_to_be_another_one_and_a_reason():
    assert why_not_recolour("red", "red")
    assert why_not_recolour("red", "purple")
    assert why_not_recolour("red", "amber") is None
    assert why_no_reason(" ")
    assert why_no_reason("It is better") is None


def test_every_open_action_needs_an_answer():
    assert why_not_answered(["a", "b"], {"a": "done"})
    assert why_not_answered(["a"], {"a": "perhaps"})
    assert why_not_answered(["a", "b"], {"a": "done", "b": "carry_on"}) is None

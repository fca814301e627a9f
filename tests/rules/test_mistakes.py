"""Gathering what is wrong with one form."""

from __future__ import annotations

import pytest

from system_review.errors import Mistakes, Refused, Why


def test_nothing_wrong_is_nothing_told():
    mistakes = Mistakes()

    with mistakes:
        pass
    mistakes.add(None, field="text")

    mistakes.tell()


def test_all_that_is_wrong_is_told_in_the_order_in_which_it_was_found():
    mistakes = Mistakes()
    with mistakes:
        raise Refused(Why("One"), field="a", others=[Refused(Why("Two"), field="b")])
    mistakes.add(Why("Three"), field="c")

    with pytest.raises(Refused, match="One") as refused:
        mistakes.tell()

    assert [one.field for one in refused.value.everything()] == ["a", "b", "c"]


def test_what_is_no_refusal_goes_through():
    with pytest.raises(ZeroDivisionError), Mistakes():
        raise ZeroDivisionError

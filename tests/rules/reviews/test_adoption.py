"""What a schema cannot say: when the parts of a review from a file do not fit together."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from system_review.reviews.rules.adoption import why_not_adopt
from system_review.reviews.snapshots import (
    ActionSnapshot,
    AgencySnapshot,
    ColourChangeSnapshot,
    LeadSnapshot,
    ReviewSnapshot,
    SeeAlsoSnapshot,
    ServesSnapshot,
    ValueSnapshot,
)
from tests.documents.snapshots import small_audit, small_grid

SERVES = (ServesSnapshot(finding="f1", colour="red"),)


def action(ref: str, **more: Any) -> ActionSnapshot:
    parts: dict[str, Any] = {"text": "Brief them.", "serves": SERVES, "status": "not_started", "priority": "normal"}
    return ActionSnapshot(ref=ref, **{**parts, **more})


def grid(**changed: Any) -> ReviewSnapshot:
    return small_grid(**{"actions": (), "findings": small_grid().findings[:3], **changed})


def with_first(part: str, **changed: Any) -> ReviewSnapshot:
    """The small grid with something changed in the first of a part."""
    first, *others = getattr(grid(), part)
    return grid(**{part: (first.model_copy(update=changed), *others)})


def said(snapshot: ReviewSnapshot) -> str:
    return str(why_not_adopt(snapshot))


@pytest.mark.parametrize(
    "snapshot", [grid(), small_audit(), grid(actions=(action("a1"), action("a2", waits_for=("a1",))))]
)
def test_what_fits_together_can_be_adopted(snapshot: ReviewSnapshot) -> None:
    assert why_not_adopt(snapshot) is None


@pytest.mark.parametrize(
    ("waiting", "circle"),
    [
        ({"a1": ["a1"]}, "a1"),
        ({"a1": ["a2"], "a2": ["a1"]}, "a1, a2"),
        ({"a1": ["a2"], "a2": ["a3"], "a3": ["a2"]}, "a2, a3"),
        ({"a1": [], "a2": ["a1", "a4"], "a3": ["a2"], "a4": ["a3"]}, "a2, a4, a3"),
    ],
)
def test_actions_cannot_wait_for_one_another_in_a_circle(waiting: dict[str, list[str]], circle: str) -> None:
    actions = tuple(action(ref, waits_for=tuple(others)) for ref, others in waiting.items())

    assert said(grid(actions=actions)).endswith(f"waits_for: {circle} wait for one another")


def test_many_may_wait_for_one_and_one_for_many() -> None:
    names = [f"a{n}" for n in range(1, 6)]
    actions = tuple(action(ref, waits_for=tuple(names[:place])) for place, ref in enumerate(names))

    assert why_not_adopt(grid(actions=actions)) is None


@pytest.mark.parametrize(
    ("snapshot", "place"),
    [
        (grid(review=grid().review.model_copy(update={"date": date(1899, 12, 31)})), "review › date"),
        (grid(review=grid().review.model_copy(update={"date": date(2200, 1, 1)})), "review › date"),
        (grid(actions=(action("a1", due_on=date(9999, 12, 31)),)), "actions › a1 › due_on"),
        (with_first("evidence", on=date(1, 1, 1)), "evidence › e1 › on"),
        (
            with_first("findings", changes=(ColourChangeSnapshot(before="red", after="amber", on=date(1, 1, 1)),)),
            "findings › f1 › changes › on",
        ),
        (with_first("cells", rated_at=datetime(2027, 4, 14)), "cells › c1 › rated_at"),  # noqa: DTZ001 - that is the point
        (with_first("cells", rated_at=datetime.max.replace(tzinfo=UTC)), "cells › c1 › rated_at"),
    ],
)
def test_days_and_moments_that_are_surely_slips_are_told(snapshot: ReviewSnapshot, place: str) -> None:
    assert said(snapshot).startswith(place)


@pytest.mark.parametrize("line_end", ["\n", "\x85", "\u2028", "\v"])
def test_names_stand_on_one_line(line_end: str) -> None:
    name = f"Police{line_end}and crime"

    assert said(with_first("agencies", name=name)) == "agencies › g1 › name: write it on one line"
    assert said(with_first("leads", name=name)) == "leads › l1 › name: write it on one line"
    assert said(grid(partnership=name)) == "partnership: write it on one line"


@pytest.mark.parametrize(
    ("snapshot", "sentence"),
    [
        (with_first("findings", also_in=("c1",)), "findings › f1 › also_in: the finding stands in c1 itself"),
        (with_first("findings", see_also=(SeeAlsoSnapshot(),)), "findings › f1 › see_also: name a cell or an action"),
        (with_first("findings", on_behalf_of="g9"), "findings › f1 › on_behalf_of: g9 is not among the agencies"),
        (grid(values=(ValueSnapshot(key="collaborative", name=" "),)), "values › 1: name a value of the framework"),
        (grid(values=(ValueSnapshot(name=" "),)), "values › 1: name a value of the framework"),
        (grid(values=(ValueSnapshot(key="kind"),)), "values › 1: name a value of the framework"),
        (grid(values=(ValueSnapshot(name="Kind", extent="much"),)), "values › 1 › extent: much is not known"),
        (grid(values=(ValueSnapshot(name="Kind"),) * 2), "values › 1: this value stands there twice"),
        (
            grid(agencies=(*grid().agencies, AgencySnapshot(ref="g9", name="Police"))),
            "agencies: Police stands there twice",
        ),
        (with_first("leads", name=" ", role="", agency=None), "leads › l1: a lead needs a name, a role or an agency"),
        (
            grid(leads=(*grid().leads, LeadSnapshot(ref="l9", name="Meera", agency="g3"))),
            "leads: Meera stands there twice",
        ),
        (grid(actions=(action("a1", serves=()),)), "actions › a1 › serves: an action serves at least one finding"),
        (grid(actions=(action("a1", leads=("l1", "l1")),)), "actions › a1 › leads: something is named twice"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(snapshot: ReviewSnapshot, sentence: str) -> None:
    assert said(snapshot).startswith(sentence)


def test_a_framework_in_the_file_is_held_to_the_rules_of_framework_files() -> None:
    framework = grid().framework
    worse = framework.model_copy(update={"scale": tuple(reversed(framework.scale))})
    doubled = framework.model_copy(update={"domains": (framework.domains[0],) * 2})

    assert said(grid(framework=worse)).startswith("framework › scale: Put the steps in order")
    assert said(grid(framework=doubled)).startswith("framework › domains › 2 › key: Give it a key of its own")


def test_a_text_of_the_framework_needs_a_wording() -> None:
    assert said(grid(framework=grid().framework.model_copy(update={"title": {}}))) == (
        "framework › title: write the text, or take it out"
    )

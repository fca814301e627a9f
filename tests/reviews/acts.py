"""The pairs of acts that are most likely to hurt one another, and a small review in which they can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from system_review.partnerships.models import Member
from system_review.partnerships.queries import member_in
from system_review.partnerships.rules import Role
from system_review.partnerships.services.members import Part, change_part, end_membership
from system_review.reviews.models import (
    Action,
    AgreedVersion,
    Cell,
    ColourChange,
    Comment,
    Finding,
    PlaceRating,
    ProgressNote,
    Review,
    ReviewPlace,
    Serving,
    UndoStep,
    Waiting,
)
from system_review.reviews.rules.audience import Audience
from system_review.reviews.rules.findings import Onward
from system_review.reviews.services.actions import (
    Plan,
    add_action,
    add_note,
    archive_action,
    edit_action,
    serve_finding,
    stop_serving,
)
from system_review.reviews.services.audience import set_audience
from system_review.reviews.services.comments import answer_comment, settle_comment, withdraw_comment
from system_review.reviews.services.findings import add_finding, edit_finding
from system_review.reviews.services.moves import archive_finding, move_finding, recolour_finding
from system_review.reviews.services.ratings import rate_cell, rate_place
from system_review.reviews.services.review_places import Onward as Belonging
from system_review.reviews.services.review_places import add_place, remove_place, rename_place
from system_review.reviews.services.undo import undo
from tests import factories
from tests.factories import AT, TODAY

NUMBERS = count(1)


class Scene:
    """A partnership of its own with a small review: a red and an amber finding, and actions for them.

    "Both" serves both findings, "first" and "other" the red one, "free" the amber one.
    """

    def __init__(self) -> None:
        self.partnership = factories.partnership(f"Eastmere {next(NUMBERS)}")
        self.lead = self._member("Anwen", Role.ADMINISTRATOR, Role.REVIEW_LEAD)
        self.second = self._member("Bethan", Role.ADMINISTRATOR, Role.REVIEW_LEAD)
        self.review = factories.review(self.lead, key="section-175-schools")
        self.cell, self.next_cell = factories.cell(self.review, 0), factories.cell(self.review, 1)
        self.red = factories.finding(self.cell, "red", "The red one")
        self.amber = factories.finding(self.cell, "amber", "The amber one")
        self.both = factories.action(self.red, "both")
        serve_finding(action=self.both, finding=self.amber, by=self.lead, at=AT)
        self.first, self.other = factories.action(self.red, "first"), factories.action(self.red, "other")
        self.free = factories.action(self.amber, "free")
        self.comment = factories.comment(self.red, by=self.second)
        self.step: UndoStep | None = None
        self.north: ReviewPlace | None = None

    def _member(self, name: str, *roles: Role) -> Member:
        person = factories.person(f"{name}{next(NUMBERS)}")
        return Member.unscoped.create(partnership=self.partnership, person=person, roles=list(roles))

    def again(self, thing: Any) -> Any:
        """The thing as it stands in the database now, as a request would load it."""
        return type(thing).unscoped.get(pk=thing.pk)

    def asking(self, member: Member) -> Member:
        """The member as the door of a request finds them."""
        return member_in(self.partnership.slug, person=member.person)

    def state(self) -> dict[str, list[Any]]:
        """What a person would find, in words: no running numbers, no moments."""

        def rows(model: Any, *columns: str, **of: Any) -> list[Any]:
            return sorted(map(repr, model.unscoped.filter(**of).values_list(*columns)))

        def with_archived(model: Any, *columns: str) -> list[Any]:
            found = model.unscoped.filter(review=self.review)
            return sorted(repr((*row[:-1], row[-1] is not None)) for row in found.values_list(*columns, "archived_at"))

        review = self.review
        return {
            "findings": with_archived(Finding, "text", "colour", "cell__position", "version"),
            "actions": with_archived(Action, "text", "status", "version"),
            "servings": rows(Serving, "action__text", "finding__text", "colour", action__review=review),
            "waits": rows(Waiting, "action__text", "waits_for__text", action__review=review),
            "progress": rows(ProgressNote, "action__text", "text", action__review=review),
            "colours": rows(ColourChange, "finding__text", "before", "after", finding__review=review),
            "cells": rows(Cell, "position", "rating", "reason", "version", review=review, position__lt=2),
            "places": with_archived(ReviewPlace, "name", "version"),
            "for places": rows(Finding, "text", "for_place__name", "for_place__archived_at", review=review),
            "rated": rows(PlaceRating, "for_place__folded", "rating", "version", cell=self.cell),
            "review": rows(
                Review, "has_places", "audience", "version", "team_members__member__person__name", pk=review.pk
            ),
            "agreed": rows(AgreedVersion, "number", "name", review=review),
            "comments": [
                repr((row.text, row.settled_at is not None, row.withdrawn_at is not None, row.version))
                for row in Comment.unscoped.filter(review=review).order_by("text")
            ],
            "undone": [step.undone_at is not None for step in UndoStep.unscoped.filter(review=review).order_by("pk")],
            "members": [
                repr((row.roles, row.ended_at is not None))
                for row in Member.unscoped.filter(partnership=self.partnership, person__isnull=False).order_by("pk")
            ],
        }


def plan_for_red(scene: Scene) -> None:
    add_action(finding=scene.again(scene.red), plan=Plan(text="planned"), by=scene.lead, at=AT)


def link_free_to_red(scene: Scene) -> None:
    serve_finding(action=scene.again(scene.free), finding=scene.again(scene.red), by=scene.lead, at=AT)


def archive_red(scene: Scene) -> None:
    archive_finding(finding=scene.again(scene.red), seen=1, by=scene.second, at=AT)


def edit_red(scene: Scene) -> None:
    edit_finding(
        finding=scene.again(scene.red),
        seen=1,
        text="Reworded",
        about=[],
        on_behalf_of=None,
        evidence=[],
        by=scene.lead,
        at=AT,
    )


def red_turns_amber(scene: Scene) -> None:
    onward = {scene.both.public_id: Onward.CARRY_ON, scene.first.public_id: Onward.DONE}
    recolour_finding(
        finding=scene.again(scene.red),
        seen=1,
        colour="amber",
        on=TODAY,
        reason="The panel has met.",
        onward={**onward, scene.other.public_id: Onward.CARRY_ON},
        by=scene.lead,
        at=AT,
    )


def move_red(scene: Scene) -> None:
    move_finding(finding=scene.again(scene.red), seen=1, cell=scene.next_cell, by=scene.second, at=AT)


def both_leaves_red(scene: Scene) -> None:
    stop_serving(action=scene.again(scene.both), finding=scene.again(scene.red), by=scene.lead, at=AT)


def both_leaves_amber(scene: Scene) -> None:
    stop_serving(action=scene.again(scene.both), finding=scene.again(scene.amber), by=scene.second, at=AT)


def _waits(scene: Scene, one: Action, another: Action) -> None:
    plan = Plan(text=one.text, waits_for=[scene.again(another)])
    edit_action(action=scene.again(one), seen=1, plan=plan, by=scene.lead, at=AT)


def first_waits_for_other(scene: Scene) -> None:
    _waits(scene, scene.first, scene.other)


def other_waits_for_first(scene: Scene) -> None:
    _waits(scene, scene.other, scene.first)


def archive_first(scene: Scene) -> None:
    archive_action(action=scene.again(scene.first), seen=1, by=scene.second, at=AT)


def finish_first(scene: Scene, by: str = "Anwen") -> None:
    add_note(
        action=scene.again(scene.first),
        seen=1,
        text=f"Done, says {by}",
        on=TODAY,
        status="done",
        difference="",
        by=scene.lead,
        at=AT,
    )


def finish_first_as_well(scene: Scene) -> None:
    finish_first(scene, "Bethan")


def rate(scene: Scene) -> None:
    rate_cell(
        cell=scene.again(scene.cell),
        seen=1,
        rating="amber",
        reason="The panel found so",
        agreed_at="",
        by=scene.second,
        at=AT,
    )


def write_another(scene: Scene) -> None:
    add_finding(cell=scene.again(scene.cell), colour="green", text="Another", by=scene.asking(scene.second), at=AT)


def second_is_removed(scene: Scene) -> None:
    end_membership(member=scene.again(scene.second), by=scene.lead, at=AT)


def _only_leads(member: Member, by: Member) -> None:
    change_part(member=member, part=Part(roles=[Role.REVIEW_LEAD]), seen=member.stamp, by=by, at=AT)


def second_is_no_administrator(scene: Scene) -> None:
    _only_leads(scene.again(scene.second), scene.asking(scene.lead))


def first_is_no_administrator(scene: Scene) -> None:
    _only_leads(scene.again(scene.lead), scene.asking(scene.second))


def _shown_to(scene: Scene, audience: Audience) -> None:
    set_audience(review=scene.again(scene.review), seen=1, audience=audience, team=[], days={}, by=scene.lead, at=AT)


def reveal(scene: Scene) -> None:
    _shown_to(scene, Audience.ALL)


def keep_to_the_team(scene: Scene) -> None:
    _shown_to(scene, Audience.TEAM)


def settle(scene: Scene) -> None:
    settle_comment(comment=scene.again(scene.comment), seen=1, by=scene.lead, at=AT)


def withdraw(scene: Scene) -> None:
    withdraw_comment(comment=scene.again(scene.comment), seen=1, by=scene.second, at=AT)


def answer(scene: Scene) -> None:
    answer_comment(comment=scene.again(scene.comment), text="We do.", by=scene.lead, at=AT)


def take_it_back(scene: Scene) -> None:
    assert scene.step is not None
    undo(step=scene.again(scene.step), by=scene.lead, at=AT)


def take_it_back_as_well(scene: Scene) -> None:
    take_it_back(scene)


def edit_other(scene: Scene) -> None:
    edit_action(action=scene.again(scene.other), seen=1, plan=Plan(text="other, reworded"), by=scene.second, at=AT)


def write_for_north(scene: Scene) -> None:
    add_finding(
        cell=scene.again(scene.cell), colour="green", text="There", for_place=scene.again(scene.north),
        by=scene.lead, at=AT,
    )  # fmt: skip


def rate_north(scene: Scene) -> None:
    given = PlaceRating.unscoped.get(cell=scene.cell, for_place=scene.north)
    rate_place(given=given, seen=1, rating="green", reason="Better there", agreed_at="", by=scene.lead, at=AT)


def rate_north_as_well(scene: Scene) -> None:
    given = PlaceRating.unscoped.get(cell=scene.cell, for_place=scene.north)
    rate_place(given=given, seen=1, rating="red", reason="Worse there", agreed_at="", by=scene.second, at=AT)


def remove_north(scene: Scene) -> None:
    remove_place(place=scene.again(scene.north), seen=1, onward=Belonging(None), by=scene.second, at=AT)


def rename_north(scene: Scene) -> None:
    rename_place(place=scene.again(scene.north), seen=1, name="Upper Northam", by=scene.lead, at=AT)


def add_south(scene: Scene) -> None:
    add_place(review=scene.again(scene.review), name="Southam", by=scene.lead, at=AT)


def add_south_as_well(scene: Scene) -> None:
    add_place(review=scene.again(scene.review), name="Southam", by=scene.second, at=AT)


def has_north(scene: Scene) -> None:
    scene.north = add_place(review=scene.review, name="Northam", by=scene.lead, at=AT)


@dataclass(frozen=True)
class Pair:
    """Two acts, and what has happened before them."""

    one: Callable[[Scene], None]
    another: Callable[[Scene], None]
    before: Callable[[Scene], None] | None = None

    def scene(self) -> Scene:
        """A fresh scene in which both can act."""
        scene = Scene()
        if self.before is not None:
            self.before(scene)
        return scene

    def __str__(self) -> str:
        return f"{self.one.__name__}-{self.another.__name__}"


def free_was_archived(scene: Scene) -> None:
    scene.step = archive_action(action=scene.again(scene.free), seen=1, by=scene.lead, at=AT)


def amber_was_archived(scene: Scene) -> None:
    scene.step = archive_finding(finding=scene.again(scene.amber), seen=1, by=scene.lead, at=AT)


PAIRS = [
    Pair(archive_red, plan_for_red),
    Pair(archive_red, link_free_to_red),
    Pair(archive_red, edit_red),
    Pair(archive_red, both_leaves_amber),
    Pair(red_turns_amber, plan_for_red),
    Pair(red_turns_amber, link_free_to_red),
    Pair(red_turns_amber, archive_red),
    Pair(red_turns_amber, edit_other),
    Pair(red_turns_amber, archive_first),
    Pair(red_turns_amber, move_red),
    Pair(both_leaves_red, both_leaves_amber),
    Pair(first_waits_for_other, other_waits_for_first),
    Pair(archive_first, finish_first),
    Pair(finish_first, finish_first_as_well),
    Pair(rate, red_turns_amber),
    Pair(second_is_removed, write_another),
    Pair(second_is_no_administrator, first_is_no_administrator),
    Pair(reveal, keep_to_the_team),
    Pair(settle, withdraw),
    Pair(withdraw, answer),
    Pair(take_it_back, take_it_back_as_well, before=free_was_archived),
    Pair(take_it_back, both_leaves_red, before=amber_was_archived),
    Pair(remove_north, write_for_north, before=has_north),
    Pair(remove_north, rename_north, before=has_north),
    Pair(remove_north, rate_north, before=has_north),
    Pair(rate_north, rate_north_as_well, before=has_north),
    Pair(add_south, add_south_as_well),
]

# These left a state that no order leaves, or waited for one another, before the review was locked.
TORN_ONCE = [
    Pair(red_turns_amber, plan_for_red),
    Pair(both_leaves_red, both_leaves_amber),
    Pair(second_is_removed, write_another),
    Pair(remove_north, write_for_north, before=has_north),  # was not; it would be, if the place were not held
]

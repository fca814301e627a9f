"""Planning an action, changing it, and saying how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from system_review.audit.services import record
from system_review.errors import Mistakes, Refused, Why
from system_review.partnerships.access import (
    Unsaid,
    acting_for,
    change_of_agency,
    owns,
    require,
    require_own,
    spoken_for,
    spoken_for_now,
)
from system_review.partnerships.models import Agency, Lead, Member
from system_review.partnerships.rules import Permission
from system_review.partnerships.services import LeadName, leads_named
from system_review.reviews.models import Action, Finding, ProgressNote, ReviewPlace, Serving, UndoStep, Waiting
from system_review.reviews.queries.reporting import require_reporting
from system_review.reviews.rules import findings as rules
from system_review.reviews.rules.actions import why_not_wait
from system_review.reviews.rules.calendar_days import why_not_yet
from system_review.reviews.rules.told import rhythm_told, time_told, what_changed
from system_review.reviews.rules.words import Priority, Status, Unit
from system_review.reviews.services.locking import lock_review
from system_review.reviews.services.review_places import change_of_place, for_now
from system_review.reviews.services.telling import as_told
from system_review.reviews.services.undo import keep_undo, set_leads
from system_review.rows.models import change, once
from system_review.texts import held


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person plans: all that one form of an action holds. `due_on` of a recurring action is the next time."""

    text: str
    leads: Sequence[LeadName] = ()
    due_words: str = ""
    due_on: date | None = None
    repeats_every: int | None = None
    repeats_unit: str = ""
    status: str = Status.NOT_STARTED
    priority: str = Priority.NORMAL
    difference: str = ""
    waits_for: Sequence[Action] = field(default=())
    for_place: ReviewPlace | Unsaid | None = Unsaid.UNSAID  # where nothing is said of it, as it was; anew, for all
    is_check: bool | None = None  # None: as it is

    def columns(self) -> dict[str, Any]:
        """The plan as columns of the table, checked. Raises `Refused`."""
        mistakes, texts = Mistakes(), dict.fromkeys(("text", "due_words", "difference"), "")
        for name in texts:
            with mistakes:
                texts[name] = held(getattr(self, name), field=name).strip()
        mistakes.add(rules.why_not_plan(self.text), field="text")
        _check_choices(self, mistakes)
        mistakes.tell()
        return {
            "text": texts["text"],
            "due_words": texts["due_words"],
            "due_on": self.due_on,
            "repeats_every": self.repeats_every if self.repeats_unit else None,
            "repeats_unit": self.repeats_unit if self.repeats_every else "",
            "status": self.status,
            "priority": self.priority,
            "difference": texts["difference"],
        }


def _check_choices(plan: Plan, mistakes: Mistakes) -> None:
    if plan.status not in set(Status):
        mistakes.add(Why("Select how the action stands"), field="status")
    if plan.priority not in set(Priority):
        mistakes.add(Why("Select a priority"), field="priority")
    if plan.repeats_unit and plan.repeats_unit not in set(Unit):
        mistakes.add(Why("Select how often it comes round"), field="repeats_unit")
    if plan.repeats_every is not None and not 1 <= plan.repeats_every <= 60:
        mistakes.add(Why("Enter a number from 1 to 60"), field="repeats_every")


def add_action(
    *,
    finding: Finding,
    plan: Plan,
    on_behalf_of: Agency | None = None,
    key: str = "",
    by: Member,
    at: datetime,
) -> Action:
    """Plan an action for a finding. Its kind follows from the finding's colour."""
    require(by, Permission.ACTION_WRITE)
    values = plan.columns()
    on_behalf_of = spoken_for(by, on_behalf_of)

    def make() -> Action:
        lock_review(finding.review_id)
        place = for_now(finding.review_id, None, plan.for_place)
        action = Action.unscoped.create(
            partnership_id=finding.partnership_id,
            review_id=finding.review_id,
            on_behalf_of=on_behalf_of,
            for_place=place,
            written_by=by,
            written_at=at,
            changed_at=at,
            is_check=bool(plan.is_check),
            **values,
        )
        _serve(action, finding)
        leads = leads_named(plan.leads, by=by, at=at)
        set_leads(action, [lead.pk for lead in leads])
        _set_waits(action, plan.waits_for, by)
        record(
            "action.added",
            subject=action,
            by=by,
            at=at,
            review=finding.review,
            text=values["text"],
            leads=_names(leads),
            due=time_told(values["due_words"], values["due_on"]) or None,
            repeats=rhythm_told(values["repeats_every"], values["repeats_unit"]) or None,
            place=place.name if place else None,
            on_behalf_of=on_behalf_of.name if on_behalf_of else None,
        )
        return action

    return once(Action, member_id=by.pk, key=key, make=make)


def _serve(action: Action, finding: Finding) -> None:
    """Let an action serve a finding, under the review's lock, for the colour that the finding has now."""
    finding.refresh_from_db(fields=["colour"], from_queryset=Finding.unscoped.all())
    last = Serving.unscoped.filter(finding=finding).aggregate(last=Max("position"))["last"]
    Serving.unscoped.create(
        partnership_id=action.partnership_id,
        action=action,
        finding=finding,
        colour=finding.colour,
        position=0 if last is None else last + 1,
    )


def _names(leads: Sequence[Lead]) -> str | None:
    return "; ".join(str(lead) for lead in leads) or None


@transaction.atomic
def edit_action(
    *,
    action: Action,
    seen: int,
    plan: Plan,
    on_behalf_of: Agency | Unsaid | None = Unsaid.UNSAID,
    by: Member,
    at: datetime,
) -> None:
    """Change an action as its form says. `seen` is the version the person looked at."""
    require(by, Permission.ACTION_WRITE)
    require_own(by, action)
    values, behalf = plan.columns(), acting_for(by, action)
    agency = spoken_for_now(by, action, on_behalf_of)
    lock_review(action.review_id)
    before, stood, agencies = action.text, as_told([action])[0], change_of_agency(action.on_behalf_of, agency)
    place = for_now(action.review_id, action.for_place, plan.for_place)
    places = change_of_place(action.for_place, place)
    change(action, seen=seen, changed_at=at, on_behalf_of=agency, for_place=place, **values)
    set_leads(action, [lead.pk for lead in leads_named(plan.leads, by=by, at=at)])
    _set_waits(action, plan.waits_for, by)
    record(
        "action.edited",
        subject=action,
        by=by,
        at=at,
        review=action.review,
        before=before if before != values["text"] else None,
        after=values["text"] if before != values["text"] else None,
        on_behalf_of=behalf,
        **what_changed(stood, as_told([action])[0]),
        **agencies,
        **places,
    )


def _set_waits(action: Action, others: Sequence[Action], by: Member) -> None:
    """Set what an action waits for, under the review's lock, so that two people cannot close a circle together.

    It goes on waiting for what this member does not see: no form offers that.
    """
    links = Waiting.objects.visible_to(by).filter(action=action)
    now = set(links.values_list("waits_for_id", flat=True))
    if now == {other.pk for other in others}:
        return
    waiting: dict[int, set[int]] = {}
    pairs = Waiting.unscoped.filter(action__review_id=action.review_id).exclude(action=action)
    for one, another in pairs.values_list("action_id", "waits_for_id"):
        waiting.setdefault(one, set()).add(another)
    for other in others:
        if other.review_id != action.review_id:
            raise Refused(Why("Choose an action of this review"), field="waits_for")
        if why := why_not_wait(action.pk, other.pk, waiting=waiting):
            raise Refused(why, field="waits_for")
    Waiting.unscoped.filter(action=action, waits_for__in=now).delete()
    Waiting.unscoped.bulk_create(
        Waiting(partnership_id=action.partnership_id, action=action, waits_for=other) for other in others
    )


@transaction.atomic
def add_note(
    *, action: Action, seen: int, text: str, on: date, status: str, difference: str, by: Member, at: datetime
) -> None:
    """Say how an action stands: a dated note, its status, and what difference it made. Its lead does so too."""
    _require_reporting(action, by)
    mistakes = Mistakes()
    mistakes.add(None if status in set(Status) else Why("Select how the action stands"), field="status")
    mistakes.add(why_not_yet(on, today=timezone.localdate(at)), field="on")
    with mistakes:
        text = held(text, field="text").strip()
    with mistakes:
        difference = held(difference, field="difference").strip()
    mistakes.tell()
    before, earlier = action.status, action.difference
    change(action, seen=seen, status=status, difference=difference, changed_at=at)
    if text:
        ProgressNote.unscoped.create(
            partnership_id=action.partnership_id, action=action, on=on, text=text, by_name=by.name
        )
    record(
        "action.progressed",
        subject=action,
        by=by,
        at=at,
        review=action.review,
        before=before,
        after=status,
        note=text or None,
        difference=difference or None if difference != earlier else None,
        on_behalf_of=acting_for(by, action),
    )


def _require_reporting(action: Action, by: Member) -> None:
    """Raise `NotAllowed` unless this member may say how this action stands."""
    require(by, Permission.ACTION_REPORT)
    require_reporting(action, by)


@transaction.atomic
def done_this_time(*, action: Action, seen: int, on: date, next_on: date | None, by: Member, at: datetime) -> None:
    """A recurring action was done once more: when, and when it is next due."""
    require(by, Permission.ACTION_WRITE)
    require_own(by, action)
    if not action.repeats_unit:
        raise Refused(Why("This action does not come round again: set its status to done"))
    if why := why_not_yet(on, today=timezone.localdate(at)):
        raise Refused(why, field="on")
    if next_on is not None and next_on <= on:
        raise Refused(Why("Enter a next date after the day it was done"), field="next_on")
    change(action, seen=seen, last_done_on=on, due_on=next_on, status=Status.NOT_STARTED, changed_at=at)
    record(
        "action.done_this_time",
        subject=action,
        by=by,
        at=at,
        review=action.review,
        on=on.isoformat(),
        next=next_on.isoformat() if next_on else None,
        on_behalf_of=acting_for(by, action),
    )


@transaction.atomic
def serve_finding(*, action: Action, finding: Finding, by: Member, at: datetime) -> None:
    """Let an existing action serve another finding as well: it stays one action with one status.

    Its version stays too: whoever sees the action but not that finding could tell by it.
    """
    require(by, Permission.ACTION_WRITE)
    _require_either(action, finding, by)
    if finding.review_id != action.review_id:
        raise Refused(Why("Choose an action of this review"), field="action")
    lock_review(action.review_id)
    if not Serving.unscoped.filter(action=action, finding=finding).exists():
        _serve(action, finding)
        _record_link("action.linked", action, finding, by, at)


def _require_either(action: Action, finding: Finding, by: Member) -> None:
    """A link is made and taken away by whoever may change one of its ends."""
    if not owns(by, action):
        require_own(by, finding)


def _record_link(kind: str, action: Action, finding: Finding, by: Member, at: datetime) -> None:
    behalf = acting_for(by, action if owns(by, action) else finding)
    record(kind, subject=action, by=by, at=at, review=action.review, finding=finding.public_id, on_behalf_of=behalf)


@transaction.atomic
def stop_serving(*, action: Action, finding: Finding, by: Member, at: datetime) -> None:
    """An action no longer serves a finding. The last finding stays: archive the action instead."""
    require(by, Permission.ACTION_WRITE)
    _require_either(action, finding, by)
    lock_review(action.review_id)
    if Serving.objects.visible_to(by).filter(action=action).exclude(finding=finding).count() == 0:
        raise Refused(Why("This is the only finding of the action: archive the action instead"))
    Serving.unscoped.filter(action=action, finding=finding).delete()
    _record_link("action.unlinked", action, finding, by, at)


@transaction.atomic
def archive_action(*, action: Action, seen: int, by: Member, at: datetime) -> UndoStep:
    """Take an action off the plan. It can be brought back."""
    require(by, Permission.ACTION_WRITE)
    require_own(by, action)
    if action.archived_at:
        raise Refused(Why("This action is archived already"))
    change(action, seen=seen, archived_at=at, changed_at=at)
    undo = keep_undo("action.archived", review=action.review, rows=[(action, {"archived_at": None})], by=by, at=at)
    behalf = acting_for(by, action)
    record("action.archived", subject=action, by=by, at=at, review=action.review, on_behalf_of=behalf)
    return undo


@transaction.atomic
def restore_action(*, action: Action, seen: int, by: Member, at: datetime) -> None:
    """Bring an archived action back."""
    require(by, Permission.ACTION_WRITE)
    require_own(by, action)
    if action.archived_at is None:
        raise Refused(Why("This action is not archived"))
    change(action, seen=seen, archived_at=None, changed_at=at)
    behalf = acting_for(by, action)
    record("action.restored", subject=action, by=by, at=at, review=action.review, on_behalf_of=behalf)

"""An action outlives its review: what is still open there goes on under a finding of a later one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext

from system_review.audit.services import record
from system_review.errors import NotThere, Refused, Why
from system_review.partnerships.access import acting_for, owns, require, require_own
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, ActionLead, Finding, ProgressNote
from system_review.reviews.rules.actions import is_open
from system_review.reviews.rules.words import Status
from system_review.reviews.services.actions import Plan, add_action
from system_review.rows.models import change


@transaction.atomic
def carry_on(*, action: Action, seen: int, finding: Finding, by: Member, at: datetime) -> Action:
    """Let an open action of an earlier review go on under a finding of a later one, with its leads and its time.

    There it is a new action; in the earlier review nothing is left to do for it, and a note on both says so.
    Gives the new action. Raises `Refused` for one that is closed, or that is an action of the same review.
    """
    require(by, Permission.ACTION_WRITE)
    require_own(by, action)
    if finding.partnership_id != action.partnership_id:
        raise NotThere(Why("There is no such page"))
    if finding.review_id == action.review_id or finding.archived_at:
        raise Refused(Why("Choose a finding of a later review"), field="finding")
    if not is_open(action.status) or action.archived_at:
        raise Refused(Why("Nothing of this action is left to do: it is closed"))
    behalf = action.on_behalf_of if action.on_behalf_of and owns(by, action) else None
    on, earlier, later, plan = localdate(at), action.review.title, finding.review.title, _plan(action)
    change(action, seen=seen, status=Status.NOT_NEEDED, changed_at=at)
    made = add_action(finding=finding, plan=plan, on_behalf_of=behalf, by=by, at=at)
    for one, text in (
        (action, gettext("Goes on in %(title)s") % {"title": later}),
        (made, gettext("Comes from %(title)s") % {"title": earlier}),
    ):
        ProgressNote.unscoped.create(partnership_id=one.partnership_id, action=one, on=on, text=text, by_name=by.name)
    record(
        "action.carried_on",
        subject=action,
        by=by,
        at=at,
        review=action.review,
        to=made.public_id,
        on_behalf_of=acting_for(by, action),
    )
    return made


def _plan(action: Action) -> Plan:
    """The same once more, as it stands."""
    links = ActionLead.unscoped.filter(action=action).select_related("lead__agency").order_by("position", "pk")
    leads = [LeadName(one.lead.name, one.lead.role, one.lead.agency.name if one.lead.agency else "") for one in links]
    return Plan(
        text=action.text,
        leads=leads,
        due_words=action.due_words,
        due_on=action.due_on,
        repeats_every=action.repeats_every,
        repeats_unit=action.repeats_unit,
        status=action.status,
        priority=action.priority,
        difference=action.difference,
    )

"""What moved on in the example: each step set back to what it was before, and taken again by an invented member.

Setting back writes the rows themselves, for nobody did it; the steps forward are those that people take.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from system_review.frameworks.queries import content_of
from system_review.partnerships.models import Lead, Member
from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, ActionLead, Cell, ColourChange, Finding, Review, Serving
from system_review.reviews.rules.ratings import ratings_of, suggest
from system_review.reviews.rules.words import Colour, Status
from system_review.reviews.services.actions import Plan, edit_action
from system_review.reviews.services.findings import next_position
from system_review.reviews.services.moves import recolour_finding
from system_review.reviews.services.ratings import rate_cell
from system_review.reviews.services.undo import set_leads

EARLIER = timedelta(weeks=4)  # how much sooner an action was due before its date was moved

Forward = Callable[[Member, datetime, str], None]  # by whom, when, and at which meeting: its name, or ""


def set_back_green(review: Review, *, at: datetime) -> tuple[Cell, Forward] | None:
    """The finding that turned green last is amber again, and nothing is planned yet to sustain it; with its stage."""
    rows = ColourChange.unscoped.filter(finding__review=review, after=Colour.GREEN, finding__colour=Colour.GREEN)
    last = rows.select_related("finding__cell").order_by("on", "pk").last()
    if last is None:
        return None
    finding, place = last.finding, last.finding.position
    later = list(Serving.unscoped.filter(finding=finding, colour=Colour.GREEN).values_list("action_id", flat=True))
    Action.unscoped.filter(pk__in=later).update(archived_at=at)
    position = next_position(finding.cell, last.before)
    Finding.unscoped.filter(pk=finding.pk).update(colour=last.before, position=position)
    ColourChange.unscoped.filter(pk=last.pk).delete()

    def forward(by: Member, at: datetime, meeting: str) -> None:
        again = Finding.unscoped.select_related("review", "cell", "on_behalf_of").get(pk=finding.pk)
        recolour_finding(
            finding=again,
            seen=again.version,
            colour=last.after,
            on=last.on,
            reason=last.reason,
            onward={},
            by=by,
            at=at,
        )
        Finding.unscoped.filter(pk=finding.pk).update(position=place)
        ColourChange.unscoped.filter(finding=finding, on=last.on).update(by_name=last.by_name)
        Action.unscoped.filter(pk__in=later).update(archived_at=None, changed_at=at)

    return finding.cell, forward


def stage_at_odds(review: Review) -> Cell | None:
    """A stage that is rated otherwise than its findings suggest, for a reason."""
    scale = content_of(review.framework).scale
    for cell in Cell.unscoped.filter(review=review).exclude(reason="").order_by("position"):
        suggested = _suggested(review, cell)
        if suggested and cell.rating in ratings_of(scale) and cell.rating != suggested:
            return cell
    return None


def set_back_rating(review: Review, cell: Cell, *, at: datetime) -> Forward:
    """The stage is rated as its findings suggest now, since a moment."""
    end = cell.rating, cell.reason, cell.agreed_at
    Cell.unscoped.filter(pk=cell.pk).update(rating=_suggested(review, cell), reason="", agreed_at="", rated_at=at)

    def forward(by: Member, at: datetime, meeting: str) -> None:
        now = Cell.unscoped.select_related("review__framework").get(pk=cell.pk)
        rating, reason, where = end
        rate_cell(cell=now, seen=now.version, rating=rating, reason=reason, agreed_at=meeting or where, by=by, at=at)

    return forward


def _suggested(review: Review, cell: Cell) -> str | None:
    colours = Finding.unscoped.filter(cell=cell, archived_at=None).values_list("colour", flat=True)
    return suggest((Colour(colour) for colour in colours), content_of(review.framework).scale).rating


def plain_actions(review: Review) -> list[Action]:
    """Actions that nobody has begun, with a day and a lead and nothing that they wait for."""
    rows = Action.unscoped.filter(
        review=review, status=Status.NOT_STARTED, archived_at=None, repeats_every=None, due_words="", waits=None
    )
    return list(rows.exclude(due_on=None).filter(lead_links__position=0).order_by("pk"))


def set_back_due(action: Action) -> Forward:
    """The action was due four weeks sooner."""
    plan, end = _plan_of(action), action.due_on
    if end is not None:
        Action.unscoped.filter(pk=action.pk).update(due_on=end - EARLIER)
    return _edited(action, plan)


def set_back_lead(action: Action, others: Sequence[Lead]) -> Forward:
    """Somebody else led the action."""
    plan, leads = _plan_of(action), _leads_of(action)
    another = next(lead for lead in others if lead not in leads)
    set_leads(action, [another.pk, *(lead.pk for lead in leads[1:])])
    return _edited(action, plan)


def _edited(action: Action, plan: Plan) -> Forward:
    def forward(by: Member, at: datetime, meeting: str) -> None:
        now = Action.unscoped.select_related("review", "on_behalf_of", "for_place").get(pk=action.pk)
        edit_action(action=now, seen=now.version, plan=replace(plan, status=now.status), by=by, at=at)

    return forward


def _leads_of(action: Action) -> list[Lead]:
    links = ActionLead.unscoped.filter(action=action).order_by("position").select_related("lead__agency")
    return [link.lead for link in links]


def _plan_of(action: Action) -> Plan:
    """All that a form of the action would hold."""
    return Plan(
        action.text,
        [LeadName(lead.name, lead.role, lead.agency.name if lead.agency else "") for lead in _leads_of(action)],
        due_on=action.due_on,
        priority=action.priority,
        difference=action.difference,
    )

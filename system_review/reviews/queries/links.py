"""What a thing is linked to, as its form shows it."""

from __future__ import annotations

from typing import Any

from system_review.errors import NotThere, Why
from system_review.partnerships.models import Agency, Member
from system_review.reviews.models import (
    Action,
    ActionLead,
    AlsoRelevant,
    Cell,
    Finding,
    FindingEvidence,
    ProgressNote,
    SeeAlso,
    Serving,
    Waiting,
)
from system_review.reviews.rules.words import CLOSED


def finding_as_form(finding: Finding, *, visible_to: Member) -> dict[str, Any]:
    """A finding as it is saved, by the names of its form's fields."""
    evidence = FindingEvidence.objects.visible_to(visible_to).filter(finding=finding).order_by("pk")
    about = Agency.objects.visible_to(visible_to).filter(findings_about=finding).order_by("name")
    return {
        "text": finding.text,
        "about": list(about.values_list("public_id", flat=True)),
        "on_behalf_of": finding.on_behalf_of.public_id if finding.on_behalf_of else "",
        "evidence": list(evidence.values_list("evidence__public_id", flat=True)),
        "another_agency": "",
        "is_priority": finding.is_priority,
        "for_place": finding.for_place.public_id if finding.for_place else "",
    }


def said_at_check(finding: Finding, *, visible_to: Member) -> str:
    """What was noted last when somebody looked whether a finding is still green; "" if nobody did."""
    notes = ProgressNote.objects.visible_to(visible_to).filter(action__servings__finding=finding, action__is_check=True)
    last = notes.order_by("-pk").first()
    return str(last.text) if last else ""


def action_as_form(action: Action, *, visible_to: Member) -> dict[str, Any]:
    """An action as it is saved, by the names of its form's fields."""
    saved = {
        "text": action.text,
        "due_words": action.due_words,
        "due_on": action.due_on,
        "repeats_every": action.repeats_every,
        "repeats_unit": action.repeats_unit,
        "priority": action.priority,
        "status": action.status,
        "difference": action.difference,
        "on_behalf_of": action.on_behalf_of.public_id if action.on_behalf_of else "",
        "for_place": action.for_place.public_id if action.for_place else "",
        "waits_for": list(
            Waiting.objects.visible_to(visible_to).filter(action=action).values_list("waits_for__public_id", flat=True)
        ),
    }
    for row, lead in enumerate(leads_of_action(action, visible_to=visible_to)):
        saved |= {
            f"lead-{row}-name": lead.name,
            f"lead-{row}-role": lead.role,
            f"lead-{row}-agency": lead.agency.name if lead.agency else "",
        }
    return saved


def leads_of_action(action: Action, *, visible_to: Member) -> list[Any]:
    """The leads of an action, the accountable one first."""
    links = ActionLead.objects.visible_to(visible_to).filter(action=action).select_related("lead__agency")
    return [link.lead for link in links.order_by("position")]


def notes_of(action: Action, *, visible_to: Member) -> list[ProgressNote]:
    """The progress notes of an action, newest first."""
    return list(ProgressNote.objects.visible_to(visible_to).filter(action=action).order_by("-on", "-pk"))


def open_actions_of(finding: Finding, *, visible_to: Member) -> list[Action]:
    """The open actions of a finding's present plan, in order."""
    servings = (
        Serving.objects.visible_to(visible_to)
        .filter(finding=finding, colour=finding.colour, action__archived_at=None)
        .exclude(action__status__in=CLOSED)
        .select_related("action")
        .order_by("position", "pk")
    )
    return [serving.action for serving in servings]


def findings_of(action: Action, *, visible_to: Member) -> list[Finding]:
    """The findings that an action serves, in the order of the review."""
    rows = Finding.objects.visible_to(visible_to).filter(servings__action=action, archived_at=None)
    return list(rows.select_related("cell").order_by("cell__position", "position", "pk"))


def relevant_cells(finding: Finding, *, visible_to: Member) -> list[str]:
    """The public ids of the other cells that a finding is relevant to."""
    links = AlsoRelevant.objects.visible_to(visible_to).filter(finding=finding)
    return list(links.values_list("cell__public_id", flat=True))


def pointers_of(finding: Finding, *, visible_to: Member) -> list[SeeAlso]:
    """The cross-references of a finding."""
    links = SeeAlso.objects.visible_to(visible_to).filter(finding=finding).select_related("cell", "action")
    return list(links.order_by("pk"))


def first_cell_of(action: Action, *, visible_to: Member) -> Cell | None:
    """The cell where an action stands first; None if all its findings are archived."""
    found = findings_of(action, visible_to=visible_to)
    return found[0].cell if found else None


def any_cell_of(action: Action, *, visible_to: Member) -> Cell:
    """The cell of the first finding of an action, archived or not; else the first of its review."""
    cells = Cell.objects.visible_to(visible_to).filter(review=action.review_id).order_by("position")
    served = Serving.objects.visible_to(visible_to).filter(action=action).values("finding__cell")
    found = cells.filter(pk__in=served).first() or cells.first()
    if found is None:
        raise NotThere(Why("There is no such page"))
    return found

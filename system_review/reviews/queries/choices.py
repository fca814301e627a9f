"""What a form offers to choose from: public ids or values, with their words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from system_review.evidence.models import Evidence
from system_review.evidence.rules import EvidenceState, may_describe
from system_review.frameworks.queries import content_of
from system_review.partnerships.access import may
from system_review.partnerships.models import Lead, Member
from system_review.partnerships.queries import agencies_for, agencies_of
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.models import Action, Cell, Finding, Review, ReviewEvidence, Serving
from system_review.reviews.queries.blocks import evidence_line
from system_review.reviews.queries.finding_things import leads_seen
from system_review.reviews.queries.places import places_of
from system_review.reviews.queries.seeing import sight_of
from system_review.reviews.rules.words import CLOSED, Colour, Unrated
from system_review.texts import first_words, shown

Choices = list[tuple[str, Any]]
_WORDS = 14  # of a text that can be chosen


def agency_choices(member: Member) -> Choices:
    """The partnership's agencies."""
    return [(agency.public_id, shown(agency.name)) for agency in agencies_of(member)]


def own_agencies(member: Member) -> Choices | None:
    """The agencies for which a member speaks; None for whoever may speak for any."""
    if may(member, Permission.AGENCY_SPEAK_FOR_ANY):
        return None
    return [(agency.public_id, shown(agency.name)) for agency in agencies_for(member)]


def evidence_choices(review: Review, *, visible_to: Member) -> Choices:
    """The evidence that a review lists: what it is in a few words and, on a second line, the sentence about it.

    Whoever may not hear what it is reads the first line alone.
    """
    links = (
        ReviewEvidence.objects.visible_to(visible_to)
        .filter(review=review, evidence__archived_at=None)
        .select_related("evidence__source")
        .order_by("position", "pk")
    )
    whole = sight_of(review, visible_to=visible_to).in_team
    items = [link.evidence for link in links]
    return [(item.public_id, _two_lines(item, in_team=whole or item.written_by_id == visible_to.pk)) for item in items]


def _two_lines(item: Evidence, *, in_team: bool) -> str:
    if not may_describe(item.naming, in_team=in_team):
        return evidence_line(item, in_team=in_team)
    kind = wording.evidence_kind(item.kind)
    parts = [
        f"{kind} ({item.how_many})" if item.how_many else kind,
        shown(item.source.name) if item.source else "",
        wording.month(item.on) if item.on else "",
        gettext("still awaited") if item.state == EvidenceState.ASKED_FOR else "",
        gettext("still to be looked at") if item.state in (EvidenceState.PLANNED, EvidenceState.UNDER_WAY) else "",
        gettext("not available") if item.state == EvidenceState.NOT_AVAILABLE else "",
    ]
    line, sentence = ", ".join(part for part in parts if part), shown(item.sentence).strip()
    return f"{line}\n{sentence}" if sentence else line


def colour_choices(review: Review) -> Choices:
    """The colours of a finding in the framework's words."""
    framework, language = content_of(review.framework), wording.language_tag()
    return [(colour.value, framework.said(getattr(framework.colours, colour).word, language)) for colour in Colour]


def rating_choices(review: Review) -> Choices:
    """The scale from worst to best, then what can stand in place of a rating."""
    framework, language = content_of(review.framework), wording.language_tag()
    steps = [(step.key, framework.said(step.word, language)) for step in framework.scale]
    return [*steps, *((state.value, wording.unrated(state)) for state in Unrated)]


def cell_choices(review: Review, *, visible_to: Member, without: Cell | None = None) -> Choices:
    """The stages of a review, grouped by domain and level."""
    places = places_of(review).by_path
    groups: dict[str, Choices] = {}
    for cell in Cell.objects.visible_to(visible_to).filter(review=review).order_by("position"):
        place = places[cell.domain, cell.level, cell.stage]
        if without is None or cell.pk != without.pk:
            groups.setdefault(place.sheet, []).append((cell.public_id, place.stage))
    return list(groups.items())


def action_choices(review: Review, *, visible_to: Member, without: Action | None = None) -> Choices:
    """The actions of a review that are still open, by text."""
    rows = Action.objects.visible_to(visible_to).filter(review=review, archived_at=None).exclude(status__in=CLOSED)
    if without is not None:
        rows = rows.exclude(pk=without.pk)
    return [(row.public_id, first_words(row.text, _WORDS)) for row in rows.order_by("pk")]


def pointer_choices(finding: Finding, *, visible_to: Member) -> Choices:
    """What a finding's plan can point to: the actions of another stage, or one action."""
    cells = cell_choices(finding.review, visible_to=visible_to, without=finding.cell)
    actions = action_choices(finding.review, visible_to=visible_to)
    marked = [(group, [(f"cell:{public_id}", word) for public_id, word in items]) for group, items in cells]
    return [*marked, (gettext("One action"), [(f"action:{public_id}", word) for public_id, word in actions])]


def linkable_actions(finding: Finding, *, visible_to: Member) -> Choices:
    """The open actions of the review that do not serve this finding yet."""
    serving = Serving.objects.visible_to(visible_to).filter(finding=finding).values("action_id")
    rows = Action.objects.visible_to(visible_to).filter(review=finding.review, archived_at=None)
    rows = rows.exclude(pk__in=serving).exclude(status__in=CLOSED).order_by("pk")
    return [(row.public_id, first_words(row.text, _WORDS)) for row in rows]


def finding_choices(review: Review, *, visible_to: Member) -> Choices:
    """The findings of a review, grouped by domain, level and stage."""
    places = places_of(review).by_path
    rows = (
        Finding.objects.visible_to(visible_to)
        .filter(review=review, archived_at=None)
        .select_related("cell")
        .order_by("cell__position", "position", "pk")
    )
    groups: dict[str, Choices] = {}
    for row in rows:
        place = places[row.cell.domain, row.cell.level, row.cell.stage]
        groups.setdefault(place.whole, []).append((row.public_id, first_words(row.text, _WORDS)))
    return list(groups.items())


def known_leads(member: Member) -> dict[str, list[str]]:
    """What the boxes for a lead suggest: names, roles and agencies that are known."""
    leads: list[Lead] = list(leads_seen(member).order_by("name", "role", "pk"))
    return {
        "names": sorted({shown(lead.name) for lead in leads if lead.name}),
        "roles": sorted({shown(lead.role) for lead in leads if lead.role}),
        "agencies": [word for _, word in agency_choices(member)],
    }

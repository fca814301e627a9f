"""What somebody sees of a draft who is not of every review's team: the one place that says so, as conditions.

A member who may see drafts sees of every review its frame: what it is about, its stages and their questions. Beside
that they see

- everything, where its lead put them on the review's team;
- always what they wrote themselves, on behalf of nobody or of an agency that is theirs;
- findings as far as the review's audience says (`rules.audience`), but none that is about an agency whose day is still
  to come, whatever else the finding is about;
- an action, a link or a note where they see the finding it belongs to;
- ratings and judgements on values where everybody sees everything, and no agency's day is still to come: they are made
  of all findings, and their reasons tell what is held back.

`path` leads from a row to the finding, action or review in question: "" for the row itself. Every condition is about
the row alone, so that what is hidden is absent from counts, orders and links as well.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from system_review.evidence.rules import Naming
from system_review.partnerships.models import Member, leads_of_member
from system_review.reviews.rules.audience import Audience


def _at(path: str, name: str) -> str:
    return f"{path}__{name}" if path else name


def _agencies(member: Any) -> Any:
    """The agencies that a member acts for."""
    return Member.agencies.through.objects.filter(member=member.pk).values("agency")


def in_team(member: Any, path: str = "review") -> Q:
    """The review's lead put this member on its team. `path` leads to the review."""
    from system_review.reviews.models import TeamMember

    # because it is about a row that is found scoped
    return Q(Exists(TeamMember.unscoped.filter(review=OuterRef(path or "pk"), member=member.pk)))


def finding_seen(member: Any, path: str = "") -> Q:
    """The finding there is visible."""
    from system_review.reviews.models import Finding

    mine, behalf = _agencies(member), _at(path, "on_behalf_of")
    review, audience = _at(path, "review"), _at(path, "review__audience")
    about = Finding.about.through.objects.filter(finding=OuterRef(_at(path, "pk")))
    written = Q(**{_at(path, "written_by"): member.pk}) & (Q(**{behalf: None}) | Q(**{f"{behalf}__in": mine}))
    own = Q(**{f"{behalf}__in": mine}) | Q(Exists(about.filter(agency__in=mine)))
    shown = Q(**{audience: Audience.ALL.value}) | Q(**{audience: Audience.OWN.value}) & own
    return in_team(member, review) | written | (shown & ~_waits(member, path))


def action_seen(member: Any, path: str = "") -> Q:
    """The action there serves a finding that is visible."""
    from system_review.reviews.models import Serving

    # because it is about a row that is found scoped
    servings = Serving.unscoped.filter(action=OuterRef(_at(path, "pk")))
    return Q(Exists(servings.filter(finding_seen(member, "finding"))))


def action_led(member: Any) -> Q:
    """The action is one of the member's own, whoever else sees the draft; for a row of actions.

    Not while all that it serves is held back: an action tells what its finding is about.
    """
    from system_review.reviews.models import ActionLead, Serving

    # because it is about a row that is found scoped
    mine = ActionLead.unscoped.filter(action=OuterRef("pk"), lead__in=leads_of_member(member))
    servings = Serving.unscoped.filter(action=OuterRef("pk"))  # because see above
    return Q(Exists(mine)) & Q(Exists(servings.filter(served(member))))


def served(member: Any) -> Q:
    """The finding of a link to an action stands, and is not held back; for a row of these links."""
    return Q(finding__archived_at=None) & ~_waits(member, "finding")


def _waits(member: Any, path: str) -> Q:
    """The finding there is about an agency whose day is still to come."""
    from system_review.reviews.models import Finding

    about = Finding.about.through.objects.filter(finding=OuterRef(_at(path, "pk")))
    review = OuterRef(_at(path, "review"))
    return Q(Exists(about.filter(agency__shown_from__review=review, agency__shown_from__on__gt=member.today)))


def ratings_seen(member: Any, path: str = "review") -> Q:
    """The ratings and judgements of the review there are visible."""
    from system_review.reviews.models import ShownFrom

    # because it is about a row that is found scoped
    waits = ShownFrom.unscoped.filter(review=OuterRef(path or "pk"), on__gt=member.today)
    everybody = Q(**{_at(path, "audience"): Audience.ALL.value})
    return in_team(member, path) | everybody & ~Q(Exists(waits))


def listing_seen(member: Any) -> Q:
    """The piece of evidence that a review lists is visible; for a row of that list."""
    from system_review.reviews.models import FindingEvidence

    links = FindingEvidence.unscoped.filter(  # because it is about a row that is found scoped
        evidence=OuterRef("evidence"), finding__review=OuterRef("review")
    )
    rests = Q(Exists(links.filter(finding_seen(member, "finding"))))
    mine = _agencies(member)
    own = Q(review__audience=Audience.OWN.value) & (Q(evidence__source__in=mine) | Q(evidence__on_behalf_of__in=mine))
    told = ~Q(evidence__naming=Naming.TEAM_ONLY.value)
    everybody = Q(review__audience=Audience.ALL.value)
    return in_team(member) | Q(evidence__written_by=member.pk) | told & (everybody | own | rests)


def stage_link_seen(member: Any) -> Q:
    """The piece of evidence that speaks to a stage is visible in the review of the stage; for a row of these links."""
    from system_review.reviews.models import ReviewEvidence

    listings = ReviewEvidence.unscoped.filter(  # because it is about a row that is found scoped
        evidence=OuterRef("evidence"), review=OuterRef("cell__review")
    )
    return Q(Exists(listings.filter(listing_seen(member)))) | in_team(member, "cell__review")


def evidence_read(member: Any, path: str) -> Q:
    """The piece of evidence there may be read, not only its kind: in one of the reviews that list it."""
    from system_review.reviews.models import ReviewEvidence

    listings = ReviewEvidence.unscoped.filter(evidence=OuterRef(_at(path, "pk")))  # because it is about a scoped row
    told = Q(**{_at(path, "naming"): Naming.NAMED.value}) & Q(Exists(listings.filter(listing_seen(member))))
    return told | Q(**{_at(path, "written_by"): member.pk}) | Q(Exists(listings.filter(in_team(member))))


def evidence_link_seen(member: Any) -> Q:
    """A finding's link to a piece of evidence is visible; for a row of these links."""
    told = ~Q(evidence__naming=Naming.TEAM_ONLY.value) | Q(evidence__written_by=member.pk)
    return finding_seen(member, "finding") & (in_team(member, "finding__review") | told)

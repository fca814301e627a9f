"""The challenges of a review, for its team."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from system_review.errors import NotThere, Why
from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Cell, Challenge, Review
from system_review.reviews.queries.choices import Choices, cell_choices, finding_choices
from system_review.reviews.queries.places import places_of
from system_review.texts import shown
from system_review.ui.parts import Link


@dataclass(frozen=True, slots=True)
class ChallengeLine:
    """One challenge: what is asked, about what, by whom, and the answer where there is one."""

    anchor: str
    text: str
    about: Link
    asked: str
    answer: str
    answered: str
    answer_url: str  # "" for who does not answer


def challenges_of(review: Review, *, visible_to: Member) -> list[ChallengeLine]:
    """The challenges of a review, those without an answer first."""
    rows = Challenge.objects.visible_to(visible_to).filter(review=review)
    rows = rows.select_related("cell", "finding__cell").order_by("pk")
    lines = [(row.answered_at is not None, _line(row, review, visible_to)) for row in rows]
    return [line for _, line in sorted(lines, key=lambda pair: pair[0])]


def challenge_for(member: Member, public_id: str, *, review: Review) -> Challenge:
    """One challenge of the review."""
    rows = Challenge.objects.visible_to(member).filter(review=review, public_id=public_id).select_related("review")
    found: Challenge | None = rows.first()
    if found is None:
        raise NotThere(Why("There is no such page"))
    return found


def about_choices(review: Review, *, visible_to: Member) -> Choices:
    """What a challenge can be about: the whole review, a stage, a finding."""
    stages = [
        (group, [(f"cell:{public_id}", word) for public_id, word in items])
        for group, items in cell_choices(review, visible_to=visible_to)
    ]
    findings = [
        (group, [(f"finding:{public_id}", word) for public_id, word in items])
        for group, items in finding_choices(review, visible_to=visible_to)
    ]
    return [("", gettext("The whole review")), *stages, *findings]


def _line(row: Challenge, review: Review, member: Member) -> ChallengeLine:
    to = Addresses(member.partnership.slug)
    answers = may(member, Permission.CHALLENGE_ANSWER)
    return ChallengeLine(
        anchor=f"challenge-{row.public_id}",
        text=shown(row.text),
        about=_about(row, review, to),
        asked=f"{shown(row.recorded_by_name)}, {wording.day_of(row.recorded_at)}",
        answer=shown(row.answer),
        answered=f"{shown(row.answered_by_name)}, {wording.day_of(row.answered_at)}" if row.answered_at else "",
        answer_url=to.challenges(review.public_id, row.public_id) if answers else "",
    )


def _about(row: Challenge, review: Review, to: Addresses) -> Link:
    cell: Cell | None = row.finding.cell if row.finding else row.cell
    if cell is None:
        return Link(gettext("The whole review"), to.review(review.public_id))
    place = places_of(review).by_path[cell.domain, cell.level, cell.stage]
    anchor = f"finding-{row.finding.public_id}" if row.finding else f"stage-{cell.stage}"
    words = shown(row.finding.text) if row.finding else place.whole
    return Link(words, f"{to.sheet(review.public_id, cell.domain, cell.level)}#{anchor}")

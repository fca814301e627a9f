"""Short lists of what is to be sorted out: findings that lack something, stages whose rating is open or at odds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext

from system_review.frameworks.queries import content_of
from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import pages, wording
from system_review.reviews.addresses import Addresses, PlacedAddresses
from system_review.reviews.models import Finding, Review, ReviewPlace
from system_review.reviews.queries.choices import colour_choices
from system_review.reviews.queries.overview_rows import CellRow, FindingRow, cell_rows, finding_rows
from system_review.reviews.queries.places import places_of
from system_review.reviews.queries.to_sort_out import stage_kind
from system_review.reviews.rules.ratings import suggest
from system_review.reviews.rules.words import Unrated
from system_review.texts import shown
from system_review.ui.parts import Link, Rating, Tab
from system_review.ui.words import say


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A finding, where it stands, and what can be done about it."""

    shape: str
    word: str
    start: str
    rest: str
    place: Link
    deed: Link | None  # "+ Action"


@dataclass(frozen=True, slots=True)
class ListedStage:
    """A stage, its rating and what its findings suggest, each in a sentence where there is one."""

    place: Link
    rating: Rating
    suggested: Rating | None
    why: str  # why the findings suggest it, or why they suggest nothing
    reason: str  # why the rating was given
    deed: Link | None  # "Rate", or "Change" where somebody has rated


@dataclass(frozen=True, slots=True)
class ShortList:
    """A page of findings or of stages. `tabs` lead to the other lists of the same kind."""

    title: str
    tabs: tuple[Tab, ...]
    for_place: str = ""  # the name of the place that is looked at
    findings: tuple[ListedFinding, ...] = ()
    stages: tuple[ListedStage, ...] = ()
    nothing: str = ""  # said when the list is empty


def findings_without(
    review: Review, what: str, *, visible_to: Member, for_place: ReviewPlace | None = None
) -> ShortList:
    """Findings without an action for their present colour (`what`: "action", or anything else), or without evidence.

    Of one place: those that are for it or for all.
    """
    what = "evidence" if what == "evidence" else "action"
    lacking = {
        row.pk
        for row in finding_rows(review, visible_to=visible_to, for_place=for_place)
        if not (row.has_evidence if what == "evidence" else row.has_plan)
    }
    rows = (
        Finding.objects.visible_to(visible_to)
        .filter(review=review, archived_at=None)
        .select_related("cell")
        .order_by("cell__position", "position", "pk")
    )
    to = _addresses(visible_to, for_place)
    draw = _FindingList(review, visible_to, what, to)
    found = tuple(draw.listed(row) for row in rows if row.pk in lacking)
    titles = {"action": gettext("Findings without an action"), "evidence": gettext("Findings without evidence")}
    url = partial(to.asking, review.public_id, "findings")
    return ShortList(
        title=titles[what],
        tabs=tuple(Tab(title, url(f"without={name}"), name == what) for name, title in titles.items()),
        for_place=shown(for_place.name) if for_place else "",
        findings=found,
        nothing=gettext("There is none. Every finding has one.")
        if what == "action"
        else gettext("There is none. Every finding names what it rests on."),
    )


def _addresses(member: Member, place: ReviewPlace | None) -> Addresses:
    slug = member.partnership.slug
    return PlacedAddresses(slug, place.public_id) if place else Addresses(slug)


class _FindingList:
    """Draws findings that lack something."""

    def __init__(self, review: Review, member: Member, what: str, to: Addresses) -> None:
        self.review, self.what, self.to = review, what, to
        self.places, self.words = places_of(review).by_path, dict(colour_choices(review))
        self.may_plan = may(member, Permission.ACTION_WRITE)
        self.may_add_evidence = may(member, Permission.EVIDENCE_WRITE)

    def listed(self, row: Finding) -> ListedFinding:
        """One finding."""
        start, rest = pages.folded(shown(row.text))
        place = self.places[row.cell.domain, row.cell.level, row.cell.stage]
        sheet = self.to.sheet(self.review.public_id, *place.path[:2])
        link = Link(place.whole, f"{sheet}#finding-{row.public_id}")
        return ListedFinding(row.colour, self.words[row.colour], start, rest, link, self._deed(row))

    def _deed(self, row: Finding) -> Link | None:
        if self.what == "action":
            return Link(gettext("+ Action"), self.to.finding(row.public_id, "new-action")) if self.may_plan else None
        if not self.may_add_evidence:
            return None
        new = self.to.review(self.review.public_id, "evidence/new")
        return Link(gettext("+ Evidence"), f"{new}?finding={row.public_id}")


def stages_to_sort_out(
    review: Review, which: str, *, visible_to: Member, for_place: ReviewPlace | None = None
) -> ShortList:
    """Stages whose rating is at odds with its findings, suggested but not given, not given, or not yet known.

    Of one place: its own rating where it has one, beside the findings that are for it or for all.
    """
    titles = {
        "at-odds": gettext("Ratings at odds with their findings"),
        "suggested": gettext("Suggested, nobody has rated yet"),
        "unrated": gettext("Not rated yet"),
        "unknown": gettext("Not yet known"),
    }
    which = which if which in titles else "at-odds"
    scale = content_of(review.framework).scale
    findings: dict[int, list[FindingRow]] = defaultdict(list)
    for row in finding_rows(review, visible_to=visible_to, for_place=for_place):
        findings[row.cell].append(row)
    rows = cell_rows(review, visible_to=visible_to, for_place=for_place)
    cells = [cell for cell in rows if stage_kind(cell, findings[cell.pk], scale) == which]
    to = _addresses(visible_to, for_place)
    url = partial(to.asking, review.public_id, "stages")
    return ShortList(
        title=titles[which],
        tabs=tuple(Tab(title, url(f"which={name}"), name == which) for name, title in titles.items()),
        for_place=shown(for_place.name) if for_place else "",
        stages=tuple(_stage(review, cell, findings[cell.pk], visible_to, to) for cell in cells),
        nothing=gettext("There is none."),
    )


def _stage(review: Review, cell: CellRow, findings: list[FindingRow], member: Member, to: Addresses) -> ListedStage:
    framework, language = content_of(review.framework), wording.language_tag()
    place = places_of(review).by_path[cell.path]
    suggestion = suggest((finding.colour for finding in findings), framework.scale)
    words = gettext("Rate") if cell.rating == Unrated.NOT_RATED else gettext("Change")
    deed = Link(words, to.rating(cell.public_id)) if may(member, Permission.CELL_RATE) else None
    return ListedStage(
        place=Link(place.whole, f"{to.sheet(review.public_id, *cell.path[:2])}#stage-{cell.stage}"),
        rating=wording.rating_mark(framework, cell.rating, language),
        suggested=wording.rating_mark(framework, suggestion.rating, language) if suggestion.rating else None,
        why=say(suggestion.why),
        reason=shown(cell.reason),
        deed=deed,
    )

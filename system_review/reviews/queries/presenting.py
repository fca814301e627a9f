"""One stage at a time for a shared screen: what was found and planned, and nothing that is the team's alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext

from system_review.frameworks.queries import content_of
from system_review.partnerships.access import voice_of
from system_review.partnerships.models import Member
from system_review.reviews import pages, wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Cell, Review
from system_review.reviews.queries.places import places_of
from system_review.reviews.queries.seeing import days_by_name, sight_of
from system_review.reviews.queries.sheet_row_shapes import SheetRows
from system_review.reviews.queries.sheet_rows import sheet_rows
from system_review.reviews.queries.stage_facts import setting_of, stage_facts
from system_review.reviews.queries.stages import StageRows
from system_review.reviews.rules.audience import Audience, held_back
from system_review.reviews.rules.words import Unrated
from system_review.texts import shown
from system_review.ui.parts import Link


@dataclass(frozen=True, slots=True)
class Presented:
    """A stage as it is shown to a room."""

    sheet: str  # "Target, Level 1"
    stage: pages.StageRow
    where: str  # "3 of 31"
    previous_url: str
    next_url: str
    warning: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where to begin: a link for each sheet that is part of the review."""

    sheets: tuple[Link, ...]
    warning: str


def beginning(review: Review, *, visible_to: Member, today: date) -> Beginning:
    """The sheets, each leading to its first stage."""
    places, to = places_of(review).by_path, Addresses(visible_to.partnership.slug)
    first: dict[str, Link] = {}
    for domain, level, stage, public_id, rating in _cells(review, visible_to):
        sheet = places[domain, level, stage].sheet
        if rating != Unrated.NOT_REVIEWED and sheet not in first:
            first[sheet] = Link(sheet, to.cell(public_id, "presentation"))
    return Beginning(tuple(first.values()), warning_of(review, visible_to=visible_to, today=today))


def presented(cell: Cell, *, visible_to: Member, today: date) -> Presented:
    """One stage, with the one before it and the one after it."""
    review, to = cell.review, Addresses(visible_to.partnership.slug)
    places = places_of(review)
    place = places.by_path[cell.domain, cell.level, cell.stage]
    rows = _without_the_teams_own(sheet_rows(review, domain=cell.domain, level=cell.level, visible_to=visible_to))
    setting = setting_of(review, rows, visible_to=visible_to, today=today)._replace(
        in_team=False, may_write=False, may_move=False, may_plan=False, may_rate=False, may_comment=False
    )
    row = next(one for one in rows.cells if one.pk == cell.pk)
    stage = StageRows(setting, content_of(review.framework), places, to).row(
        place, stage_facts(rows, row, voice_of(visible_to))
    )
    order = [one for one in rows.cells if one.rating != Unrated.NOT_REVIEWED or one.pk == cell.pk]
    here = order.index(row)
    url = {number: to.cell(one.public_id, "presentation") for number, one in enumerate(order)}
    return Presented(
        sheet=place.sheet,
        stage=replace(stage, history_url="", suggested=None, why=""),
        where=gettext("%(n)d of %(all)d") % {"n": here + 1, "all": len(order)},
        previous_url=url.get(here - 1, ""),
        next_url=url.get(here + 1, ""),
        warning=warning_of(review, visible_to=visible_to, today=today),
    )


def _without_the_teams_own(rows: SheetRows) -> SheetRows:
    """The rows without comments, working notes and evidence, some of which only the team may know of."""
    return replace(rows, comments={}, action_comments={}, notes={}, evidence={})


def _cells(review: Review, member: Member) -> list[tuple[str, str, str, str, str]]:
    rows = Cell.objects.visible_to(member).filter(review=review).order_by("position")
    return list(rows.values_list("domain", "level", "stage", "public_id", "rating"))


def warning_of(review: Review, *, visible_to: Member, today: date) -> str:
    """That others in the room may not see this yet; "" where everybody who sees drafts sees all of it."""
    if not sight_of(review, visible_to=visible_to).whole:
        return gettext("You see a part of this draft. Others may see more, or less.")
    if review.audience != Audience.ALL:
        words = gettext("%(seen)s. Whoever looks at your screen sees what you see.")
        return words % {"seen": wording.seen(review.audience)}
    days = held_back(days_by_name(review, visible_to=visible_to), today=today)
    if days:
        words = gettext(
            "Findings about %(agencies)s are not shown to everybody yet. Whoever looks at your screen sees them."
        )
        return words % {"agencies": shown(", ".join(sorted(days)))}
    return ""

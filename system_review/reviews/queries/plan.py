"""The action plan: every action of a review once, in one list, as far as it was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.utils.translation import gettext, ngettext

from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Review
from system_review.reviews.plan_pages import Heading, PlanBlock
from system_review.reviews.queries.choices import Choices, known_leads
from system_review.reviews.queries.earlier import open_before
from system_review.reviews.queries.meetings import ends, last_meeting_of, name_of
from system_review.reviews.queries.places import places_of
from system_review.reviews.queries.plan_blocks import PlanBlocks, counted, on_paper
from system_review.reviews.queries.plan_choices import asked_in_words, filter_choices, sort_words
from system_review.reviews.queries.plan_filter import Asked, asked_of, wanted
from system_review.reviews.queries.plan_rows import plan_rows
from system_review.reviews.queries.review_places import place_choices
from system_review.ui.parts import Link


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plan, ready to print. `closed` are folded under the open ones, unless a status was asked for."""

    counts: str  # "41 actions, 12 done, 1 overdue"
    shown: str  # "7 of them are shown: overdue; Jo, police"; "" if nothing was asked for
    asked: Asked
    choices: dict[str, Choices]  # what each filter offers
    heads: dict[str, Heading]
    rows: tuple[PlanBlock, ...]
    closed: tuple[PlanBlock, ...]
    closed_text: str
    url: str  # of the whole plan
    here_url: str  # of what is shown now
    due_url: str
    earlier: Link | None  # how many actions of earlier reviews are open
    sheet_url: str
    may_change: bool
    is_empty: bool
    on_paper: str  # stands above the table on each printed page
    export_url: str
    known: dict[str, list[str]]  # names, roles and agencies to choose from; empty for who may not change anything


def plan_page(
    review: Review, *, given: Mapping[str, str], visible_to: Member, today: date, now: datetime | None = None
) -> PlanPage:
    """The plan of a review, as far as `given` (the filters in an address) asks for it.

    `now` tells which meeting was the last one; without it none was.
    """
    rows = plan_rows(review, visible_to=visible_to)
    places = places_of(review).in_order
    met = last_meeting_of(review, visible_to=visible_to, now=now) if now else None
    for_places = place_choices(review, visible_to=visible_to)[1:]
    named = [value for value, _ in for_places]
    asked = asked_of(given, rows, [place.path for place in places], has_met=met is not None, for_places=named)
    found = wanted(rows, asked, today=today, met=ends(met) if met else None)
    apart = [] if asked.status else [row for row in found if not row.is_open]
    choices = filter_choices(review, rows, places, asked, met=name_of(met) if met else "", for_places=for_places)
    blocks = PlanBlocks(review, member=visible_to, today=today, came_from="plan")
    to = Addresses(visible_to.partnership.slug)
    url = to.review(review.public_id, "plan")
    drawn = [blocks.block(row) for row in found]
    may_change = any(block.change_url for block in drawn)
    return PlanPage(
        counts=counted(rows, today=today),
        shown=_shown(len(found), asked_in_words(asked, choices, places)) if asked.narrows else "",
        asked=asked,
        choices=choices,
        heads=_heads(url, asked),
        rows=tuple(block for row, block in zip(found, drawn, strict=True) if asked.status or row.is_open),
        closed=tuple(block for row, block in zip(found, drawn, strict=True) if not (asked.status or row.is_open)),
        closed_text=gettext("%(n)d done or no longer needed") % {"n": len(apart)},
        url=url,
        here_url=address(url, asked),
        earlier=_earlier(review, visible_to, to),
        due_url=to.review(review.public_id, "plan/due"),
        sheet_url=to.review(review.public_id, "sheet"),
        may_change=may_change,
        is_empty=not rows,
        on_paper=on_paper(review, today=today),
        export_url=to.review(review.public_id, "exports") if may(visible_to, Permission.REVIEW_EXPORT) else "",
        known=known_leads(visible_to) if may_change else {},
    )


def _earlier(review: Review, member: Member, to: Addresses) -> Link | None:
    if not (n := open_before(review, visible_to=member)):
        return None
    words = ngettext(
        "%(n)d action of an earlier review is still open", "%(n)d actions of earlier reviews are still open", n
    )
    return Link(words % {"n": n}, to.review(review.public_id, "plan/earlier"))


def address(url: str, asked: Asked, *, said: str = "", step: str = "", untold: int = 0, past: bool = False) -> str:
    """The plan as it was asked for, as an address; `said` is what has just been done, `step` how to undo it there.

    `untold`: of how many of what was closed the difference made is still to be told; `past`: a new day is over already.
    """
    given = {**asked.given(), **({"said": said, "step": step} if step else {})}
    given |= {"untold": str(untold)} if untold else {}
    given |= {"past": "1"} if past else {}
    return f"{url}?{urlencode(given)}" if given else url


def _shown(count: int, asked: str) -> str:
    words = ngettext("%(n)d of them is shown: %(asked)s", "%(n)d of them are shown: %(asked)s", count)
    return words % {"n": count, "asked": asked}


def _heads(url: str, asked: Asked) -> dict[str, Heading]:
    """The orders of the plan as heads; what was changed last comes first, all else from the first on."""
    current = asked.sort or "due"
    orders = {current: "descending" if current == "changed" else "ascending"}
    return {
        name: Heading(word, address(url, replace(asked, sort="" if name == "due" else name)), orders.get(name, ""))
        for name, word in sort_words().items()
    }

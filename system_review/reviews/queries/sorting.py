"""What is to be sorted out, in lines that lead to it."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from system_review.reviews import pages
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Review
from system_review.reviews.queries.lead_load import Load
from system_review.reviews.queries.sheet_row_shapes import CellRow
from system_review.reviews.rules.words import Unrated
from system_review.texts import shown

MUCH = 0.15  # more than one open action in seven with one lead is worth a line
LEAST = 5


def sort_lines(cells: list[CellRow], load: list[Load], *, to: Addresses, review: Review) -> tuple[pages.SortLine, ...]:
    """The lines under the map. Nothing to sort out gives no lines."""
    plan, stages = to.review(review.public_id, "plan"), to.review(review.public_id, "stages")
    nobody = sum(line.open for line in load if not line.name)
    overdue = sum(line.overdue for line in load)
    unknown = sum(cell.rating == Unrated.NOT_YET_KNOWN for cell in cells)
    unrated = sum(cell.rating == Unrated.NOT_RATED for cell in cells)
    lines = [
        (nobody, ngettext("action without a lead", "actions without a lead", nobody), f"{plan}?lead=none"),
        (overdue, ngettext("action overdue", "actions overdue", overdue), f"{plan}?due=overdue"),
        (unknown, ngettext("stage not yet known", "stages not yet known", unknown), f"{stages}?which=unknown"),
        (unrated, ngettext("stage not rated yet", "stages not rated yet", unrated), f"{stages}?which=unrated"),
    ]
    found = [pages.SortLine(str(count), text, url) for count, text, url in lines if count]
    if heaviest := carries_much(load):
        name, count, total = heaviest
        words = gettext("%(name)s leads %(count)d of %(total)d actions")
        found.append(pages.SortLine("", words % {"name": shown(name), "count": count, "total": total}, ""))
    return tuple(found)


def carries_much(load: list[Load]) -> tuple[str, int, int] | None:
    """The lead who carries much of what is open: name, how many, of how many."""
    total = sum(line.open for line in load)
    named = [line for line in load if line.name]
    if not named:
        return None
    most = max(named, key=lambda line: line.open)
    return (most.name, most.open, total) if most.open >= LEAST and most.open >= MUCH * total else None

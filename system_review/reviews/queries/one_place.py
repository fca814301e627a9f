"""A review as it is for one of its places: what is for that place, and what is for all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from system_review.reviews.queries.sheet_row_shapes import CellRow, LinkRow, SheetRows
from system_review.texts import shown
from system_review.ui.parts import Tab

PLACE_ASKED = "for_place"  # names, in an address, the place that is looked at


def is_for(place: int, mine: int | None) -> bool:
    """Whether a thing that is for `mine` (None for all) is shown where one looks at `place` (0 for all)."""
    return not place or mine is None or mine == place


def rows_for(rows: SheetRows, place: int) -> SheetRows:
    """The rows of a sheet as far as they are for this place. A stage's rating is the place's own, where it has one."""
    if not place:
        return rows
    given = {link.cell_id: link for link in rows.place_ratings if link.action_id == place}
    return replace(
        rows,
        cells=[_rated(cell, given.get(cell.pk)) for cell in rows.cells],
        findings=_those(rows.findings, place, lambda finding: finding.for_place),
        servings=_those(rows.servings, place, lambda serving: serving.action.for_place),
        speaks=_those(rows.speaks, place, lambda link: link.action_id),
    )


def _those(grouped: dict[int, list[Any]], place: int, mine: Any) -> dict[int, list[Any]]:
    return {key: kept for key, things in grouped.items() if (kept := _for(things, place, mine))}


def _for(things: Iterable[Any], place: int, mine: Any) -> list[Any]:
    return [thing for thing in things if is_for(place, mine(thing))]


def _rated(cell: CellRow, given: LinkRow | None) -> CellRow:
    """The cell with the rating of the place. Of that the sheet knows no day: the history tells it."""
    if given is None:
        return cell
    return cell._replace(
        rating=given.one, reason=given.two, rated_by_name=given.three, rated_at=None, agreed_at=given.four or ""
    )


def place_tabs(url: str, places: Iterable[tuple[int, str, str]], looked_at: int, more: str = "") -> tuple[Tab, ...]:
    """All places and each of them, as ways to look at a page; nothing where the review has none.

    `places` are number, name and public id of each, `more` what else the address asks for ("q=form").
    """
    each = tuple(
        Tab(shown(name), f"{url}?{'&'.join(part for part in (more, f'{PLACE_ASKED}={one}') if part)}", pk == looked_at)
        for pk, name, one in places
    )
    every = Tab(gettext("All places"), f"{url}?{more}" if more else url, not looked_at)
    return (every, *each) if each else ()

"""Presenting to a room: the keys turn the stages, and the page keys only where nothing is left to read."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from system_review.partnerships.models import Member
from system_review.reviews.models import Cell, Finding, Review
from tests import factories


def test_keys_turn_the_stages_and_read_a_long_one_to_its_end_first(
    window: Callable[..., Page], printed_link: str, live: str, example: Review, mona_there: Member
) -> None:
    page = window(width=1024, height=600)
    first, second, third = Cell.unscoped.filter(review=example).exclude(rating="not_reviewed").order_by("position")[:3]
    Finding.unscoped.filter(cell__in=(first, second, third)).update(archived_at=factories.AT)
    factories.finding(second, "red", "It goes on and on. " * 200)
    page.goto(printed_link)
    page.goto(address(live, first))

    press(page, "ArrowRight", live, second)
    press(page, "ArrowLeft", live, first)
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(address(live, first))  # nothing stands before the first
    press(page, "PageDown", live, second)
    page.keyboard.press("PageDown")
    until(page, "document.scrollingElement.scrollTop > 100")
    expect(page).to_have_url(address(live, second))  # there is more of it to read
    page.keyboard.press("End")
    until(page, "scrollY + innerHeight >= document.scrollingElement.scrollHeight - 2")
    press(page, "PageDown", live, third)
    press(page, "PageUp", live, second)
    page.keyboard.press("End")
    until(page, "scrollY > 100")
    page.keyboard.press("Home")
    until(page, "scrollY === 0")
    expect(page).to_have_url(address(live, second))  # Home and End move within a stage
    press(page, "PageUp", live, first)
    page.keyboard.press("Control+ArrowRight")
    expect(page).to_have_url(address(live, first))


def address(live: str, cell: Cell) -> str:
    return f"{live}/{cell.partnership.slug}/cells/{cell.public_id}/presentation/"


def press(page: Page, key: str, live: str, leads_to: Cell) -> None:
    page.keyboard.press(key)
    expect(page).to_have_url(address(live, leads_to))
    page.wait_for_load_state("load")


def until(page: Page, is_so: str) -> None:
    """Wait until this is so. The page's own policy forbids the waiting function that Playwright would put into it."""
    for _ in range(100):
        if page.evaluate(is_so):
            return
        page.wait_for_timeout(50)
    raise AssertionError(is_so)

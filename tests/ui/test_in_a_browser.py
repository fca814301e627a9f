"""The two pages in a real Chromium, at every width and setting that we promise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page

from tests.ui import pretend, pretend_overview
from tests.ui.site import Site, served


class Shelf(Site):
    """A site of finished pages by address."""

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        pages = {
            "/sheet/": lambda: render_to_string("reviews/sheet.html", pretend.context(sheet=pretend.sheet())),
            "/standards/": lambda: render_to_string("reviews/sheet.html", pretend.context(sheet=pretend.standards())),
            "/overview/": lambda: render_to_string(
                "reviews/overview.html", pretend.context(overview=pretend_overview.overview())
            ),
        }
        if environ["PATH_INFO"] in pages:
            return self.page(start, "200 OK", pages[environ["PATH_INFO"]]())
        return super().__call__(environ, start)


@pytest.fixture(scope="module")
def shelf() -> Iterator[str]:
    """Where the finished pages are served."""
    with served(Shelf()) as where:
        yield where


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", [1440, 1024, 375, 320])
def test_pages_fit_their_window_and_break_no_rule_of_accessibility(
    window: Callable[..., Page], accessible: Callable[[Page], None], shelf: str, width: int
) -> None:
    page = window(width=width)
    for path in ("/sheet/", "/overview/", "/standards/"):
        page.goto(shelf + path)

        assert overflow(page) == 0
        accessible(page)


@pytest.mark.parametrize(
    "setting", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}]
)
def test_pages_can_be_read_in_other_settings(
    page: Page, accessible: Callable[[Page], None], shelf: str, setting: dict[str, Any]
) -> None:
    page.emulate_media(**setting)
    for path in ("/sheet/", "/overview/"):
        page.goto(shelf + path)

        accessible(page)


def test_wider_text_spacing_cuts_nothing_off(page: Page, shelf: str) -> None:
    page.goto(shelf + "/sheet/")
    page.evaluate(
        """() => { const wide = new CSSStyleSheet();
        wide.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important }"
          + " * { word-spacing: .16em !important }"
          + " p { margin-bottom: 2em !important }");
        document.adoptedStyleSheets.push(wide); }"""
    )

    assert overflow(page) == 0
    cut = page.evaluate(
        """() => [...document.querySelectorAll(".sheet p, .rating, .light, .button")].filter((e) =>
        e.offsetWidth > 4 && e.scrollWidth > e.clientWidth + 2).map((e) => e.className + ": " + e.textContent)"""
    )
    assert cut == []


def test_heads_and_the_name_of_a_stage_stay_in_sight(page: Page, shelf: str) -> None:
    page.goto(shelf + "/sheet/")
    page.locator("#finding-n5").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#finding-n5').scrollIntoView({block: 'center', behavior: 'instant'})")

    assert page.locator(".columns").bounding_box()["y"] >= 0  # type: ignore[index]
    name = page.locator("#name-response").bounding_box()
    assert name is not None and 0 < name["y"] < 200


def test_the_meaning_of_each_colour_is_one_click_away(page: Page, shelf: str) -> None:
    page.goto(shelf + "/sheet/")
    stage = page.locator("#stage-referral")
    assert not stage.locator(".meaning").first.is_visible()

    stage.get_by_text("What each colour means").click()

    assert stage.locator(".meaning").first.is_visible()
    assert not page.locator("#stage-planning .meaning").first.is_visible()


def test_the_map_folds_away_on_a_phone_and_opens_with_one_tap(phone: Page, shelf: str) -> None:
    phone.goto(shelf + "/sheet/")
    assert not phone.locator("#map").is_visible()

    phone.locator(".map-fold summary").tap()

    assert phone.locator("#map").is_visible()
    box = phone.locator("#map td a").first.bounding_box()
    assert box is not None and box["height"] >= 24 and box["width"] >= 24


def test_on_paper_the_sheet_has_six_columns_and_whole_texts(page: Page, shelf: str) -> None:
    page.goto(shelf + "/sheet/")
    page.emulate_media(media="print")

    heads = page.locator(".column > span:visible").all_inner_texts()
    assert [head.strip() for head in heads] == [
        "Red",
        "To get to amber",
        "Amber",
        "To get to green",
        "Green",
        "To sustain",
    ]
    finding = page.locator("#finding-f1")
    text, plan = finding.locator(".said").bounding_box(), finding.locator(".plan").bounding_box()
    assert text is not None and plan is not None and plan["x"] >= text["x"] + text["width"]
    assert page.get_by_text("walk a long way round to avoid it in winter").is_visible()
    assert not page.get_by_text("+ Red finding").first.is_visible()


def test_on_paper_the_sheet_is_a3(page: Page, shelf: str) -> None:
    page.goto(shelf + "/sheet/")

    printed = pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True)))

    assert all(round(float(sheet.mediabox[2])) in (1190, 1191) for sheet in printed.pages)
    assert len(printed.pages) >= 2


def test_a_keyboard_alone_reaches_the_sheet_past_the_map(page: Page, shelf: str) -> None:
    page.goto(shelf + "/sheet/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip the map"

    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "sheet-name"

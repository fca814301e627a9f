"""What is true of every page that somebody looks at, and a picture of it for whoever wants to look too."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from _house import ROOT
from playwright.sync_api import Page

from tests.browser import PHONE, inaccessible

LOOKS = "SYSTEM_REVIEW_LOOKS"  # set it, and pictures of all pages are kept in var/looks

SMALLEST = 320  # pixels: 1280 at 400 %

FACTS = """(width) => ({
  headings: [...document.querySelectorAll("h1")].map((h1) => h1.innerText.trim()),
  title: document.title,
  width: document.scrollingElement.scrollWidth,
  wide: [...document.querySelectorAll("body *")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && box.right > width + 1 && getComputedStyle(e).position !== "absolute";
  }).slice(0, 3).map((e) => e.outerHTML.slice(0, 80)),
})"""


def looked_at(page: Page, name: str, *, width: int) -> list[str]:
    """The faults of a page in a window of this width, from a telephone's at 400 % too; and its picture, by name."""
    page.wait_for_load_state()  # a button that was pressed may have begun to lead on
    found = faults(page, width=width)
    picture(page, f"{name}-{width}")
    if width < PHONE:
        page.set_viewport_size({"width": SMALLEST, "height": 900})
        found += wider_than(page, SMALLEST)
        page.set_viewport_size({"width": width, "height": 900})
    return found


def faults(page: Page, *, width: int) -> list[str]:
    """Sentences about what no page of ours may be, at the width that its window has; empty for a good page."""
    facts: dict[str, Any] = page.evaluate(FACTS, width)
    headings, title = facts["headings"], facts["title"]
    found = [] if len(headings) == 1 else [f"{len(headings)} first headings"]
    if headings and not title.startswith((headings[0], f"Error: {headings[0]}")):
        found.append(f"the title {title!r} does not begin with the heading {headings[0]!r}")
    return found + wider_than(page, width, facts) + inaccessible(page)


def wider_than(page: Page, width: int, facts: dict[str, Any] | None = None) -> list[str]:
    """Whether the page would have to be pushed sideways, and by what."""
    facts = facts or page.evaluate(FACTS, width)
    return [f"{facts['width']} wide at {width}: {facts['wide']}"] if facts["width"] > width else []


def picture(page: Page, name: str) -> None:
    """Keep a picture of the page, if somebody wants pictures."""
    if os.environ.get(LOOKS):
        folder: Path = ROOT / "var" / "looks"
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)

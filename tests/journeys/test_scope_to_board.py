"""One review from its scope to the board: evidence asked for, findings, ratings, plan, meeting, summary, agreed.

The Word file of the agreed version has every part of a board paper. When the draft goes on, the version stays the same.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from playwright.sync_api import Locator, Page, expect

from system_review.reviews.models import AgreedVersion, Cell, Finding, Review

FOUND = "Nobody asks about the bus station."
GREEN = "Schools know whom to call."
PLANNED = "Add the bus station to the questions"
ASKED = "Twenty referrals of last autumn"


def test_a_lead_takes_a_review_from_its_scope_to_the_board_and_on(page: Page, printed_link: str, live: str) -> None:
    # Given a review of a partnership's own, of which one part is out of scope
    begins(page, printed_link)

    # When evidence is asked for, is asked for by e-mail, and comes in
    asks_for_evidence(page)
    it_comes_in(page)

    # and findings rest on it, with an action, and are rated with a reason at a meeting
    writes(page, "Red", FOUND, priority=True)
    writes(page, "Green", GREEN)
    plans(page)
    rates_at_a_meeting(page)

    # and the summary is written and the version agreed
    writes_the_summary(page)
    agrees(page)
    version = AgreedVersion.unscoped.get()
    exports = f"{live}/{version.partnership.slug}/agreed/{version.public_id}/exports/"
    data, paper = files(page, exports)

    # Then the Word file is a whole board paper
    is_whole(paper)

    # and it stays what was agreed when the draft goes on
    changes_the_draft(page, live)
    again, once_more = files(page, exports)
    assert again == data == version.content.encode()
    assert parts_of(once_more) == parts_of(paper)


def begins(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("link", name="Start a review").first.click()
    page.locator("[name=partnership]").fill("Northmoor Safeguarding Partnership")
    page.get_by_text("What is in scope: everything").first.click()
    page.locator("input[name=scope]").nth(1).uncheck()
    page.get_by_text("About the review: purpose").click()
    page.locator("[name=purpose]").fill("How we see places")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Nothing is written here yet").first).to_be_visible()
    assert 0 < Cell.unscoped.filter(rating="not_reviewed").count() < Cell.unscoped.count()


def at(page: Page, part: str) -> None:
    """Go to a part of the one review."""
    review = Review.unscoped.get()
    origin = "/".join(page.url.split("/")[:3])
    page.goto(f"{origin}/{review.partnership.slug}/reviews/{review.public_id}/{part}")


def to_cell(page: Page, part: str) -> None:
    """Go to a part of the first stage that is in scope."""
    cell = Cell.unscoped.exclude(rating="not_reviewed").order_by("position").first()
    origin = "/".join(page.url.split("/")[:3])
    page.goto(f"{origin}/{cell.partnership.slug}/cells/{cell.public_id}/{part}")


def saves(page: Page, button: Locator | None = None) -> None:
    """Press the button that saves, and wait for the page that follows."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        (button or page.locator("form.edit .primary")).click()
    assert answer.value.status < 400
    page.wait_for_load_state("load")
    page.wait_for_load_state("networkidle")


def asks_for_evidence(page: Page) -> None:
    at(page, "evidence/new/")
    page.locator("[name=kind]").select_option("dip_sample")
    page.locator("[name=sentence]").fill(ASKED)
    page.get_by_text("Not here yet? Of whom").click()
    page.locator("[name=state][value=asked_for]").check()
    page.locator("[name=asked_of]").fill("The front door")
    page.locator("[name=due_on]").fill("2099-06-12")
    page.get_by_text("Date, agency, how many").click()
    page.locator("[name=source]").fill("Police")
    saves(page)
    at(page, "evidence/asked/")
    page.get_by_role("link", name="As an e-mail").click()
    expect(page.locator("#email")).to_contain_text(f"1. {ASKED}")


def it_comes_in(page: Page) -> None:
    page.get_by_role("link", name=ASKED).click()
    page.locator("li", has_text=ASKED).get_by_role("link", name="Change").first.click()
    page.locator("[name=state][value=received]").check()
    saves(page)
    at(page, "evidence/asked/")
    expect(page.get_by_text("Nothing is outstanding.").first).to_be_visible()


def writes(page: Page, colour: str, text: str, *, priority: bool = False) -> None:
    to_cell(page, "new-finding/")
    page.locator("form.edit [name=text]").fill(text)
    page.get_by_label(colour, exact=True).check()
    boxes = page.locator("[name=evidence]")
    if boxes.count():
        if not boxes.first.is_visible():
            page.locator("summary", has_text="How we know").first.click()
        boxes.first.check()
    if priority:
        box = page.locator("[name=is_priority]")
        if not box.is_visible():
            page.locator("details:has([name=is_priority]) > summary").first.click()
        box.check()
    saves(page)
    expect(page.get_by_text("Finding added").first).to_be_visible()


def plans(page: Page) -> None:
    page.locator(".findings > li", has_text=FOUND).get_by_role("link", name="+ Action").click()
    page.locator("form.edit [name=text]").fill(PLANNED)
    page.locator("[name='lead-0-name']").fill("Meera")
    page.locator("[name='lead-0-agency']").fill("Health")
    page.locator("[name=due_on]").fill("2099-09-30")
    page.get_by_role("button", name="Add action").click()
    expect(page.get_by_text("Action added").first).to_be_visible()


def rates_at_a_meeting(page: Page) -> None:
    at(page, "meetings/")
    page.locator("[name=kind]").select_option("challenge")
    page.locator("[name=present]").fill("Chair, designated nurse")
    saves(page, page.get_by_role("button", name="Open the meeting now"))
    meeting = page.url
    to_cell(page, "rating/")
    page.locator("[name=rating][value=red]").check()
    page.locator("[name=reason]").fill("One school alone does not make it amber.")
    page.get_by_role("button", name="Save rating").click()
    expect(page.get_by_text("Rating saved").first).to_be_visible()
    page.goto(meeting)
    expect(page.locator("#minutes")).to_contain_text("One school alone does not make it amber.")
    saves(page, page.get_by_role("button", name="Close the meeting"))


def writes_the_summary(page: Page) -> None:
    at(page, "summary/strengths/")
    page.locator("textarea[name=text]").fill("Schools call early.")
    saves(page)


def agrees(page: Page) -> None:
    at(page, "versions/")
    page.locator("form [name=name]").fill("Board, June")
    saves(page, page.get_by_role("button", name="Agree this version"))
    at(page, "versions/")
    expect(page.get_by_role("link", name="Board, June").first).to_be_visible()


def files(page: Page, exports: str) -> tuple[bytes, bytes]:
    """The agreed version as JSON, and its board paper in Word."""
    page.goto(exports)
    found = []
    for button in ("Save as JSON", "Board paper in Word"):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        found.append(Path(download.value.path()).read_bytes())
    return found[0], found[1]


def parts_of(paper: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(paper)) as inside:
        return {name: inside.read(name) for name in inside.namelist()}


def is_whole(paper: bytes) -> None:
    document: Any = Document(io.BytesIO(paper))
    text = "\n".join(paragraph.text for paragraph in document.element.body.iter() if paragraph.tag.endswith("}t"))
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    for part in (
        "About this review", "Summary for the board", "Overall ratings", "Priorities", "Action plan", "Evidence",
    ):  # fmt: skip
        assert any(heading.startswith(part) for heading in headings), (part, headings)
    for words in (
        "Board, June", "OFFICIAL-SENSITIVE", "How we see places", "Schools call early.", FOUND, GREEN, PLANNED, ASKED,
        "One school alone does not make it amber.", "Target, Level 1",
    ):  # fmt: skip
        assert words in text, words


def changes_the_draft(page: Page, live: str) -> None:
    finding = Finding.unscoped.get(text=FOUND)
    page.goto(f"{live}/{finding.partnership.slug}/findings/{finding.public_id}/")
    page.locator("form.edit [name=text]").fill("Nobody asks about the market.")
    saves(page)
    expect(page.get_by_text("Finding saved").first).to_be_visible()

"""Forms in which somebody is writing, and what may befall them: twenty cases, of which the journeys try five."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

from playwright.sync_api import Page, expect

from system_review.people.models import Session
from system_review.reviews.models import Action, Finding
from tests.browser import session_cookie_for

FIRST, REST = "The first words. ", "And the last ones, which nobody sent."


@dataclass(frozen=True)
class Place:
    """A form: what it is called, how one comes to it, and the box in which one writes."""

    name: str
    address: Callable[[Any, Finding, Action], str]
    label: str
    opened_by: str = ""  # the link that opens it in place; "" where it is a page


PLACES = (
    Place("finding", lambda review, finding, action: f"findings/{finding.public_id}/", "What was found"),
    Place(
        "finding in place",
        lambda review, finding, action: f"reviews/{review.public_id}/sheet/target/level-1/",
        "What was found",
        "Change",
    ),
    Place(
        "new action", lambda review, finding, action: f"findings/{finding.public_id}/new-action/", "What will be done"
    ),
    Place("comment", lambda review, finding, action: f"findings/{finding.public_id}/comments/", "Your comment"),
)


def connection_lost(page: Page, writer: Any, live: str, go_on: Callable[[], None]) -> Page:
    """The network goes while somebody types, and comes back."""
    page.context.set_offline(True)
    go_on()
    page.wait_for_timeout(2500)
    page.context.set_offline(False)
    page.wait_for_timeout(6500)
    return page


def closed_without_network(page: Page, writer: Any, live: str, go_on: Callable[[], None]) -> Page:
    """The network goes, and the window is closed before it is back."""
    page.context.set_offline(True)
    go_on()
    page.wait_for_timeout(2500)
    context = page.context
    page.close()
    context.set_offline(False)
    return context.new_page()


def session_expired(page: Page, writer: Any, live: str, go_on: Callable[[], None]) -> Page:
    """The sign-in ends while somebody types; they notice, and sign in again."""
    Session.objects.all().delete()
    go_on()
    page.wait_for_timeout(2500)
    return _sign_in_again(page, writer, live)


def expired_when_saving(page: Page, writer: Any, live: str, go_on: Callable[[], None]) -> Page:
    """The sign-in has ended when somebody presses the button."""
    go_on()
    Session.objects.all().delete()
    page.locator("[data-edit] button.primary, form.edit button.primary").last.click()
    page.wait_for_timeout(1500)
    return _sign_in_again(page, writer, live)


def window_closed(page: Page, writer: Any, live: str, go_on: Callable[[], None]) -> Page:
    """The window is closed while somebody types."""
    go_on()
    context = page.context
    page.close(run_before_unload=False)
    return context.new_page()


def _sign_in_again(page: Page, writer: Any, live: str) -> Page:
    from django.conf import settings

    value = session_cookie_for(writer.person)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live}])
    context = page.context
    page.close()
    return context.new_page()


MISHAPS = (connection_lost, closed_without_network, session_expired, expired_when_saving, window_closed)
CASES = tuple(product(MISHAPS, PLACES))
FEW = tuple((mishap, PLACES[number % len(PLACES)]) for number, mishap in enumerate(MISHAPS))


def name_of(case: Any) -> str:
    """What a case is called in a list of tests."""
    mishap, place = case
    return f"{mishap.__name__}-{place.name}".replace(" ", "_")


def text_is_back(case: Any, page: Page, writer: Any, review: Any, live: str) -> None:
    """Write in the form, let it happen, open the form again: all that was typed stands in it, and is called unsaved."""
    mishap, place = case
    finding = Finding.unscoped.get(review=review, colour="red")
    action = Action.unscoped.filter(review=review).order_by("pk").first()
    address = f"{live}/{review.partnership.slug}/{place.address(review, finding, action)}"
    box = opened(page, place, finding, address)
    box.fill(FIRST)
    page.wait_for_timeout(2000)

    again = mishap(page, writer, live, lambda: box.press_sequentially(REST))
    again.goto(f"{live}/{review.partnership.slug}/")
    again.wait_for_timeout(1500)
    box = opened(again, place, finding, address)

    expect(box).to_have_value(FIRST + REST)
    expect(again.locator(".begun").first).to_contain_text("it is not saved yet")


def opened(page: Page, place: Place, finding: Finding, address: str) -> Any:
    """The box of the form, opened as people open it."""
    page.goto(address)
    if place.opened_by:
        page.locator(f"#finding-{finding.public_id}").get_by_role("link", name=place.opened_by).first.click()
    return page.get_by_label(place.label, exact=True)

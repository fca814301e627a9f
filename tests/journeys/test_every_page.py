"""Every page of the product, with the example review in it, on a desk and on a telephone."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from system_review.documents.services.receiving import receive_text
from system_review.files.services.keeping import Incoming
from system_review.guide import queries
from system_review.partnerships.models import Lead, Member
from system_review.partnerships.rules import Role
from system_review.partnerships.services.invitations import invite, new_link
from system_review.partnerships.services.members import Part
from system_review.people.models import Person
from system_review.people.rules import OPERATOR
from system_review.people.services import make_sign_in_link
from system_review.reviews.models import (
    Action,
    Cell,
    Finding,
    FindingEvidence,
    Review,
    ReviewPlace,
    Serving,
    UndoStep,
    ValueJudgement,
)
from system_review.reviews.queries.attachments import Held
from system_review.reviews.services.actions import archive_action
from system_review.reviews.services.attachments import attach
from system_review.reviews.services.comments import answer_comment, settle_comment
from system_review.reviews.services.notes import write_note
from tests import factories
from tests.browser import PHONE
from tests.journeys.conftest import TOKEN
from tests.journeys.looking import faults, looked_at, picture
from tests.journeys.test_second_step_pages import LOOKED_AT
from tests.reviews.test_doors import address, agreed, patterns

pytestmark = pytest.mark.long

PASTED = "What we saw\n\nThe front door asks about friends.\n\nMeera will brief the practices by the end of June."
MOST_USED = {
    "first-page", "overview", "sheet", "new-finding", "finding", "action", "progress", "rating", "plan", "own-actions",
    "evidence", "inbox", "summary", "compare", "differences", "people", "placed-sheet", "audit-sheet",
}  # fmt: skip
NO_PAGE = {302, 405}  # leads on to a page; takes what a form sends
NO_PAGES = {*LOOKED_AT, "security"}  # looked at elsewhere; a file that is there only where a contact is set
HELP = re.compile(r'<a class="help" href="/guide/([\w-]+)/(?:#([\w-]+))?">Help with this page</a>')
# The guide itself; pages for whoever is not signed in, and so cannot read it.
NO_HELP = {
    "contents",
    "page",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "one-time-link",
    "organisation-told",
    "invited",
}


@pytest.fixture
def things(example: Review, mona_there: Member) -> dict[str, str]:
    """A real identifier for every kind of thing that an address can name; each with as much in it as there is."""
    at = timezone.now()
    finding = FindingEvidence.unscoped.filter(finding__review=example).order_by("pk").first().finding
    recurring = Action.unscoped.filter(review=example).exclude(repeats_unit="").order_by("pk").first()
    Lead.unscoped.filter(pk__in=recurring.lead_links.model.unscoped.filter(action=recurring).values("lead")).update(
        member=mona_there
    )  # so that it is one of her own actions
    lead = Lead.unscoped.exclude(agency=None).filter(partnership=example.partnership).order_by("pk").first()
    spare = Action.unscoped.filter(review=example).order_by("pk").last()
    step = archive_action(action=spare, seen=spare.version, by=mona_there, at=at)
    document = receive_text(review=example, content=PASTED, name="pasted.txt", key="look", by=mona_there, at=at)
    invited = invite(
        email="new@example.org", name="Nia", part=Part(roles={Role.READER}), by_letter=False, by=mona_there, at=at
    )
    return {
        "partnership": example.partnership.slug,
        "review": example.public_id,
        "domain": finding.cell.domain,
        "level": finding.cell.level,
        "cell": finding.cell.public_id,
        "finding": finding.public_id,
        "action": recurring.public_id,
        "evidence": finding.evidence_links.model.unscoped.filter(finding=finding).first().evidence.public_id,
        "value": ValueJudgement.unscoped.filter(review=example).first().public_id,
        "lead": lead.public_id,
        "agency": lead.agency.public_id,
        "step": UndoStep.unscoped.get(pk=step.pk).public_id,
        "thing": f"action-{spare.public_id}",
        "earlier": factories.earlier_action(mona_there).public_id,
        "comment": a_conversation(finding, mona_there),
        "document": document.public_id,
        "piece": document.passages.model.unscoped.filter(document=document).first().public_id,
        "question": document.questions.model.unscoped.filter(document=document).first().public_id,
        "attachment": attached(finding, mona_there),
        "token": TOKEN,
        **agreed(example, mona_there),
        "place": ReviewPlace.unscoped.filter(review=example).order_by("position").first().public_id,
        "uidb36": "1",
        "key": "not-a-key",
        "member": factories.member(mona_there.partnership, "Ben", Role.REVIEW_LEAD).public_id,
        "invitation": invited.public_id,
        "invited": new_link(invitation=invited, by=mona_there, at=at),
        "link": make_sign_in_link(person=mona_there.person, by=OPERATOR, at=at),
        "session": "not-a-session",
        "job": "1",  # a button alone: nothing to look at
        "provider_id": "no-organisation",
        "what": "not-connected",
        "name": "start",
    }


def attached(finding: Finding, by: Member) -> str:
    """A file of a finding, one of its action and one of its evidence, so that each page lists something; the first."""
    things = [finding, finding.servings.model.unscoped.filter(finding=finding).first().action]
    things.append(finding.evidence_links.model.unscoped.filter(finding=finding).first().evidence)
    names = ["Terms of reference, agreed by the board in March.txt", "a" * 190 + ".txt", "موجز.txt"]
    made = [
        attach(to=Held(thing, finding.review), files=[Incoming(name, io.BytesIO(b"Words."))], by=by, at=timezone.now())
        for thing, name in zip(things, names, strict=True)
    ]
    return made[0].public_id


def a_conversation(finding: Finding, by: Member) -> str:
    """Mona's comment on the finding with a reply, one that is settled, one on its action, and a working note."""
    at = timezone.now()
    comment = factories.comment(finding, "Does this hold for evenings as well?", by=by)
    answer_comment(comment=comment, text="The night team was not asked.", by=by, at=at)
    done = factories.comment(finding, "Which survey is meant?", by=by)
    settle_comment(comment=done, seen=done.version, by=by, at=at)
    factories.comment(Serving.unscoped.filter(finding=finding)[0].action, "Who begins?", by=by)
    write_note(finding=finding, seen=0, text="Health sees this differently: bring it to the panel.", by=by, at=at)
    return comment.public_id


@pytest.fixture
def addresses(things: dict[str, str], mona: Person, mona_there: Member) -> list[tuple[str, str]]:
    """Every page by name and address. What answers otherwise than with a page is left out, unless it is broken."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(mona)
    found = []
    for name, route in patterns():
        if name in NO_PAGES:
            continue
        path = address(route, things)
        answer = client.get(path)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if answer.status_code not in NO_PAGE and (is_page or answer.status_code != 200):
            found.append((name, path))
    return found + for_one_place(things) + without_levels(mona_there)


def for_one_place(things: dict[str, str]) -> list[tuple[str, str]]:
    """The pages that can be narrowed to one place of the example, narrowed."""
    review = "<slug:partnership>/reviews/<slug:review>"
    routes = {
        "placed-overview": f"{review}/",
        "placed-sheet": f"{review}/sheet/legislative-framework/level-1/",
        "placed-plan": f"{review}/plan/",
        "placed-evidence": f"{review}/evidence/",
    }
    return [(name, f"{address(route, things)}?for_place={things['place']}") for name, route in routes.items()]


def without_levels(by: Member) -> list[tuple[str, str]]:
    """The pages that look otherwise on a framework without levels, with a finding in its first stage and its last."""
    review = factories.review(by, title="Safeguarding audit", key="section-175-schools")
    cells = list(Cell.unscoped.filter(review=review).select_related("review").order_by("position"))
    for cell, colour in ((cells[0], "red"), (cells[0], "green"), (cells[-1], "amber")):
        factories.action(factories.finding(cell, colour, "The policy names the governor who answers for it."))
    base = f"/{by.partnership.slug}/reviews/{review.public_id}/"
    return [
        ("audit-overview", base),
        ("audit-sheet", f"{base}sheet/{cells[0].domain}/"),
        ("audit-plan", f"{base}plan/"),
        ("audit-due", f"{base}plan/due/"),
        (
            "audit-moves",
            f"/{by.partnership.slug}/findings/{Finding.unscoped.filter(review=review).first().public_id}/moves/",
        ),
    ]


@pytest.fixture
def signed_in_window(
    window: Callable[..., Page], signed_in: Callable[[Page, Any], Page], mona: Person, allowed_statuses: set[int]
) -> Callable[..., Page]:
    """Opens a window of that width in which Mona is signed in."""
    return lambda width: signed_in(window(width=width, height=900, phone=width < 500), mona)


@pytest.mark.parametrize("width", [1440, 375])
def test_every_page_is_whole_accessible_and_fits(
    addresses: list[tuple[str, str]], signed_in_window: Callable[..., Page], live: str, width: int
) -> None:
    looked = at_width(addresses, width)

    assert faults_of(looked, signed_in_window(width), live, width) == {}
    assert len(looked) > 35


def at_width(addresses: list[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    """The pages looked at in windows of this width: the most used in both, and of the others half in each.

    `bin/drill pages` looks at all of them in both.
    """
    others = [one for one in addresses if one[0] not in MOST_USED]
    return [one for one in addresses if one[0] in MOST_USED] + others[width < PHONE :: 2]


def faults_of(addresses: list[tuple[str, str]], page: Page, live: str, width: int) -> dict[str, list[str]]:
    """What is wrong with which of these pages, in a window of this width."""
    problems = {}
    for name, path in addresses:
        page.goto(live + path)
        problems[name] = looked_at(page, name, width=width)
    return {name: found for name, found in problems.items() if found}


@pytest.mark.parametrize("setting", [{"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_other_settings_leave_nothing_unreadable(
    example: Review, signed_in_window: Callable[..., Page], live: str, setting: dict[str, Any]
) -> None:
    page = signed_in_window(1440)
    page.emulate_media(**setting)
    cell = Cell.unscoped.filter(review=example).order_by("position").first()
    base = f"/{example.partnership.slug}"
    shown = {
        "sheet": f"{base}/reviews/{example.public_id}/sheet/{cell.domain}/{cell.level}/",
        "rating": f"{base}/cells/{cell.public_id}/rating/",
    }

    problems = {}
    for name, path in shown.items():
        page.goto(live + path)
        problems[name] = faults(page, width=1440)
        picture(page, f"{name}-{'-'.join(setting.values())}")

    assert problems == {"sheet": [], "rating": []}


@pytest.fixture
def as_mona(mona: Person) -> Client:
    """Mona without a browser."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(mona)
    return client


def test_every_page_leads_to_its_part_of_the_guide(addresses: list[tuple[str, str]], as_mona: Client) -> None:
    without, astray = [], []

    for name, path in addresses:
        found = HELP.search(as_mona.get(path).text)
        if not found:
            without.append(name)
        elif found[2] and found[2] not in queries.page_named(found[1], home="/guide/").parts:
            astray.append((name, found[2]))

    assert set(without) == NO_HELP
    assert astray == []


def test_a_task_has_a_part_of_its_own(things: dict[str, str], as_mona: Client) -> None:
    there = {
        f"findings/{things['finding']}/colour/": ("results-sheet", "move-a-finding"),
        f"cells/{things['cell']}/rating/": ("ratings", "rate"),
        f"cells/{things['cell']}/new-finding/": ("results-sheet", "write-a-finding"),
        f"actions/{things['action']}/progress/": ("actions", "how-it-stands"),
        f"reviews/{things['review']}/archive/": ("results-sheet", "archive-and-bring-back"),
    }

    found = {path: HELP.search(as_mona.get(f"/{things['partnership']}/{path}").text) for path in there}

    assert {path: link and link.groups() for path, link in found.items()} == there

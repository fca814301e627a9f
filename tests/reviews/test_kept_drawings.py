"""What is kept of a drawing is never stale: whatever it shows is among the facts that it is kept by.

The tables are changed past the services here, so that nothing but the facts can tell.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from system_review.audit.keeping import forget
from system_review.evidence.models import Evidence
from system_review.partnerships.models import Agency, Lead, Member
from system_review.partnerships.rules import Role
from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, Cell, EvidenceStage, Finding, FindingEvidence, Review, Serving
from system_review.reviews.queries.finding_things import review_for
from system_review.reviews.queries.overview import overview_page
from system_review.reviews.queries.sheet import sheet_page
from system_review.reviews.services.actions import serve_finding
from system_review.reviews.services.findings import add_see_also, edit_finding, set_also_relevant
from tests import factories
from tests.factories import AT, TODAY, cell, finding
from tests.reviews.pieces import piece

pytestmark = pytest.mark.django_db
STAGE, MATRIX, LOAD = "reviews/_sheet_stage.html", "reviews/_overview_matrix.html", "reviews/_overview_load.html"
SOON = TODAY + timedelta(days=3)


@pytest.fixture
def full(anwen: Member) -> Review:
    """A review whose first sheet shows every kind of thing that a sheet can show."""
    review = factories.review(anwen)
    again: Any = {"by": anwen, "at": AT}
    here, far = cell(review), cell(review, 8)
    health = Agency.unscoped.create(partnership=review.partnership, name="Health")
    red = finding(here, "red", "Nobody asks about places.", about=[health], on_behalf_of=health)
    amber = finding(cell(review, 1), "amber", "The new form asks about friends.")
    green = finding(far, "green", "Shops know whom to call.")
    jo, sade = LeadName("Jo", "", "Police"), LeadName("Sade", "team manager", "")
    brief = factories.action(red, "Brief the practices", jo, sade, due_on=SOON)
    factories.action(amber, "Count the empty boxes", sade, waits_for=[brief], due_on=SOON)
    shops = factories.action(green, "Visit the shops", jo, due_on=SOON)
    serve_finding(action=brief, finding=green, **again)
    earlier = factories.action(red, "Ask the panel", jo)
    Serving.unscoped.filter(action=earlier).update(colour="amber")
    add_see_also(finding=amber, cell=far, **again)
    add_see_also(finding=red, action=shops, **again)
    set_also_relevant(finding=green, seen=green.version, cells=[here], **again)
    piece(review, "40 referrals read", on=[red])
    return review


def sheet(review: Review, member: Member, today: date = TODAY) -> str:
    """The first sheet as this member reads it, with what was kept of earlier drawings."""
    first = cell(review)
    found = review_for(member, review.public_id)
    page = sheet_page(found, domain=first.domain, level=first.level, visible_to=member, today=today)
    return str(render_to_string("reviews/_sheet_body.html", {"sheet": page}))


def overview(review: Review, member: Member, today: date = TODAY, by: str = "lead") -> str:
    """The overview, in the same way."""
    page = overview_page(review_for(member, review.public_id), by=by, visible_to=member, today=today)
    return str(render_to_string("reviews/_overview_body.html", {"overview": page}))


def anew(draw: Callable[..., str], *given: Any, **more: Any) -> str:
    """Drawn by a process that has kept nothing."""
    forget()
    return draw(*given, **more)


def put(model: Any, where: dict[str, Any], **values: Any) -> Callable[[], object]:
    """A change of rows, past every service."""
    return lambda: model.unscoped.filter(**where).update(**values)


def speak() -> None:
    """The evidence speaks to the first stage."""
    item, first = Evidence.unscoped.get(), Cell.unscoped.get(position=0)
    EvidenceStage.unscoped.create(partnership_id=first.partnership_id, evidence=item, cell=first)


BRIEF, SHOPS, RED, GREEN = ({"text__startswith": word} for word in ("Brief", "Visit", "Nobody", "Shops"))
ON_THE_SHEET = {
    "a finding's text": put(Finding, RED, text="Somebody asks about places."),
    "its colour": put(Finding, RED, colour="amber"),
    "its being a priority": put(Finding, RED, is_priority=True),
    "its stage": lambda: Finding.unscoped.filter(**RED).update(cell=Cell.unscoped.get(position=1)),
    "its being archived": put(Finding, RED, archived_at=AT),
    "whom it is about": lambda: Finding.about.through.objects.all().delete(),
    "the name of whom it is about": put(Agency, {"name": "Health"}, name="The health trust"),
    "on whose behalf it was written": put(Finding, RED, on_behalf_of=None),
    "the evidence's sentence": put(Evidence, {}, sentence="12 plans read"),
    "the evidence's kind, where that is told": put(Evidence, {}, sentence="", kind="interview"),
    "how many it was": put(Evidence, {}, sentence="", how_many=7),
    "when it was": put(Evidence, {}, on=date(2027, 2, 1)),
    "whether it is there": put(Evidence, {}, state="asked_for"),
    "the evidence's being archived": put(Evidence, {}, archived_at=AT),
    "the evidence's link": lambda: FindingEvidence.unscoped.all().delete(),
    "an action's text": put(Action, BRIEF, text="Brief the schools"),
    "an action's status": put(Action, BRIEF, status="done"),
    "an action's priority": put(Action, BRIEF, priority="high"),
    "an action's words for its time": put(Action, BRIEF, due_words="before the summer"),
    "an action's day": put(Action, BRIEF, due_on=TODAY - timedelta(days=1)),
    "an action's rhythm": put(Action, BRIEF, repeats_every=1, repeats_unit="term", last_done_on=TODAY),
    "the difference it made": put(Action, BRIEF, difference="Practices ask."),
    "an action's being archived": put(Action, BRIEF, archived_at=AT),
    "the colour that it was planned under": put(Serving, {"action__text__startswith": "Ask"}, colour="red"),
    "a lead's name": put(Lead, {"name": "Sade"}, name="Sadie"),
    "a lead's role": put(Lead, {"name": "Sade"}, role="head of service"),
    "a lead's agency": put(Agency, {"name": "Police"}, name="The police"),
    "the stage of another finding that an action serves": lambda: Finding.unscoped.filter(**GREEN).update(
        cell=Cell.unscoped.get(position=9)
    ),
    "the text of an action waited for": put(Action, BRIEF, text="Brief everybody"),
    "the status of an action seen also": put(Action, SHOPS, status="under_way"),
    "the text of an action seen also": put(Action, SHOPS, text="Telephone the shops"),
    "how many actions a stage seen also has": put(Action, SHOPS, archived_at=AT),
    "the text of a finding that is also relevant": put(Finding, GREEN, text="Shops call."),
    "the colour of a finding that is also relevant": put(Finding, GREEN, colour="red"),
    "the being archived of a finding that is also relevant": put(Finding, GREEN, archived_at=AT),
    "evidence that speaks to it": speak,
    "a rating": put(Cell, {"position": 0}, rating="red"),
    "a rating of another sheet, on the map": put(Cell, {"position": 20}, rating="green"),
    "who rated": put(Cell, {"position": 0}, rated_by_name="Anwen", rated_at=AT),
    "where it was agreed": put(Cell, {"position": 0}, rated_by_name="Anwen", rated_at=AT, agreed_at="the panel"),
    "why": put(Cell, {"position": 0}, rated_by_name="Anwen", rated_at=AT, reason="Half of the teams do."),
    "the marking": put(Review, {}, marking="OFFICIAL"),
}


@pytest.mark.parametrize("what", ON_THE_SHEET)
def test_the_sheet_shows_a_change_of(full, anwen, what):
    before = sheet(full, anwen)

    ON_THE_SHEET[what]()
    after = sheet(full, anwen)

    assert after != before
    assert after == anew(sheet, full, anwen)


ON_THE_OVERVIEW = {
    "a rating": put(Cell, {"position": 0}, rating="red"),
    "how many findings a stage has": put(Finding, RED, archived_at=AT),
    "how many actions a stage has": put(Action, BRIEF, archived_at=AT),
    "a finding's colour, which its rating may be at odds with": put(Cell, {"position": 0}, rating="green"),
    "an action's lead": put(Lead, {"name": "Jo"}, name="Joan"),
    "an action's status": put(Action, BRIEF, status="done"),
    "an action's day": put(Action, BRIEF, due_on=None),
    "an action that is late, by its text": lambda: (
        put(Action, BRIEF, due_on=TODAY - timedelta(days=9))() and put(Action, BRIEF, text="Brief them all")()
    ),
    "evidence": lambda: FindingEvidence.unscoped.all().delete(),
    "evidence that is awaited": put(Evidence, {}, state="asked_for", asked_of="The analyst"),
    "what is told about the review": put(Review, {}, purpose="To see how far we act on places."),
}


@pytest.mark.parametrize("what", ON_THE_OVERVIEW)
def test_the_overview_shows_a_change_of(full, anwen, what):
    before = overview(full, anwen)

    ON_THE_OVERVIEW[what]()
    after = overview(full, anwen)

    assert after != before
    assert after == anew(overview, full, anwen)


@pytest.mark.parametrize("draw", [sheet, overview])
def test_the_next_day_shows_what_is_late_by_then(full, anwen, draw):
    before = draw(full, anwen)

    after = draw(full, anwen, today=SOON + timedelta(days=1))

    assert "ctions overdue" in after
    assert "ctions overdue" not in before
    assert after == anew(draw, full, anwen, today=SOON + timedelta(days=1))


def test_each_reader_gets_what_they_may_do_and_see(full, anwen, ben, farid):
    Evidence.unscoped.update(naming="team_only")
    readers = (anwen, ben, farid)

    kept = [[sheet(full, reader) for reader in readers] for _ in range(2)][1]
    drawn = [anew(sheet, full, reader) for reader in readers]

    assert kept == drawn
    assert ["40 referrals read" in page for page in kept] == [True, False, True]
    assert ["new-finding" in page for page in kept] == [True, True, False]


def test_a_reader_whose_part_changes_gets_another_sheet(full, ben):
    before = sheet(full, ben)

    Member.unscoped.filter(pk=ben.pk).update(roles=[Role.SCRUTINEER])
    after = sheet(full, Member.unscoped.select_related("partnership").get(pk=ben.pk))

    assert "new-finding" in before
    assert "new-finding" not in after


def test_another_language_is_drawn_for_itself(full, anwen):
    english = sheet(full, anwen)
    with translation.override("cy"):
        welsh = sheet(full, anwen)
        assert "Ebrill" in welsh
        assert welsh == anew(sheet, full, anwen)

    assert "April" in english
    assert sheet(full, anwen) == english


def test_two_reviews_that_say_the_same_keep_their_own_addresses(anwen):
    reviews = [factories.review(anwen, title="The same") for _ in range(2)]
    for one in reviews:
        finding(cell(one), "red", "Nobody asks about places.")

    first, second = (sheet(one, anwen) for one in reviews)

    assert reviews[0].public_id in first
    assert reviews[1].public_id not in first
    assert reviews[0].public_id not in second


def url(review: Review, part: str = "") -> str:
    return f"/{review.partnership.slug}/reviews/{review.public_id}/{part}"


def drawings(response: Any, name: str) -> int:
    """How often a template was drawn for this answer."""
    return sum(one.name == name for one in response.templates)


def test_after_a_change_only_its_stage_is_drawn_again(as_, full, anwen):
    first, client = cell(full), as_(anwen)
    address = url(full, f"sheet/{first.domain}/{first.level}/")
    client.get(address)
    red = Finding.unscoped.get(**RED)

    as_form = {"about": [], "on_behalf_of": None, "evidence": []}
    edit_finding(finding=red, seen=red.version, text="Somebody asks.", **as_form, by=anwen, at=AT)
    response = client.get(address)

    assert "Somebody asks." in response.text
    assert drawings(response, STAGE) == 1
    assert drawings(client.get(address), STAGE) == 0


def test_after_a_new_finding_the_overview_draws_its_matrix_and_not_who_carries_how_much(as_, full, anwen):
    client = as_(anwen)
    client.get(url(full))

    finding(cell(full, 3), "green", "Panels meet each month.")
    response = client.get(url(full))

    assert (drawings(response, MATRIX), drawings(response, LOAD)) == (1, 0)
    assert response.text.count("1 finding, no actions") == 1

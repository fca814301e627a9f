"""Before its day an agency cannot find its red: not on any page, in a count, an export or a refusal.

Every address of the product is asked for as a representative, before there is a finding about their agency and after:
each answer must be the same, byte for byte. New addresses are covered as they come, from the resolver.
"""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from system_review.evidence.rules import EvidenceKind
from system_review.evidence.services import Description
from system_review.files.services.keeping import Incoming
from system_review.partnerships.models import Agency, Lead
from system_review.partnerships.queries import command_line_in
from system_review.partnerships.services import LeadName
from system_review.reviews.models import (
    Action,
    AgreedVersion,
    CameFrom,
    Challenge,
    Finding,
    Meeting,
    PlaceRating,
    Review,
    ReviewPlace,
    ShownFrom,
    UndoStep,
    ValueJudgement,
)
from system_review.reviews.queries.attachments import Held
from system_review.reviews.rules.audience import Audience
from system_review.reviews.services.actions import Plan, add_action, add_note, archive_action, serve_finding
from system_review.reviews.services.attachments import attach
from system_review.reviews.services.audience import set_audience
from system_review.reviews.services.challenges import record_challenge
from system_review.reviews.services.comments import add_comment
from system_review.reviews.services.evidence import add_to_review
from system_review.reviews.services.findings import add_finding, add_see_also, edit_finding, set_also_relevant
from system_review.reviews.services.moves import archive_finding, recolour_finding
from system_review.reviews.services.notes import write_note
from system_review.reviews.services.priorities import mark_finding
from system_review.reviews.services.ratings import rate_cell, rate_place
from system_review.reviews.services.review_places import add_place
from system_review.reviews.services.summary import write_summary
from tests import factories
from tests.commands.conftest import run  # noqa: F401 - a fixture
from tests.doors.filling import fields_of, ids_in, try_out
from tests.doors.walking import Asking, told
from tests.factories import AT, TODAY
from tests.reviews.test_doors import INSIDE, address, agreed, an_invitation, other_samples

pytestmark = pytest.mark.long

RED = "quicksilver"  # in every text of what is held back
FORMATS = ("docx", "pdf", "xlsx", "csv", "json")
ABSENT = "a" * 22
VALUES = re.compile(r"'[^']*'|\d+")  # in a statement
TOKENS = re.compile(r'(name="(?:csrfmiddlewaretoken|key|draft)" value="|"X-CSRFToken": ")[^"]*')
ASKED = (
    "?by=agency", "?by=month",
    "findings/?without=action", "findings/?without=evidence",
    "stages/?which=at-odds", "stages/?which=suggested", "stages/?which=unrated", "stages/?which=unknown",
    "plan/?lead=none", "plan/?agency=none", "plan/?due=overdue", "plan/?due=none", "plan/?status=all",
    "plan/due/", "plan/?changed=meeting", "plan/?kind=red", "plan/?priority=high", "plan/?sort=changed",
    "plan/?place=target",
    "search/?q=ask", f"search/?q={RED}", "search/?q=Jo", "search/?q=police",
    "evidence/?kind=survey", "evidence/?state=received",
)  # fmt: skip


def write(by: Any, behalf: Agency, cell: Any) -> tuple[Finding, Action]:
    """A finding of an agency's own, with evidence and two actions, of which one is archived; both they know of."""
    review = cell.review
    item = add_to_review(
        review=review,
        description=Description(kind=EvidenceKind.SURVEY, sentence=f"{by.name} asked", source=behalf),
        by=by,
        at=AT,
    )
    finding = add_finding(
        cell=cell, colour="amber", text=f"{by.name} asks.", on_behalf_of=behalf, evidence=[item], by=by, at=AT
    )
    known = Plan(text=f"Ask more, {by.name}", leads=[LeadName("Jo", "", behalf.name)], due_on=TODAY)
    action = add_action(finding=finding, plan=known, by=by, at=AT)
    add_see_also(finding=finding, cell=factories.cell(review, 3), by=by, at=AT)  # it counts the actions there
    spare = add_action(finding=finding, plan=Plan(text="Spare"), by=by, at=AT)
    archive_action(action=spare, seen=1, by=by, at=AT)
    return finding, action


@pytest.fixture
def draft(anwen, ben, carys, police, health):
    """A draft with what each agency wrote itself."""
    review = factories.review(anwen, audience=Audience.TEAM)
    for who, agency in ((ben, police), (carys, health)):
        write(who, agency, factories.cell(review))
    agreed(review, command_line_in(review.partnership))
    add_place(review=review, name="Northam", by=anwen, at=AT)
    review.refresh_from_db()
    return review


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def held_back(draft: Review, audience: Audience, police: Agency, by: Any) -> None:
    draft.refresh_from_db()
    set_audience(review=draft, seen=draft.version, audience=audience, team=[], days={police: tomorrow()}, by=by, at=AT)


def hide(draft: Review, police: Agency, by: Any) -> Finding:
    """All that can hang on a finding about the police, and the ratings that it leads to."""
    first, third = factories.cell(draft), factories.cell(draft, 3)
    known = Action.unscoped.filter(review=draft, archived_at=None).first()
    seen = Finding.unscoped.filter(review=draft).first()
    item = add_to_review(
        review=draft,
        description=Description(kind=EvidenceKind.CASE_STUDY, sentence=RED, naming="team_only"),
        by=by,
        at=AT,
    )
    red = add_finding(
        cell=first, colour="amber", text=f"Police never ask. {RED}", about=[police], evidence=[item], by=by, at=AT
    )
    edit_finding(
        finding=red, seen=1, text=f"Police still never ask. {RED}", about=[police], on_behalf_of=police,
        evidence=[item], by=by, at=AT,
    )  # fmt: skip
    late = {"due_on": TODAY - timedelta(days=400), "priority": "high"}
    mine = add_action(
        finding=red, plan=Plan(text=f"Ask at last {RED}", leads=[LeadName(f"Jo {RED}", RED, "Police")], **late),
        by=by, at=AT,
    )  # fmt: skip
    add_action(finding=red, plan=Plan(text=f"Nobody leads {RED}", waits_for=[mine, known]), by=by, at=AT)
    add_note(action=mine, seen=1, text=RED, on=TODAY, status="blocked", difference=RED, by=by, at=AT)
    recolour_finding(
        finding=red, seen=2, colour="red", on=TODAY, reason=RED,
        onward={action.public_id: "carry_on" for action in Action.unscoped.filter(servings__finding=red)}, by=by, at=AT,
    )  # fmt: skip
    add_comment(on=red, text=RED, by=by, at=AT)
    add_comment(on=mine, text=RED, by=by, at=AT)
    write_note(finding=red, seen=0, text=RED, by=by, at=AT)
    write_note(finding=seen, seen=0, text=RED, by=by, at=AT)
    record_challenge(review=draft, text=RED, finding=red, by=command_line_in(draft.partnership), at=AT)
    attach(to=Held(red, draft), files=[Incoming(f"{RED}.txt", io.BytesIO(RED.encode()))], by=by, at=AT)
    attach(to=Held(item, draft), files=[Incoming(f"{RED}.txt", io.BytesIO(RED.encode()))], by=by, at=AT)
    set_also_relevant(finding=red, seen=red.version, cells=[third], by=by, at=AT)
    add_see_also(finding=red, cell=third, by=by, at=AT)
    add_see_also(finding=seen, action=mine, by=by, at=AT)
    CameFrom.unscoped.create(partnership=draft.partnership, finding=red, file_name=RED, place=RED, wording=RED)
    beside = add_finding(cell=third, colour="red", text=f"There {RED}", about=[police], by=by, at=AT)
    add_action(finding=beside, plan=Plan(text=f"There {RED}"), by=by, at=AT)
    gone = add_finding(cell=third, colour="red", text=f"Gone {RED}", about=[police], by=by, at=AT)
    archive_finding(finding=gone, seen=1, by=by, at=AT)
    rate_cell(cell=first, seen=1, rating="red", reason=RED, agreed_at=RED, by=by, at=AT)
    given = PlaceRating.unscoped.filter(cell=first).first()
    rate_place(given=given, seen=1, rating="red", reason=RED, agreed_at=RED, by=by, at=AT)
    ValueJudgement.unscoped.filter(review=draft).update(narrative=RED)
    mark_finding(finding=red, marked=True, by=by, at=AT)
    write_summary(review=draft, part="strengths", seen=0, text=RED, findings=[red, seen], by=by, at=AT)
    return red


def samples(draft: Review, member: Any, anwen: Any) -> dict[str, str]:
    """A real identifier for every kind of thing that an address can name, of things that this member knows of."""
    finding = Finding.unscoped.get(written_by=member)
    action = Action.unscoped.get(servings__finding=finding, archived_at=None)
    found = {
        "partnership": draft.partnership.slug,
        "review": draft.public_id,
        "domain": "target",
        "level": "level-1",
        "cell": finding.cell.public_id,
        "finding": finding.public_id,
        "action": action.public_id,
        "evidence": finding.evidence_links.model.unscoped.get(finding=finding).evidence.public_id,
        "value": ValueJudgement.unscoped.filter(review=draft).first().public_id,
        "lead": Lead.unscoped.get(name="Jo", agency__name=finding.on_behalf_of.name).public_id,
        "agency": finding.on_behalf_of.public_id,
        "step": UndoStep.unscoped.get(member=member).public_id,
        "thing": f"finding-{finding.public_id}",
    }
    file = attach(to=Held(finding, draft), files=[Incoming("ours.txt", io.BytesIO(b"Ours."))], by=anwen, at=AT)
    found |= {
        "attachment": file.public_id,
        "comment": add_comment(on=finding, text="Ours.", by=member, at=AT).public_id,
        "version": AgreedVersion.unscoped.get().public_id,
        "other": AgreedVersion.unscoped.get().public_id,
        "meeting": Meeting.unscoped.get().public_id,
        "place": ReviewPlace.unscoped.filter(review=draft).first().public_id,
        "earlier": ABSENT,
        "job": ABSENT,
        "part": "themes",
        "challenge": Challenge.unscoped.get(finding=None).public_id,
        "member": anwen.public_id,
        "invitation": an_invitation(by=anwen).public_id,
    }
    return found | other_samples(draft, anwen)


def answer(response: Any) -> tuple[int, str, bytes]:
    """What a browser gets, without the tokens that are drawn for each page."""
    content = getattr(response, "content", b"")
    if response.headers.get("Content-Type", "").startswith("text/html"):
        content = TOKENS.sub(r"\1", content.decode()).encode()
    return response.status_code, response.headers.get("Location", ""), content


def forms_of(audience: Audience) -> tuple[str, ...]:
    """The formats to take out: once all of them, else those that hold the plain data that all are written from."""
    return FORMATS if audience is Audience.ALL else ("csv", "json")


def everything(client: Any, ids: dict[str, str], forms: tuple[str, ...]) -> dict[str, Any]:
    """Every address, plain and narrowed, and every export in these formats, by name."""
    review = address("<slug:partnership>/reviews/<slug:review>/", ids)
    found = {route: answer(client.get(address(route, ids))) for _, route in INSIDE}
    found |= {asked: answer(client.get(review + asked)) for asked in ASKED}
    found |= {form: answer(client.post(f"{review}exports/", {"format": form})) for form in forms}
    found |= {"first page": answer(client.get("/")), "me": answer(client.get("/me/"))}
    assert found["<slug:partnership>/reviews/<slug:review>/"][0] == 200
    assert found["json"][0] == 200
    return found


# `bin/drill held-back` asks as those who see less of the draft.
@pytest.mark.parametrize(("who", "audience"), [("ben", Audience.ALL), ("ben", Audience.OWN), ("carys", Audience.ALL)])
def test_no_page_count_or_export_changes(as_, request, anwen, draft, police, audience, who):
    member = request.getfixturevalue(who)
    held_back(draft, audience, police, anwen)
    ids, client = samples(draft, member, anwen), as_(member)

    before = everything(client, ids, forms_of(audience))
    hide(draft, police, anwen)
    after = everything(client, ids, forms_of(audience))

    assert [name for name in before if before[name] != after[name]] == []
    assert [name for name, (_, _, content) in after.items() if RED.encode() in content and RED not in name] == []


@pytest.mark.parametrize("audience", list(Audience))
def test_no_export_of_the_command_line_changes(run, tmp_path, anwen, ben, draft, police, audience):  # noqa: F811
    held_back(draft, audience, police, anwen)

    def documents() -> list[bytes]:
        found = []
        for form in forms_of(audience):
            file = tmp_path / f"out.{form}"
            said = run("export", draft.public_id, "--as", "Ben", "--output", str(file), "--overwrite")
            assert said.code == 0, said
            found.append(file.read_bytes())
        return [*found, run("list", "--as", "Ben", "--json").out.encode()]

    before = documents()
    hide(draft, police, anwen)

    assert documents() == before


@pytest.mark.parametrize("audience", list(Audience))
def test_what_is_held_back_is_as_absent_as_what_never_was(as_, anwen, ben, draft, police, audience):
    held_back(draft, audience, police, anwen)
    red, client, ids = hide(draft, police, anwen), as_(ben), samples(draft, ben, anwen)
    action = Action.unscoped.filter(servings__finding=red).first()
    lead = Lead.unscoped.get(name=f"Jo {RED}")

    for kind, public_id in (("finding", red.public_id), ("action", action.public_id), ("lead", lead.public_id)):
        for _, route in INSIDE:
            if f"<slug:{kind}>" not in route:
                continue
            refused = (403, 404, 405) if "/leads/<slug:lead>" in route and "<slug:review>" not in route else (404, 405)
            for ask in (client.get, lambda where: client.post(where, {"version": 1})):
                found = [ask(address(route, {**ids, kind: one})) for one in (public_id, ABSENT)]
                hidden, absent = map(answer, found)
                assert hidden == absent, route
                assert hidden[0] in refused, route
                statements = [[VALUES.sub("", one["sql"]) for one in each.queries] for each in found]
                assert statements[0] == statements[1], route  # the same way through the code takes the same time


def test_naming_what_is_held_back_in_a_form_is_answered_as_naming_what_never_was(anwen, ben, draft, police):
    held_back(draft, Audience.ALL, police, anwen)
    ids = samples(draft, ben, anwen)
    before = ids_in(draft.partnership)
    hide(draft, police, anwen)
    hidden = {kind: one for one, kind in ids_in(draft.partnership).items() if one not in before}
    asking = Asking(ben.person)

    fields = fields_of(asking, [address(route, ids) for _, route in INSIDE], before)
    # what somebody saw when a form was drawn takes links away and adds none
    known = [one for one in fields.values() if one.kind_in(before) in hidden and one.name != "findings_seen"]
    tried = try_out(asking, known, lambda one: hidden[before[one]], lambda: None)

    assert {"evidence", "findings", "waits_for", "action"} <= {one.name for one in tried}
    assert [(one.view, one.name) for one in tried if not one.is_alike or one.other.wrote] == []
    assert [one.name for one in tried if RED in told(one.other)] == []


def test_an_action_that_serves_it_too_does_not_tell(as_, anwen, ben, draft, police):
    held_back(draft, Audience.ALL, police, anwen)
    known, ids = Action.unscoped.get(text="Ask more, Ben"), samples(draft, ben, anwen)
    pages = [route for name, route in INSIDE if "<slug:action>" not in route]
    before = [answer(as_(ben).get(address(route, ids))) for route in pages]

    serve_finding(action=known, finding=hide(draft, police, anwen), by=anwen, at=AT)

    assert [answer(as_(ben).get(address(route, ids))) for route in pages] == before


@pytest.mark.parametrize(
    ("audience", "seen_by"), [(Audience.TEAM, set()), (Audience.OWN, {"ben"}), (Audience.ALL, {"ben", "carys"})]
)
def test_the_day_comes_by_itself(as_, request, monkeypatch, anwen, draft, police, audience, seen_by):
    held_back(draft, audience, police, anwen)
    hide(draft, police, anwen)
    sheet = address("<slug:partnership>/reviews/<slug:review>/sheet/target/level-1/", {
        "partnership": draft.partnership.slug, "review": draft.public_id,
    })  # fmt: skip
    clients = {who: as_(request.getfixturevalue(who)) for who in ("ben", "carys")}
    assert not any(RED in client.get(sheet).text for client in clients.values())

    day = tomorrow()
    monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: value.date() if value else day)

    assert {who for who, client in clients.items() if RED in client.get(sheet).text} == seen_by


def test_a_finding_about_two_agencies_waits_for_the_later_day(as_, anwen, ben, carys, draft, police, health):
    held_back(draft, Audience.ALL, police, anwen)
    factories.finding(factories.cell(draft), "red", RED, about=[police, health])

    assert not Finding.objects.visible_to(carys).filter(text=RED).exists()


def test_without_knowing_the_day_nothing_that_waits_is_shown(ben, anwen, draft, police):
    held_back(draft, Audience.ALL, police, anwen)
    ShownFrom.unscoped.update(on=date(2000, 1, 1))
    red = hide(draft, police, anwen)
    rows = Finding.objects.visible_to(ben).filter(pk=red.pk)

    assert not rows.exists()
    ben.today = date(2000, 1, 1)
    assert Finding.objects.visible_to(ben).filter(pk=red.pk).exists()


def test_the_review_team_sees_it_at_once(as_, anwen, farid, gita, draft, police):
    held_back(draft, Audience.TEAM, police, anwen)
    hide(draft, police, anwen)

    for member in (anwen, farid, gita):
        page = as_(member).get(f"/{draft.partnership.slug}/reviews/{draft.public_id}/sheet/target/level-1/").text
        assert "Police still never ask." in page

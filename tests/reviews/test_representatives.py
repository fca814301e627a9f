"""A representative writes for their own agencies, and changes what they or these wrote; a review lead anything."""

from __future__ import annotations

import pytest

from system_review.audit.models import Event
from system_review.audit.queries import said_of
from system_review.audit.sentences import sentence
from system_review.errors import NotAllowed, Refused
from system_review.evidence import services as register
from system_review.evidence.models import Evidence
from system_review.evidence.services import Description
from system_review.partnerships.models import Agency
from system_review.reviews.models import Action, Comment, Finding
from system_review.reviews.queries.attachments import Held
from system_review.reviews.services import actions, attachments, comments, evidence, findings, many_actions, moves
from tests import factories
from tests.factories import AT, TODAY
from tests.reviews.pieces import EASTMERE, evidence_url, piece

TODAY_IS = {"on": TODAY, "status": "done", "difference": "", "text": "Briefed."}


def speaks_for(member, *names):
    """Let a member act for these agencies, made where they are new."""
    found = [Agency.unscoped.get_or_create(partnership=member.partnership, name=name)[0] for name in names]
    member.agencies.add(*found)
    return found


@pytest.fixture
def police(ben):
    return speaks_for(ben, "Police")[0]


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def theirs(review, carys, red):
    """A finding, an action and a piece of evidence that Carys wrote for health."""
    speaks_for(carys, "Health")
    made = findings.add_finding(cell=red.cell, colour="red", text="Clinics wait.", by=carys, at=AT)
    action = actions.add_action(finding=made, plan=actions.Plan(text="Ask the clinics"), by=carys, at=AT)
    survey = evidence.add_to_review(review=review, description=Description(kind="survey"), by=carys, at=AT)
    return made, action, survey


def rows():
    """Everything that a refusal must leave as it is."""
    tables = (Finding, Action, Evidence, Comment, Finding.about.through)
    held = [list(getattr(model, "unscoped", model._default_manager).order_by("pk").values()) for model in tables]
    return [*held, Event.objects.count()]


PLAN = actions.Plan(text="Otherwise")
DESCRIBED = Description(kind="document")
SAID = {"at": AT, "seen": 1}
CHANGES = {
    "finding edited": lambda f, a, e, by: findings.edit_finding(
        finding=f, text="No.", about=[], on_behalf_of=None, evidence=[], by=by, **SAID
    ),
    "finding copied": lambda f, a, e, by: findings.copy_finding(
        finding=f, cell=f.cell, with_actions=True, by=by, at=AT
    ),
    "finding made relevant": lambda f, a, e, by: findings.set_also_relevant(finding=f, cells=[], by=by, **SAID),
    "finding pointed": lambda f, a, e, by: findings.add_see_also(finding=f, action=a, by=by, at=AT),
    "finding archived": lambda f, a, e, by: moves.archive_finding(finding=f, by=by, **SAID),
    "action edited": lambda f, a, e, by: actions.edit_action(action=a, plan=PLAN, by=by, **SAID),
    "action reported": lambda f, a, e, by: actions.add_note(action=a, by=by, **SAID, **TODAY_IS),
    "action archived": lambda f, a, e, by: actions.archive_action(action=a, by=by, **SAID),
    "action restored": lambda f, a, e, by: actions.restore_action(action=a, by=by, **SAID),
    "action linked": lambda f, a, e, by: actions.serve_finding(action=a, finding=f, by=by, at=AT),
    "action unlinked": lambda f, a, e, by: actions.stop_serving(action=a, finding=f, by=by, at=AT),
    "action done": lambda f, a, e, by: actions.done_this_time(action=a, on=TODAY, next_on=None, by=by, **SAID),
    "actions changed": lambda f, a, e, by: many_actions.change_many(
        review=a.review, seen={a.public_id: 1}, priority="high", by=by, at=AT
    ),
    "evidence edited": lambda f, a, e, by: register.edit_evidence(evidence=e, description=DESCRIBED, by=by, **SAID),
    "evidence archived": lambda f, a, e, by: register.archive_evidence(evidence=e, by=by, **SAID),
    "evidence restored": lambda f, a, e, by: register.restore_evidence(evidence=e, by=by, **SAID),
    "evidence linked": lambda f, a, e, by: evidence.link_findings(
        review=f.review, evidence=e, findings=[f], by=by, at=AT
    ),
    "files attached": lambda f, a, e, by: attachments.attach(to=Held(f, f.review), files=[], by=by, at=AT),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_another_agency_wrote_is_not_changed_and_nothing_is_recorded(change, ben, police, theirs):
    before = rows()

    with pytest.raises(NotAllowed):
        change(*theirs, ben)

    assert rows() == before


@pytest.mark.parametrize("change", ["finding edited", "action edited", "action reported", "evidence edited"])
def test_a_colleague_of_the_agency_and_a_review_lead_may(change, ben, anwen, theirs):
    speaks_for(ben, "Health")
    CHANGES[change](*theirs, ben)
    for thing in theirs:
        type(thing).unscoped.filter(pk=thing.pk).update(version=1)

    CHANGES[change](*theirs, anwen)

    told = [said.get("on_behalf_of") for kind in KINDS[change] for _, said in said_of(kind)]
    assert told == ["Health", None]


KINDS = {
    "finding edited": ["finding.edited"],
    "action edited": ["action.edited"],
    "action reported": ["action.progressed"],
    "evidence edited": ["evidence.edited"],
}


def write(text, by, agency=None):
    """A finding, an action, a comment and a piece of evidence by this member; the agencies they were written for."""
    first = Finding.unscoped.filter(colour="red").order_by("pk").first()
    finding = findings.add_finding(cell=first.cell, colour="red", text=text, on_behalf_of=agency, by=by, at=AT)
    action = actions.add_action(finding=first, plan=actions.Plan(text=text), on_behalf_of=agency, by=by, at=AT)
    item = register.add_evidence(description=Description(kind="survey"), on_behalf_of=agency, by=by, at=AT)
    comment = comments.add_comment(on=first, text=text, agency=agency, by=by, at=AT)
    return {*(thing.on_behalf_of.name for thing in (finding, action, item)), comment.agency_name}


def test_who_speaks_for_one_agency_does_so_without_saying_and_the_history_says_so(ben, police, red):
    assert write("Seen so.", ben) == {"Police"}

    kinds = ("finding.added", "action.added", "evidence.added", "comment.written")
    assert {said["on_behalf_of"] for kind in kinds for _, said in list(said_of(kind))[-1:]} == {"Police"}


def test_who_speaks_for_two_says_for_which(ben, police, red):
    probation = speaks_for(ben, "Probation")[0]

    assert write("Seen so.", ben, probation) == {"Probation"}


SAYS = {
    "finding": lambda red, by, agency: findings.add_finding(
        cell=red.cell, colour="red", text="So.", on_behalf_of=agency, by=by, at=AT
    ),
    "edit": lambda red, by, agency: findings.edit_finding(
        finding=red, seen=1, text="So.", about=[], on_behalf_of=agency, evidence=[], by=by, at=AT
    ),
    "action": lambda red, by, agency: actions.add_action(finding=red, plan=PLAN, on_behalf_of=agency, by=by, at=AT),
    "evidence": lambda red, by, agency: register.add_evidence(description=DESCRIBED, on_behalf_of=agency, by=by, at=AT),
    "comment": lambda red, by, agency: comments.add_comment(on=red, text="So.", agency=agency, by=by, at=AT),
    "reply": lambda red, by, agency: comments.answer_comment(
        comment=Comment.unscoped.get(), text="So.", agency=agency, by=by, at=AT
    ),
}


@pytest.mark.parametrize("says", SAYS.values(), ids=SAYS)
def test_nobody_is_spoken_for_by_strangers_nor_by_who_does_not_say_for_whom(says, ben, police, red):
    factories.comment(red)
    speaks_for(ben, "Probation")
    Finding.unscoped.filter(pk=red.pk).update(written_by=ben)
    red.refresh_from_db()
    health = Agency.unscoped.create(partnership=ben.partnership, name="Health")
    before = rows()

    with pytest.raises(NotAllowed, match="You do not speak for that agency"):
        says(red, ben, health)
    with pytest.raises(Refused, match="Choose the agency"):
        says(red, ben, None)

    assert rows() == before


def test_a_review_lead_names_any_agency_or_none(anwen, police, red):
    assert SAYS["finding"](red, anwen, police).on_behalf_of == police
    assert SAYS["finding"](red, anwen, None).on_behalf_of is None


def new(of):
    return f"{EASTMERE}/cells/{of.cell.public_id}/new-finding/"


FORMS = {
    "finding": (new, {"text": "Seen so.", "colour": "red", "key": "k"}),
    "action": (lambda red: f"{EASTMERE}/findings/{red.public_id}/new-action/", {"text": "Do it", "key": "k"}),
    "evidence": (lambda red: evidence_url(red.review, "new/"), {"kind": "survey", "key": "k"}),
    "comment": (lambda red: f"{EASTMERE}/findings/{red.public_id}/comments/", {"text": "Why?", "key": "k"}),
}


@pytest.mark.parametrize(("address", "given"), FORMS.values(), ids=FORMS)
def test_a_form_asks_only_who_speaks_for_several_and_chooses_nothing_beforehand(as_, ben, police, red, address, given):
    client, url = as_(ben), address(red)
    assert "You write for" not in client.get(url).text
    speaks_for(ben, "Probation")

    page = client.get(url).text
    unanswered = client.post(url, given)
    answered = client.post(url, {**given, "on_behalf_of": police.public_id})

    radios = [tag for tag in page.split("<input")[1:] if 'name="on_behalf_of"' in tag.split(">")[0]]
    assert len(radios) == 2 and not any("checked" in tag.split(">")[0] for tag in radios)
    assert unanswered.status_code == 422 and "Choose the agency that you write for" in unanswered.text
    assert answered.status_code == 302


@pytest.mark.parametrize("others", [(), ("Probation",)], ids=["one agency", "two"])
@pytest.mark.parametrize(("address", "given"), FORMS.values(), ids=FORMS)
def test_a_form_made_up_for_another_agency_is_refused(as_, ben, police, red, address, given, others):
    speaks_for(ben, *others)
    health = Agency.unscoped.create(partnership=ben.partnership, name="Health")
    client, before = as_(ben), rows()

    answer = client.post(address(red), {**given, "on_behalf_of": health.public_id})

    assert answer.status_code == 422 and "You do not speak for that agency. Choose one of your own." in answer.text
    assert rows() == before


EDITS = {
    "finding": (0, lambda t: f"{EASTMERE}/findings/{t.public_id}/", {"text": "Clinics wait."}),
    "action": (1, lambda t: f"{EASTMERE}/actions/{t.public_id}/", {"text": "Ask the clinics", "status": "not_started"}),
    "evidence": (2, lambda t: evidence_url(Finding.unscoped.first().review, f"{t.public_id}/"), {"kind": "survey"}),
}


def said_again(client, things, edit, agency):
    """Save the form of one of the things with this agency (its public id) in it; the answer, and the thing as it is."""
    number, address, given = edit
    thing = things[number]
    answer = client.post(address(thing), {**given, "version": thing.version, "on_behalf_of": agency})
    thing.refresh_from_db()
    return answer, thing


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_review_lead_changes_for_which_agency_something_is_written_and_the_history_says_so(
    as_, anwen, ben, police, theirs, edit
):
    client = as_(anwen)
    page = client.get(edit[1](theirs[edit[0]])).text
    assert "Written on behalf of" in page and "Health</option>" in page

    answer, thing = said_again(client, theirs, edit, police.public_id)
    told = dict(list(said_of(f"{type(thing).__name__.lower()}.edited"))[-1][1])

    assert (answer.status_code, thing.on_behalf_of) == (302, police)
    assert (told["agency_before"], told["agency_now"]) == ("Health", "Police")
    history = sentence(f"{type(thing).__name__.lower()}.edited", "Anwen", told)
    assert history.endswith("it is now written for Police, no longer for Health")
    answer, thing = said_again(client, theirs, edit, "")
    assert (answer.status_code, thing.on_behalf_of) == (302, None)


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_who_speaks_for_two_agencies_changes_it_between_these_and_to_no_other(as_, carys, police, theirs, edit):
    probation, client = speaks_for(carys, "Probation")[0], as_(carys)
    page = client.get(edit[1](theirs[edit[0]])).text
    [checked] = [
        tag for tag in page.split("<input")[1:] if 'name="on_behalf_of"' in tag and "checked" in tag.split(">")[0]
    ]
    assert theirs[edit[0]].on_behalf_of.public_id in checked

    refused, thing = said_again(client, theirs, edit, police.public_id)
    assert (refused.status_code, thing.on_behalf_of.name) == (422, "Health")
    answer, thing = said_again(client, theirs, edit, probation.public_id)

    assert (answer.status_code, thing.on_behalf_of) == (302, probation)


@pytest.mark.parametrize("edit", list(EDITS.values())[1:], ids=list(EDITS)[1:])
def test_who_speaks_for_one_agency_is_not_asked_and_nothing_changes(as_, carys, theirs, edit):
    client = as_(carys)
    assert 'name="on_behalf_of"' not in client.get(edit[1](theirs[edit[0]])).text

    number, address, given = edit
    answer = client.post(address(theirs[number]), {**given, "version": 1})
    theirs[number].refresh_from_db()

    assert (answer.status_code, theirs[number].on_behalf_of.name) == (302, "Health")
    assert "agency_now" not in dict(list(said_of(f"{type(theirs[number]).__name__.lower()}.edited"))[-1][1])


def test_the_pages_offer_to_change_what_is_ones_own_and_nothing_else(as_, ben, police, theirs, review):
    own = findings.add_finding(cell=theirs[0].cell, colour="amber", text="Patrols pass.", by=ben, at=AT)
    mine = actions.add_action(finding=theirs[0], plan=PLAN, by=ben, at=AT)
    item = piece(review, "Walked round.", by=ben)
    client, base = as_(ben), f"{EASTMERE}/reviews/{review.public_id}"

    sheet = client.get(f"{base}/sheet/target/level-1/").text
    plan = client.get(f"{base}/plan/").text
    listed = client.get(f"{base}/evidence/").text

    for thing, page in ((own, sheet), (mine, sheet), (mine, plan)):
        kind = type(thing).__name__.lower()
        assert f'href="{EASTMERE}/{kind}s/{thing.public_id}/' in page
    assert f'href="{EASTMERE}/findings/{theirs[0].public_id}/"' not in sheet
    assert f'href="{EASTMERE}/actions/{theirs[1].public_id}/' not in sheet + plan
    assert f'{item.public_id}/"' in listed and f'{theirs[2].public_id}/"' not in listed
    assert plan.count('name="chosen"') == 1


@pytest.mark.parametrize(
    "page",
    [
        lambda f, a, e: f"findings/{f.public_id}/",
        lambda f, a, e: f"findings/{f.public_id}/moves/",
        lambda f, a, e: f"actions/{a.public_id}/",
        lambda f, a, e: f"actions/{a.public_id}/progress/",
        lambda f, a, e: f"actions/{a.public_id}/round/",
        lambda f, a, e: f"reviews/{f.review.public_id}/evidence/{e.public_id}/",
    ],
)
def test_the_page_on_which_one_would_change_it_is_closed(as_, ben, police, theirs, page):
    assert as_(ben).get(f"{EASTMERE}/{page(*theirs)}").status_code == 403


def test_a_representative_says_how_the_actions_stand_that_their_agency_leads(ben, police, theirs):
    plan = actions.Plan(text="Ask them", leads=[actions.LeadName(agency="Police")])
    action = factories.action(theirs[0], "Ask them", *plan.leads)

    actions.add_note(action=action, seen=1, by=ben, at=AT, **TODAY_IS)

    with pytest.raises(NotAllowed):
        actions.edit_action(action=action, seen=2, plan=plan, by=ben, at=AT)
    assert [said["on_behalf_of"] for _, said in said_of("action.progressed")] == ["Police"]


def test_many_findings_cost_a_representative_no_more_questions_than_few(as_, ben, police, theirs, review):
    sheet, client = f"{EASTMERE}/reviews/{review.public_id}/sheet/target/level-1/", as_(ben)
    client.get(sheet)
    asked = []
    for text in ("One more", "And another"):
        for number in range(3):
            findings.add_finding(cell=theirs[0].cell, colour="red", text=f"{text} {number}", by=ben, at=AT)
        asked.append(len(client.get(sheet).queries))

    assert asked[0] == asked[1]

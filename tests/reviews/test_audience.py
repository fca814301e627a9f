"""Who sees a draft: the review team, an agency what concerns it, or all; and who is of the team."""

from __future__ import annotations

import re

import pytest

from system_review.audit.models import Event
from system_review.errors import NotAllowed, Refused
from system_review.partnerships.models import Member
from system_review.reviews.models import Action, Cell, Finding, Review, ValueJudgement
from system_review.reviews.rules.audience import Audience
from system_review.reviews.services.audience import set_audience
from system_review.reviews.services.evidence import edit_in_review
from system_review.reviews.services.findings import add_finding, edit_finding
from system_review.reviews.services.ratings import rate_cell
from tests import factories
from tests.factories import AT
from tests.reviews.pieces import EASTMERE, evidence_url, piece

ABOUT_POLICE, BY_POLICE, HEALTH, REASON = "quotidian", "quintessence", "quagmire", "quarrelsome"

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')  # of one reading


@pytest.fixture
def draft(anwen, police, health):
    """A review as it is just begun, with a finding about the police, one on their behalf, one about health, rated."""
    made = factories.review(anwen, audience=Audience.TEAM)
    first = factories.cell(made)
    factories.action(factories.finding(first, "red", f"Nobody asks. {ABOUT_POLICE}", about=[police]), "Ask. quartz")
    factories.finding(first, "green", f"We ask. {BY_POLICE}", on_behalf_of=police)
    factories.finding(first, "amber", f"Some ask. {HEALTH}", about=[health])
    rate_cell(cell=first, seen=1, rating="amber", reason=REASON, agreed_at="the panel", by=anwen, at=AT)
    return made


def shown(review: Review, audience: Audience, by, *, team=(), days=None) -> None:
    review.refresh_from_db()
    set_audience(review=review, seen=review.version, audience=audience, team=team, days=days or {}, by=by, at=AT)


def sheet(as_, member, review) -> str:
    return as_(member).get(f"{EASTMERE}/reviews/{review.public_id}/sheet/", follow=True).text


def words_on(page: str) -> set[str]:
    return {word for word in (ABOUT_POLICE, BY_POLICE, HEALTH, REASON) if word in page}


def test_a_review_that_was_just_begun_is_for_the_review_team(as_, anwen, ben, farid, gita, draft):
    for member in (anwen, farid, gita):
        assert words_on(sheet(as_, member, draft)) == {ABOUT_POLICE, BY_POLICE, HEALTH, REASON}

    page = sheet(as_, ben, draft)

    assert words_on(page) == set()
    assert "Draft: seen by the review team. You see its stages, and what you wrote yourself." in page
    assert "Nothing that you can see" in page
    assert "Not shown to you" in page


def test_an_agency_sees_what_concerns_it_and_no_rating(as_, anwen, ben, carys, draft):
    shown(draft, Audience.OWN, anwen)

    assert words_on(sheet(as_, ben, draft)) == {ABOUT_POLICE, BY_POLICE}
    assert "quartz" in sheet(as_, ben, draft)
    assert words_on(sheet(as_, carys, draft)) == {HEALTH}
    assert "quartz" not in sheet(as_, carys, draft)


def test_all_see_everything(as_, anwen, ben, draft):
    shown(draft, Audience.ALL, anwen)

    assert words_on(sheet(as_, ben, draft)) == {ABOUT_POLICE, BY_POLICE, HEALTH, REASON}


def test_whom_the_lead_puts_on_the_team_sees_what_the_team_sees(as_, anwen, ben, carys, draft):
    piece(draft, "What the deputy said", naming="team_only")

    shown(draft, Audience.TEAM, anwen, team=[ben])

    assert words_on(sheet(as_, ben, draft)) == {ABOUT_POLICE, BY_POLICE, HEALTH, REASON}
    assert "What the deputy said" in as_(ben).get(evidence_url(draft)).text
    assert words_on(sheet(as_, carys, draft)) == set()


def test_the_team_of_one_review_is_not_that_of_another(as_, anwen, ben, draft):
    other = factories.review(anwen, title="Another", audience=Audience.TEAM)
    factories.finding(factories.cell(other), "red", f"Other. {HEALTH}")

    shown(draft, Audience.TEAM, anwen, team=[ben])

    assert words_on(sheet(as_, ben, other)) == set()


@pytest.mark.parametrize("behalf", [True, False])
def test_one_always_sees_and_changes_what_one_wrote(as_, anwen, ben, carys, police, draft, behalf):
    first = factories.cell(draft)

    mine = add_finding(
        cell=first, colour="red", text="Mine.", about=[police], on_behalf_of=police if behalf else None, by=ben, at=AT
    )
    client = as_(ben)

    assert "Mine." in sheet(as_, ben, draft)
    assert client.get(f"{EASTMERE}/findings/{mine.public_id}/").status_code == 200
    form = {"text": "Mine, changed.", "version": 1, "on_behalf_of": police.public_id if behalf else ""}
    assert client.post(f"{EASTMERE}/findings/{mine.public_id}/", form).status_code == 302
    assert "Mine, changed." in sheet(as_, ben, draft)
    assert "Mine" not in sheet(as_, carys, draft)


def test_what_one_wrote_for_an_agency_stays_with_the_agency(ben, police, draft):
    add_finding(cell=factories.cell(draft), colour="red", text="Mine.", on_behalf_of=police, by=ben, at=AT)

    Member.agencies.through.objects.filter(member=ben).delete()

    assert not Finding.objects.visible_to(ben).exists()


def test_ratings_are_absent_however_they_are_asked_for(ben, draft):
    cells = Cell.objects.visible_to(ben).filter(review=draft).order_by("position")

    assert cells.values_list("rating", "reason", "rated_by_name", "rated_at", "agreed_at")[0] == (
        "not_shown", "", "", None, "",
    )  # fmt: skip
    first = cells[0]
    assert (first.rating, first.reason, first.rated_by, first.rated_at) == ("not_shown", "", None, None)
    with pytest.raises(NotImplementedError):
        cells.values("rating")


def test_judgements_on_values_are_absent_too(anwen, ben, draft):
    ValueJudgement.unscoped.filter(review=draft).update(narrative=REASON)
    ValueJudgement.unscoped.create(partnership=draft.partnership, review=draft, name="Kindness", position=99)
    rows = ValueJudgement.objects.visible_to(ben).filter(review=draft)

    assert {row.narrative for row in rows} == {""}
    assert set(rows.values_list("narrative", flat=True)) == {""}
    assert not rows.filter(name="Kindness").exists()
    assert ValueJudgement.objects.visible_to(anwen).filter(narrative=REASON).exists()


def test_what_an_action_says_of_findings_that_one_does_not_see_is_left_out(as_, anwen, ben, draft):
    shown(draft, Audience.OWN, anwen)
    action = Action.unscoped.get(review=draft)
    hidden = Finding.unscoped.get(text__contains=HEALTH)
    from system_review.reviews.services.actions import serve_finding

    before = TOKEN.sub("", sheet(as_, ben, draft))
    serve_finding(action=action, finding=hidden, by=anwen, at=AT)

    assert TOKEN.sub("", sheet(as_, ben, draft)) == before
    assert "serve another finding" not in as_(ben).get(f"{EASTMERE}/actions/{action.public_id}/history/").text
    assert "serve another finding" in as_(anwen).get(f"{EASTMERE}/actions/{action.public_id}/history/").text


def test_the_history_tells_what_happened_to_what_one_sees(as_, anwen, ben, draft):
    shown(draft, Audience.OWN, anwen)

    page = as_(ben).get(f"{EASTMERE}/reviews/{draft.public_id}/history/").text
    stage = as_(ben).get(f"{EASTMERE}/cells/{factories.cell(draft).public_id}/history/").text

    assert words_on(page) == {ABOUT_POLICE, BY_POLICE}
    assert words_on(stage) == set()
    assert REASON in as_(anwen).get(f"{EASTMERE}/cells/{factories.cell(draft).public_id}/history/").text


def test_saving_a_form_leaves_what_it_did_not_offer(anwen, ben, police, draft):
    mine = add_finding(cell=factories.cell(draft), colour="red", text="Mine.", by=ben, at=AT)
    secret = piece(draft, "Secret", naming="team_only", on=[mine])
    own = piece(draft, "Own", on=[mine, Finding.unscoped.get(text__contains=HEALTH)])
    own.written_by = ben
    own.save(update_fields=["written_by"])

    edit_finding(finding=mine, seen=1, text="Mine.", about=[], on_behalf_of=None, evidence=[], by=ben, at=AT)

    assert list(mine.evidence_links.model.unscoped.filter(finding=mine).values_list("evidence", flat=True)) == [
        secret.pk
    ]
    from system_review.evidence.services import Description

    edit_in_review(
        review=draft, evidence=own, seen=1, description=Description(kind="survey"), findings=[mine], by=ben, at=AT
    )
    assert own.finding_links.model.unscoped.filter(evidence=own).count() == 2


def test_evidence_of_which_one_hears_the_kind_alone_is_not_changed(as_, anwen, ben, draft):
    shown(draft, Audience.ALL, anwen)
    item = piece(draft, "The words", naming="kind_only")
    client, events = as_(ben), Event.objects.count()

    response = client.get(evidence_url(draft, f"{item.public_id}/"))

    assert response.status_code == 403
    assert "The words" not in response.text
    for part in ("archive/", "restoration/"):
        assert client.post(evidence_url(draft, f"{item.public_id}/{part}"), {"version": 1}).status_code == 403
    assert Event.objects.count() == events


def test_the_lead_sets_it_on_a_page_and_the_history_says_so(as_, anwen, ben, police, draft):
    client = as_(anwen)
    url = f"{EASTMERE}/reviews/{draft.public_id}/audience/"
    page = client.get(url).text

    assert "Ben" in page
    assert "Police" in page
    assert "Farid" not in page
    version = draft.version
    form = {"version": version, "audience": "own", "team": [ben.public_id], f"day-{police.public_id}": "2027-05-05"}
    response = client.post(url, form, follow=True)

    assert "Saved who sees the draft" in response.text
    assert "each agency’s representatives see what concerns them" in response.text
    draft.refresh_from_db()
    assert draft.audience == Audience.OWN
    history = client.get(f"{EASTMERE}/reviews/{draft.public_id}/history/").text
    assert "Police 5 May 2027" in history
    assert client.post(url, form).status_code == 409


@pytest.mark.parametrize("who", ["ben", "farid", "gita"])
def test_nobody_else_sets_it(as_, request, draft, who):
    client, events = as_(request.getfixturevalue(who)), Event.objects.count()
    url = f"{EASTMERE}/reviews/{draft.public_id}/audience/"

    assert client.get(url).status_code == 403
    assert client.post(url, {"version": 1, "audience": "all"}).status_code == 403
    assert "Who sees it" not in client.get(f"{EASTMERE}/reviews/{draft.public_id}/").text
    assert Event.objects.count() == events


def test_what_cannot_be_is_refused(anwen, ben, dev, esme, police, draft):
    with pytest.raises(Refused, match="Select who sees"):
        shown(draft, "everybody", anwen)
    for stranger in (esme, dev):
        with pytest.raises(Refused, match="Choose agency representatives"):
            shown(draft, Audience.TEAM, anwen, team=[stranger])
    with pytest.raises(NotAllowed):
        shown(draft, Audience.ALL, ben)


def test_a_wrong_day_is_told_beside_its_agency(as_, anwen, police, draft):
    url = f"{EASTMERE}/reviews/{draft.public_id}/audience/"

    response = as_(anwen).post(url, {"version": 1, "audience": "own", f"day-{police.public_id}": "soon"})

    assert response.status_code == 422
    assert "Enter a date, like 27 3 2027" in response.text
    draft.refresh_from_db()
    assert draft.audience == Audience.TEAM


def test_the_sheet_and_the_overview_ask_the_database_little_for_a_representative_too(as_, anwen, ben, draft):
    shown(draft, Audience.OWN, anwen)
    client = as_(ben)

    for part in ("", "sheet/target/level-1/"):
        client.get(f"{EASTMERE}/reviews/{draft.public_id}/{part}")
        factories.finding(factories.cell(draft, 3), "green", "One more, so that nothing kept is used.")
        response = client.get(f"{EASTMERE}/reviews/{draft.public_id}/{part}")
        assert len(response.queries) <= 12, [query["sql"][:150] for query in response.queries]

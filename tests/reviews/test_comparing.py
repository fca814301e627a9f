"""Comparing an agreed version with the draft or another version: pages, who sees what, how much it costs."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from system_review.audit import keeping
from system_review.audit.models import Event
from system_review.partnerships.models import Agency
from system_review.partnerships.rules import Role
from system_review.partnerships.services.agencies import rename_agency
from system_review.reviews.models import Action, AgreedVersion, Finding, Review
from system_review.reviews.queries.comparison import Compared, compared_with_draft
from system_review.reviews.services.actions import Plan, edit_action
from system_review.reviews.services.agreeing import agree_version
from system_review.reviews.services.audience import set_audience
from system_review.reviews.services.findings import edit_finding
from system_review.reviews.services.moves import archive_finding, move_finding
from system_review.reviews.services.ratings import rate_cell
from system_review.upkeep.services.taking_out import look_for, take_words_out, words_from
from tests import factories
from tests.factories import AT, TODAY
from tests.reviews.pieces import EASTMERE


def agree(review: Review, by, name: str) -> AgreedVersion:
    seen = Event.objects.filter(review=review.public_id).order_by("-seq").values_list("seq", flat=True).first()
    return agree_version(review=review, name=name, seen=seen, today=TODAY, by=by, at=AT)


def url(version: AgreedVersion, other: AgreedVersion | None = None) -> str:
    if other:
        return f"{EASTMERE}/agreed/{version.public_id}/compare/{other.public_id}/"
    return f"{EASTMERE}/reviews/{version.review.public_id}/compare/{version.public_id}/"


def main_of(text: str) -> str:
    return re.sub(r"\s+", " ", text.partition("<main")[2])


@pytest.fixture
def red(review) -> Finding:
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def version(review, gita) -> AgreedVersion:
    return agree(review, gita, "Board, June")


def change_everything(red: Finding, by) -> None:
    """The red finding turns amber and is reworded, an action is done, another stage is rated, one finding is new."""
    Finding.unscoped.filter(pk=red.pk).update(colour="amber")
    red.refresh_from_db(from_queryset=Finding.unscoped.all())
    text = red.text.replace("Nobody asks", "Somebody asks")
    edit_finding(finding=red, seen=red.version, text=text, about=[], on_behalf_of=None, evidence=[], by=by, at=AT)
    action = Action.unscoped.filter(review=red.review).order_by("pk").first()
    Action.unscoped.filter(pk=action.pk).update(status="done", due_on=date(2027, 9, 1))
    rate_cell(cell=factories.cell(red.review, 1), seen=1, rating="green", reason="All do", agreed_at="", by=by, at=AT)
    factories.finding(factories.cell(red.review, 2), "green", "Shops call the police.")


def test_nothing_changed(as_, anwen, version):
    page = as_(anwen).get(url(version))

    assert page.status_code == 200
    assert "Nothing changed." in page.text
    assert 'class="change"' not in page.text


def test_what_changed_since_stands_old_beside_new(as_, anwen, review, version, red):
    change_everything(red, anwen)

    page = main_of(as_(anwen).get(url(version)).text)

    assert "1 finding turned from red to amber, 1 new finding, 1 overall rating changed, 1 action done" in page
    assert "<del>Nobody</del> asks about places." in page
    assert "<ins>Somebody</ins> asks about places." in page
    assert 'Finding<span class="how">: Red to Amber; other words</span>' in page
    assert 'Overall rating<span class="how">: Not rated to Green; other reason</span>' in page
    assert "It was not there." in page
    assert "How it stands: <del>Not started</del>" in page
    assert "How it stands: <ins>Done</ins>" in page
    assert f'href="{EASTMERE}/reviews/{review.public_id}/sheet/target/level-1/#stage-' in page


def test_each_kind_alone(as_, anwen, version, red):
    change_everything(red, anwen)
    client = as_(anwen)

    kinds = {
        show: re.findall(r"<h3>([^<]+)<", client.get(f"{url(version)}?show={show}").text)
        for show in ("finding", "action", "rating", "nonsense")
    }

    assert set(kinds["finding"]) == {"Finding"}
    assert set(kinds["action"]) == {"Action"}
    assert set(kinds["rating"]) == {"Overall rating"}
    assert set(kinds["nonsense"]) == {"Finding", "Action", "Overall rating"}


def test_a_finding_that_moved_or_went(as_, anwen, review, version, red):
    amber = Finding.unscoped.get(review=review, colour="amber")
    move_finding(finding=red, seen=red.version, cell=factories.cell(review, 3), by=anwen, at=AT)
    archive_finding(finding=amber, seen=amber.version, by=anwen, at=AT)

    page = main_of(as_(anwen).get(url(version)).text)

    assert "moved here from Target, Level 1, Referral" in page
    assert "It is no longer there." in page


def test_two_versions_are_compared_by_everybody_who_reads_them(as_, anwen, gita, huw, review, version, red):
    change_everything(red, anwen)
    later = agree(review, gita, "Board, December")
    client = as_(huw)

    pages = [main_of(client.get(address).text) for address in (url(version, later), url(later, version))]

    for page in pages:
        assert "1 finding turned from red to amber" in page
        assert "<ins>Somebody</ins>" in page
        assert f"/reviews/{review.public_id}/" not in page
    chosen = client.get(f"{EASTMERE}/agreed/{version.public_id}/compare/").text
    assert "Board, December" in chosen
    assert "The draft now" not in chosen
    assert client.get(url(version)).status_code == 404


def test_a_version_of_another_review_is_not_compared(as_, anwen, gita, version):
    other = agree(factories.review(anwen, title="Another"), gita, "Other")

    assert as_(anwen).get(url(version, other)).status_code == 404
    wrong = f"{EASTMERE}/reviews/{other.review.public_id}/compare/{version.public_id}/"
    assert as_(anwen).get(wrong).status_code == 404


def test_what_is_hidden_of_the_draft_is_not_in_the_comparison(as_, anwen, ben, police, review, version, red):
    change_everything(red, anwen)
    Review.unscoped.filter(pk=review.pk).update(audience="own")

    page = main_of(as_(ben).get(url(version)).text)

    assert "You see a part of the draft" in page
    for hidden in ("Somebody", "Shops call", "no longer there", "Overall rating<", "done", "turned from"):
        assert hidden not in page, hidden


def test_before_its_day_nothing_about_an_agency_is_told(as_, anwen, ben, carys, police, review, version, red):
    draft = Review.unscoped.get(pk=review.pk)
    tomorrow = {police: TODAY + timedelta(days=9_000)}
    set_audience(review=draft, seen=draft.version, audience="all", team=[], days=tomorrow, by=anwen, at=AT)
    change_everything(red, anwen)
    red.about.add(police)

    page = main_of(as_(carys).get(url(version)).text)

    assert "Somebody" not in page
    assert "Shops call the police." in page
    assert "Overall rating<" not in page


def test_a_renamed_agency_keeps_its_name_in_the_version_and_is_no_change(anwen, review, version):
    agency = Agency.unscoped.get(name__startswith="Police")
    rename_agency(agency=agency, seen=agency.version, name="Constabulary", by=anwen, at=AT)

    assert compared_with_draft(version, review, visible_to=anwen).comparison.changes == ()
    assert "Constabulary" not in AgreedVersion.unscoped.get(pk=version.pk).content


def test_a_version_without_keys_is_compared_by_its_words(as_, anwen, review, version, red):
    from tests.triggers import without_triggers

    with without_triggers():
        AgreedVersion.unscoped.filter(pk=version.pk).update(keys="{}")
    change_everything(red, anwen)

    page = main_of(as_(anwen).get(url(version)).text)

    assert "found by its words" in page
    assert "<ins>Somebody</ins> asks about places." in page


def test_after_words_were_taken_out_comparing_still_works(as_, anwen, review, version, red):
    change_everything(red, anwen)

    words = words_from("places", whole=True)
    take_words_out(words=words, seen=look_for(words, by=anwen).seen, reason="A name", by=anwen, at=AT)
    page = main_of(as_(anwen).get(url(version)).text)

    assert "places" not in page
    assert "1 finding turned from red to amber" in page
    assert "<ins>Somebody</ins> asks about" in page


def test_two_versions_are_drawn_once_until_words_are_taken_out(as_, anwen, gita, review, version, red):
    change_everything(red, anwen)
    later, client = agree(review, gita, "Board, December"), as_(anwen)
    assert "places" in main_of(client.get(url(version, later)).text)

    red.refresh_from_db()
    archive_finding(finding=red, seen=red.version, by=anwen, at=AT)
    after_a_change, again = client.get(url(version, later)), client.get(url(version, later))
    words = words_from("places", whole=True)
    take_words_out(words=words, seen=look_for(words, by=anwen).seen, reason="A name", by=anwen, at=AT)

    assert len(after_a_change.queries) == len(again.queries), "neither version is read for it"
    assert "places" not in main_of(client.get(url(version, later)).text)


def test_what_a_guest_compares_stands_in_the_history(as_, eastmere, gita, review, version, anwen, red):
    change_everything(red, anwen)
    later = agree(review, gita, "Board, December")
    guest = factories.member(eastmere, "Lloyd", Role.GUEST)

    as_(guest).get(url(version, later))

    assert Event.objects.filter(kind="version.read", subject=f"agreedversion:{version.public_id}").count() == 1


def test_it_costs_as_many_queries_as_a_sheet_whatever_changed(as_, anwen, review, version, red):
    change_everything(red, anwen)
    for number in range(20):
        factories.action(factories.finding(factories.cell(review, number % 5), "amber", f"Finding {number}"), "Do it")
    client = as_(anwen)
    client.get(url(version))
    keeping.forget()

    first, again = client.get(url(version)), client.get(url(version))

    assert len(first.queries) <= 12
    assert len(again.queries) <= 12
    assert "21 new findings" in first.text


def test_only_the_stage_in_which_something_changed_is_drawn_anew(as_, anwen, review, version, red, monkeypatch):
    change_everything(red, anwen)
    client, put_into_words = as_(anwen), []
    client.get(url(version))
    original = Compared._group
    monkeypatch.setattr(Compared, "_group", lambda self, stage, *rest: (
        put_into_words.append(stage), original(self, stage, *rest))[1])  # fmt: skip
    red.refresh_from_db()
    text = f"{red.text} It goes on."

    edit_finding(finding=red, seen=red.version, text=text, about=[], on_behalf_of=None, evidence=[], by=anwen, at=AT)
    after = client.get(url(version))

    assert put_into_words == [(red.cell.domain, red.cell.level, red.cell.stage)] and "It goes on." in after.text
    assert len(after.queries) <= 11, "the version is not read again"
    keeping.forget()
    assert main_of(client.get(url(version)).text) == main_of(after.text)


def test_an_action_with_another_lead_and_date(as_, anwen, review, version):
    action = Action.unscoped.filter(review=review).order_by("pk").first()
    plan = Plan(text=action.text, leads=(), due_words="by July", due_on=date(2027, 7, 31))
    edit_action(action=action, seen=action.version, plan=plan, by=anwen, at=AT)

    page = main_of(as_(anwen).get(url(version)).text)

    assert "Lead: <del>Jo" in page
    assert "When: <ins>by July: by 31 July 2027</ins>" in page

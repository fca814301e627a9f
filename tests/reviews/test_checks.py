"""A finding that turned green is looked at again: the answer is noted, and leads on."""

from __future__ import annotations

from datetime import date

import pytest

from system_review.audit.models import Event
from system_review.documents.services.review_files import bring_in_snapshot
from system_review.errors import ChangedMeanwhile, Refused
from system_review.reviews.models import Action, Finding, ProgressNote
from system_review.reviews.queries.snapshot import snapshot_of
from system_review.reviews.services.actions import Plan, add_action
from system_review.reviews.services.checks import answer_check
from tests import factories
from tests.factories import AT, TODAY

EASTMERE = "/eastmere-safeguarding-partnership"


@pytest.fixture
def green(review):
    return factories.finding(factories.cell(review, 5), "green", "Places are mapped.")


@pytest.fixture
def check(green, anwen):
    plan = Plan(text="Look again whether this still holds", due_on=date(2027, 7, 20), is_check=True)
    return add_action(finding=green, plan=plan, by=anwen, at=AT)


def url(action, part="check"):
    return f"{EASTMERE}/actions/{action.public_id}/{part}/"


def again(thing):
    return type(thing).unscoped.get(pk=thing.pk)


def answered(check, by, answer="still", **more):
    data = {"seen": 1, "on": TODAY, "text": "Ten files read.", "next_on": None, **more}
    return answer_check(action=check, answer=answer, by=by, at=AT, **data)


def test_still_green_is_noted_with_the_day_and_by_whom_and_the_next_check_follows(as_, anwen, check, green):
    client = as_(anwen)
    page = client.get(url(check)).text
    assert "Places are mapped." in page and "Still green" in page and 'value="3" selected' in page

    data = {"version": 1, "answer": "still", "on": "2025-07-21", "text": "Ten files read.", "again": "6"}
    assert client.post(url(check), data).status_code == 302

    now = again(check)
    assert (now.status, now.due_on, now.last_done_on) == ("not_started", date(2026, 1, 21), date(2025, 7, 21))
    note = ProgressNote.unscoped.get(action=check)
    assert (note.on, note.text, note.by_name) == (date(2025, 7, 21), "Still green. Ten files read.", "Anwen")
    history = client.get(f"{EASTMERE}/findings/{green.public_id}/history/").text
    assert "Anwen looked again at the finding: still green" in history and "21 January 2026" in history


def test_when_to_look_again_is_asked_only_where_it_may_turn_green(as_, anwen, review, green):
    amber, client = factories.finding(factories.cell(review, 6), "amber", "Some are mapped."), as_(anwen)
    pages = [client.get(f"{EASTMERE}/findings/{each.public_id}/colour/") for each in (green, amber)]

    assert [page.status_code for page in pages] == [200, 200]
    assert ['name="check"' in page.text for page in pages] == [False, True]


def test_without_a_next_day_the_check_is_done(anwen, check):
    answered(check, anwen)

    assert again(check).status == "done"


def test_no_longer_green_leads_to_the_new_colour_with_what_was_seen(as_, anwen, check, green):
    client = as_(anwen)
    data = {"version": 1, "answer": "no_longer", "on": "2025-07-21", "text": "Half of the maps are gone.", "again": "3"}

    response = client.post(url(check), data, follow=True)

    assert response.redirect_chain[-1][0].startswith(f"{EASTMERE}/findings/{green.public_id}/colour/")
    assert "No longer green. Half of the maps are gone." in response.text
    assert (again(check).status, again(check).due_on) == ("not_started", date(2027, 7, 20)), (
        "it asks until it has moved"
    )
    event = Event.objects.get(kind="finding.checked")
    assert event.particulars.get(field="answer").text == "no_longer"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"answer": ""}, "Select whether it is still green"),
        ({"next_on": TODAY}, "Enter a next date after this check"),
        ({"text": "\x00"}, ""),
    ],
)
def test_what_is_no_answer_is_told_and_changes_nothing(anwen, check, more, sentence):
    with pytest.raises(Refused) as refused:
        answered(check, anwen, **more)

    assert sentence in str(refused.value.why)
    assert again(check).version == 1 and not ProgressNote.unscoped.exists() and not Event.objects.filter(
        kind="finding.checked"
    )  # fmt: skip


def test_what_is_no_check_or_is_answered_or_has_moved_is_refused(as_, anwen, review, check, green):
    usual = factories.action(green, "Map them again")
    with pytest.raises(Refused, match="asks for no check"):
        answered(usual, anwen)
    with pytest.raises(ChangedMeanwhile):
        answered(check, anwen, seen=7)
    Finding.unscoped.filter(pk=green.pk).update(colour="red")
    with pytest.raises(Refused, match="None of its findings"):
        answered(check, anwen)
    Finding.unscoped.filter(pk=green.pk).update(colour="green")
    answered(check, anwen)
    with pytest.raises(Refused, match="asks for no check"):
        answered(again(check), anwen, seen=2)


def test_the_plan_asks_and_who_may_not_write_it_is_not_asked(as_, anwen, farid, check, review):
    plan = f"{EASTMERE}/reviews/{review.public_id}/plan/"

    assert "Still green?" in as_(anwen).get(plan).text
    assert "Still green?" not in as_(farid).get(plan).text
    assert as_(farid).get(url(check)).status_code == 403


def test_a_check_stays_a_check_in_a_file(anwen, review, check):
    snapshot = snapshot_of(review, visible_to=anwen)

    assert [action.check for action in snapshot.actions].count(True) == 1
    assert snapshot.canonical_bytes().count(b'"check"') == 1
    made = bring_in_snapshot(data=snapshot.canonical_bytes(), by=None, at=AT)
    assert Action.unscoped.filter(review=made, is_check=True).count() == 1

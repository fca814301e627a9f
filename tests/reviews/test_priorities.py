from __future__ import annotations

import pytest
from django.utils import timezone

from system_review.audit.models import Event
from system_review.documents.services.exports import export_review
from system_review.reviews.models import Action, Finding
from system_review.reviews.queries.snapshot import snapshot_of
from system_review.reviews.services.adopt import adopt_snapshot
from system_review.reviews.snapshots import ReviewSnapshot
from tests import factories

EASTMERE = "/eastmere-safeguarding-partnership"


def url(thing, kind):
    return f"{EASTMERE}/{kind}/{thing.public_id}/priority/"


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def brief(red):
    return factories.action(red, "Brief the schools")


def test_one_click_on_the_sheet_marks_a_finding_and_says_so_in_a_word(as_, anwen, red):
    client = as_(anwen)

    response = client.post(url(red, "findings"), {"marked": "yes"}, follow=True)

    assert Finding.unscoped.get(pk=red.pk).is_priority
    assert "Marked as priority" in response.text
    assert '<b class="tag">priority</b>' in response.text
    assert f'formaction="{url(red, "findings")}" name="marked" value="">No longer a priority' in response.text
    assert Event.objects.filter(kind="finding.priority_set", subject=f"finding:{red.public_id}").count() == 1


def test_a_second_click_changes_nothing_and_leaves_no_second_event(as_, anwen, red):
    client = as_(anwen)

    for _ in range(2):
        client.post(url(red, "findings"), {"marked": "yes"})

    now = Finding.unscoped.get(pk=red.pk)
    assert (now.is_priority, now.version) == (True, red.version + 1)
    assert Event.objects.filter(kind="finding.priority_set").count() == 1


def test_the_mark_is_taken_away_again(as_, anwen, red):
    client = as_(anwen)
    client.post(url(red, "findings"), {"marked": "yes"})

    response = client.post(url(red, "findings"), {"marked": ""}, follow=True)

    assert not Finding.unscoped.get(pk=red.pk).is_priority
    assert '<b class="tag">priority</b>' not in response.text
    assert Event.objects.filter(kind="finding.priority_lifted").count() == 1


def test_an_action_is_marked_from_the_plan_and_found_there_by_the_filter(as_, anwen, brief, review):
    client = as_(anwen)
    plan = f"{EASTMERE}/reviews/{review.public_id}/plan/"
    assert f'formaction="{url(brief, "actions")}?from=plan"' in client.get(plan).text

    response = client.post(url(brief, "actions") + "?from=plan", {"marked": "yes"})

    assert response.headers["Location"].startswith(plan)
    assert Action.unscoped.get(pk=brief.pk).priority == "high"
    assert "Brief the schools" in client.get(plan, {"priority": "high"}).text
    assert Event.objects.filter(kind="action.priority_set").count() == 1


def test_an_agency_marks_its_own_and_nobody_elses(as_, ben, red):
    assert as_(ben).post(url(red, "findings"), {"marked": "yes"}).status_code in (403, 404)
    assert not Finding.unscoped.get(pk=red.pk).is_priority


def test_an_archived_finding_is_not_marked(as_, anwen, red):
    Finding.unscoped.filter(pk=red.pk).update(archived_at=timezone.now())

    response = as_(anwen).post(url(red, "findings"), {"marked": "yes"})

    assert response.status_code in (404, 422)
    assert not Finding.unscoped.get(pk=red.pk).is_priority


def test_the_form_marks_it_too_and_the_history_says_so(as_, anwen, red):
    data = {"text": red.text, "is_priority": "on", "version": red.version}

    as_(anwen).post(f"{EASTMERE}/findings/{red.public_id}/", data)

    assert Finding.unscoped.get(pk=red.pk).is_priority
    event = Event.objects.get(kind="finding.edited")
    assert event.particulars.get(field="priority").text == "high"


def test_the_mark_goes_out_and_comes_back(anwen, red, review):
    Finding.unscoped.filter(pk=red.pk).update(is_priority=True)
    whole = snapshot_of(review, visible_to=anwen)

    read = ReviewSnapshot.model_validate_json(whole.canonical_bytes())
    again = adopt_snapshot(snapshot=read, by=anwen, at=timezone.now())

    assert [finding.text for finding in read.findings if finding.priority] == [red.text]
    assert snapshot_of(again, visible_to=anwen).canonical_bytes() == whole.canonical_bytes()


def test_a_file_without_marks_is_the_file_that_it_was(anwen, review):
    assert b'"priority": false' not in snapshot_of(review, visible_to=anwen).canonical_bytes()


def test_lists_for_other_programs_say_which_are_priorities(anwen, red, review):
    Finding.unscoped.filter(pk=red.pk).update(is_priority=True)

    made = export_review(
        review=review, format="csv", language="en-gb", today=timezone.localdate(), by=anwen, at=timezone.now()
    )

    line = next(line for line in made.data.decode("utf-8-sig").split("\r\n") if red.text in line)
    assert '"High"' in line

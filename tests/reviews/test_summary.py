from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from system_review.audit.models import Event
from system_review.audit.queries import last_number
from system_review.errors import ChangedMeanwhile, NotAllowed, Refused
from system_review.reviews.models import Finding, SummaryLink, SummaryText
from system_review.reviews.queries.snapshot import snapshot_of
from system_review.reviews.rules.audience import Audience
from system_review.reviews.services.adopt import adopt_snapshot
from system_review.reviews.services.agreeing import agree_version
from system_review.reviews.services.audience import set_audience
from system_review.reviews.services.moves import archive_finding, restore_finding
from system_review.reviews.services.priorities import mark_finding
from system_review.reviews.services.summary import write_summary
from system_review.reviews.snapshots import ReviewSnapshot
from tests import factories
from tests.factories import AT, TODAY

EASTMERE = "/eastmere-safeguarding-partnership"


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def brief(red):
    return factories.action(red, "Brief the schools")


def url(review, part=""):
    return f"{EASTMERE}/reviews/{review.public_id}/summary/{part}"


def written(review, by, part="themes", **more):
    data = {"seen": 0, "text": "Places, not people.", **more}
    return write_summary(review=review, part=part, by=by, at=AT, **data)


def test_a_part_is_written_with_what_it_speaks_of_and_read_on_one_page(as_, anwen, review, red, brief):
    client = as_(anwen)
    links = [f"finding:{red.public_id}", f"action:{brief.public_id}"]

    client.post(url(review, "themes/"), {"text": "Places, not people.", "links": links, "version": 0})
    page = client.get(url(review)).text

    assert "Places, not people." in page
    assert f"#finding-{red.public_id}" in page and f"#action-{brief.public_id}-{red.public_id}" in page
    event = Event.objects.get(kind="summary.written")
    assert event.particulars.get(field="part").text == "themes"


def test_a_reference_holds_when_its_finding_moves(as_, anwen, review, red):
    written(review, anwen, findings=[red])
    Finding.unscoped.filter(pk=red.pk).update(cell=factories.cell(review, 9), text="Somebody asks now.")

    page = as_(anwen).get(url(review)).text

    assert "Somebody asks now." in page and "Legislative framework, Level 1, Assessment" in page


def test_priorities_begin_with_what_is_marked(as_, anwen, review, red):
    mark_finding(finding=red, marked=True, by=anwen, at=AT)

    page = as_(anwen).get(url(review, "priorities/")).text

    box = page.split(f'value="finding:{red.public_id}"')[1].split(">")[0]
    assert "checked" in box


def test_more_than_ten_priorities_are_refused_and_nothing_is_lost(as_, anwen, review, red):
    actions = [factories.action(red, f"Action {number}") for number in range(11)]
    data = {"text": "All of it.", "links": [f"action:{one.public_id}" for one in actions], "version": 0}

    response = as_(anwen).post(url(review, "priorities/"), data)

    assert response.status_code == 422
    assert "Choose 10 priorities at the most. You chose 11." in response.text
    assert "All of it." in response.text
    assert not SummaryText.unscoped.exists()


def test_two_who_write_at_once_are_shown_both_texts(as_, anwen, review):
    written(review, anwen, text="Theirs.")

    response = as_(anwen).post(url(review, "themes/"), {"text": "Mine.", "version": 0})

    assert response.status_code == 409
    assert "Theirs." in response.text and "Mine." in response.text


def test_an_old_version_changes_nothing(anwen, review):
    row = written(review, anwen)
    written(review, anwen, seen=row.version, text="Newer.")

    with pytest.raises(ChangedMeanwhile):
        written(review, anwen, seen=1, text="Older.")

    assert SummaryText.unscoped.get().text == "Newer."


def test_only_a_review_lead_writes_it(ben, review):
    with pytest.raises(NotAllowed):
        written(review, ben)


def test_things_of_another_review_are_refused(anwen, review, red):
    other = factories.review(anwen, title="Another")

    with pytest.raises(Refused):
        written(other, anwen, findings=[red])


def test_what_is_archived_is_not_named_and_comes_back_with_its_finding(as_, anwen, review, red):
    row, client = written(review, anwen, findings=[red]), as_(anwen)
    archive_finding(finding=red, seen=red.version, by=anwen, at=AT)
    written(review, anwen, seen=row.version, findings=[])
    assert red.text not in client.get(url(review)).text

    restore_finding(finding=red, seen=red.version, by=anwen, at=AT)

    assert red.text in client.get(url(review)).text


def test_who_does_not_see_every_finding_does_not_read_it(as_, anwen, ben, police, review):
    written(review, anwen)
    assert "Places, not people." in as_(ben).get(url(review)).text

    review.refresh_from_db()
    day = timezone.localdate() + timedelta(days=1)
    set_audience(
        review=review, seen=review.version, audience=Audience.ALL, team=[], days={police: day}, by=anwen, at=AT
    )

    assert "Places, not people." not in as_(ben).get(url(review)).text
    assert not snapshot_of(review, visible_to=ben).summary


def test_it_goes_out_and_comes_back(anwen, review, red, brief):
    written(review, anwen, findings=[red], actions=[brief])
    whole = snapshot_of(review, visible_to=anwen)

    read = ReviewSnapshot.model_validate_json(whole.canonical_bytes())
    again = adopt_snapshot(snapshot=read, by=anwen, at=AT)

    assert snapshot_of(again, visible_to=anwen).canonical_bytes() == whole.canonical_bytes()
    assert SummaryLink.unscoped.filter(summary__review=again).count() == 2


def test_a_file_without_a_summary_does_not_mention_one(anwen, review):
    assert b'"summary"' not in snapshot_of(review, visible_to=anwen).canonical_bytes()


def test_an_agreed_version_keeps_it_as_it_was(as_, anwen, huw, review, red):
    row = written(review, anwen, findings=[red])
    seen = last_number(str(anwen.partnership.key), review.public_id)
    version = agree_version(review=review, name="Board", seen=seen, today=TODAY, by=anwen, at=AT)
    written(review, anwen, seen=row.version, text="Something else.")

    page = as_(huw).get(f"{EASTMERE}/agreed/{version.public_id}/").text

    assert "Places, not people." in page and red.text in page
    assert "Something else." not in page

"""A part of a review alone: what is not there is told, what has changed, and parts of agreed versions."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import docx
import pytest
from django.utils import timezone

from system_review.audit.models import Event
from system_review.audit.queries import last_number
from system_review.documents.queries.parts import changed_since
from system_review.documents.rules.selection import Selection, as_there, place_of
from system_review.documents.services.exports import export_review
from system_review.errors import Refused
from system_review.evidence.rules import EvidenceKind, EvidenceState, Naming
from system_review.evidence.services import Description
from system_review.partnerships.models import Member
from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, Finding, Review
from system_review.reviews.queries.snapshot import snapshot_of
from system_review.reviews.services.agreeing import agree_version
from system_review.reviews.services.evidence import add_to_review
from system_review.reviews.services.meetings import close_meeting, open_meeting
from tests import factories
from tests.factories import AT, TODAY

EASTMERE = "/eastmere-safeguarding-partnership"
pytestmark = pytest.mark.django_db


def rows(review: Review, by: Member, **more: Any) -> list[dict[str, str]]:
    data = export_review(review=review, format="csv", language="en-gb", today=TODAY, by=by, at=AT, **more).data
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture
def two(review):
    """A further finding, with actions of two leads."""
    finding = factories.finding(factories.cell(review, 5), "amber", "Places are lost.")
    factories.action(finding, "Map them", LeadName("Jo", "", "Police"))
    factories.action(finding, "Ask them", LeadName("Sade", "", "Youth justice"))
    return review


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("nowhere", "There is no domain “nowhere”. There are: target; legislative-framework"),
        ("target/level-9", "There is no level “level-9” in target. There are: level-1; level-2"),
        ("target/level-1/nothing", "There is no stage “nothing” there. There are: referral; assessment"),
        ("target/level-1/referral/more", "There is no stage “referral/more” there"),
        ("target//referral", "There is no level “” in target"),
        ("/level-1", "There is no domain “”"),
    ],
)
def test_a_place_that_is_not_there_is_told_with_what_there_is(anwen, review, path, sentence):
    snapshot = snapshot_of(review, visible_to=anwen)

    with pytest.raises(Refused) as refused:
        as_there(place_of(path), snapshot)
    assert sentence in str(refused.value.why)


def test_a_place_is_known_however_it_is_spelt_and_without_levels(anwen):
    with_levels = snapshot_of(factories.review(anwen), visible_to=anwen)
    without = snapshot_of(factories.review(anwen, title="Schools", key="section-175-schools"), visible_to=anwen)
    domain, _, stages = next(without.framework.sheets())

    assert as_there(place_of(" Target / LEVEL-1 "), with_levels) == Selection(domain="target", level="level-1")
    for path in (f"{domain.key}//{stages[0].key}", f"{domain.key}/{stages[0].key}"):
        assert as_there(place_of(path), without) == Selection(domain=domain.key, stage=stages[0].key)


def test_what_has_changed_since_is_handed_out_alone(as_, anwen, two):
    now = timezone.now()
    meeting = open_meeting(review=two, kind="board", present="", apologies="", by=anwen, at=now - timedelta(hours=2))
    close_meeting(meeting=meeting, by=anwen, at=now - timedelta(hours=1))
    for model in (Finding, Action):
        model.unscoped.update(changed_at=now - timedelta(days=9))
    Action.unscoped.filter(text="Map them").update(changed_at=now)
    address = f"{EASTMERE}/reviews/{two.public_id}/exports/"
    day = timezone.localdate(now - timedelta(hours=2))

    for since in ({"changed": "meeting"}, {"since": day.isoformat()}):
        answer = as_(anwen).post(address, {"format": "csv", **since})
        texts = [row["Text"] for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))]
        assert "Map them" in texts and "Places are lost." in texts and "Ask them" not in texts
        assert not set(texts) & set(Finding.unscoped.filter(review=two, colour="red").values_list("text", flat=True))
    for format in ("docx", "pdf", "xlsx"):
        assert as_(anwen).post(address, {"format": format, "changed": "meeting"}).status_code == 200
    assert as_(anwen).post(address, {"format": "json", "changed": "meeting"}).status_code == 422
    said = [event.particulars.get(field="only").text for event in Event.objects.filter(kind="review.exported")]
    assert said[0] == f"changed since {day.isoformat()}"
    page = as_(anwen).get(f"{address}?changed=meeting").text
    assert '<option value="meeting" selected>' in page


NOON = datetime(2026, 6, 12, 12, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("closed", "said"),
    [
        (True, "since the meeting closed at 13:10 on 12 June 2026"),
        (False, "since 12 June 2026"),  # when the day was over
    ],
)
def test_since_a_meeting_is_since_the_moment_at_which_it_closed(anwen, two, closed, said):
    meeting = open_meeting(review=two, kind="board", present="", apologies="", by=anwen, at=NOON)
    if closed:
        close_meeting(meeting=meeting, by=anwen, at=NOON + timedelta(minutes=70))
    for model in (Finding, Action):
        model.unscoped.update(changed_at=NOON + timedelta(minutes=5))

    looked_at = NOON + timedelta(days=9)
    only = Selection(changed=changed_since(two, "meeting", visible_to=anwen, now=looked_at))
    with pytest.raises(Refused, match=f"has changed {said}"):
        export_review(
            review=two, format="csv", only=only, language="en-gb", today=looked_at.date(), by=anwen, at=looked_at
        )
    Action.unscoped.filter(text="Map them").update(changed_at=NOON + timedelta(hours=13))
    made = export_review(
        review=two, format="docx", only=only, language="en-gb", today=looked_at.date(), by=anwen, at=looked_at
    )
    texts = [part.text for part in docx.Document(io.BytesIO(made.data)).paragraphs]
    assert f"what has changed {said}" in " ".join(texts)


@pytest.mark.parametrize(
    ("since", "sentence"),
    [("meeting", "No meeting of this review was noted yet"), ("soon", "Give “meeting” or a day"),
     ("0001-01-01", ""), ("9999-12-31", "Nothing of what you asked for has changed since")],
)  # fmt: skip
def test_a_moment_that_says_nothing_is_told(as_, anwen, two, since, sentence):
    answer = as_(anwen).post(f"{EASTMERE}/reviews/{two.public_id}/exports/", {"format": "csv", "since": since})

    assert answer.status_code == (422 if sentence else 200)
    assert not sentence or sentence in answer.text


def test_a_part_of_an_agreed_version_is_the_same_whatever_the_draft_becomes(as_, anwen, huw, two):
    seen = last_number(str(anwen.partnership.key), two.public_id)
    version = agree_version(review=two, name="Board", seen=seen, today=TODAY, by=anwen, at=AT)
    address = f"{EASTMERE}/agreed/{version.public_id}/exports/"
    page = as_(huw).get(address).text
    assert 'value="place:target/level-1/referral"' in page and 'value="agency:g1"' in page

    asked = {"format": "csv", "only": "agency:g1"}
    first = as_(huw).post(address, asked).content
    Finding.unscoped.update(text="Otherwise")

    assert as_(huw).post(address, asked).content == first
    assert b"Map them" in first and b"Ask them" not in first
    assert as_(huw).post(address, {"format": "docx", "only": "agency:g9"}).status_code == 422
    assert as_(huw).post(address, {"format": "json", "only": "agency:g1"}).status_code == 422


def agreed(review, name, by):
    return agree_version(
        review=review, name=name, seen=last_number(str(by.partnership.key), review.public_id), today=TODAY, by=by, at=AT
    )


def test_what_is_other_than_in_an_earlier_version_is_handed_out_alone(as_, anwen, huw, two):
    first = agreed(two, "March", anwen)
    finding = Finding.unscoped.get(text="Places are lost.")
    Finding.unscoped.filter(pk=finding.pk).update(text="Places are still lost.")
    factories.action(finding, "A third", LeadName("Jo", "", "Police"))
    second = agreed(two, "June", anwen)
    Action.unscoped.filter(text="Ask them").update(status="done")
    address = f"{EASTMERE}/agreed/{second.public_id}/exports/"

    page = as_(huw).get(address).text
    assert f'<option value="{first.public_id}">Since March (' in page and 'type="date"' not in page
    chosen = as_(huw).get(f"{address}?changed={first.public_id}").text
    assert f'<option value="{first.public_id}" selected>' in chosen
    told = as_(huw).post(address, {"format": "csv", "since": first.public_id}).content
    texts = [row["Text"] for row in csv.DictReader(io.StringIO(told.decode("utf-8-sig"), newline=""))]
    assert "Places are still lost." in texts and "A third" in texts
    assert "Ask them" not in texts and "Map them" not in texts, "the first changed after it was agreed, the other never"
    refused = as_(huw).post(address, {"format": "json", "since": first.public_id})
    assert refused.status_code == 422 and "JSON holds the whole review" in refused.text
    named = as_(huw).post(address, {"format": "docx"}).headers["Content-Disposition"]
    assert "-june-" in named and "DRAFT" not in named, "what was agreed is no draft"
    for format in ("docx", "pdf", "xlsx"):
        asked = {"format": format, "since": first.public_id}
        assert as_(huw).post(address, asked).content == as_(huw).post(address, asked).content != b""
    assert as_(huw).post(address, {"format": "json", "since": first.public_id}).status_code == 422


@pytest.mark.parametrize("since", ["2027-01-01", "meeting", "itself", "later"])
def test_what_an_agreed_version_cannot_tell_is_refused_and_nothing_is_handed_out(as_, anwen, two, since):
    first, _ = agreed(two, "March", anwen), factories.finding(factories.cell(two, 3), "red", "More.")
    second = agreed(two, "June", anwen)
    since = {"itself": first.public_id, "later": second.public_id}.get(since, since)

    answer = as_(anwen).post(f"{EASTMERE}/agreed/{first.public_id}/exports/", {"format": "csv", "since": since})

    assert answer.status_code == 422
    assert "tells what has changed since an earlier version, not since a day" in answer.text


def test_evidence_tells_since_when_it_is_asked_for_and_what_came_so_far(anwen, two):
    for sentence, naming in (("Stop figures", Naming.NAMED), ("A secret", Naming.KIND_ONLY)):
        description = Description(
            kind=EvidenceKind.DIP_SAMPLE, sentence=sentence, state=EvidenceState.ASKED_FOR, asked_of="The sergeant",
            how_many=20, so_far=7, naming=naming,
        )  # fmt: skip
        add_to_review(review=two, description=description, source_name="Police", by=anwen, at=AT)

    named, secret = (row for row in rows(two, anwen) if row["Row"] == "Evidence")

    assert (named["Text"], named["Asked of"], named["Came so far"]) == ("Stop figures", "The sergeant", "7")
    assert named["Asked on"] == timezone.localdate(AT).isoformat()
    assert "secret" not in str(secret) and secret["Came so far"] == secret["Asked on"] == ""


def test_evidence_goes_with_what_is_an_agency_s_only_where_that_has_something(anwen, two):
    there, elsewhere = factories.cell(two, 5), factories.cell(two, 7)
    for sentence, stage in (("Stop figures", there), ("School survey", elsewhere)):
        description = Description(kind=EvidenceKind.DIP_SAMPLE, sentence=sentence)
        add_to_review(review=two, description=description, stages=[stage], by=anwen, at=AT)

    told = [row["Text"] for row in rows(two, anwen, only=Selection(agency="Police")) if row["Row"] == "Evidence"]

    assert told == ["Stop figures"]

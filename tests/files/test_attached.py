"""What is attached: who may see and change it, what the trail tells, and when its time is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from system_review.audit.models import Event
from system_review.errors import NotAllowed, Refused
from system_review.files.models import Attachment
from system_review.files.queries import opened
from system_review.files.services.erasing import erase_removed, sweep
from system_review.partnerships.models import Lead
from system_review.partnerships.rules import Role
from system_review.reviews.models import Attached
from system_review.reviews.queries.attachments import Held
from system_review.reviews.services import attachments as services
from system_review.reviews.services.findings import list_evidence
from system_review.reviews.services.holds import attachment_is_held
from tests import factories
from tests.cast import CANARY
from tests.factories import AT
from tests.files.samples import PDF
from tests.files.test_attachments import incoming, sent, stored_files, upload
from tests.reviews.pieces import piece

pytestmark = pytest.mark.django_db  # said here too, since the cast asks for the database on its way


@pytest.fixture
def attached(anwen, held):
    return services.attach(to=held, files=[incoming(f"{CANARY}.pdf")], by=anwen, at=AT)


def test_who_reads_the_draft_reads_its_files_and_changes_nothing(as_, farid, red, attached):
    page = f"/eastmere-safeguarding-partnership/findings/{red.public_id}/attachments/"
    address = f"/eastmere-safeguarding-partnership/attachments/{attached.public_id}/"
    client = as_(farid)

    assert CANARY in client.get(page).text
    assert 'type="file"' not in client.get(page).text and "removal" not in client.get(page).text
    assert client.get(address).status_code == 200
    assert sent(client, page, upload()).status_code == 403
    assert client.post(f"{address}removal/", {"version": 1}).status_code == 403
    assert Attachment.unscoped.count() == 1 == len(stored_files())


@pytest.mark.parametrize("who", ["esme", "huw", "dev", "ines", "jack"])
def test_who_may_not_see_the_finding_finds_no_file(as_, request, red, attached, who):
    client = as_(request.getfixturevalue(who))
    base = "/eastmere-safeguarding-partnership"

    for address in (f"{base}/findings/{red.public_id}/attachments/", f"{base}/attachments/{attached.public_id}/"):
        response = client.get(address)
        assert response.status_code == 404
        assert CANARY not in response.text


@pytest.mark.parametrize(("naming", "seen"), [("named", 200), ("kind_only", 404), ("team_only", 404)])
def test_files_of_evidence_are_told_as_far_as_the_evidence_may_be(as_, anwen, ben, review, naming, seen):
    survey = piece(review, "A survey.", naming=naming)
    made = services.attach(to=Held(survey, review), files=[incoming(f"{CANARY}-file.pdf")], by=anwen, at=AT)
    base = "/eastmere-safeguarding-partnership"

    for address in (
        f"{base}/reviews/{review.public_id}/evidence/{survey.public_id}/attachments/",
        f"{base}/attachments/{made.public_id}/",
    ):
        assert as_(ben).get(address).status_code == seen
        assert as_(anwen).get(address).status_code == 200
    assert ("Attachments (1)" in as_(ben).get(f"{base}/reviews/{review.public_id}/evidence/").text) is (seen == 200)


def test_evidence_that_two_reviews_list_is_handed_out_through_the_one_that_is_seen(as_, anwen, review, red):
    survey = piece(review, "A survey.")
    other = factories.review(anwen, title="Another")
    list_evidence(other.pk, other.partnership_id, [survey])
    made = services.attach(to=Held(survey, other), files=[incoming()], by=anwen, at=AT)

    assert as_(anwen).get(f"/eastmere-safeguarding-partnership/attachments/{made.public_id}/").status_code == 200


def test_a_lead_attaches_to_their_own_action_and_to_nothing_else(dev, review, red, action):
    led = Held(action, review)
    with pytest.raises(NotAllowed):
        services.attach(to=led, files=[incoming()], by=dev, at=AT)
    lead = Lead.unscoped.create(partnership=review.partnership, name="Dev", member=dev)
    action.lead_links.model.unscoped.filter(action=action).update(lead=lead)

    made = services.attach(to=led, files=[incoming()], by=dev, at=AT)
    services.remove_attachment(attachment=made, of=led, seen=1, by=dev, at=AT)

    with pytest.raises(NotAllowed):
        services.attach(to=Held(red, review), files=[incoming()], by=dev, at=AT)
    assert len(stored_files()) == 1


def test_an_agency_representative_attaches_to_what_they_wrote_a_reader_does_not(ben, huw, held):
    held.holder.written_by = ben
    services.attach(to=held, files=[incoming()], by=ben, at=AT)

    with pytest.raises(NotAllowed):
        services.attach(to=held, files=[incoming()], by=huw, at=AT)


# The trail


def test_every_step_is_an_event_of_the_thing(as_, anwen, red, review, held):
    made = services.attach(to=held, files=[incoming("a.pdf"), incoming("b.pdf")], by=anwen, at=AT)
    services.remove_attachment(attachment=made, of=held, seen=1, by=anwen, at=AT)
    services.restore_attachment(attachment=made, of=held, seen=2, by=anwen, at=AT)

    events = Event.objects.filter(subject=f"finding:{red.public_id}", kind__startswith="attachment.").order_by("seq")
    kinds = [event.kind for event in events]
    assert kinds == ["attachment.added", "attachment.added", "attachment.removed", "attachment.restored"]
    assert {event.review for event in events} == {review.public_id}
    page = as_(anwen).get(f"/eastmere-safeguarding-partnership/findings/{red.public_id}/history/").text
    assert "Anwen attached a file" in page and "Anwen removed an attachment" in page and "b.pdf" in page


def test_what_a_guest_takes_out_is_an_event_and_what_a_member_reads_is_none(as_, anwen, eastmere, attached):
    guest = factories.member(eastmere, "Guest", Role.GUEST, Role.SCRUTINEER)
    address = f"/eastmere-safeguarding-partnership/attachments/{attached.public_id}/"

    as_(anwen).get(address)
    as_(guest).head(address)
    as_(guest).get(address)

    assert Event.objects.filter(kind="attachment.downloaded").count() == 1


# Its time is over


def test_what_was_removed_a_month_ago_is_erased_and_its_row_stays(as_, anwen, red, held, attached):
    kept = services.attach(to=held, files=[incoming("kept.pdf")], by=anwen, at=AT)
    services.remove_attachment(attachment=attached, of=held, seen=1, by=anwen, at=AT)

    assert erase_removed(AT + timedelta(days=29), is_held=attachment_is_held) == 0
    assert erase_removed(AT + timedelta(days=30), is_held=attachment_is_held) == 1
    assert erase_removed(AT + timedelta(days=30), is_held=attachment_is_held) == 0

    attached.refresh_from_db()
    assert attached.erased_at and Attached.unscoped.count() == 2
    assert Event.objects.filter(kind="attachment.erased").count() == 1
    with pytest.raises(Refused):
        services.restore_attachment(attachment=attached, of=held, seen=attached.version, by=anwen, at=AT)
    with opened(kept) as file:
        assert file.read() == PDF
    page = as_(anwen).get(f"/eastmere-safeguarding-partnership/findings/{red.public_id}/attachments/").text
    assert f"{CANARY}.pdf" not in page and "kept.pdf" in page


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_what_is_erased_are_gone(anwen, held, attached):
    services.remove_attachment(attachment=attached, of=held, seen=1, by=anwen, at=AT)
    erase_removed(AT + timedelta(days=30), is_held=attachment_is_held)

    assert not stored_files()


def test_what_a_crash_left_is_swept_after_a_day(anwen, held, attached):
    left = stored_files()[0].with_name("left")
    left.write_bytes(b"x")
    now = datetime.now(UTC)

    assert sweep(now) == 0
    assert sweep(now + timedelta(days=2)) == 1
    assert not left.exists() and len(stored_files()) == 1

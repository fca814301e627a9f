"""The list of what an agency is asked for goes to the agency's own address, by a click of the review team alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from system_review.audit.models import Event
from system_review.errors import NotAllowed, NotThere, Refused
from system_review.evidence.models import Evidence
from system_review.evidence.rules import EvidenceKind, EvidenceState
from system_review.evidence.services import Description
from system_review.jobs.models import Letter
from system_review.partnerships.models import Agency
from system_review.partnerships.services import rename_agency
from system_review.reviews.jobs import post_asked
from system_review.reviews.models import AskedByMail
from system_review.reviews.queries.evidence_asked import asked_letter
from system_review.reviews.services import asking
from system_review.reviews.services.evidence import add_to_review
from tests import factories

EASTMERE = "/eastmere-safeguarding-partnership"
ADDRESS = "reviews@police.example.org"


@pytest.fixture
def police(review, anwen, settings):
    """An agency with an address, which is asked for one piece."""
    settings.CAN_MAIL, settings.BASE_URL = True, "https://reviews.example.org"
    due = timezone.localdate() + timedelta(days=9)
    description = Description(
        kind=EvidenceKind.DIP_SAMPLE, sentence="Twenty referrals", state=EvidenceState.ASKED_FOR, due_on=due
    )
    add_to_review(review=review, description=description, source_name="Police", by=anwen, at=factories.AT)
    agency = Agency.unscoped.get(name="Police")
    Agency.unscoped.filter(pk=agency.pk).update(email=ADDRESS)
    return Agency.unscoped.get(pk=agency.pk)


@pytest.fixture
def outbox(mailoutbox):
    """What has been sent, after the worker did what waits."""

    def after_work():
        for letter in Letter.objects.filter(state="waiting"):
            post_asked.func(letter.pk)
        return mailoutbox

    return after_work


def page(review):
    return f"{EASTMERE}/reviews/{review.public_id}/evidence/asked/"


def seen(review, agency, by):
    return asked_letter(review, agency, visible_to=by, today=timezone.localdate()).seen


def sent(review, agency, by, **more):
    looked_at = more.get("seen") or seen(review, agency, by)
    asking.send_asked(
        review=review, agency=agency, seen=looked_at, by=by, today=timezone.localdate(), at=timezone.now()
    )


def test_the_list_that_was_looked_at_goes_to_the_agency_and_the_history_says_so(as_, anwen, review, police, outbox):
    client = as_(anwen)
    preview = client.get(f"{page(review)}?of=1").text
    assert f"It goes to {ADDRESS}" in preview
    url, looked_at = re.search(r'action="([^"]+/asked/)".*?name="seen" value="([^"]+)"', preview, re.S).groups()

    response = client.post(url, {"seen": looked_at}, follow=True)

    assert "The list is on its way" in response.text
    [letter] = outbox()
    assert letter.to == [ADDRESS]
    assert "Twenty referrals" in letter.body and "no names of children" in letter.body
    assert review.title not in letter.subject and "Police" not in letter.subject
    event = Event.objects.get(kind="evidence.asked_by_mail")
    assert event.particulars.get(field="agency").text == "Police"
    assert ADDRESS not in str(list(event.particulars.values_list("text", flat=True)))


def test_another_list_than_the_one_that_was_seen_is_not_sent(as_, anwen, review, police, outbox):
    url = f"{EASTMERE}/reviews/{review.public_id}/agencies/{police.public_id}/asked/"

    answer = as_(anwen).post(url, {"seen": "another"})

    assert answer.status_code == 422 and "another one by now" in answer.text
    assert outbox() == [] and not AskedByMail.unscoped.exists()


def test_what_has_come_in_meanwhile_is_not_asked_for(anwen, review, police, outbox):
    sent(review, police, anwen)
    Evidence.unscoped.update(state=EvidenceState.RECEIVED)

    assert outbox() == []


def test_nothing_goes_without_an_address_without_mail_or_with_nothing_to_ask(anwen, review, police, settings):
    looked_at = seen(review, police, anwen)
    for change, sentence in (
        (lambda: setattr(settings, "CAN_MAIL", False), "sends no mail"),
        (lambda: setattr(police, "email", ""), "No address is kept for Police"),
        (lambda: Evidence.unscoped.update(state=EvidenceState.RECEIVED), "Nothing is outstanding"),
    ):
        settings.CAN_MAIL, police.email = True, ADDRESS
        change()
        with pytest.raises(Refused, match=sentence):
            sent(review, police, anwen, seen=looked_at)


def test_only_the_review_team_sends_it_and_only_within_the_partnership(as_, anwen, ben, esme, farid, review, police):
    looked_at = seen(review, police, anwen)
    for who in (ben, farid):
        with pytest.raises(NotAllowed):
            sent(review, police, who, seen=looked_at)
        assert "It goes to" not in as_(who).get(f"{page(review)}?of=1").text
    other = Agency.unscoped.create(partnership=esme.partnership, name="Police", email="x@example.org")
    with pytest.raises(NotThere):
        sent(review, other, anwen, seen=looked_at)


def test_an_agency_keeps_an_address_of_which_the_history_tells_only_that_it_is_set(anwen, police):
    for email, kind in (("Front.Desk@police.example.org ", "agency.address_set"), ("", "agency.address_removed")):
        rename_agency(agency=police, name="Police", email=email, seen=police.version, by=anwen, at=factories.AT)
        assert Agency.unscoped.get(pk=police.pk).email == email.strip().lower()
        assert Event.objects.filter(kind=kind).count() == 1
    with pytest.raises(Refused, match="Enter an e-mail address"):
        rename_agency(agency=police, name="Police", email="not one", seen=police.version, by=anwen, at=factories.AT)

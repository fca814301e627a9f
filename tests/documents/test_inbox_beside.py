"""Who leads an action, and when, is corrected before it is applied: understood as the document's own words were."""

from __future__ import annotations

import re
from datetime import date

import pytest

from system_review.documents.addresses import InboxAddresses
from system_review.documents.rules.beside import Beside, corrected
from system_review.documents.rules.pieces import Named, Says
from system_review.documents.services.applying import apply_document
from system_review.errors import Refused
from system_review.partnerships.rules import Role
from system_review.reviews.models import Action, ActionLead
from tests import factories
from tests.documents.inboxes import NOW, inbox_with
from tests.documents.test_inbox_staging import as_action, as_finding
from tests.forms_on_pages import forms_on

EASTMERE = InboxAddresses("eastmere-safeguarding-partnership")
BASE = date(2027, 4, 20)
LABELS = {"name": "name", "role": "role", "agency": "agency"}


def said(now=None, *, leads="", due_words="", due_on=None):
    return corrected(now or Says(), Beside(leads, due_words, due_on, LABELS), base=BASE)


# --- how it is understood ----------------------------------------------------------------------------------------


def test_leads_are_understood_line_by_line_with_role_and_agency():
    says = said(leads="Meera Shah, Head of service, Police\nBea and Tom\nSchool nursing\n\n")

    assert says.leads == (
        Named("Meera Shah", "Head of service", "Police"),
        Named("Bea"),
        Named("Tom"),
        Named(agency="School nursing"),
    )


def test_a_line_that_names_nobody_is_refused_and_one_may_say_what_it_is():
    with pytest.raises(Refused, match="Nobody is named in “April”") as refused:
        said(leads="Meera\nApril")

    assert refused.value.field == "leads"
    assert said(leads="Name: April; Agency: Team").leads == (Named("April", agency="Team"),)


def test_a_lead_that_is_left_as_it_stands_stays_what_it_was_taken_for():
    now = Says(leads=(Named(agency="Sarah Okafor"), Named("Tom")))

    assert said(now, leads="Sarah Okafor\nAda").leads == (Named(agency="Sarah Okafor"), Named("Ada"))


def test_new_words_of_time_give_a_new_day_and_a_day_that_was_chosen_stays():
    now = Says(due_words="by the end of May", due_on="2027-05-31")
    old = date(2027, 5, 31)

    assert said(now, due_words="by the end of June", due_on=old).due_on == "2027-06-30"
    assert said(now, due_words="by the end of June", due_on=date(2027, 7, 1)).due_on == "2027-07-01"
    assert said(now, due_words="each term", due_on=old).due_on == ""
    assert said(now, due_words="by the end of May", due_on=old) == now
    assert said(now, due_words="by the end of May").due_on == ""
    assert said(now, due_words="", due_on=old).due_on == "2027-05-31"


# --- in the inbox ------------------------------------------------------------------------------------------------


@pytest.fixture
def inbox(anwen):
    found = inbox_with(by=anwen)
    as_finding(found, "Nobody")
    as_action(found, "Brief", under=found.piece("Nobody"))
    return found


def form_at(client, inbox, beginning="Brief"):
    address = EASTMERE.move(inbox.document.public_id, inbox.piece(beginning).public_id, "text")
    return address, next(form for form in forms_on(client.get(address).text) if form.action == address)


def test_leads_and_time_are_corrected_on_the_page_and_reach_the_review(as_, anwen, inbox):
    client = as_(anwen)
    address, form = form_at(client, inbox)

    answer = client.post(address, form.filled(leads="Meera Shah, health\nTom", due_words="30 June 2027"), follow=True)
    apply_document(document=inbox.fresh(), seen=inbox.fresh().version, by=anwen, at=NOW)

    assert "Lead: Meera Shah (name), health (agency)" in answer.text
    assert re.search(r"<li dir=.auto.>Due: [^<]*30 June 2027</li>", answer.text)
    action = Action.unscoped.get(review=inbox.review)
    leads = [link.lead for link in ActionLead.unscoped.filter(action=action).order_by("position")]
    assert [(lead.name, str(lead.agency or "")) for lead in leads] == [("Meera Shah", "health"), ("Tom", "")]
    assert (action.due_words, action.due_on) == ("30 June 2027", date(2027, 6, 30))


def test_the_correction_is_undone_and_the_next_tab_stop_after_it_is_undo(as_, anwen, inbox):
    client = as_(anwen)
    address, form = form_at(client, inbox)
    page = client.post(address, form.filled(leads="Meera"), follow=True).text
    undo = next(form.action for form in forms_on(page) if form.action.endswith("/undoing/"))
    changed = inbox.piece("Brief").says["leads"]

    client.post(undo)

    assert 'data-focus="now-title" data-undo-first tabindex="-1"' in page
    assert (changed, inbox.piece("Brief").says) == ([["Meera", "", ""]], {})


def test_what_nobody_is_named_in_is_told_beside_its_box_and_nothing_is_changed(as_, anwen, inbox):
    client = as_(anwen)
    address, form = form_at(client, inbox)

    answer = client.post(address, form.filled(leads="Ongoing", due_words="soon"))

    assert answer.status_code == 422
    assert 'id="words-leads_error"' in answer.text and "Nobody is named in “Ongoing”" in answer.text
    assert 'value="soon"' in answer.text
    assert inbox.piece("Brief").version == 2


def test_two_people_who_correct_the_same_action_are_shown_both(as_, anwen, inbox):
    kim = factories.member(inbox.review.partnership, "Kim", Role.REVIEW_LEAD)
    client = as_(anwen)
    address, form = form_at(client, inbox)
    other, theirs = form_at(as_(kim), inbox)
    as_(kim).post(other, theirs.filled(leads="Tom", due_words="in May"))

    answer = client.post(address, form.filled(leads="Meera"))

    assert answer.status_code == 409
    assert "Meera" in answer.text and "Tom" in answer.text
    saved = client.post(address, next(f for f in forms_on(answer.text) if "keep-leads" in f.values).filled())
    assert saved.status_code == 302
    assert inbox.piece("Brief").says["due_words"] == "in May"
    assert [lead[0] for lead in inbox.piece("Brief").says["leads"]] == ["Tom", "Meera"]


def test_only_an_action_is_asked_who_leads(as_, anwen, inbox):
    assert "leads" not in form_at(as_(anwen), inbox, "Nobody")[1].values


# --- what one had begun ------------------------------------------------------------------------------------------


def test_what_was_begun_stands_in_the_inbox_again_and_with_it_who_else_is_writing(as_, anwen, inbox):
    kim = factories.member(inbox.review.partnership, "Kim", Role.REVIEW_LEAD)
    client = as_(anwen)
    address, form = form_at(client, inbox)
    client.post(address, {**form.filled(leads="Meera and half"), "draft-keep": "1"})
    page = EASTMERE.piece(inbox.document.public_id, inbox.piece("Brief").public_id)

    mine, hers = client.get(page).text, as_(kim).get(page).text

    assert "Meera and half</textarea>" in mine and "it is not saved yet" in mine
    assert "Meera and half" not in hers and "Anwen is writing here since" in hers
    assert inbox.piece("Brief").version == 2

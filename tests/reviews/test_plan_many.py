"""The action plan, several actions at once: how they stand, who leads, when; and who may."""

from __future__ import annotations

import re
from datetime import date

import pytest

from system_review.audit.models import Event
from system_review.reviews.models import Action, ActionLead, Finding
from tests.cast import CANARY, sample_review
from tests.reviews.test_plan import chosen, named, url, with_further_actions


@pytest.fixture
def planned(review):
    return with_further_actions(review, Finding.unscoped.get(review=review, colour="red"))


# --- changing several


def test_several_actions_change_at_once_and_back_with_one_undo(as_, anwen, planned):
    client = as_(anwen)
    march, may = named("March", "May")

    response = client.post(
        url(planned, due="quarter"), {"chosen": chosen(march, may), "status": "under_way", "priority": "high"}
    )

    assert response.status_code == 302
    assert response.headers["Location"].startswith(url(planned, due="quarter") + "&")
    assert set(Action.unscoped.filter(text__in=["March", "May"]).values_list("status", "priority")) == {
        ("under_way", "high")
    }
    page = client.get(response.headers["Location"]).text
    undo = re.search(r'action="([^"]+/undoing/)"', page)[1]
    client.post(undo)
    assert list(Action.unscoped.filter(text="May").values_list("status", "priority")) == [("not_started", "low")]


def test_the_accountable_lead_changes_and_the_others_stay(as_, anwen, planned):
    may = named("May")[0]

    as_(anwen).post(url(planned), {"chosen": chosen(may), "name": "Tess", "agency": "Health"})

    leads = ActionLead.unscoped.filter(action=may).order_by("position").values_list("lead__name", flat=True)
    assert list(leads) == ["Tess", "Sade"]


def test_a_date_for_several(as_, anwen, planned):
    march, may = named("March", "May")

    as_(anwen).post(url(planned), {"chosen": chosen(march, may), "due_on": "2027-09-30"})

    assert set(Action.unscoped.filter(text__in=["March", "May"]).values_list("due_on", flat=True)) == {
        date(2027, 9, 30)
    }


def test_a_change_of_several_is_one_event(as_, anwen, planned):
    before = Event.objects.count()

    as_(anwen).post(url(planned), {"chosen": chosen(*named("March", "May")), "priority": "high"})

    assert Event.objects.count() == before + 1
    assert Event.objects.order_by("seq").last().kind == "actions.changed"


def test_one_that_was_edited_meanwhile_stops_all_and_the_choice_stays(as_, anwen, planned):
    march, may = named("March", "May")
    Action.unscoped.filter(pk=may.pk).update(version=2)
    before = Event.objects.count()

    response = as_(anwen).post(url(planned), {"chosen": chosen(march, may), "priority": "high"})

    assert response.status_code == 422
    assert "Nothing was changed: 1 of the actions were edited meanwhile" in response.text
    assert re.findall(r'value="(\w+):(\d+)" aria-labelledby="[\w-]+" checked', response.text) == [
        (march.public_id, "1"),
        (may.public_id, "2"),
    ]
    assert '<option value="high" selected>' in response.text
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Choose what to change"),
        ({"priority": "high"}, "Select the actions to change"),
        (
            {"priority": "high", "chosen": ["x", "a:b", ":1", "a" * 22 + ":" + "9" * 40, "\x00" * 22 + ":1"]},
            "Select the actions",
        ),
        ({"due_on": "31 2 2027"}, "Enter a date, like 27 3 2027"),
        ({"status": "finished"}, "Select how the actions stand"),
        ({"priority": "urgent"}, "Select a priority"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(as_, anwen, planned, data, sentence):
    before = Event.objects.count()

    response = as_(anwen).post(url(planned), data)

    assert response.status_code == 422
    assert sentence in response.text
    assert response.text.count("<title>Error:") == 1
    assert Event.objects.count() == before


def test_a_name_that_cannot_be_stored_is_refused_at_its_place(as_, anwen, planned):
    response = as_(anwen).post(url(planned), {"chosen": chosen(*named("March")), "name": "Jo\x00"})

    assert response.status_code == 422
    assert "Take out the character that cannot be stored" in response.text


def test_actions_of_another_review_are_not_changed(as_, anwen, planned):
    other = sample_review(anwen)
    foreign = Action.unscoped.filter(review=other).first()

    response = as_(anwen).post(url(planned), {"chosen": chosen(foreign), "priority": "high"})

    assert response.status_code == 422
    assert Action.unscoped.get(pk=foreign.pk).priority == "normal"


def test_who_may_only_look_is_offered_no_change_and_may_not_make_one(as_, farid, planned):
    client = as_(farid)
    before = Event.objects.count()

    page = client.get(url(planned)).text
    response = client.post(url(planned), {"chosen": chosen(*named("March")), "priority": "high"})

    assert 'name="chosen"' not in page and "Change the chosen" not in page
    assert response.status_code == 403
    assert Event.objects.count() == before


def test_an_agency_representative_may_change_several_of_their_own(as_, ben, planned):
    Action.unscoped.filter(review=planned).update(written_by=ben)

    response = as_(ben).post(url(planned), {"chosen": chosen(*named("March")), "priority": "low"})

    assert response.status_code == 302


def test_a_stranger_finds_nothing_and_changes_nothing(as_, esme, planned):
    client = as_(esme)

    for slug in ("eastmere", "westfold"):
        address = url(planned).replace("eastmere", slug)
        assert client.get(address).status_code == client.post(address, {"priority": "high"}).status_code == 404
    assert CANARY not in client.get(url(planned)).text


def test_a_reader_of_agreed_results_does_not_see_a_draft(as_, huw, review):
    assert as_(huw).get(url(review)).status_code == 404


def test_the_dates_of_several_move_on_each_by_the_same(as_, anwen, planned):
    march, may, october = named("March", "May", "October")
    Action.unscoped.filter(pk=october.pk).update(due_on=None)
    client = as_(anwen)

    response = client.post(url(planned), {"chosen": chosen(march, may, october), "postpone": "1m"})

    dates = dict(Action.unscoped.filter(pk__in=[march.pk, may.pk, october.pk]).values_list("text", "due_on"))
    assert dates == {"March": date(2027, 4, 30), "May": date(2027, 6, 3), "October": None}
    undo = re.search(r'action="([^"]+/undoing/)"', client.get(response.headers["Location"]).text)[1]
    client.post(undo)
    assert Action.unscoped.get(pk=march.pk).due_on == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"postpone": "1m", "due_on": "2027-09-30"}, "not both"),
        ({"postpone": "9y"}, "Select how far to move the dates"),
    ],
)
def test_a_date_and_moving_on_are_not_given_together(as_, anwen, planned, given, said):
    response = as_(anwen).post(url(planned), {"chosen": chosen(*named("March")), **given})

    assert response.status_code == 422
    assert said in response.text


# --- one time in words for many


def sent(review, chosen_ones, **more):
    return {"chosen": chosen(*chosen_ones), "name": "", "role": "", "agency": "", **more}


def test_one_time_in_words_for_many_is_asked_about_and_then_theirs(as_, anwen, planned):
    client, both = as_(anwen), named("March", "October")

    asked = client.post(url(planned), sent(planned, both, due_words="by the end of July"))

    assert asked.status_code == 422 and "Choose what “by the end of July” means" in asked.text
    assert asked.text.count('name="chosen"') > 1 and f'value="{both[0].public_id}:1"' in asked.text
    value = re.search(r'name="due_choice" id="due-choice-1" value="([^"]+)"', asked.text)[1]
    answer = {"due_words": "by the end of July", "due_asked": "by the end of July", "due_choice": value}
    assert client.post(url(planned), sent(planned, both, **answer)).status_code == 302
    assert {(one.due_words, one.due_on) for one in named("March", "October")} == {
        ("by the end of July", date(2027, 7, 31))
    }


def test_words_that_say_no_day_stay_as_words_and_one_cannot_move_on_at_once(as_, anwen, planned):
    client, both = as_(anwen), named("March", "October")

    said = client.post(url(planned), sent(planned, both, due_words="soon", postpone="month"))
    assert said.status_code == 422

    client.post(
        url(planned),
        sent(planned, both, due_words="whenever it suits", due_choice="own", due_asked="whenever it suits"),
    )
    assert {(one.due_words, one.due_on) for one in named("March", "October")} == {("whenever it suits", None)}

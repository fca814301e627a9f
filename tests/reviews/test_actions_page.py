from __future__ import annotations

from datetime import date

import pytest

from system_review.audit.models import Event
from system_review.partnerships.models import Lead
from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, ActionLead, Finding, Serving, Waiting
from tests import factories
from tests.factories import cell

EASTMERE = "/eastmere-safeguarding-partnership"


def url(of, part=""):
    return f"{EASTMERE}/actions/{of.public_id}/{part}"


def sheet(client, review):
    return client.get(f"{EASTMERE}/reviews/{review.public_id}/sheet/target/level-1/").text


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def brief(review):
    return Action.unscoped.get(review=review, text__startswith="Brief the practices")


def plan(client, finding, **data):
    data = {"text": "Agree one form", "priority": "normal", "key": "k", **data}
    return client.post(f"{EASTMERE}/findings/{finding.public_id}/new-action/", data)


def save(client, action, **data):
    data = {"text": action.text, "priority": "normal", "status": action.status, "version": action.version, **data}
    return client.post(url(action), data)


def test_planning_an_action_with_two_leads(as_, anwen, review, red):
    client = as_(anwen)

    response = plan(
        client,
        red,
        **{
            "lead-0-name": "Meera",
            "lead-0-agency": "Health",
            "lead-1-role": "Quality assurance",
            "lead-1-agency": "Council",
        },
    )

    assert response.status_code == 302
    page = sheet(client, review)
    assert "<b>Meera</b>, Health, with Quality assurance: nobody in post, Council" in page
    assert "To get to amber" in page


def test_an_agency_alone_awaits_a_name(as_, anwen, review, red):
    client = as_(anwen)

    plan(client, red, **{"lead-0-agency": "Police"})

    assert "Police, name awaited" in sheet(client, review)


def test_a_known_name_alone_means_that_lead(as_, anwen, review, red):
    factories.action(red, "One", LeadName("Sade", "", "Youth justice"))
    plan(as_(anwen), red, **{"lead-0-name": "Sade"})

    assert Lead.unscoped.filter(name="Sade").count() == 1


def test_words_of_time_are_asked_about_before_they_become_a_date(as_, anwen, red):
    client = as_(anwen)

    response = plan(client, red, due_words="in three months' time")

    assert response.status_code == 422
    assert "20 July 2027" in response.text
    assert not Action.unscoped.filter(text="Agree one form").exists()


def test_confirmed_they_become_the_date_and_stay_as_written(as_, anwen, review, red):
    client = as_(anwen)
    words = "in three months' time"

    plan(client, red, due_words=words, due_asked=words, due_choice="2027-07-20||")

    made = Action.unscoped.get(text="Agree one form")
    assert (made.due_on, made.due_words) == (date(2027, 7, 20), words)
    assert "in three months&#x27; time: by 20 July 2027" in sheet(client, review)


def test_words_changed_after_they_were_asked_about_are_asked_about_again(as_, anwen, red):
    response = plan(
        as_(anwen), red, due_words="within six weeks", due_asked="in three months' time", due_choice="2027-07-20||"
    )

    assert response.status_code == 422
    assert "1 June 2027" in response.text


def test_a_recurrence_is_confirmed_too(as_, anwen, review, red):
    client = as_(anwen)

    plan(client, red, due_words="every six months", due_asked="every six months", due_choice="2027-10-20|6|month")

    made = Action.unscoped.get(text="Agree one form")
    assert (made.repeats_every, made.repeats_unit, made.due_on) == (6, "month", date(2027, 10, 20))
    assert "every six months, next 20 October 2027" in sheet(client, review)


@pytest.mark.parametrize(
    "choice", ["2027-99-99||", "||", "x|y|z", "2027-07-20|999|month", "2027-07-20|6|fortnight", "|"]
)
def test_a_made_up_choice_is_no_error(as_, anwen, red, choice):
    words = "in three months' time"

    response = plan(as_(anwen), red, due_words=words, due_asked=words, due_choice=choice)

    assert response.status_code in (302, 422)


def test_words_without_a_date_are_kept_as_they_are(as_, anwen, review, red):
    client = as_(anwen)

    response = plan(client, red, due_words="ongoing")

    assert response.status_code == 302
    assert Action.unscoped.get(text="Agree one form").due_on is None
    assert "ongoing" in sheet(client, review)


def test_a_bare_quarter_always_asks_and_offers_the_financial_year_first(as_, anwen, red):
    response = plan(as_(anwen), red, due_words="by end of Q2 2027")

    assert response.status_code == 422
    assert response.text.index("30 September 2027") < response.text.index("30 June 2027")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": ""}, "Write what will be done"),
        ({"due_on": "31/02/2027"}, "Enter a date, like 27 3 2027"),
        ({"due_on": "0207-03-27"}, "Enter a year from 1900 to 2199"),
        ({"repeats_every": "0", "repeats_unit": "month"}, "greater than or equal to 1"),
        ({"priority": "urgent"}, "Select a valid choice"),
        ({"lead-0-name": "x" * 201}, "Shorten this to 200 characters or fewer: it has 201"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(as_, anwen, red, data, sentence):
    before = Event.objects.count(), Lead.unscoped.count()

    response = plan(as_(anwen), red, **data)

    assert response.status_code == 422
    assert sentence in response.text
    assert (Event.objects.count(), Lead.unscoped.count()) == before


def test_changing_an_action_changes_it_everywhere(as_, anwen, review, red, brief):
    amber = Finding.unscoped.get(review=review, colour="amber")
    client = as_(anwen)
    client.post(f"{EASTMERE}/findings/{amber.public_id}/linked-actions/", {"action": brief.public_id})
    brief.refresh_from_db()

    save(client, brief, text="Brief every practice", status="under_way")

    page = sheet(client, review)
    assert page.count("Brief every practice") == 4, "each time as it stands, and in the name of its button"
    assert Action.unscoped.filter(text="Brief every practice").count() == 1
    assert set(Serving.unscoped.filter(action=brief).values_list("colour", flat=True)) == {"red", "amber"}


def test_the_last_finding_of_an_action_stays(as_, anwen, red, brief):
    response = as_(anwen).post(url(brief, "unlinked-findings/"), {"finding": red.public_id})

    assert response.status_code == 422
    assert "archive the action instead" in response.text


@pytest.mark.usefixtures("ben_wrote")
def test_two_people_changing_it_at_once_see_both_texts(as_, anwen, ben, brief):
    save(as_(ben), brief, text="What Ben wrote")

    response = save(as_(anwen), brief, text="What Anwen wrote")

    assert response.status_code == 409
    assert "What Ben wrote" in response.text
    assert "What Anwen wrote" in response.text


def test_actions_cannot_wait_for_one_another(as_, anwen, review, red, brief):
    other = Action.unscoped.get(review=review, text__startswith="Write to the ambulance")
    client = as_(anwen)
    save(client, brief, waits_for=[other.public_id])

    response = save(client, other, waits_for=[brief.public_id])

    assert response.status_code == 422
    assert "that one waits for this one already" in response.text
    assert Waiting.unscoped.count() == 1
    assert "Waits for: Write to the ambulance service" in sheet(client, review)


def test_progress_is_noted_with_the_difference_it_made(as_, anwen, review, brief):
    client = as_(anwen)
    data = {"version": brief.version, "status": "done", "text": "All briefed", "on": "2025-05-01"}

    response = client.post(url(brief, "progress/"), {**data, "difference": "Half of the referrals name a place"})

    assert response.status_code == 302
    assert "All briefed" in client.get(url(brief)).text
    assert "Difference made: Half of the referrals name a place" in sheet(client, review)


def test_a_recurring_action_is_done_once_more(as_, anwen, review, red):
    made = factories.action(
        red, "Repeat the dip-sample", repeats_every=6, repeats_unit="month", due_on=date(2027, 5, 3)
    )
    client = as_(anwen)
    offered = client.get(url(made, "round/")).text
    assert 'value="2027-11-03"' in offered

    client.post(url(made, "round/"), {"version": made.version, "on": "2025-05-01", "next_on": "2027-11-03"})

    made.refresh_from_db()
    assert (made.last_done_on, made.due_on) == (date(2025, 5, 1), date(2027, 11, 3))
    assert "last done 1 May 2025" in sheet(client, review)


def test_an_action_without_recurrence_is_not_done_this_time(as_, anwen, brief):
    response = as_(anwen).post(url(brief, "round/"), {"version": brief.version, "on": "2027-05-01"})

    assert response.status_code == 422
    assert "does not come round again" in response.text


def test_archiving_an_action_can_be_undone(as_, anwen, review, brief):
    client = as_(anwen)
    response = client.post(url(brief, "archive/"), {"version": brief.version})
    page = client.get(response.headers["Location"]).text
    assert "Brief the practices" not in page.replace("Undo", "")

    client.post(page.split('<form method="post" action="')[1].split('"')[0])

    assert "Brief the practices" in sheet(client, review)


@pytest.mark.parametrize("who", ["farid", "gita"])
def test_who_may_only_look_changes_nothing(as_, request, red, brief, who):
    client = as_(request.getfixturevalue(who))

    assert plan(client, red).status_code == 403
    assert save(client, brief, text="No").status_code == 403
    assert client.post(url(brief, "archive/"), {"version": brief.version}).status_code == 403


def test_a_stranger_finds_nothing(as_, esme, red, brief):
    client = as_(esme)

    assert plan(client, red).status_code == 404
    for part in ("", "progress/", "round/", "history/"):
        assert client.get(url(brief, part)).status_code == 404
    for part in ("archive/", "restoration/", "unlinked-findings/"):
        assert client.post(url(brief, part), {"version": 1}).status_code == 404


def test_a_foreign_action_in_a_field_is_refused(as_, anwen, esme, review, red):
    theirs = factories.review(esme, title="Westfold's")
    foreign = factories.action(factories.finding(cell(theirs), "red", "Theirs"), "Their action")

    response = as_(anwen).post(f"{EASTMERE}/findings/{red.public_id}/linked-actions/", {"action": foreign.public_id})

    assert response.status_code == 422 and "Choose an action of this review" in response.text
    assert Serving.unscoped.filter(action=foreign).count() == 1


def test_changing_many_and_one_undo(anwen, review):
    from system_review.reviews.services.many_actions import change_many
    from system_review.reviews.services.undo import undo

    actions = list(Action.unscoped.filter(review=review).order_by("pk"))
    seen = {action.public_id: action.version for action in actions}
    before = [list(ActionLead.unscoped.filter(action=a).values_list("lead_id", flat=True)) for a in actions]

    step = change_many(review=review, seen=seen, lead=LeadName("Ola"), status="blocked", by=anwen, at=factories.AT)

    assert set(Action.unscoped.filter(review=review).values_list("status", flat=True)) == {"blocked"}
    assert {ActionLead.unscoped.get(action=a, position=0).lead.name for a in actions} == {"Ola"}
    undo(step=step, by=anwen, at=factories.AT)
    assert set(Action.unscoped.filter(review=review).values_list("status", flat=True)) == {"not_started"}
    after = [list(ActionLead.unscoped.filter(action=a).values_list("lead_id", flat=True)) for a in actions]
    assert after == before


@pytest.mark.parametrize(
    ("day", "remark"),
    [("2027-07-31", "31 July 2027 is a Saturday"), ("2027-12-25", "25 December 2027"), ("2027-07-30", "")],
)
def test_a_date_on_which_nobody_works_is_pointed_out(as_, anwen, review, red, day, remark):
    client = as_(anwen)

    plan(client, red, due_on=day)

    page = sheet(client, review)
    assert ("is a Saturday" in page or "25 December 2027 is" in page) is bool(remark)
    assert remark in page


@pytest.mark.usefixtures("ben_wrote")
def test_after_a_conflict_only_what_this_person_changed_is_asked_about(as_, anwen, ben, brief):
    save(as_(ben), brief, status="under_way", text="What Ben wrote")
    opened = {"initial-status": "not_started", "initial-text": brief.text, "initial-priority": "normal"}

    page = save(as_(anwen), brief, text="What Anwen wrote", **opened)

    assert page.status_code == 409
    assert "Also changed meanwhile" in page.text
    assert '<input type="hidden" name="status" value="under_way">' in page.text
    assert "What Anwen wrote" in page.text

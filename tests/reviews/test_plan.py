from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from system_review.audit.models import Event
from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, ActionLead, Finding
from system_review.reviews.queries.plan import plan_page
from system_review.reviews.queries.plan_filter import Asked, asked_of, parts_of
from system_review.reviews.services.actions import add_note, done_this_time, serve_finding
from tests import factories
from tests.cast import CANARY, sample_review
from tests.factories import AT, TODAY, cell

EASTMERE = "/eastmere-safeguarding-partnership"


def url(review, **asked):
    return f"{EASTMERE}/reviews/{review.public_id}/plan/" + (f"?{urlencode(asked)}" if asked else "")


def texts(review, member, *, closed=False, **asked):
    """The first words of the actions shown, in their order."""
    page = plan_page(review, given=asked, visible_to=member, today=TODAY)
    return [row.text for row in (page.closed if closed else page.rows)]


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def planned(review, red):
    """Three further actions in another stage, of three leads, with dates, statuses and priorities."""
    later = factories.finding(cell(review, 5), "amber", "Places are noted and then lost.")
    sade = LeadName("Sade", "", "Youth justice")
    factories.action(red, "March", sade, due_on=date(2027, 3, 31), status="under_way", priority="high")
    factories.action(later, "May", LeadName("Ola", "", "Health"), sade, due_on=date(2027, 5, 3), priority="low")
    factories.action(later, "October", LeadName("", "", "Housing"), due_on=date(2027, 10, 4), status="blocked")
    factories.action(later, "Done", sade, due_on=date(2027, 4, 2), status="done", difference="Children are asked.")
    return review


def chosen(*actions):
    return [f"{action.public_id}:{action.version}" for action in actions]


def named(*names):
    return list(Action.unscoped.filter(text__in=names).order_by("pk"))


# --- what it shows


def test_it_shows_every_action_once_on_both_frameworks(as_, anwen, framework_key):
    review = sample_review(anwen, framework_key)

    response = as_(anwen).get(url(review))

    assert response.status_code == 200
    assert "3 actions" in response.text
    assert re.findall(r'id="text-\w+" dir="auto">(\w+)', response.text) == ["Brief", "Write", "Count"]
    assert "To get to amber" in response.text and "No lead yet" in response.text and "No date yet" in response.text


def test_an_action_of_several_findings_stands_once_with_all_its_places(as_, anwen, planned):
    march = named("March")[0]
    serve_finding(action=march, finding=Finding.unscoped.get(text__startswith="Places are noted"), by=anwen, at=AT)

    page = as_(anwen).get(url(planned)).text

    assert page.count(">March</p>") == 1
    assert "Serves 2 stages" in page
    assert f"#action-{march.public_id}-" in page
    assert "To get to amber: <a" in page and "To get to green: <a" in page


def test_the_counts_are_said_in_words(anwen, planned):
    page = plan_page(planned, given={}, visible_to=anwen, today=TODAY)

    assert page.counts == "7 actions, 1 done, 1 overdue"
    assert page.closed_text == "1 done or no longer needed"


def test_what_is_overdue_and_what_difference_it_made_are_shown(as_, anwen, planned):
    today = timezone.localdate()
    Action.unscoped.filter(text="May").update(due_on=today - timedelta(days=1))

    page = as_(anwen).get(url(planned)).text

    assert "overdue</b>" in page
    assert 'Difference made: <span dir="auto">Children are asked.</span>' in page


def test_a_recurring_action_says_when_it_was_last_done_and_is_next_due(as_, anwen, red, review):
    action = factories.action(
        red,
        "Look at six referrals",
        due_words="each month",
        due_on=date(2027, 5, 4),
        repeats_every=1,
        repeats_unit="month",
    )
    done_this_time(action=action, seen=1, on=date(2027, 5, 4), next_on=date(2027, 6, 4), by=anwen, at=AT)

    page = as_(anwen).get(url(review)).text

    assert "each month, next 4 June 2027" in page
    assert "last done 4 May 2027" in page


def test_a_date_on_a_day_off_is_pointed_out(as_, anwen, red, review):
    factories.action(red, "Meet", due_on=date(2027, 5, 1))

    assert "1 May 2027 is a Saturday" in as_(anwen).get(url(review)).text


def test_an_action_whose_findings_are_archived_is_not_lost(anwen, review, red):
    Finding.unscoped.filter(pk=red.pk).update(archived_at=AT)

    page = plan_page(review, given={}, visible_to=anwen, today=TODAY)

    assert [row.serves for row in page.rows if row.text.startswith("Brief")] == ["Its findings are archived"]


def test_texts_are_shown_as_typed_and_never_run(as_, anwen, red, review):
    factories.action(red, "<script>alert(1)</script> ŵ {{ 7 }}", LeadName("<b>Jo</b>", "", "مرحبا"))

    page = as_(anwen).get(url(review)).text

    assert "&lt;script&gt;alert(1)&lt;/script&gt; ŵ {{ 7 }}" in page
    assert "<b>&lt;b&gt;Jo&lt;/b&gt;</b>" in page


def test_an_empty_plan_says_where_actions_are_written(as_, anwen):
    page = as_(anwen).get(url(factories.review(anwen))).text

    assert "No actions yet" in page
    assert "<table" not in page


def test_the_way_back_is_handed_to_the_forms(as_, anwen, review):
    brief = Action.unscoped.get(review=review, text__startswith="Brief")

    assert f"{EASTMERE}/actions/{brief.public_id}/?from=plan" in as_(anwen).get(url(review)).text


# --- filters and order


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"due": "overdue"}, ["March"]),
        ({"due": "month"}, []),
        ({"due": "quarter"}, ["May"]),
        ({"due": "2027-05"}, ["May"]),
        ({"status": "blocked"}, ["October"]),
        ({"status": "closed"}, ["Done"]),
        ({"status": "done"}, ["Done"]),
        ({"priority": "high"}, ["March"]),
        ({"place": "target/level-2"}, ["May", "October"]),
        ({"place": "target/level-2/assessment"}, ["May", "October"]),
        ({"place": "outcomes-measurement"}, []),
        ({"kind": "amber", "priority": "low"}, ["May"]),
        ({"kind": "green"}, []),
        ({"since": "2027-04-21"}, []),
        ({"status": "open", "sort": "status", "place": "target/level-2"}, ["May", "October"]),
    ],
)
def test_a_filter_shows_what_was_asked_for(anwen, planned, asked, expected):
    assert texts(planned, anwen, **asked) == expected


def test_nobody_and_no_date_can_be_asked_for(anwen, planned):
    assert [text.split()[0] for text in texts(planned, anwen, lead="none")] == ["Write"]
    assert len(texts(planned, anwen, due="none")) == 3


def test_a_lead_and_an_agency_are_found_first_or_with_others(anwen, planned):
    link = ActionLead.unscoped.select_related("lead__agency").filter(lead__name="Sade").first()

    assert texts(planned, anwen, lead=link.lead.public_id) == ["March", "May"]
    assert texts(planned, anwen, agency=link.lead.agency.public_id) == ["March", "May"]
    assert texts(planned, anwen, closed=True, lead=link.lead.public_id) == ["Done"]


def test_what_was_changed_since_a_day_can_be_asked_for(anwen, planned):
    may = named("May")[0]
    at = AT + timedelta(days=2)
    add_note(action=may, seen=1, text="Begun", on=TODAY, status="under_way", difference="", by=anwen, at=at)

    assert texts(planned, anwen, since="2027-04-22") == ["May"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["March", "May", "October", "Brief", "Write", "Count"]),
        ("nonsense", ["March", "May", "October", "Brief", "Write", "Count"]),
        ("lead", ["October", "Brief", "Count", "May", "March", "Write"]),
        ("agency", ["May", "October", "Brief", "Count", "March", "Write"]),
        ("status", ["May", "Brief", "Write", "Count", "March", "October"]),
        ("priority", ["March", "October", "Brief", "Write", "Count", "May"]),
        ("place", ["Brief", "Write", "March", "Count", "May", "October"]),
    ],
)
def test_the_plan_stands_in_the_order_that_was_asked_for(anwen, planned, sort, expected):
    assert [text.split()[0] for text in texts(planned, anwen, sort=sort)] == expected


def test_what_was_asked_for_is_said_in_words(as_, anwen, planned):
    page = as_(anwen).get(url(planned, lead="none", place="target/level-1", priority="normal")).text

    assert "1 of them is shown: No lead yet; priority: Normal; Target, Level 1" in page
    assert "Show all" in page


def test_the_choices_of_a_filter_keep_what_was_chosen(as_, anwen, planned):
    page = as_(anwen).get(url(planned, due="2027-05", sort="lead")).text

    assert '<option value="2027-05" selected>May 2027</option>' in page
    assert 'aria-sort="ascending"><a' in page


@pytest.mark.parametrize(
    "asked",
    [
        {"sort": "agency__members__password"},
        {"lead__agency__partnership": "1", "due": "2027-13"},
        {"lead": "a" * 22, "agency": "' OR 1=1 --"},
        {"status": "open\x00", "kind": "\x00", "since": "2027-02-30"},
        {"since": "٢٠٢٧-٠٤-٢٠", "due": "٢٠٢٧-٠٥", "place": "../.."},
        {"version": "1", "step": "nonsense", "said": "actions.changed"},
    ],
)
def test_what_the_plan_does_not_know_is_passed_over(as_, anwen, review, asked):
    response = as_(anwen).get(url(review, **asked))

    assert response.status_code == 200
    assert "of them" not in response.text
    assert len(re.findall(r'name="chosen"', response.text)) == 3


@given(st.dictionaries(st.sampled_from([*Asked.__dataclass_fields__, "x__y"]), st.text(max_size=30)))
def test_whatever_is_asked_gives_something_the_plan_knows(asked):
    found = asked_of(asked, [], [("target", "level-1", "referral")])

    assert set(found.given().items()) <= set(asked.items())
    assert asked_of(found.given(), [], [("target", "level-1", "referral")]) == found


def test_a_stage_is_named_by_its_path_with_and_without_levels():
    assert parts_of(("target", "level-1", "referral")) == ("target", "target/level-1", "target/level-1/referral")
    assert parts_of(("staff", "", "training")) == ("staff", "staff//training")


def test_a_framework_without_levels_is_filtered_by_domain_and_stage(anwen):
    review = sample_review(anwen, "section-175-schools")
    first = cell(review)

    assert len(texts(review, anwen, place=first.domain)) == 3
    assert len(texts(review, anwen, place=f"{first.domain}//{first.stage}")) == 3
    assert texts(review, anwen, place=cell(review, 11).domain) == []


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


def test_it_asks_the_database_as_often_for_many_as_for_few(as_, anwen, review, red):
    client = as_(anwen)
    client.get(url(review))  # reads the framework, once a process
    few = len(client.get(url(review)).queries)
    for number in range(60):
        factories.action(red, f"Action {number}", LeadName(f"Lead {number}", "", "Health"), LeadName("Ola"))

    response = client.get(url(review))

    assert len(response.queries) == few <= 15
    assert len(re.findall(r'name="chosen"', response.text)) == 63


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

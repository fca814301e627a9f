from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, ActionLead, Finding
from system_review.reviews.queries.plan import plan_page
from system_review.reviews.queries.plan_filter import Asked, asked_of, parts_of
from system_review.reviews.services.actions import add_note, done_this_time, serve_finding
from tests import factories
from tests.cast import sample_review
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
    return with_further_actions(review, red)


def with_further_actions(review, red):
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
    done_this_time(action=action, seen=1, on=date(2027, 4, 4), next_on=date(2027, 6, 4), by=anwen, at=AT)

    page = as_(anwen).get(url(review)).text

    assert "each month, next 4 June 2027" in page
    assert "last done 4 April 2027" in page


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


def test_it_asks_the_database_as_often_for_many_as_for_few(as_, anwen, review, red):
    client = as_(anwen)
    client.get(url(review))  # reads the framework, once a process
    few = len(client.get(url(review)).queries)
    for number in range(60):
        factories.action(red, f"Action {number}", LeadName(f"Lead {number}", "", "Health"), LeadName("Ola"))

    response = client.get(url(review))

    assert len(response.queries) == few <= 15
    assert len(re.findall(r'name="chosen"', response.text)) == 63

"""What the minutes of a meeting say of each decision: only what changed, old beside new, with days written out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from system_review.audit.queries import last_number
from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, Finding, UndoStep
from system_review.reviews.queries.history import history_of, review_history
from system_review.reviews.queries.meetings import decisions_of, minutes_of
from system_review.reviews.rules.told import time_told, words_and_day
from system_review.reviews.services.actions import Plan, add_note, edit_action
from system_review.reviews.services.agreeing import agree_version
from system_review.reviews.services.findings import edit_finding
from system_review.reviews.services.many_actions import change_many
from system_review.reviews.services.moves import archive_finding
from system_review.reviews.services.ratings import rate_cell
from system_review.reviews.services.undo import undo
from tests import factories
from tests.factories import action
from tests.reviews.test_meetings import AT, EASTMERE, LATER, opened, rated

MARCH, JUNE = date(2027, 3, 31), date(2027, 6, 30)
LONG = "Ask about sharing while the plan is being made, and send it to the school on the very same day, always"


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def two(red):
    """An action with a date and one without."""
    return action(red, LONG, LeadName("Jo", "", "Police"), due_on=MARCH), action(red, "Brief the schools")


def changed(review, by, *actions, at=LATER, **what):
    return change_many(review=review, seen={one.public_id: one.version for one in actions}, by=by, at=at, **what)


def test_a_change_of_several_names_each_action_with_old_and_new(anwen, review, two):
    meeting = opened(review, anwen)
    changed(review, anwen, *two, due_on=JUNE)

    (one,) = decisions_of(meeting, visible_to=anwen)

    assert one.what == "Anwen changed 2 actions at once"
    assert one.more[0].split("\n") == [
        "Due: 30 June 2027",
        "“Ask about sharing while the plan is being made, and send it to the school on …” (before: 31 March 2027)",
        "“Brief the schools” (before: none)",
    ]
    assert "   Due: 30 June 2027\n      “Ask about" in minutes_of(meeting, [one])


def test_what_differs_from_action_to_action_stands_beside_each(anwen, review, two):
    meeting = opened(review, anwen)
    changed(review, anwen, two[0], postpone="1m", status="done", lead=LeadName("Tess", "", "Health"))

    (one,) = decisions_of(meeting, visible_to=anwen)

    assert [line.split("\n")[0] for line in one.more] == [
        "Lead: Tess, Health",
        "Due: 30 April 2027",
        "How it stands: Done",
    ]
    assert "(before: Jo, Police)" in one.more[0] and "(before: Not started)" in one.more[2]


def test_dates_moved_on_stand_each_beside_its_action(anwen, review, red, two):
    third = action(red, "Count them", due_on=JUNE)
    meeting = opened(review, anwen)
    changed(review, anwen, two[0], third, postpone="1m")

    (one,) = decisions_of(meeting, visible_to=anwen)

    assert "“Count them”: 30 July 2027 (before: 30 June 2027)" in one.more[0]


def test_what_was_undone_at_the_meeting_was_not_decided_there(anwen, review, red, two):
    meeting = opened(review, anwen)
    undo(step=changed(review, anwen, *two, status="done"), by=anwen, at=LATER + timedelta(minutes=1))
    undo(step=archive_finding(finding=red, seen=1, by=anwen, at=LATER), by=anwen, at=LATER)

    assert decisions_of(meeting, visible_to=anwen) == []
    assert "Nothing was changed." in minutes_of(meeting, [])


def test_undoing_there_what_was_done_before_is_a_decision(anwen, review, two):
    step = changed(review, anwen, *two, status="done", at=AT - timedelta(hours=1))
    meeting = opened(review, anwen)
    undo(step=UndoStep.unscoped.get(pk=step.pk), by=anwen, at=LATER)

    assert [one.what for one in decisions_of(meeting, visible_to=anwen)] == [
        "Anwen undid a step: several actions changed at once"
    ]


def test_where_only_the_day_changed_only_the_day_is_told(anwen, review, two):
    meeting, one = opened(review, anwen), two[0]
    edit_action(action=one, seen=1, plan=Plan(LONG, [LeadName("Jo", "", "Police")], due_on=JUNE), by=anwen, at=LATER)

    (decision,) = decisions_of(meeting, visible_to=anwen)

    assert decision.more == ("Due: 30 June 2027 (before: 31 March 2027)",)


def test_where_only_the_lead_changed_only_the_lead_is_told(anwen, review, two):
    meeting, one = opened(review, anwen), two[0]
    plan = Plan(LONG, [LeadName("Tess", "", "Health")], due_on=MARCH, repeats_every=6, repeats_unit="month")
    edit_action(action=one, seen=1, plan=plan, by=anwen, at=LATER)

    (decision,) = decisions_of(meeting, visible_to=anwen)

    assert decision.more == (
        "Lead: Tess, Health (before: Jo, Police)",
        "Comes round: every 6 months (before: none)",
    )


def test_words_with_the_day_that_they_mean_are_written_out(anwen, review, two):
    meeting, one = opened(review, anwen), two[1]
    plan = Plan("Brief all schools", due_words="by the end of July", due_on=date(2027, 7, 31), status="under_way")
    edit_action(action=one, seen=1, plan=plan, by=anwen, at=LATER)

    (decision,) = decisions_of(meeting, visible_to=anwen)

    assert decision.more == (
        "Before: Brief the schools",
        "After: Brief all schools",
        "Due: by the end of July, 31 July 2027 (before: none)",
        "How it stands: Under way (before: Not started)",
    )


def test_the_same_words_are_not_told_twice(anwen, review, red, two):
    meeting = opened(review, anwen)
    edit_finding(finding=red, seen=1, text=red.text, about=[], on_behalf_of=None, evidence=[], by=anwen, at=LATER)
    add_note(action=two[0], seen=1, text="On its way", on=LATER.date(), status="not_started", difference="", by=anwen,
             at=LATER)  # fmt: skip

    finding, noted = decisions_of(meeting, visible_to=anwen)

    assert finding.more == ()
    assert noted.what == "Anwen noted how the action stands" and noted.more == ("Progress: On its way",)


def test_an_agreed_version_stands_there_with_its_name_and_day(anwen, gita, review):
    meeting = opened(review, anwen)
    seen = last_number(str(review.partnership.key), review.public_id)
    agree_version(review=review, name="Board, June", seen=seen, today=LATER.date(), by=gita, at=LATER)

    (one,) = decisions_of(meeting, visible_to=anwen)

    assert "“Board, June”" in one.what and one.more == ("Agreed on 12 June 2026",)


def test_the_history_says_it_in_the_same_words(as_, anwen, review, two):
    changed(review, anwen, *two, due_on=JUNE)
    two[1].refresh_from_db(from_queryset=Action.unscoped.all())
    edit_action(action=two[1], seen=2, plan=Plan("Brief the schools", due_on=MARCH), by=anwen, at=LATER)

    latest, many = review_history(review, visible_to=anwen)[:2]

    assert many.what == "Anwen changed 2 actions at once"
    assert many.said[0][0] == "Due" and "“Brief the schools” (before: none)" in many.said[0][1]
    assert latest.said == (("Due", "31 March 2027 (before: 30 June 2027)"),)
    assert history_of(two[1], visible_to=anwen)[0].said == latest.said
    assert "changed 2 actions at once" in as_(anwen).get(f"{EASTMERE}/history/").text


def test_a_rating_agreed_at_a_meeting_of_that_day_says_the_day_once(as_, anwen, review):
    sheet = f"{EASTMERE}/reviews/{review.public_id}/sheet/target/level-1/"
    rated(review, anwen, LATER, agreed_at="Steering group, 12 June 2026")

    assert "Rated by Anwen, agreed at Steering group, 12 June 2026<" in as_(anwen).get(sheet).text
    cell = factories.cell(review)
    rate_cell(cell=cell, seen=cell.version, rating="amber", reason="Other.", agreed_at="The panel", by=anwen, at=LATER)
    assert "Rated by Anwen, agreed at The panel, 12 June 2026<" in as_(anwen).get(sheet).text


def test_printed_every_decision_is_there_once(page, live, signed_in, anwen, review, red):
    meeting = opened(review, anwen, at=timezone.now())
    for number in range(30):
        one = action(red, f"Action number {number} of many")
        edit_action(action=one, seen=1, plan=Plan(one.text, due_on=JUNE), by=anwen, at=timezone.now())
    signed_in(page, anwen).goto(f"{live}{EASTMERE}/meetings/{meeting.public_id}/")

    page.emulate_media(media="print")

    assert page.get_by_text("Action number 29 of many").locator("visible=true").count() == 1
    assert page.locator(".letter pre").evaluate("pre => getComputedStyle(pre).maxHeight") == "none"


def test_the_history_of_an_action_tells_what_was_changed_of_it_with_others(anwen, review, two):
    changed(review, anwen, *two, due_on=JUNE)
    for one in two:
        one.refresh_from_db(from_queryset=Action.unscoped.all())
    soon = LATER + timedelta(minutes=1)
    undo(step=changed(review, anwen, *two, status="done", at=soon), by=anwen, at=soon + timedelta(minutes=1))

    line, *earlier = history_of(two[0], visible_to=anwen)

    assert (line.what, line.said) == ("Anwen changed the action", (("Due", "30 June 2027 (before: 31 March 2027)"),))
    assert [one.what for one in earlier] == ["command line planned the action"]


@pytest.mark.parametrize(
    ("words", "on", "told"),
    [("", None, ""), ("", JUNE, "2027-06-30"), ("soon", None, "soon"), ("a = b", JUNE, "a = b = 2027-06-30")],
)
def test_a_time_is_told_and_read_again(words, on, told):
    assert time_told(words, on) == told
    assert words_and_day(told) == (words, on)


def test_an_action_that_was_deleted_is_not_named(anwen, review, two):
    meeting = opened(review, anwen)
    changed(review, anwen, *two, priority="high")
    Action.unscoped.filter(pk=two[1].pk).update(text="Other words")

    (one,) = decisions_of(meeting, visible_to=anwen)

    assert "“Other words” (before: Normal)" in one.more[0]

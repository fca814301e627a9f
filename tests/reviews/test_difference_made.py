"""Closing an action asks what difference it made: told after saving, and wherever one looks for what is still open."""

from __future__ import annotations

import re

import pytest

from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, Finding, Review
from system_review.reviews.queries.open_points import open_points
from system_review.reviews.rules.actions import is_difference_untold
from tests import factories
from tests.factories import AT
from tests.reviews.test_meetings import EASTMERE
from tests.reviews.test_overview import lines
from tests.reviews.test_plan import chosen, texts, url

TELL = "What difference it made is still to be told"


@pytest.fixture
def brief(review):
    red = Finding.unscoped.get(review=review, colour="red")
    return factories.action(red, "Brief the schools by letter", LeadName("Jo", "", "Police"))


def closed(client, action, **more):
    data = {"status": "done", "text": "", "difference": "", "version": str(action.version), **more}
    return client.post(f"{EASTMERE}/actions/{action.public_id}/progress/", data, follow=True)


def test_an_action_closed_without_it_says_so_and_leads_there(as_, anwen, brief):
    page = closed(as_(anwen), brief).text

    assert f"Saved as done. {TELL}" in page
    assert f'<a class="link" href="{EASTMERE}/actions/{brief.public_id}/progress/">Tell it now</a>' in page


@pytest.mark.parametrize("more", [{"difference": "Schools know whom to call."}, {"status": "blocked"}])
def test_who_told_it_or_closed_nothing_is_not_asked(as_, anwen, brief, more):
    page = closed(as_(anwen), brief, **more).text

    assert "Action saved" in page and TELL not in page


def test_it_stands_on_the_sheet_and_in_the_plan_until_it_is_told(as_, anwen, review, brief):
    client = as_(anwen)
    closed(client, brief)
    sheet, plan = f"{EASTMERE}/reviews/{review.public_id}/sheet/target/level-1/", url(review)

    assert TELL in client.get(sheet).text
    page = client.get(plan).text
    assert "1 done, 1 of them without the difference made" in page and "Tell it" in page
    brief.refresh_from_db(from_queryset=Action.unscoped.all())
    closed(client, brief, difference="Schools know whom to call.")

    assert TELL not in client.get(sheet).text and TELL not in client.get(plan).text


def test_it_is_to_be_sorted_out_and_still_open_once_the_review_is_agreed(as_, anwen, review, brief):
    closed(as_(anwen), brief)
    Review.unscoped.filter(pk=review.pk).update(state="agreed")
    review.refresh_from_db(from_queryset=Review.unscoped.all())

    line = lines(review, anwen)["Action done, and the difference it made not told"]
    said = [link for link in open_points(review, visible_to=anwen) if "difference" in link.text]

    assert (line.number, line.detail) == ("1", "Brief the schools by letter")
    assert "Brief the schools" in as_(anwen).get(line.url).text
    assert [link.text for link in said] == ["Of 1 action that is done, the difference made is not told yet"]
    assert texts(review, anwen, status="done", difference="untold") == ["Brief the schools by letter"]
    assert texts(review, anwen, status="open", difference="untold") == []


def test_many_that_are_closed_at_once_say_of_how_many_it_is_to_be_told(as_, anwen, review, brief):
    red = Finding.unscoped.get(review=review, colour="red")
    client, other = as_(anwen), factories.action(red, "Told", difference="They know.")

    page = client.post(url(review), {"chosen": chosen(brief, other), "status": "done"}, follow=True).text

    assert "Actions changed. Of 1 of them, the difference made is still to be told" in page
    assert re.search(r'href="\?status=done&amp;difference=untold">Show them', page)
    assert "Undo" in page


def test_a_number_in_an_address_is_only_a_number(as_, anwen, review):
    page = as_(anwen).get(url(review) + "?said=actions.changed&step=abc&untold=%3Cb%3E").text

    assert "Actions changed" in page and "<b>" not in page.split('id="notice"')[1].split("</div>")[0]


@pytest.mark.parametrize(
    ("status", "difference", "is_check", "untold"),
    [
        ("done", "", False, True),
        ("done", " \n", False, True),
        ("done", "Less fear.", False, False),
        ("done", "", True, False),
        ("not_needed", "", False, False),
        ("under_way", "", False, False),
    ],
)
def test_only_what_was_done_and_is_no_check_has_it_to_be_told(status, difference, is_check, untold):
    assert is_difference_untold(status=status, difference=difference, is_check=is_check) is untold


def test_a_check_that_was_answered_is_not_asked_about(as_, anwen, review, brief):
    Action.unscoped.filter(pk=brief.pk).update(is_check=True, status="done", changed_at=AT)

    assert "Action done, and the difference it made not told" not in lines(review, anwen)

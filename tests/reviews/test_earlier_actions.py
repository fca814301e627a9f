"""Actions outlive their review: what is open of one that is over stands on the partnership's page, and goes on."""

from __future__ import annotations

import re
from datetime import date

import pytest

from system_review.audit.models import Event
from system_review.errors import NotAllowed, Refused
from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, Finding, ProgressNote, Review, Serving
from system_review.reviews.queries.plan_rows import plan_rows
from system_review.reviews.services.carrying_on import carry_on
from tests import factories
from tests.factories import AT

EASTMERE = "/eastmere-safeguarding-partnership"


@pytest.fixture
def earlier(review, anwen):
    """An open action of the police and a closed one, in a review of last year that is agreed."""
    action = factories.earlier_action(anwen)
    finding = Finding.unscoped.get(servings__action=action)
    factories.action(finding, "Brief all", LeadName("Sade", "", "Police"), due_on=date(2026, 9, 1), priority="high")
    factories.action(finding, "Long done", status="done")
    return action


def pages(review):
    plan = f"{EASTMERE}/reviews/{review.public_id}/plan/"
    return f"{EASTMERE}/", plan, f"{plan}earlier/"


def test_what_is_open_of_reviews_that_are_over_stays_in_sight(as_, anwen, review, earlier):
    home, plan, listed = pages(review)
    client = as_(anwen)

    assert "System Review 2026: 2 actions still open, 1 of them overdue" in client.get(home).text
    assert "2 actions of earlier reviews are still open" in client.get(plan).text
    page = client.get(listed).text
    assert "Brief all" in page and "Ask them" in page and "Long done" not in page
    Review.unscoped.filter(pk=earlier.review_id).update(state="rating")
    assert "still open" not in client.get(home).text + client.get(plan).text
    Review.unscoped.filter(pk=earlier.review_id).update(archived_at=AT)
    assert "2 actions of earlier reviews are still open" in client.get(plan).text


def test_it_goes_on_under_a_finding_of_the_later_review_with_its_leads_and_time(as_, anwen, review, earlier):
    old = Action.unscoped.get(text="Brief all")
    client, listed = as_(anwen), pages(review)[2]
    red = Finding.unscoped.filter(review=review, colour="red").first()
    form = client.get(f"{listed}{old.public_id}/").text
    assert re.search(rf'value="{red.public_id}" selected', form), "the same stage and colour is the likeliest"

    client.post(f"{listed}{old.public_id}/", {"version": old.version, "finding": red.public_id})

    new = Action.unscoped.get(text="Brief all", review=review)
    [row] = [row for row in plan_rows(review, visible_to=anwen) if row.action.pk == new.pk]
    assert (row.leads[0].name, row.leads[0].agency, new.due_on, new.priority) == (
        "Sade", "Police", date(2026, 9, 1), "high",
    )  # fmt: skip
    assert Serving.unscoped.get(action=new).finding_id == red.pk
    assert Action.unscoped.get(pk=old.pk).status == "not_needed"
    notes = dict(ProgressNote.unscoped.values_list("action", "text"))
    assert notes == {old.pk: f"Goes on in {review.title}", new.pk: "Comes from System Review 2026"}
    assert Event.objects.filter(kind="action.carried_on", review=earlier.review.public_id).count() == 1
    assert "Brief all" not in client.get(listed).text


def test_where_there_is_no_finding_yet_it_says_what_to_do_first(as_, anwen, review, earlier):
    client, address = as_(anwen), f"{pages(review)[2]}{earlier.public_id}/"
    said = "This review has no finding yet. Write one on the results sheet, then come back."
    assert said not in client.get(address).text

    Finding.unscoped.filter(review=review).update(archived_at=AT)

    assert said in client.get(address).text


def test_only_what_is_open_before_goes_on_and_only_here(as_, anwen, review, earlier):
    listed = pages(review)[2]
    mine = Action.unscoped.filter(review=review).first()
    done = Action.unscoped.get(text="Long done")
    client = as_(anwen)

    assert client.get(f"{listed}{mine.public_id}/").status_code == 404
    assert client.get(f"{listed}{done.public_id}/").status_code == 404
    back = f"{EASTMERE}/reviews/{earlier.review.public_id}/plan/earlier/{mine.public_id}/"
    assert client.get(back).status_code == 404, "nothing goes back"
    nothing = client.post(f"{listed}{earlier.public_id}/", {"version": earlier.version, "finding": ""})
    assert nothing.status_code == 422 and "Choose the finding that it is for" in nothing.text
    stale = client.post(
        f"{listed}{earlier.public_id}/",
        {"version": 77, "finding": Finding.unscoped.filter(review=review).first().public_id},
    )
    assert stale.status_code == 409
    assert Action.unscoped.filter(text="Ask them").count() == 1


def test_who_may_not_write_actions_carries_none_on(as_, anwen, farid, review, earlier):
    finding = Finding.unscoped.filter(review=review).first()

    assert "Carry it on here" not in as_(farid).get(pages(review)[2]).text
    with pytest.raises(NotAllowed):
        carry_on(action=earlier, seen=1, finding=finding, by=farid, at=AT)
    with pytest.raises(Refused):
        carry_on(action=earlier, seen=1, finding=Finding.unscoped.get(servings__action=earlier), by=anwen, at=AT)

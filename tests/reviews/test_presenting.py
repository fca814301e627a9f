from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from system_review.reviews.models import Cell, Finding
from system_review.reviews.rules.audience import Audience
from system_review.reviews.services.audience import set_audience
from system_review.reviews.services.notes import write_note
from tests import factories
from tests.factories import AT

EASTMERE = "/eastmere-safeguarding-partnership"


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


def shown(cell):
    return f"{EASTMERE}/cells/{cell.public_id}/presentation/"


def test_a_stage_is_shown_without_anything_to_edit_and_nothing_of_the_team_alone(as_, anwen, review, red):
    factories.action(red, "Brief the schools")
    factories.comment(red, "Who says so?", by=anwen)
    write_note(finding=red, seen=0, text="Mind the press", by=anwen, at=AT)

    page = as_(anwen).get(shown(red.cell)).text
    main = page.split('<main id="main">')[1].split("</main>")[0]

    assert red.text in main and "Brief the schools" in main
    for clutter in (
        "Change",
        "Move",
        "Mark as priority",
        "+ Action",
        "comment",
        "Working note",
        "Mind the press",
        "<form",
    ):
        assert clutter not in main.replace('<form id="mark"', ""), clutter


def test_links_lead_through_the_stages_without_javascript(as_, anwen, review):
    client, cells = as_(anwen), list(Cell.unscoped.filter(review=review).order_by("position"))

    first = client.get(shown(cells[0])).text
    second = client.get(shown(cells[1])).text

    assert f'rel="next" href="{shown(cells[1])}"' in first and 'rel="prev"' not in first
    assert f'rel="prev" href="{shown(cells[0])}"' in second
    assert re.search(r"<span>2 of \d+</span>", second)


def test_stages_outside_the_review_are_passed_over(as_, anwen, review):
    cells = list(Cell.unscoped.filter(review=review).order_by("position"))
    Cell.unscoped.filter(pk=cells[1].pk).update(rating="not_reviewed")

    assert f'rel="next" href="{shown(cells[2])}"' in as_(anwen).get(shown(cells[0])).text


@pytest.mark.parametrize("audience", [Audience.TEAM, Audience.OWN])
def test_it_warns_where_the_room_may_not_see_the_draft(as_, anwen, review, audience):
    review.refresh_from_db()
    set_audience(review=review, seen=review.version, audience=audience, team=[], days={}, by=anwen, at=AT)

    for address in (f"{EASTMERE}/reviews/{review.public_id}/present/", shown(factories.cell(review))):
        assert "Whoever looks at your screen sees what you see." in as_(anwen).get(address).text


def test_it_warns_where_findings_about_an_agency_wait_for_their_day(as_, anwen, police, review):
    review.refresh_from_db()
    day = timezone.localdate() + timedelta(days=1)
    set_audience(
        review=review, seen=review.version, audience=Audience.ALL, team=[], days={police: day}, by=anwen, at=AT
    )

    assert "Findings about Police are not shown to everybody yet." in as_(anwen).get(shown(factories.cell(review))).text


def test_it_warns_of_nothing_where_everybody_sees_the_draft(as_, anwen, review):
    assert "at your screen" not in as_(anwen).get(shown(factories.cell(review))).text


@pytest.mark.parametrize("size", [(1024, 768), (375, 812)])
def test_each_column_has_its_shape_in_its_colour(window, live, signed_in, anwen, red, size):
    page = signed_in(window(width=size[0], height=size[1]), anwen)
    page.goto(live + shown(red.cell))

    colours = page.locator(".band-name .i").evaluate_all("marks => marks.map((mark) => getComputedStyle(mark).color)")

    assert len(set(colours[:3])) == 3, colours
    assert "rgb(22, 32, 43)" not in colours, "ink"

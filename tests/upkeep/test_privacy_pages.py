"""Privacy and accessibility: for everybody, filled in by those who know, and with the lengths that are obeyed."""

from __future__ import annotations

import re

import pytest

from system_review.audit.models import Event
from system_review.documents.rules import erasing
from system_review.upkeep.models import Statement
from system_review.upkeep.rules.keeping import TABLE, Length, words_of

HERE = "/eastmere-safeguarding-partnership/privacy/"
STATEMENT = f"{HERE}statement/"
ACCESS = "/eastmere-safeguarding-partnership/accessibility/"
FILLED = {
    "version": "1",
    "controller": "Eastmere Council\n1 Town Square",
    "contact": "privacy@eastmere.example",
    "ground": "A task in the public interest",
    "barriers": "The map cannot be zoomed by voice.",
    "barriers_contact": "access@eastmere.example",
    "checked_on": "2027-03-27",
}


@pytest.mark.parametrize("path", ["/privacy/", "/accessibility/"])
def test_it_can_be_read_without_signing_in(as_, path):
    page = as_(None).get(path)

    assert page.status_code == 200
    assert "Not filled in yet." in page.text
    assert as_(None).post(path).status_code == 405


def test_the_installation_says_it_where_no_partnership_does(as_, settings, huw):
    settings.PUBLISHED = {"controller": "The council", "contact": "<dpo@council.example>", "barriers_contact": "B"}

    for page in (as_(None).get("/privacy/").text, as_(huw).get(HERE).text):
        assert "The council" in page
        assert "&lt;dpo@council.example&gt;" in page


def test_every_page_leads_there(as_, anwen, review):
    inside = as_(anwen).get(f"/eastmere-safeguarding-partnership/reviews/{review.public_id}/").text
    outside = as_(None).get("/sign-in/").text

    assert f'<footer class="foot"><a href="{HERE}">Privacy</a><a href="{ACCESS}">Accessibility</a></footer>' in inside
    assert '<footer class="foot"><a href="/privacy/">Privacy</a><a href="/accessibility/">' in outside
    assert '<a href="/privacy/">Privacy</a>' in as_(anwen).get("/no-such-partnership/").text


def test_an_administrator_fills_it_in_and_all_read_it(as_, anwen, huw):
    assert as_(anwen).post(STATEMENT, FILLED).status_code == 302

    page, access = as_(huw).get(HERE).text, as_(huw).get(ACCESS).text
    assert "1 Town Square" in page and "privacy@eastmere.example" in page and "public interest" in page
    assert "Not filled in yet." not in page + access
    assert "zoomed by voice" in access and "27 March 2027" in access
    assert "Fill in or change" in as_(anwen).get(HERE).text
    assert "Fill in or change" not in page
    assert Event.objects.filter(kind="partnership.statement_set").count() == 1


def test_the_second_of_two_sees_what_the_first_wrote(as_, anwen):
    client = as_(anwen)
    client.post(STATEMENT, FILLED)

    answer = client.post(STATEMENT, {**FILLED, "controller": "Somebody else"})

    assert answer.status_code == 409
    assert "1 Town Square" in answer.text and "Somebody else" in answer.text
    assert Statement.unscoped.get().controller == FILLED["controller"]


def test_only_administrators_fill_it_in(as_, ben, esme):
    assert as_(ben).get(STATEMENT).status_code == 403
    assert as_(ben).post(STATEMENT, FILLED).status_code == 403
    assert as_(esme).get(STATEMENT).status_code == 404
    assert not Statement.unscoped.exists()


def test_what_cannot_be_stored_is_refused_in_place(as_, anwen):
    answer = as_(anwen).post(STATEMENT, {**FILLED, "contact": "a\0b"})

    assert answer.status_code == 422
    assert "character that cannot be stored" in answer.text


def test_the_lengths_are_those_that_the_rooms_obey(as_):
    page = re.sub(r"\s+", " ", as_(None).get("/privacy/").text)

    assert len({line.key for line in TABLE}) == len(TABLE) > 10
    for line in TABLE:
        assert f"<b>{words_of(line.length)}</b>" in page
    assert next(line for line in TABLE if line.key == "documents").length == Length.of(erasing.KEPT_FOR)

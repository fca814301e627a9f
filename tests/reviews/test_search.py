from __future__ import annotations

import pytest

from system_review.audit.models import Event
from system_review.reviews.models import Action, Finding
from system_review.reviews.services import moves
from system_review.reviews.services.actions import serve_finding
from tests import factories
from tests.cast import CANARY, sample_review
from tests.factories import AT, cell, finding
from tests.reviews.pieces import EASTMERE, piece


def search(client, review, words):
    return client.get(f"{EASTMERE}/reviews/{review.public_id}/search/", {"q": words})


def group(page, name):
    """What stands under a heading of the results; "" if there is no such heading."""
    return (
        page.text.split(f'id="found-{name}"', 1)[-1].split("</section>", 1)[0]
        if f'id="found-{name}"' in page.text
        else ""
    )


def test_findings_actions_and_evidence_are_found_on_both_frameworks(as_, anwen, framework_key):
    review = sample_review(anwen, framework_key)
    red = Finding.unscoped.get(review=review, colour="red")
    item = piece(review, "Three places observed.", kind="practice_observation")

    page = search(as_(anwen), review, "places")

    assert f"#finding-{red.public_id}" in group(page, "findings")
    assert "asks about <mark>places</mark>." in group(page, "findings")
    assert f"/evidence/#evidence-{item.public_id}" in group(page, "evidence")
    brief = search(as_(anwen), review, "brief")
    assert "<mark>Brief</mark> the practices" in group(brief, "actions")
    assert f"#finding-{red.public_id}" in group(brief, "actions")


def test_every_word_must_occur_whatever_its_accents(as_, anwen, review):
    finding(cell(review, 3), "green", "Tŷ Coch and Café Nerys ask young people.")

    assert "<mark>Tŷ</mark> Coch and <mark>Café</mark>" in group(search(as_(anwen), review, "CAFE ty"), "findings")
    assert "Nothing in this review holds" in search(as_(anwen), review, "cafe police").text


def test_an_action_is_found_by_its_lead_and_its_progress(as_, anwen, review):
    page = search(as_(anwen), review, "jo police practices")

    assert group(page, "actions").count('class="hit"') == 1
    assert "<mark>Jo</mark>" in group(page, "actions")


def test_an_action_for_several_findings_is_found_once(as_, anwen, review):
    action = Action.unscoped.get(text__startswith="Brief")
    serve_finding(action=action, finding=finding(cell(review, 5), "amber"), by=anwen, at=AT)

    assert group(search(as_(anwen), review, "brief"), "actions").count('class="hit"') == 1


def test_what_is_archived_stands_apart(as_, anwen, review):
    red = Finding.unscoped.get(review=review, colour="red")
    moves.archive_finding(finding=red, seen=red.version, by=anwen, at=AT)
    item = piece(review, "Places observed.")
    as_(anwen).post(f"{EASTMERE}/reviews/{review.public_id}/evidence/{item.public_id}/archive/", {"version": 1})

    page = search(as_(anwen), review, "places")

    assert group(page, "findings") == group(page, "evidence") == ""
    assert group(page, "archived").count('class="hit"') == 2
    assert f"/reviews/{review.public_id}/archive/" in group(page, "archived")


def test_another_review_is_not_searched(as_, anwen, review):
    other = factories.review(anwen, title="Another")
    finding(cell(other), "red", "Only here: zebra.")

    assert "Nothing in this review holds" in search(as_(anwen), review, "zebra").text


def test_the_overview_offers_the_search(as_, anwen, review):
    page = as_(anwen).get(f"{EASTMERE}/reviews/{review.public_id}/").text

    assert 'role="search"' in page
    assert f'action="{EASTMERE}/reviews/{review.public_id}/search/"' in page


def test_without_words_it_says_how_to_search(as_, anwen, review):
    for words in ("", "   ", "\u0301"):
        assert "Of several words, all must occur." in search(as_(anwen), review, words).text


@pytest.mark.parametrize(
    "words",
    [
        "\x00", "%", "_", "'; DROP TABLE", '"unclosed', "\\", "(", "*", "<script>alert(1)</script>", "x" * 5000,
        "👩‍👩‍👧", "مرحبا", "a" + "\u0301" * 150, "\ud7ff\ue000", "{{ 7 }}", "\u202e", "a b c d e f g h i j k l m n o p",
    ],
)  # fmt: skip
def test_no_input_breaks_it(as_, anwen, review, words):
    response = search(as_(anwen), review, words)

    assert response.status_code == 200
    assert "<script>alert" not in response.text


def test_bytes_that_are_no_text_do_not_break_it(as_, anwen, review):
    assert as_(anwen).get(f"{EASTMERE}/reviews/{review.public_id}/search/?q=%ff%ed%a0%80&q=x").status_code == 200


def test_what_is_found_is_escaped(as_, anwen, review):
    finding(cell(review), "red", "<b>bold</b> & <script>alert(1)</script>")

    page = search(as_(anwen), review, "script").text

    assert "&lt;<mark>script</mark>&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_many_hits_are_counted_and_the_first_hundred_shown(as_, anwen, review):
    for number in range(105):
        finding(cell(review, number % 32), "amber", f"Common word {number}.")

    page = search(as_(anwen), review, "common")

    assert group(page, "findings").count('class="hit"') == 100
    assert "5 more. Add a word" in page.text
    assert "105 found" in page.text


def test_looking_costs_the_same_however_much_there_is_and_changes_nothing(as_, anwen, review):
    client = as_(anwen)
    search(client, review, "a")
    few = len(search(client, review, "a").queries)
    for number in range(12):
        factories.action(finding(cell(review, number), "amber", f"A finding {number}."), f"An action {number}")
        piece(review, f"A piece {number}.", source="Health")
    before = Event.objects.count()

    response = search(client, review, "a")

    assert len(response.queries) == few <= 18  # five of them count the search
    assert Event.objects.count() == before


def test_who_may_only_look_may_search(as_, farid, review):
    assert group(search(as_(farid), review, "places"), "findings")


def test_a_stranger_finds_nothing(as_, esme, huw, review):
    for client in (as_(esme), as_(huw)):
        response = search(client, review, CANARY)
        assert response.status_code == 404
        assert CANARY not in response.text


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_page_is_accessible(request, browser, size, signed_in, live, anwen, review, accessible):
    page = signed_in(request.getfixturevalue(size), anwen)

    page.goto(f"{live}{EASTMERE}/reviews/{review.public_id}/search/")
    accessible(page)
    page.fill("#search-words", "places")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark")
    accessible(page)

from __future__ import annotations

from datetime import date

import pytest

from system_review.audit.models import Event
from system_review.reviews.models import Action, Finding, Serving
from tests import factories
from tests.cast import CANARY
from tests.factories import cell

EASTMERE = "/eastmere-safeguarding-partnership"


def new_url(of):
    return f"{EASTMERE}/cells/{of.public_id}/new-finding/"


def url(of, part=""):
    return f"{EASTMERE}/findings/{of.public_id}/{part}"


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


def test_writing_a_finding_leads_back_to_it_on_the_sheet(as_, anwen, review):
    client = as_(anwen)

    response = client.post(new_url(cell(review, 1)), {"text": "Chairs ask.", "colour": "green", "key": "k1"})

    made = Finding.unscoped.get(text="Chairs ask.")
    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"#finding-{made.public_id}")
    page = client.get(response.headers["Location"])
    assert "Finding added" in page.text
    assert "Chairs ask." in page.text
    assert Event.objects.filter(kind="finding.added", subject=f"finding:{made.public_id}").count() == 1


def test_a_name_that_is_sent_twice_and_one_in_the_address_are_never_mixed(as_, anwen, review):
    address = f"{new_url(cell(review, 1))}?text=From+the+address.&colour=red&key=other"

    response = as_(anwen).post(
        address, {"text": ["Chairs ask.", "Chairs tell."], "colour": ["red", "green"], "key": "k1"}
    )

    assert response.status_code == 302
    made = list(Finding.unscoped.filter(cell=cell(review, 1)).values_list("text", "colour"))
    assert ("Chairs tell.", "green") in made
    assert not [text for text, _ in made if "address" in text or "ask" in text]


def test_the_colour_of_the_column_is_chosen_beforehand(as_, anwen, review):
    response = as_(anwen).get(new_url(cell(review)) + "?colour=green")

    assert 'value="green"' in response.text.split("checked")[0].rsplit("<input", 1)[1]


def test_what_each_colour_means_is_one_click_away(as_, anwen, review):
    assert "What each colour means" in as_(anwen).get(new_url(cell(review))).text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": "  ", "colour": "red"}, "Write what was found"),
        ({"text": "Something"}, "Choose a colour"),
        ({"text": "Something", "colour": "purple"}, "Select a valid choice"),
        ({"text": "a\x00b", "colour": "red"}, "cannot be stored"),
        ({"text": "x" * 20_001, "colour": "red"}, "Shorten this to 20000 characters"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(as_, anwen, review, data, sentence):
    before = Event.objects.count(), Finding.unscoped.count()

    response = as_(anwen).post(new_url(cell(review)), data)

    assert response.status_code == 422
    assert sentence in response.text
    assert (Event.objects.count(), Finding.unscoped.count()) == before


def test_posted_twice_it_is_made_once(as_, anwen, review):
    data = {"text": "Once only.", "colour": "red", "key": "the-same"}
    first = as_(anwen).post(new_url(cell(review)), data)
    second = as_(anwen).post(new_url(cell(review)), data)

    assert Finding.unscoped.filter(text="Once only.").count() == 1
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize("who", ["farid", "gita"])
def test_who_may_only_look_cannot_write(as_, request, review, who):
    response = as_(request.getfixturevalue(who)).post(new_url(cell(review)), {"text": "No.", "colour": "red"})

    assert response.status_code == 403
    assert not Finding.unscoped.filter(text="No.").exists()


def test_an_agency_representative_can(as_, ben, review):
    assert as_(ben).post(new_url(cell(review)), {"text": "Yes.", "colour": "red"}).status_code == 302


def test_a_stranger_finds_neither_form_nor_finding(as_, esme, review, red):
    client = as_(esme)

    for address in (new_url(cell(review)), url(red), url(red, "moves/"), url(red, "history/"), url(red, "new-action/")):
        for response in (client.get(address), client.post(address, {"text": "x", "colour": "red"})):
            assert response.status_code == 404
            assert CANARY not in response.text


def test_changing_a_finding_keeps_its_history(as_, anwen, red):
    client = as_(anwen)

    response = client.post(url(red), {"text": "Half of them ask.", "version": red.version})

    assert response.status_code == 302
    history = client.get(url(red, "history/")).text
    assert "Half of them ask." in history
    assert "Nobody asks about places." in history


@pytest.mark.usefixtures("ben_wrote")
def test_an_edit_made_meanwhile_shows_both_texts_and_loses_neither(as_, anwen, ben, red):
    as_(ben).post(url(red), {"text": "What Ben wrote.", "version": red.version})

    response = as_(anwen).post(url(red), {"text": "What Anwen wrote.", "version": red.version})

    assert response.status_code == 409
    assert "What Ben wrote." in response.text
    assert "What Anwen wrote." in response.text
    assert Finding.unscoped.get(pk=red.pk).text == "What Ben wrote."


@pytest.mark.usefixtures("ben_wrote")
def test_after_the_conflict_the_joined_text_can_be_saved(as_, anwen, ben, red):
    as_(ben).post(url(red), {"text": "What Ben wrote.", "version": red.version})

    response = as_(anwen).post(url(red), {"text": "Both.", "version": red.version + 1})

    assert response.status_code == 302
    assert Finding.unscoped.get(pk=red.pk).text == "Both."


def test_agencies_it_is_about_can_be_named(as_, anwen, red):
    client = as_(anwen)

    client.post(url(red), {"text": red.text, "version": red.version, "another_agency": "Ambulance service"})

    assert (
        "About: Ambulance service"
        in client.get(f"{EASTMERE}/reviews/{red.review.public_id}/sheet/target/level-1/").text
    )


# --- moving -------------------------------------------------------------------------------------------------------


def recolour(client, finding, colour="amber", answer="carry_on", **more):
    open_actions = Serving.unscoped.filter(finding=finding).select_related("action")
    data = {
        "version": finding.version,
        "colour": colour,
        "on": "2025-04-19",
        "reason": "The form is in use now",
        **{f"onward-{serving.action.public_id}": answer for serving in open_actions},
        **more,
    }
    return client.post(url(finding, "colour/"), data)


def test_a_finding_that_moves_on_takes_its_open_actions_along(as_, anwen, red):
    response = recolour(as_(anwen), red)

    red.refresh_from_db()
    assert response.status_code == 302
    assert red.colour == "amber"
    assert set(Serving.unscoped.filter(finding=red).values_list("colour", flat=True)) == {"amber"}


def test_what_was_done_stays_under_the_earlier_colour(as_, anwen, red):
    client = as_(anwen)

    recolour(client, red, answer="done")

    red.refresh_from_db()
    assert set(Serving.unscoped.filter(finding=red).values_list("colour", flat=True)) == {"red"}
    assert set(red.servings.model.unscoped.filter(finding=red).values_list("action__status", flat=True)) == {"done"}
    page = client.get(f"{EASTMERE}/reviews/{red.review.public_id}/sheet/target/level-1/").text
    assert "2 earlier actions" in page
    assert "Red to Amber" in client.get(url(red, "history/")).text


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"reason": " "}, "Say what has changed"),
        ({"colour": "red"}, "Select a valid choice"),
        ({"on": "31/02/2027"}, "Enter a date, like 27 3 2027"),
        ({"answer": ""}, "Say for each open action"),
    ],
)
def test_a_new_colour_asks_for_a_reason_and_an_answer_for_each_open_action(as_, anwen, red, more, sentence):
    response = recolour(as_(anwen), red, **more)

    red.refresh_from_db()
    assert response.status_code == 422
    assert sentence in response.text
    assert red.colour == "red"


def undo_address(client, response):
    page = client.get(response.headers["Location"]).text
    assert "Undo" in page
    return page.split('<form method="post" action="')[1].split('"')[0]


def test_a_finding_that_turned_green_is_looked_at_again_in_some_months(as_, anwen, red):
    client = as_(anwen)

    response = recolour(client, red, colour="green", on="2025-04-20", check="3")

    check = Action.unscoped.get(text="Look again whether this still holds")
    assert check.due_on == date(2025, 7, 20)
    assert Serving.unscoped.get(action=check).colour == "green"
    client.post(undo_address(client, response))
    check.refresh_from_db(from_queryset=Action.unscoped.all())
    assert check.archived_at


def test_no_check_is_planned_for_another_colour(as_, anwen, red):
    recolour(as_(anwen), red, colour="amber", check="3")

    assert not Action.unscoped.filter(text__startswith="Look again").exists()


def test_a_change_of_colour_can_be_undone_whole(as_, anwen, red):
    client = as_(anwen)
    address = undo_address(client, recolour(client, red, answer="done"))

    response = client.post(address)

    red.refresh_from_db()
    assert response.status_code == 302
    assert red.colour == "red"
    assert not red.colour_changes.model.unscoped.filter(finding=red).exists()
    assert "done" not in Serving.unscoped.filter(finding=red).values_list("action__status", flat=True)


def test_undo_is_refused_once_something_of_it_was_edited(as_, anwen, red):
    client = as_(anwen)
    address = undo_address(client, recolour(client, red))
    red.refresh_from_db()
    client.post(url(red), {"text": "Edited since.", "version": red.version})

    response = client.post(address)

    red.refresh_from_db()
    assert response.status_code == 422
    assert "part of it has been edited since" in response.text
    assert (red.colour, red.text) == ("amber", "Edited since.")


def test_undo_belongs_to_who_made_the_step(as_, anwen, esme, red):
    address = undo_address(as_(anwen), recolour(as_(anwen), red))

    assert as_(esme).post(address).status_code == 404


def test_a_finding_moves_to_another_stage_with_its_actions_and_back(as_, anwen, review, red):
    client, other = as_(anwen), cell(review, 5)

    response = client.post(url(red, "place/"), {"version": red.version, "cell": other.public_id})

    red.refresh_from_db()
    assert red.cell_id == other.pk
    assert Serving.unscoped.filter(finding=red).count() == 2
    client.post(undo_address(client, response))
    red.refresh_from_db()
    assert red.cell_id == cell(review).pk


def test_a_stage_of_another_review_is_no_place_to_move_to(as_, anwen, red):
    elsewhere = cell(factories.review(anwen, title="Another"), 3)

    response = as_(anwen).post(url(red, "place/"), {"version": red.version, "cell": elsewhere.public_id})

    red.refresh_from_db()
    assert response.status_code == 422
    assert red.cell_id != elsewhere.pk


def test_findings_are_reordered_within_their_colour(as_, anwen, review, red):
    second = factories.finding(cell(review), "red", "The second red one.")

    as_(anwen).post(url(second, "order/"), {"version": second.version, "earlier": "1"})

    column = Finding.unscoped.filter(cell=cell(review), colour="red").order_by("position", "pk")
    assert [finding.pk for finding in column] == [second.pk, red.pk]


def test_a_copy_can_share_the_actions(as_, anwen, review, red):
    other = cell(review, 3)

    as_(anwen).post(url(red, "copies/"), {"cell": other.public_id, "with_actions": "on", "key": "c"})

    copy = Finding.unscoped.get(cell=other)
    assert copy.text == red.text
    assert Serving.unscoped.filter(finding=copy).count() == 2


def test_also_relevant_is_shown_there_and_counted_once(as_, anwen, review, red):
    client, other = as_(anwen), cell(review, 1)

    client.post(url(red, "relevance/"), {"version": red.version, "cells": [other.public_id]})

    page = client.get(f"{EASTMERE}/reviews/{review.public_id}/sheet/target/level-1/").text
    assert "Also relevant here" in page
    assert Finding.unscoped.filter(cell=other).count() == 0


def test_a_cross_reference_shows_the_state_of_the_actions_there(as_, anwen, review, red):
    client, other = as_(anwen), cell(review, 6)
    planned = factories.action(factories.finding(other, "red", "Pilots only."), "Decide where they sit")
    client.post(url(red, "pointers/"), {"target": f"cell:{other.public_id}"})
    client.post(url(red, "pointers/"), {"target": f"action:{planned.public_id}"})

    page = client.get(f"{EASTMERE}/reviews/{review.public_id}/sheet/target/level-1/").text

    assert "1 action, 0 done" in page
    assert "Decide where they sit (not started)" in page


def test_archiving_takes_the_actions_that_serve_nothing_else_and_brings_them_back(as_, anwen, review, red):
    client = as_(anwen)
    address = f"{EASTMERE}/reviews/{review.public_id}/archive/"

    response = client.post(url(red, "archive/"), {"version": red.version})

    red.refresh_from_db()
    assert response.status_code == 302
    assert "Nobody asks about places." in client.get(address).text
    assert "Brief the practices" not in client.get(f"{EASTMERE}/reviews/{review.public_id}/sheet/target/level-1/").text
    client.post(url(red, "restoration/"), {"version": red.version})
    page = client.get(f"{EASTMERE}/reviews/{review.public_id}/sheet/target/level-1/").text
    assert "Nobody asks about places." in page
    assert "Brief the practices" in page


def test_a_button_without_the_version_seen_changes_nothing(as_, anwen, red):
    assert as_(anwen).post(url(red, "archive/")).status_code == 409
    red.refresh_from_db()
    assert red.archived_at is None


@pytest.mark.usefixtures("ben_wrote")
def test_the_conflict_page_can_be_sent_as_it_stands(as_, anwen, ben, red):
    as_(ben).post(url(red), {"text": "What Ben wrote.", "version": red.version})
    page = as_(anwen).post(url(red), {"text": "What Anwen wrote.", "version": red.version}).text

    box = page.split('<textarea name="text"')[1].split(">", 1)[1].split("</textarea>")[0].strip()
    version = page.split('name="version" value="')[1].split('"')[0]

    assert box == "What Ben wrote. What Anwen wrote."
    assert as_(anwen).post(url(red), {"text": box, "version": version}).status_code == 302

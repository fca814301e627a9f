"""A review about several places: which there are, what is for one of them, and what becomes of it."""

from __future__ import annotations

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from system_review.audit.keeping import forget
from system_review.audit.models import Event
from system_review.errors import ChangedMeanwhile, NotAllowed, Refused
from system_review.evidence.models import Evidence
from system_review.evidence.services import Description
from system_review.reviews.models import Action, Cell, Finding, PlaceRating, Review, ReviewEvidence, ReviewPlace
from system_review.reviews.services.actions import Plan, add_action, edit_action
from system_review.reviews.services.evidence import add_to_review
from system_review.reviews.services.findings import add_finding, copy_finding, edit_finding
from system_review.reviews.services.ratings import rate_cell, rate_place
from system_review.reviews.services.review_places import Onward, add_place, remove_place, rename_place
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db
EASTMERE = "/eastmere-safeguarding-partnership"


@pytest.fixture
def north(review, anwen):
    return place(review, "Northam", anwen)


@pytest.fixture
def south(review, anwen, north):
    return place(review, "Southam", anwen)


def place(review, name, by):
    made = add_place(review=review, name=name, by=by, at=AT)
    review.refresh_from_db(from_queryset=Review.unscoped.all())
    return made


def again(place):
    return ReviewPlace.unscoped.select_related("review").get(pk=place.pk)


def given(cell, place):
    return PlaceRating.unscoped.select_related("for_place", "cell__review__framework").get(cell=cell, for_place=place)


def finding_for(place, review, by, text="Only there.", colour="red"):
    return add_finding(cell=factories.cell(review), colour=colour, text=text, for_place=place, by=by, at=AT)


def test_what_is_written_may_be_for_one_place(review, anwen, north):
    finding = finding_for(north, review, anwen)
    action = add_action(finding=finding, plan=Plan(text="Ask there", for_place=north), by=anwen, at=AT)
    piece = add_to_review(
        review=review, description=Description(kind="survey"), findings=[finding], for_place=north, by=anwen, at=AT
    )

    assert finding.for_place == action.for_place == north
    assert ReviewEvidence.unscoped.get(evidence=piece, review=review).for_place == north
    copy = copy_finding(finding=finding, cell=factories.cell(review, 3), with_actions=True, by=anwen, at=AT)
    assert copy.for_place == north
    edit_action(action=action, seen=action.version, plan=Plan(text="Ask everywhere"), by=anwen, at=AT)
    assert Action.unscoped.get(pk=action.pk).for_place == north, "what was not asked stays"
    edit_finding(
        finding=finding, seen=finding.version, text="Everywhere.", about=[], on_behalf_of=None, evidence=[],
        for_place=None, by=anwen, at=AT,
    )  # fmt: skip
    assert Finding.unscoped.get(pk=finding.pk).for_place is None
    said = Event.objects.filter(kind="finding.edited").latest("seq").particulars
    assert dict(said.values_list("field", "text")) | {"place": "all"} == dict(said.values_list("field", "text"))


def test_no_place_is_called_what_all_of_them_together_are(review, anwen):
    with pytest.raises(Refused, match="All places together are called that already"):
        add_place(review=review, name=" all  Places", by=anwen, at=AT)


@pytest.mark.parametrize("name", ["Northam", " northam ", "NORTHAM", "\uff4eortham"])
def test_two_places_of_one_name_are_refused_whatever_their_case_and_spaces(review, anwen, north, name):
    with pytest.raises(Refused, match="There is a place called “Northam” already"):
        add_place(review=review, name=name, by=anwen, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewPlace.unscoped.create(
            partnership=review.partnership, review=review, name=name, folded="northam", position=9
        )
    assert ReviewPlace.unscoped.count() == 1


@pytest.mark.parametrize(("name", "says"), [("", "Enter the name"), (" \t ", "Enter the name"), ("x" * 900, "Shorten")])
def test_a_name_that_cannot_be_is_refused(review, anwen, name, says):
    with pytest.raises(Refused, match=says):
        add_place(review=review, name=name, by=anwen, at=AT)

    assert not ReviewPlace.unscoped.exists()


def test_a_stage_has_one_rating_for_all_and_one_for_each_place(review, anwen, north, south):
    cell = factories.cell(review, 1)
    Finding.unscoped.filter(cell=cell).update(archived_at=AT)
    add_finding(cell=cell, colour="red", text="There.", for_place=south, by=anwen, at=AT)

    rate_place(given=given(cell, north), seen=1, rating="green", reason="", agreed_at="", by=anwen, at=AT)
    with pytest.raises(Refused, match="Give a reason"):
        rate_place(given=given(cell, south), seen=1, rating="green", reason="", agreed_at="", by=anwen, at=AT)
    with pytest.raises(Refused, match="Give a reason"):
        rate_cell(cell=cell, seen=cell.version, rating="green", reason="", agreed_at="", by=anwen, at=AT)
    with pytest.raises(ChangedMeanwhile):
        rate_place(given=given(cell, north), seen=1, rating="red", reason="Late.", agreed_at="", by=anwen, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceRating.unscoped.create(partnership=review.partnership, cell=cell, for_place=north)

    assert given(cell, north).rating == "green"
    assert given(cell, south).rating == "not_rated"
    assert PlaceRating.unscoped.filter(for_place=south).count() == Cell.unscoped.filter(review=review).count()


def test_a_place_in_use_is_removed_only_with_where_its_things_belong(review, anwen, north, south):
    finding = finding_for(north, review, anwen)
    archived = finding_for(north, review, anwen, "Long gone.")
    Finding.unscoped.filter(pk=archived.pk).update(archived_at=AT)
    cell = factories.cell(review, 2)
    rate_place(given=given(cell, north), seen=1, rating="red", reason="So.", agreed_at="", by=anwen, at=AT)

    with pytest.raises(Refused, match="Choose where what is for this place belongs"):
        remove_place(place=again(north), seen=1, by=anwen, at=AT)
    assert again(north).archived_at is None
    remove_place(place=again(north), seen=1, onward=Onward(south), by=anwen, at=AT)

    assert {one.for_place for one in Finding.unscoped.filter(pk__in=[finding.pk, archived.pk])} == {south}
    assert Finding.unscoped.get(pk=finding.pk).version == finding.version + 1
    assert Review.unscoped.get(pk=review.pk).has_places
    with pytest.raises(ChangedMeanwhile):
        remove_place(place=north, seen=1, by=anwen, at=AT)
    back = add_place(review=review, name="NORTHAM", by=anwen, at=AT)
    assert (back.pk, back.name) == (north.pk, "NORTHAM")
    assert given(cell, north).rating == "red"


def test_the_last_place_removed_leaves_a_review_without_places(review, anwen, north):
    finding = finding_for(north, review, anwen)

    remove_place(place=again(north), seen=1, onward=Onward(None), by=anwen, at=AT)

    assert Finding.unscoped.get(pk=finding.pk).for_place is None
    assert not Review.unscoped.get(pk=review.pk).has_places


def test_what_was_removed_or_is_of_another_review_is_for_nothing(review, anwen, north):
    other = factories.review(anwen, title="Another")
    there = place(other, "Northam", anwen)
    with pytest.raises(Refused, match="Choose a place of this review"):
        finding_for(there, review, anwen)
    with pytest.raises(Refused, match="Choose another place of this review"):
        remove_place(place=again(north), seen=1, onward=Onward(there), by=anwen, at=AT)
    with pytest.raises(Refused, match="Choose another place of this review"):
        remove_place(place=again(north), seen=1, onward=Onward(north), by=anwen, at=AT)
    remove_place(place=again(north), seen=1, by=anwen, at=AT)
    with pytest.raises(Refused, match="no longer there"):
        finding_for(north, review, anwen)
    rating = given(factories.cell(review), north)
    with pytest.raises(Refused, match="no longer there"):
        rate_place(given=rating, seen=1, rating="red", reason="x", agreed_at="", by=anwen, at=AT)


def test_a_place_is_renamed_for_everything_that_is_for_it(review, anwen, north, south):
    with pytest.raises(Refused, match="There is a place called “Southam” already"):
        rename_place(place=again(north), seen=1, name=" SOUTHAM", by=anwen, at=AT)

    rename_place(place=again(north), seen=1, name="Northam and Wick", by=anwen, at=AT)

    with pytest.raises(ChangedMeanwhile):
        rename_place(place=north, seen=1, name="Upper Northam", by=anwen, at=AT)
    assert again(north).name == "Northam and Wick"
    remove_place(place=again(south), seen=1, by=anwen, at=AT)
    with pytest.raises(Refused, match="add it again instead"):
        rename_place(place=again(north), seen=2, name="southam", by=anwen, at=AT)


def test_only_a_review_lead_changes_places(review, ben, north):
    for act in (
        lambda: add_place(review=review, name="Westam", by=ben, at=AT),
        lambda: rename_place(place=north, seen=1, name="Westam", by=ben, at=AT),
        lambda: remove_place(place=north, seen=1, by=ben, at=AT),
        lambda: rate_place(
            given=PlaceRating.unscoped.first(), seen=1, rating="red", reason="", agreed_at="", by=ben, at=AT
        ),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_pages_set_places_and_ask_for_them(client, anwen, review):
    client.force_login(anwen.person)
    page = f"{EASTMERE}/reviews/{review.public_id}/places/"
    cell = factories.cell(review)
    form = f"{EASTMERE}/cells/{cell.public_id}/new-finding/"
    assert "For which place" not in client.get(form).content.decode()

    client.post(page, {"name": "Northam", "key": "k1"})
    client.post(page, {"name": "Northam", "key": "k1"})
    twice = client.post(page, {"name": "northam", "key": "k2"})
    assert (twice.status_code, ReviewPlace.unscoped.count()) == (422, 1)
    assert "There is a place called “Northam” already" in twice.content.decode()
    north = ReviewPlace.unscoped.get()
    told = {"text": "Only there.", "colour": "red", "key": "k3"}
    wrong = client.post(form, {**told, "for_place": "a" * 22})
    assert wrong.status_code == 422
    client.post(form, {**told, "for_place": north.public_id})
    assert Finding.unscoped.get(text="Only there.").for_place == north

    removal = f"{EASTMERE}/places/{north.public_id}/removal/"
    asked = client.get(removal).content.decode()
    assert "For this place there are: 1 finding." in asked
    assert client.post(removal, {"version": "1"}).status_code == 422
    assert client.post(removal, {"version": "1", "onward": "all"}).status_code == 302
    assert client.get(removal).status_code == 404


def test_a_rating_for_a_place_is_given_on_its_page(client, anwen, review, north):
    cell = factories.cell(review, 2)
    client.force_login(anwen.person)
    address = f"{EASTMERE}/cells/{cell.public_id}/rating/{north.public_id}/"

    page = client.get(address).content.decode()
    answer = client.post(address, {"version": "1", "rating": "red", "reason": "We saw it.", "agreed_at": ""})

    assert "Overall rating for Northam" in page
    assert answer.status_code == 302
    assert given(cell, north).reason == "We saw it."
    assert client.get(address.replace(north.public_id, "a" * 22)).status_code == 404
    stale = client.post(address, {"version": "1", "rating": "green", "reason": "No.", "agreed_at": ""})
    assert stale.status_code == 409


def test_a_review_without_places_asks_the_database_nothing_more(client, anwen, review):
    client.force_login(anwen.person)
    cell = factories.cell(review)
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{EASTMERE}/cells/{cell.public_id}/new-finding/")

    assert not [one for one in asked.captured_queries if "reviewplace" in one["sql"] or "placerating" in one["sql"]]


@pytest.fixture
def two(review, anwen, north, south):
    """A stage with a finding for each place and one for all, each with an action, and a rating for one place."""
    Finding.unscoped.filter(review=review).update(archived_at=AT)
    Action.unscoped.filter(review=review).update(archived_at=AT)
    for name, where in (("North", north), ("South", south), ("Both", None)):
        finding = finding_for(where, review, anwen, f"{name}: nobody asks.")
        plan = Plan(text=f"{name}: ask them", for_place=where)
        add_action(finding=finding, plan=plan, by=anwen, at=AT)
        add_to_review(
            review=review, description=Description(kind="survey", sentence=f"{name}: a survey to ask"),
            findings=[finding], for_place=where, by=anwen, at=AT,
        )  # fmt: skip
    rating = given(factories.cell(review), north)
    rate_place(given=rating, seen=1, rating="green", reason="It is better there.", agreed_at="", by=anwen, at=AT)
    return review


def named(page):
    return [name for name in ("North:", "South:", "Both:") if name in page]


@pytest.mark.parametrize("part", ["sheet/target/level-1/", "plan/", "evidence/", "search/?q=ask", "plan/?status=all"])
def test_a_page_shows_what_is_for_one_place_and_for_all(client, anwen, two, north, part):
    client.force_login(anwen.person)
    page = f"{EASTMERE}/reviews/{two.public_id}/{part}"
    more = f"{'&' if '?' in part else '?'}for_place="

    assert named(client.get(page).content.decode()) == ["North:", "South:", "Both:"]
    assert named(client.get(page + more + north.public_id).content.decode()) == ["North:", "Both:"]
    assert named(client.get(page + more + "a" * 22).content.decode()) == ["North:", "South:", "Both:"]


def test_the_sheet_says_for_which_place_things_are_and_shows_its_own_rating(client, anwen, two, north):
    client.force_login(anwen.person)
    page = f"{EASTMERE}/reviews/{two.public_id}/sheet/target/level-1/"

    whole = client.get(page).content.decode()
    there = client.get(f"{page}?for_place={north.public_id}").content.decode()

    assert whole.count("For Northam") == 2, "the finding and its action"
    assert "It is better there." in whole
    assert "The rating for Northam" in there
    assert f"/rating/{north.public_id}/" in there
    assert f"/sheet/target/level-2/?for_place={north.public_id}" in there, "the map keeps the place"


def test_an_action_for_all_under_a_finding_for_one_place_stays_there(client, anwen, two, north, south):
    only_south = Finding.unscoped.get(text="South: nobody asks.")
    add_action(finding=only_south, plan=Plan(text="Wherever it is."), by=anwen, at=AT)
    client.force_login(anwen.person)
    page = f"{EASTMERE}/reviews/{two.public_id}/plan/?for_place="

    assert "Wherever it is." in client.get(page + south.public_id).content.decode()
    assert "Wherever it is." not in client.get(page + north.public_id).content.decode()


def test_the_overview_counts_what_is_for_one_place(client, anwen, two, north):
    client.force_login(anwen.person)
    page = f"{EASTMERE}/reviews/{two.public_id}/"

    assert "3 findings, 3 actions" in client.get(page).content.decode()
    there = client.get(f"{page}?for_place={north.public_id}").content.decode()
    assert "2 findings, 2 actions" in there
    assert "What is for Northam, and what is for all places." in there


def counted(page):
    """The table of load as text, a line a row."""
    rows = re.findall(r"<tr>(.*?)</tr>", page.partition('class="load"')[2].partition("</section>")[0], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_the_overview_of_a_place_counts_who_carries_how_much_there(client, anwen, two, north):
    client.force_login(anwen.person)
    page = f"{EASTMERE}/reviews/{two.public_id}/"
    there = f"for_place={north.public_id}"
    add_action(
        finding=Finding.unscoped.get(text="South: nobody asks."),
        plan=Plan(text="For all, asked there"),
        by=anwen,
        at=AT,
    )

    for by, nobody, plan in (
        ("lead", "No lead yet", "lead=none"), ("agency", "No agency yet", "agency=none"),
        ("month", "No date yet", "due=none&amp;status=all"),
    ):  # fmt: skip
        whole, narrowed = (client.get(f"{page}?by={by}{more}").text for more in ("", f"&{there}"))
        assert counted(whole)[1:] == [f"{nobody} 0 0 4 0"]
        assert counted(narrowed)[1:] == [f"{nobody} 0 0 2 0"], "an action whose findings are all elsewhere is not here"
        assert f"plan/?{plan}&amp;{there}" in narrowed
        assert f"?by=month&amp;{there}#load" in narrowed, "how it is counted changes, the place stays"
        assert by == "lead" or f'href="{page}?by={by}&amp;{there}"' in whole, "and the other way round"


def test_what_is_to_be_sorted_out_in_a_place_leads_to_lists_of_that_place(client, anwen, two, north, south):
    client.force_login(anwen.person)
    page, there = f"{EASTMERE}/reviews/{two.public_id}/", f"for_place={north.public_id}"
    for where, name in ((None, "Both"), (north, "North"), (south, "South")):
        finding_for(where, two, anwen, f"{name}: nobody plans.")
    Evidence.unscoped.update(state="asked_for")

    narrowed = client.get(f"{page}?{there}").text
    listed = client.get(f"{page}findings/?without=action&{there}").text

    assert f"findings/?without=action&amp;{there}" in narrowed
    assert f"plan/?lead=none&amp;status=open&amp;{there}" in narrowed
    assert f"evidence/?state=asked_for&amp;{there}" in narrowed
    assert {"North", "Both"} == set(re.findall(r"(\w+): nobody plans", listed))
    assert "What is for Northam, and what is for all places." in listed
    rated = client.get(f"{page}stages/?which=at-odds&{there}").text
    assert f"/rating/{north.public_id}/" in rated, "its own rating is looked at there"
    assert f"/rating/{north.public_id}/" not in client.get(f"{page}stages/?which=at-odds").text


def test_places_cost_the_sheet_no_statement_and_other_pages_one_or_two(client, anwen, review):
    client.force_login(anwen.person)
    parts = {"sheet/target/level-1/": 0, "": 1, "plan/": 2, "evidence/": 1, "search/?q=ask": 1}

    def asked(part):
        forget()
        with CaptureQueriesContext(connection) as found:
            client.get(f"{EASTMERE}/reviews/{review.public_id}/{part}")
        # Not the note of when somebody was last here. PostgreSQL's driver names no text for what it prepared before.
        said = [one["sql"] or "" for one in found.captured_queries]
        return sum(not one.startswith(("SAVEPOINT", "RELEASE", "UPDATE", "INSERT")) for one in said)

    for part in parts:
        asked(part)  # what is read once a process
    before = {part: asked(part) for part in parts}
    place(review, "Northam", anwen)

    assert {part: asked(part) - count for part, count in before.items()} == parts

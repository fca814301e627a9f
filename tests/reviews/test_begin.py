from __future__ import annotations

import pytest

from system_review.audit.models import Event
from system_review.partnerships.models import Member, Partnership
from system_review.reviews.models import Cell, Review
from tests import factories
from tests.factories import framework


@pytest.fixture
def mona(db):
    """Somebody who has signed in and belongs to no partnership yet."""
    return factories.person("Mona")


@pytest.fixture
def client(mona, as_):
    client = as_(None)
    client.force_login(mona)
    return client


def begin(client, **data):
    filled = {"partnership": "Northmoor", "title": "System Review 2027", "date": "2027-04-20", "key": "k1", **data}
    return client.post("/new/", filled)


def test_the_first_page_offers_to_start(client):
    page = client.get("/").text

    assert "Start a review" in page


def test_beginning_makes_the_partnership_and_leads_straight_to_the_sheet(client, mona):
    response = begin(client)

    review = Review.unscoped.get()
    member = Member.unscoped.get(person=mona)
    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"/northmoor/reviews/{review.public_id}/sheet/")
    assert set(member.roles) == {"administrator", "review_lead"}
    assert Cell.unscoped.filter(review=review).count() == 32
    assert Event.objects.filter(kind__in=["partnership.begun", "review.begun"]).count() == 2


def test_everything_is_filled_in_sensibly_but_the_partnership(client):
    page = client.get("/new/").text

    assert 'value="System Review ' in page
    assert page.count(" checked") >= 12


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"partnership": "  "}, "Enter the name of the partnership"),
        ({"title": ""}, "Enter a title for the review"),
        ({"date": "soon"}, "Enter a date, like 27 3 2027"),
        ({"framework": "nonsense"}, "Choose one of the frameworks"),
    ],
)
def test_bad_input_is_told_and_nothing_is_made(client, data, sentence):
    response = begin(client, **data)

    assert response.status_code == 422
    assert sentence in response.text
    assert not Partnership.objects.exists()
    assert not Review.unscoped.exists()


def test_what_is_left_out_of_scope_is_not_reviewed_this_time(client):
    digest = framework().hash

    begin(client, framework=digest, scope=[f"{digest}/target/level-1", f"{digest}/target/level-2"])

    assert Cell.unscoped.filter(rating="not_reviewed").count() == 24
    assert Cell.unscoped.filter(rating="not_rated", domain="target").count() == 8


def test_something_must_be_left_in_scope(client):
    response = begin(client, framework=framework().hash, scope_offered="1")

    assert response.status_code == 422
    assert "Choose at least one part to review" in response.text
    assert not Review.unscoped.exists()


def test_a_framework_without_levels_begins_too(client):
    other = framework("section-175-schools")

    response = client.get(begin(client, framework=other.hash).headers["Location"], follow=True)

    assert response.status_code == 200
    assert Cell.unscoped.count() == sum(len(stages) for _, _, stages in other.sheets())


def test_clicked_twice_it_is_one_review(client):
    first, second = begin(client), begin(client)

    assert Review.unscoped.count() == Partnership.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_a_second_review_stands_in_the_same_partnership(client):
    begin(client)
    begin(client, title="System Review 2028", key="k2")

    assert Partnership.objects.count() == 1
    assert Review.unscoped.count() == 2


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Northmoor", "northmoor"),
        ("Gwynedd a Môn: Bwrdd Ŵyl", "gwynedd-a-mon-bwrdd-wyl"),
        ("New", "new-2"),
        ("Guide", "guide-2"),
        ("漢字", "partnership"),
    ],
)
def test_an_address_is_made_from_the_name(client, name, slug):
    begin(client, partnership=name)

    assert Partnership.objects.get().slug == slug


def test_the_same_name_in_another_persons_partnership_makes_another(client, anwen):
    begin(client, partnership=anwen.partnership.name)

    assert Partnership.objects.count() == 2
    assert Review.unscoped.get().partnership != anwen.partnership


def test_what_is_told_about_a_review_can_be_changed(as_, anwen, review):
    url = f"/eastmere-safeguarding-partnership/reviews/{review.public_id}/about/"
    data = {
        "title": "Renamed",
        "date": "2027-05-01",
        "marking": "OFFICIAL",
        "purpose": "To learn",
        "version": review.version,
    }

    response = as_(anwen).post(url, data)

    review.refresh_from_db()
    assert response.status_code == 302
    assert (review.title, review.marking, review.purpose) == ("Renamed", "OFFICIAL", "To learn")
    assert as_(anwen).post(url, data).status_code == 409


def test_a_review_is_archived_and_brought_back(as_, anwen, review):
    client, slug = as_(anwen), "eastmere-safeguarding-partnership"

    client.post(f"/{slug}/reviews/{review.public_id}/archive/", {"version": review.version})

    assert "Archived" in client.get(f"/{slug}/").text
    review.refresh_from_db()
    client.post(f"/{slug}/reviews/{review.public_id}/restoration/", {"version": review.version})
    assert "Archived" not in client.get(f"/{slug}/").text


@pytest.mark.parametrize("who", ["ben", "farid"])
def test_who_may_not_change_the_review(as_, request, review, who):
    client = as_(request.getfixturevalue(who))
    url = f"/eastmere-safeguarding-partnership/reviews/{review.public_id}"

    assert client.post(f"{url}/about/", {"title": "x", "date": "2027-05-01", "version": 1}).status_code == 403
    assert client.post(f"{url}/archive/", {"version": 1}).status_code == 403


def test_who_comes_from_a_partnership_begins_in_it(as_, anwen, kit, westfold):
    assert 'value="Eastmere Safeguarding Partnership"' in as_(anwen).get("/new/").text
    assert f'value="{westfold.name}"' in as_(kit).get(f"/new/?partnership={westfold.slug}").text
    assert f'value="{westfold.name}"' not in as_(anwen).get(f"/new/?partnership={westfold.slug}").text


def test_a_partnership_without_a_review_is_shown_to_its_people(as_, anwen, eastmere):
    page = as_(anwen).get("/").text

    assert eastmere.name in page
    assert "There is no review here yet." in page


@pytest.mark.parametrize("who", ["huw", "ines", "jack", "dev", "ben"])
def test_who_leads_no_review_begins_no_partnership_of_their_own(as_, request, who):
    client, partnerships = as_(request.getfixturevalue(who)), Partnership.objects.count()

    form = client.get("/new/")
    answer = client.post("/new/", {"partnership": "Mine", "title": "Mine", "date": "2027-04-20", "key": "k"})

    assert form.status_code == answer.status_code == 403
    assert "Ask whoever runs System Review for you" in answer.text
    assert "Start a review" not in client.get("/").text
    assert Partnership.objects.count() == partnerships

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from system_review.audit.models import Event
from system_review.reviews.models import ValueJudgement
from tests.cast import CANARY, sample_review
from tests.reviews.pieces import EASTMERE


def page_url(of, part=""):
    return f"{EASTMERE}/reviews/{of.public_id}/values/{part}"


def url(value):
    return f"{EASTMERE}/values/{value.public_id}/"


@pytest.fixture
def first(review):
    return ValueJudgement.unscoped.filter(review=review).order_by("position").first()


def test_each_value_says_what_one_would_see_and_the_warning_signs(as_, anwen, review):
    page = as_(anwen).get(page_url(review)).text

    assert page.count("We would see") == page.count("Warning signs") == page.count("Nothing written yet") == 5
    assert "Strengths-based" in page
    assert "Records list risks and shortcomings only" in page


def test_a_judgement_is_written_and_shown(as_, anwen, review, first):
    client = as_(anwen)
    data = {
        "version": 1, "extent": "partly_evident", "narrative": "Parents came late.", "examples_for": "Two panels.",
        "examples_against": "Most plans.",
    }  # fmt: skip

    response = client.post(url(first), data)

    assert response.headers["Location"].endswith(f"#value-{first.public_id}")
    page = client.get(response.headers["Location"]).text
    for words in ("Partly evident", "Parents came late.", "Two panels.", "Most plans."):
        assert words in page
    assert Event.objects.filter(kind="value.judged", subject=f"valuejudgement:{first.public_id}").count() == 1


def test_the_scale_may_be_left_out(as_, anwen, review, first):
    as_(anwen).post(url(first), {"version": 1, "extent": "", "narrative": "In words only."})

    page = as_(anwen).get(page_url(review)).text

    assert "In words only." in page
    assert "How far it shows" not in page
    assert page.count("Nothing written yet") == 4


def test_the_form_shows_what_it_is_about_and_what_is_saved(as_, anwen, first):
    as_(anwen).post(url(first), {"version": 1, "extent": "emerging", "narrative": "So far."})

    page = as_(anwen).get(url(first)).text

    assert "We would see" in page and "Warning signs" in page
    assert page.split("checked")[0].rsplit("value=", 1)[1].startswith('"emerging"')
    assert "So far." in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"extent": "utterly"}, "Select how far the value is evident"),
        ({"narrative": "a\x00b"}, "cannot be stored"),
        ({"examples_for": "x" * 20_001}, "Shorten this to 20000 characters"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(as_, anwen, first, data, sentence):
    before = Event.objects.count()

    response = as_(anwen).post(url(first), {"version": 1, **data})

    assert response.status_code == 422
    assert sentence in response.text
    assert Event.objects.count() == before
    first.refresh_from_db()
    assert first.version == 1


def test_two_people_at_once_see_both_texts(as_, anwen, kit, first):
    as_(kit).post(url(first), {"version": 1, "narrative": "Kit saw this."})

    response = as_(anwen).post(url(first), {"version": 1, "narrative": "Anwen saw that.", "extent": "emerging"})

    assert response.status_code == 409
    for words in ("Kit saw this.", "Anwen saw that.", "Kit saved this", "Emerging"):
        assert words in response.text


def test_a_further_value_of_our_own_is_added_once_and_judged(as_, anwen, review):
    client = as_(anwen)
    for _ in range(2):
        response = client.post(page_url(review, "new/"), {"name": " Anti-racist ", "key": "k"})

    made = ValueJudgement.unscoped.get(name="Anti-racist")
    assert response.headers["Location"].endswith(f"#value-{made.public_id}")
    assert "A value of our own" in client.get(page_url(review)).text
    assert client.post(url(made), {"version": 1, "narrative": "Asked for by young people."}).status_code == 302
    assert Event.objects.filter(kind="value.added").count() == 1


@pytest.mark.parametrize(
    ("name", "sentence"),
    [(" ", "Enter the name of the value"), ("Kind", "in the list already"), ("a\x00", "cannot be stored")],
)
def test_a_value_needs_a_name_of_its_own(as_, anwen, review, name, sentence):
    as_(anwen).post(page_url(review, "new/"), {"name": "Kind", "key": "k1"})

    response = as_(anwen).post(page_url(review, "new/"), {"name": name, "key": "k2"})

    assert response.status_code == 422
    assert sentence in response.text
    assert ValueJudgement.unscoped.filter(review=review).count() == 6


@pytest.mark.parametrize("who", ["ben", "farid", "gita"])
def test_who_may_only_look_sees_the_page_and_cannot_judge(as_, request, review, first, who):
    client = as_(request.getfixturevalue(who))
    before = Event.objects.count()

    page = client.get(page_url(review))

    assert "Collaborative" in page.text
    assert "Write what we saw" not in page.text and "A further value" not in page.text
    for address in (url(first), page_url(review, "new/")):
        assert client.get(address).status_code == 403
        assert client.post(address, {"version": 1, "name": "X", "narrative": "No."}).status_code == 403
    assert Event.objects.count() == before


def test_a_stranger_finds_nothing(as_, esme, huw, review, first):
    ValueJudgement.unscoped.filter(pk=first.pk).update(narrative=CANARY)

    for client in (as_(esme), as_(huw)):
        for address in (page_url(review), url(first), page_url(review, "new/")):
            response = client.get(address)
            assert response.status_code == 404
            assert CANARY not in response.text
        assert client.post(url(first), {"version": 1}).status_code == 404


def test_a_framework_without_values_has_neither_tab_nor_page(as_, anwen):
    review = sample_review(anwen, "section-175-schools")
    client = as_(anwen)

    assert ">Values<" not in client.get(f"{EASTMERE}/reviews/{review.public_id}/evidence/").text
    assert client.get(page_url(review)).status_code == 404
    assert client.get(page_url(review, "new/")).status_code == 404
    assert client.post(page_url(review, "new/"), {"name": "Kind"}).status_code == 404


def test_looking_costs_few_queries_and_changes_nothing(as_, anwen, review):
    before = Event.objects.count()

    response = as_(anwen).get(page_url(review))

    assert len(response.queries) <= 8
    assert Event.objects.count() == before


def test_texts_are_shown_as_typed_and_never_run(as_, anwen, review, first):
    as_(anwen).post(url(first), {"version": 1, "narrative": "<script>alert(1)</script>\n\nŵ مرحبا 👩‍👩‍👧"})

    assert "&lt;script&gt;alert(1)&lt;/script&gt;\n\nŵ مرحبا 👩‍👩‍👧" in as_(anwen).get(page_url(review)).text


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_value_is_judged_where_it_stands(request, browser, size, signed_in, live, anwen, review, first, accessible):
    page = signed_in(request.getfixturevalue(size), anwen)
    page.goto(live + page_url(review))
    accessible(page)

    page.locator(f"#value-{first.public_id} a[hx-boost]").click()
    accessible(page)
    page.get_by_label("Clearly evident").check()
    page.get_by_label("What we saw").fill("Everybody was asked.")
    page.click("text=Save")

    expect(page.locator(f"#value-{first.public_id}")).to_contain_text("Everybody was asked.")
    expect(page.locator(f"#value-{first.public_id}")).to_be_focused()
    expect(page.locator("#said")).to_have_text("Saved")
    assert page.url == live + page_url(review)

"""What somebody has begun to write is kept for them alone, put back into the form, and gone once it is saved."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from system_review.audit.models import Event
from system_review.drafts.models import Draft
from system_review.drafts.services import keep_draft
from system_review.evidence.rules import EvidenceKind
from system_review.evidence.services import Description
from system_review.reviews.models import Action, Cell, Finding, ValueJudgement
from system_review.reviews.services.evidence import add_to_review
from tests import factories
from tests.factories import AT
from tests.forms_on_pages import forms_on
from tests.reviews.test_doors import INSIDE, samples  # noqa: F401 - a fixture
from tests.reviews.test_doors import address as address_of

pytestmark = pytest.mark.usefixtures("ben_wrote")

EASTMERE = "/eastmere-safeguarding-partnership"
TOKEN = "w" * 22


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def address(red):
    return f"{EASTMERE}/findings/{red.public_id}/"


def form_of(page):
    return next(form for form in forms_on(page) if "draft" in form.values)


def typed(client, address, **fields):
    """Open a form and type, as the page's script tells it; what the form was sent with."""
    found = form_of(client.get(address).text)
    data = found.filled(**fields)
    answer = client.post(address, {**data, "draft-keep": "1"})
    assert answer.json()["kept"] is True
    return data


def test_what_was_typed_stands_in_the_form_again_and_is_not_saved(as_, anwen, red, address):
    events = Event.objects.count()
    typed(as_(anwen), address, text="Half a sen")

    page = as_(anwen).get(address).text

    assert "Half a sen</textarea>" in page
    assert re.search(r"You had begun this at \d\d:\d\d; it is not saved yet\.", page)
    red.refresh_from_db()
    assert red.text.startswith("Nobody asks") and red.version == 1
    assert Event.objects.count() == events


def test_nobody_else_sees_what_was_typed(as_, anwen, ben, kit, address):
    typed(as_(anwen), address, text="Half a sen")

    for other in (ben, kit):
        page = as_(other).get(address).text
        assert "Half a sen" not in page and "You had begun" not in page
    assert not Draft.objects.visible_to(ben).exists()


def test_once_saved_it_is_gone_and_what_its_window_still_sends_is_not_kept(as_, anwen, address):
    client = as_(anwen)
    data = typed(client, address, text="A whole sentence.")
    client.post(address, data)

    late = client.post(address, {**data, "draft-keep": "1"})

    assert late.json()["kept"] is True
    assert "You had begun" not in client.get(address).text
    assert not Draft.unscoped.exclude(words="").exists()


def test_a_form_that_was_saved_before_anything_was_kept_is_known_too(as_, anwen, address):
    client = as_(anwen)
    data = form_of(client.get(address).text).filled(text="Typed and saved at once.")
    client.post(address, data)
    client.post(address, {**data, "draft-keep": "1"})

    assert "You had begun" not in client.get(address).text


def test_it_can_be_discarded(as_, anwen, address):
    client = as_(anwen)
    typed(client, address, text="Half a sen")
    draft = Draft.unscoped.get()

    answer = client.post(address, {"draft-discard": draft.public_id})

    assert answer.status_code == 302
    assert "Half a sen" not in client.get(address).text
    draft.refresh_from_db()
    assert draft.words == ""


def test_nobody_discards_anothers(as_, anwen, ben, address):
    typed(as_(anwen), address, text="Half a sen")

    as_(ben).post(address, {"draft-discard": Draft.unscoped.get().public_id})

    assert "Half a sen" in as_(anwen).get(address).text


def test_a_form_with_a_mistake_keeps_its_draft(as_, anwen, address):
    client = as_(anwen)
    data = typed(client, address, text="Half a sen")
    answer = client.post(address, {**data, "text": " "})

    assert answer.status_code == 422
    assert form_of(answer.text).values["draft"] == data["draft"]
    assert "Half a sen" in client.get(address).text


def test_two_devices_are_both_offered(as_, anwen, address):
    first, second = as_(anwen), as_(anwen)
    page_one, page_two = first.get(address).text, second.get(address).text
    for client, page, text in ((first, page_one, "On the laptop"), (second, page_two, "On the telephone")):
        client.post(address, {**form_of(page).filled(text=text), "draft-keep": "1"})

    page = first.get(address).text
    other = re.search(r'href="([^"]+\?draft=\w+)"', page)[1]

    assert "On the telephone</textarea>" in page and "On the laptop" not in page
    assert "There is also what you had begun" in page
    assert "On the laptop</textarea>" in first.get(other).text


def test_going_on_in_another_window_takes_the_draft_over_and_the_first_window_loses_nothing(as_, anwen, address):
    client = as_(anwen)
    old = typed(client, address, text="Begun here")
    typed(client, address, text="Begun here, and went on there")
    assert Draft.unscoped.count() == 1

    client.post(address, {**old, "text": "Begun here, and something else", "draft-keep": "1"})

    words = sorted(draft.words for draft in Draft.unscoped.all())
    assert len(words) == 2
    assert "something else" in words[0] and "went on there" in words[1]


def test_a_draft_of_an_earlier_version_is_told_of_the_conflict_when_it_is_saved(as_, anwen, ben, address):
    typed(as_(anwen), address, text="Anwen's half a sentence")
    as_(ben).post(address, {"text": "Ben's words", "version": 1})

    data = form_of(as_(anwen).get(address).text).filled()
    answer = as_(anwen).post(address, data)

    assert answer.status_code == 409
    assert "Ben&#x27;s words" in answer.text and "Anwen&#x27;s half a sentence" in answer.text


def test_the_conflict_page_ends_the_draft_when_it_is_saved(as_, anwen, ben, red, address):
    data = typed(as_(anwen), address, text="Anwen's words")
    as_(ben).post(address, {"text": "Ben's words", "version": 1})
    page = as_(anwen).post(address, data).text

    saved = as_(anwen).post(address, next(f for f in forms_on(page) if "keep-text" in f.values).filled())

    assert saved.status_code == 302
    assert "You had begun" not in as_(anwen).get(address).text
    red.refresh_from_db()
    assert red.text == "Ben's words\nAnwen's words"


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Anwen's words"), ("theirs", "Ben's words")])
def test_one_of_the_two_texts_can_be_kept_without_any_script(as_, anwen, ben, red, address, choice, kept):
    as_(ben).post(address, {"text": "Ben's words", "version": 1})
    page = as_(anwen).post(address, {"text": "Anwen's words", "version": 1}).text
    form = next(f for f in forms_on(page) if "keep-text" in f.values)

    as_(anwen).post(address, form.filled(**{"keep-text": choice}))

    red.refresh_from_db()
    assert red.text == kept


def test_what_was_ticked_is_put_back_too_and_so_is_what_stood_there_at_first(as_, anwen, review, address):
    piece = add_to_review(
        review=review, description=Description(kind=EvidenceKind.SURVEY, sentence="A survey"), by=anwen, at=AT
    )
    typed(as_(anwen), address, evidence=[piece.public_id])

    values = form_of(as_(anwen).get(address).text).values

    assert values["evidence"] == [piece.public_id]
    assert values.get("initial-evidence", []) == []


def test_who_is_writing_is_told_and_ends_by_itself(as_, anwen, ben, address):
    typed(as_(ben), address, text="Half a sen")
    here = as_(anwen).get(address).text
    own = as_(ben).get(address).text
    Draft.unscoped.update(seen_at=timezone.now() - timedelta(seconds=80))
    later = as_(anwen).get(address).text

    assert re.search(r"Ben is writing here since \d\d:\d\d\.", here)
    assert "is writing here" not in own
    assert "is writing here" not in later


def test_whoever_types_hears_who_else_does(as_, anwen, ben, address):
    typed(as_(ben), address, text="Half a sen")
    data = form_of(as_(anwen).get(address).text).filled(text="Mine")

    answer = as_(anwen).post(address, {**data, "draft-keep": "1"}).json()

    assert answer["writers"].startswith("Ben is writing here since")


def test_who_may_not_see_or_write_a_thing_hears_nothing_and_keeps_nothing_there(as_, ben, esme, huw, farid, address):
    typed(as_(ben), address, text="Half a sen")

    for stranger, status in ((esme, 404), (huw, 404), (farid, 403)):
        answer = as_(stranger).post(address, {"text": "x", "draft": TOKEN, "draft-keep": "1"})
        assert answer.status_code == status
        assert "Ben" not in answer.text
    assert Draft.unscoped.count() == 1


def test_after_a_pause_writing_is_counted_from_anew(anwen):
    keep_draft(place="/x/", token=TOKEN, words={"text": ["a"]}, by=anwen, at=AT)
    keep_draft(place="/x/", token=TOKEN, words={"text": ["ab"]}, by=anwen, at=AT + timedelta(seconds=60))
    going_on = Draft.unscoped.get()
    keep_draft(place="/x/", token=TOKEN, words={"text": ["abc"]}, by=anwen, at=AT + timedelta(minutes=10))
    anew = Draft.unscoped.get()

    assert going_on.since_at == AT
    assert (anew.begun_at, anew.since_at) == (AT, AT + timedelta(minutes=10))


@pytest.mark.parametrize("words", ["\0", "x" * 400_001])
def test_what_cannot_be_kept_is_refused_and_harms_nothing(as_, anwen, address, words):
    token = form_of(as_(anwen).get(address).text).values["draft"][0]

    answer = as_(anwen).post(address, {"text": words, "draft": token, "draft-keep": "1"})

    assert answer.status_code == 422
    assert not Draft.unscoped.exists()


def test_signing_out_throws_drafts_away_where_that_is_ticked(as_, anwen, address):
    client = as_(anwen)
    typed(client, address, text="Half a sen")
    client.post("/sign-out/", {})
    still = Draft.unscoped.exclude(words="").count()
    client = as_(anwen)
    client.post("/sign-out/", {"throw-away-drafts": "on"})

    assert still == 1
    assert not Draft.unscoped.exclude(words="").exists()


def test_every_form_in_which_one_writes_keeps_drafts(as_, anwen, review, red):
    """Each page with a form that has a text keeps what is typed in it, or is named here with the reason."""
    at = f"{EASTMERE}/reviews/{review.public_id}"
    comment = factories.comment(red, "Mine", by=anwen)
    piece = add_to_review(
        review=review, description=Description(kind=EvidenceKind.SURVEY, sentence="A survey"), by=anwen, at=AT
    )
    action = Action.unscoped.filter(review=review).order_by("pk").first()
    cell = Cell.unscoped.filter(review=review).order_by("pk").first()
    value = ValueJudgement.unscoped.filter(review=review).first()
    pages = {
        f"{EASTMERE}/findings/{red.public_id}/": "text",
        f"{EASTMERE}/cells/{cell.public_id}/new-finding/": "text",
        f"{EASTMERE}/cells/{cell.public_id}/rating/": "reason",
        f"{EASTMERE}/findings/{red.public_id}/new-action/": "text",
        f"{EASTMERE}/findings/{red.public_id}/colour/": "reason",
        f"{EASTMERE}/findings/{red.public_id}/comments/": "text",
        f"{EASTMERE}/findings/{red.public_id}/note/": "text",
        f"{EASTMERE}/actions/{action.public_id}/": "text",
        f"{EASTMERE}/actions/{action.public_id}/progress/": "text",
        f"{EASTMERE}/actions/{action.public_id}/comments/": "text",
        f"{EASTMERE}/comments/{comment.public_id}/": "text",
        f"{EASTMERE}/comments/{comment.public_id}/reply/": "text",
        f"{EASTMERE}/values/{value.public_id}/": "narrative",
        f"{at}/values/new/": "name",
        f"{at}/evidence/new/": "sentence",
        f"{at}/evidence/{piece.public_id}/": "sentence",
        f"{at}/about/": "purpose",
        f"{at}/inbox/": "text",
        "/new/": "purpose",
    }
    client = as_(anwen)

    for page, field in pages.items():
        typed(client, page, **{field: f"Half a sentence of {page}"})
        assert form_of(client.get(page).text).values[field] == [f"Half a sentence of {page}"], page


def test_every_form_with_a_long_text_keeps_what_is_typed(as_, anwen, farid, samples):  # noqa: F811
    forgetful = {
        route
        for who in (anwen, farid)
        for _, route in INSIDE
        for form in forms_on(as_(who).get(address_of(route, samples)).text)
        if form.long and "draft" not in form.values
    }

    assert forgetful == set()

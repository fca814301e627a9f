"""The pages on which an administrator chooses how long things are kept, and sets and lifts legal holds."""

from __future__ import annotations

from system_review.audit.models import Event
from system_review.partnerships.rules import Role
from system_review.reviews.models import Review
from system_review.upkeep.models import Keeping
from tests import factories
from tests.cast import CANARY

BASE = "/eastmere-safeguarding-partnership"
KEEPING, HOLD = f"{BASE}/privacy/keeping/", f"{BASE}/privacy/hold/"
CHOSEN = {"version": "1", "invitations": "90", "drafts": "60", "reads": "3", "archived": "6"}


def test_what_is_chosen_stands_on_the_privacy_page(as_, anwen, huw, review):
    client = as_(anwen)

    assert client.post(KEEPING, CHOSEN).status_code == 302

    page = as_(huw).get(f"{BASE}/privacy/").text
    assert all(f"<b>{words}</b>" in page for words in ("90 days", "60 days", "3 years"))
    assert "<b>180 days</b>" in as_(None).get("/privacy/").text, "outside the partnership nothing was chosen"
    assert Event.objects.filter(kind="partnership.keeping_set").count() == 1
    assert 'value="90"' in client.get(KEEPING).text


def test_out_of_bounds_is_said_beside_its_field(as_, anwen):
    answer = as_(anwen).post(KEEPING, {**CHOSEN, "drafts": "10", "reads": "many"})

    assert answer.status_code == 422
    assert "Enter a whole number from 30 to 365" in answer.text
    assert 'value="90"' in answer.text
    assert not Keeping.unscoped.exists()


def test_the_second_of_two_is_told(as_, anwen):
    client = as_(anwen)
    client.post(KEEPING, CHOSEN)

    answer = client.post(KEEPING, {**CHOSEN, "drafts": "61"})

    assert answer.status_code == 409
    assert Keeping.unscoped.get().chosen["drafts"] == 60


def test_a_hold_on_a_review_is_seen_on_its_pages_until_it_is_lifted(as_, anwen, ben, review):
    client, here = as_(anwen), f"{BASE}/reviews/{review.public_id}/"
    hold = f"{HOLD}{review.public_id}/"
    assert "Under a legal hold" not in as_(ben).get(here).text

    assert client.post(hold, {"reason": "A claim by the family"}).status_code == 302

    for page in (here, f"{here}plan/"):
        assert "Under a legal hold since" in as_(ben).get(page).text
        assert "A claim by the family" not in as_(ben).get(page).text
    assert "A claim by the family" in client.get(KEEPING).text
    assert "A claim by the family" in client.get(hold).text
    assert client.post(hold, {"reason": "Settled"}).status_code == 302
    assert "Under a legal hold" not in as_(ben).get(here).text
    assert list(Event.objects.filter(kind__contains="h").values_list("kind", flat=True)).count("review.held") == 1


def test_a_hold_on_everything_is_seen_on_every_review_and_on_the_privacy_page(as_, anwen, huw, review):
    client = as_(anwen)

    client.post(HOLD, {"reason": "An inquiry"})

    assert "Under a legal hold since" in client.get(f"{BASE}/reviews/{review.public_id}/").text
    assert "under a legal hold since" in as_(huw).get(f"{BASE}/privacy/").text
    assert Review.unscoped.get().hold == ""


def test_without_a_reason_nothing_is_held(as_, anwen, review):
    answer = as_(anwen).post(HOLD, {"reason": " "})

    assert answer.status_code == 422
    assert "Say why" in answer.text
    anwen.partnership.refresh_from_db()
    assert anwen.partnership.hold == ""


def test_an_administrator_who_sees_no_draft_names_the_review_and_reads_nothing_of_it(as_, eastmere, review):
    ada = factories.member(eastmere, "Ada", Role.ADMINISTRATOR)
    client = as_(ada)

    page = client.get(KEEPING).text

    assert f"System Review 2027 {CANARY}" in page
    assert "Nobody asks about places" not in page
    assert client.post(f"{HOLD}{review.public_id}/", {"reason": "A claim"}).status_code == 302


def test_others_do_neither(as_, ben, huw, esme, review):
    here = f"{HOLD}{review.public_id}/"

    for address in (KEEPING, HOLD, here):
        assert as_(ben).get(address).status_code == 403
        assert as_(ben).post(address, {"reason": "x"}).status_code == 403
        assert as_(esme).post(address, {"reason": "x"}).status_code == 404
    assert as_(huw).post(here, {"reason": "x"}).status_code == 403
    assert as_(esme).post(here.replace("/eastmere-", "/westfold-"), {"reason": "x"}).status_code == 404
    assert Review.unscoped.get().hold == ""

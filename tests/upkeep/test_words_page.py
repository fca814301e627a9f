"""The page that takes words out: looked for, looked at, taken out; what its reader may not read is only counted."""

from __future__ import annotations

import html
import io
import re
import zipfile

import pytest

from system_review.documents.models import Document
from system_review.drafts.models import Draft
from system_review.partnerships.rules import Role
from system_review.reviews.models import AgreedVersion, Finding
from system_review.upkeep.services.taking_out import look_for, take_words_out, words_from
from tests import factories
from tests.cast import CANARY
from tests.factories import AT
from tests.upkeep.words_everywhere import RARE, filled

PAGE = "/eastmere-safeguarding-partnership/take-words-out/"
LOOK = {"words": "asks  About", "how": "whole"}


@pytest.fixture
def ada(eastmere):
    """Somebody who runs the partnership's part of the product and leads no review."""
    return factories.member(eastmere, "Ada", Role.ADMINISTRATOR)


def asked(client, **more):
    """The second form as the page of the first one has it, with more filled in."""
    page = client.post(PAGE, LOOK).text
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    return {**LOOK, "seen": seen, "reason": "A name had slipped in", "understood": "on", **more}


def test_it_is_looked_for_looked_at_and_taken_out(as_, anwen, review):
    client = as_(anwen)
    found = client.post(PAGE, LOOK)
    assert found.status_code == 200
    assert "stands in 4 places" in found.text and "Nobody <b>asks about</b> places." in found.text
    assert "earlier backups, exports and downloads still hold these words" in html.unescape(found.text)

    done = client.post(PAGE, asked(client))

    assert (done.status_code, done.headers["Location"]) == (302, f"{PAGE}?said=words-taken-out")
    assert "The words were taken out" in client.get(done.headers["Location"]).text
    finding = Finding.unscoped.get(review=review, colour="red")
    sheet = client.get(f"/eastmere-safeguarding-partnership/findings/{finding.public_id}/history/").text
    assert "Words were taken out by Anwen" in sheet and "A name had slipped in" in sheet
    assert "asks about" not in sheet
    assert not Draft.unscoped.exists()


def test_an_administrator_sees_of_drafts_only_how_many(as_, ada, review):
    page = as_(ada).post(PAGE, LOOK).text

    assert "stands in 4 places" in page and "2 that you may not read are not shown" in page
    assert "Nobody" not in page and CANARY not in page

    client = as_(ada)
    assert client.post(PAGE, asked(client)).status_code == 302
    assert not Finding.unscoped.filter(text__contains="asks about").exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"reason": ""}, "Say why the words are taken out"),
        ({"reason": "It says asks about"}, "Say why without the words themselves"),
        ({"understood": ""}, "Tick that you know what is not reached"),
        ({"seen": "another"}, "What was found has changed since you looked"),
        ({"words": "as"}, "Type at least 3 letters"),
        ({"words": "nowhere at all"}, "What was found has changed since you looked"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_changed(as_, anwen, review, given, says):
    client = as_(anwen)

    answer = client.post(PAGE, asked(client, **given))

    assert answer.status_code == 422
    assert says in html.unescape(answer.text)
    assert Finding.unscoped.filter(text__contains="asks about").count() == 2


def test_after_the_list_has_changed_it_is_taken_out_by_the_new_one(as_, anwen, review):
    client = as_(anwen)
    data = asked(client)
    factories.finding(factories.cell(review), "red", "It asks about more.")

    again = client.post(PAGE, data)

    assert again.status_code == 422 and "stands in 6 places" in again.text
    data["seen"] = re.search(r'name="seen" value="(\w+)"', again.text)[1]
    assert client.post(PAGE, data).status_code == 302


@pytest.mark.parametrize(
    ("words", "status", "says"), [("nowhere at all", 200, "stands nowhere here"), ("an", 422, "at least 3 letters")]
)
def test_what_stands_nowhere_is_told(as_, anwen, review, words, status, says):
    answer = as_(anwen).post(PAGE, {"words": words, "how": "whole"})

    assert (answer.status_code, says in answer.text) == (status, True)


@pytest.mark.parametrize("who", ["ben", "dev", "farid", "gita", "huw"])
def test_others_may_not_and_are_not_offered_it(as_, request, who, review):
    client = as_(request.getfixturevalue(who))

    assert client.get(PAGE).status_code == client.post(PAGE, LOOK).status_code == 403
    assert "Take words out" not in client.get("/eastmere-safeguarding-partnership/").text


def test_no_page_and_no_export_shows_them_and_the_agreed_version_says_so(as_, anwen, farid):
    review, word = filled(anwen, farid), RARE.split()[0]
    words = words_from(RARE, whole=True)
    take_words_out(words=words, seen=look_for(words, by=anwen).seen, reason="A slip", by=anwen, at=AT)
    version, client = AgreedVersion.unscoped.get(), as_(anwen)
    home = f"/{anwen.partnership.slug}/"
    review_parts = ("", "plan/", "evidence/", "values/", "comments/", "challenges/", "inbox/", "search/?q=again")
    pages = [f"{home}reviews/{review.public_id}/{part}" for part in review_parts]
    pages += [home, f"{home}history/", f"{home}people/", f"{home}agreed/{version.public_id}/sheet/"]
    pages += [f"{home}inbox/{one.public_id}/" for one in Document.objects.visible_to(anwen)]

    for address in pages:
        answer = client.get(address, follow=True)
        assert (answer.status_code, word in answer.text) == (200, False), address
    agreed = client.get(f"{home}agreed/{version.public_id}/").text
    assert "Words were taken out on 20 April 2027" in agreed and version.agreed_sha256 in agreed
    for format in ("json", "csv", "docx"):
        for of in (f"reviews/{review.public_id}", f"agreed/{version.public_id}"):
            file = client.post(f"{home}{of}/exports/", {"format": format})
            assert (file.status_code, holds(file.content, word)) == (200, False), (of, format)
            if format != "json" and of.startswith("agreed"):
                assert holds(file.content, "words were taken out on 20 April 2027")


def holds(data: bytes, words: str) -> bool:
    """Whether a file holds the words, also as one that is packed."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = b"".join(packed.read(name) for name in packed.namelist())
    return words.encode() in data

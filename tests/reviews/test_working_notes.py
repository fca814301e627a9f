"""The review team's working note beside a finding: nobody else sees it, hears of it, counts it or finds it."""

from __future__ import annotations

import pytest

from system_review.documents.services.exports import export_review
from system_review.errors import NotAllowed
from system_review.partnerships.queries import command_line_in
from system_review.reviews.models import Finding, WorkingNote
from system_review.reviews.services.notes import write_note
from system_review.reviews.snapshots import Holds
from tests import factories
from tests.factories import AT, TODAY

EASTMERE = "/eastmere-safeguarding-partnership"
SECRET = "quillonnote"


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def noted(red, anwen):
    return write_note(finding=red, seen=0, text=f"Health sees it otherwise. {SECRET}", by=anwen, at=AT)


def test_a_review_lead_writes_it_and_the_team_reads_it(as_, anwen, farid, red):
    address = f"{EASTMERE}/findings/{red.public_id}"
    as_(anwen).post(f"{address}/note/", {"text": "Bring it to the panel", "version": 0})

    assert "Bring it to the panel" in as_(farid).get(f"{address}/comments/").text
    assert as_(farid).get(f"{address}/note/").status_code == 403


def test_two_who_begin_it_at_once_keep_both_texts(as_, anwen, red):
    address = f"{EASTMERE}/findings/{red.public_id}/note/"
    as_(anwen).post(address, {"text": "First words", "version": 0})

    answer = as_(anwen).post(address, {"text": "Second words", "version": 0})
    again = as_(anwen).post(address, {"text": "First words and second words", "version": 2})

    assert answer.status_code == 409
    assert "First words" in answer.text and "Second words" in answer.text
    assert again.status_code == 302
    assert WorkingNote.unscoped.get().text == "First words and second words"


def test_emptied_it_is_gone_from_the_sheet(as_, anwen, review, red, noted):
    sheet = f"{EASTMERE}/reviews/{review.public_id}/sheet/target/level-1/"
    before = as_(anwen).get(sheet).text
    write_note(finding=red, seen=noted.version, text="", by=anwen, at=AT)

    assert "Working note" in before
    assert "Working note" not in as_(anwen).get(sheet).text


@pytest.mark.parametrize("who", ["ben", "carys"])
def test_nobody_outside_the_team_can_tell_that_there_is_one(as_, request, review, red, noted, who):
    client = as_(request.getfixturevalue(who))
    base, finding = f"{EASTMERE}/reviews/{review.public_id}", f"{EASTMERE}/findings/{red.public_id}"
    pages = {
        address: client.get(address).text
        for address in (
            f"{base}/sheet/target/level-1/",
            f"{base}/history/",
            f"{base}/comments/",
            f"{base}/search/?q={SECRET}",
            f"{finding}/comments/",
            f"{finding}/history/",
        )
    }

    for address, page in pages.items():
        said = page.replace(f"“{SECRET}”", "").replace(f'value="{SECRET}"', "").replace(f": {SECRET} –", "")
        assert SECRET not in said, address
        assert "orking note" not in page, address
    assert client.get(f"{finding}/note/").status_code == 403


def test_the_team_finds_it_and_reads_its_history(as_, farid, review, red, noted):
    search = as_(farid).get(f"{EASTMERE}/reviews/{review.public_id}/search/?q={SECRET}").text
    history = as_(farid).get(f"{EASTMERE}/findings/{red.public_id}/history/").text

    assert "Working notes" in search
    assert "wrote the working note" in history and SECRET in history


@pytest.mark.parametrize("format", ["json", "csv"])
def test_it_is_exported_only_when_asked_for_by_one_who_may(anwen, farid, review, noted, format):
    def exported(by, **holds):
        made = export_review(
            review=review, format=format, holds=Holds(**holds), language="en-gb", today=TODAY, by=by, at=AT
        )
        return made.data.decode()

    assert SECRET not in exported(anwen)
    assert SECRET not in exported(anwen, comments=True)
    assert SECRET in exported(anwen, working_notes=True)
    assert SECRET in exported(command_line_in(review.partnership), working_notes=True)
    with pytest.raises(NotAllowed):
        exported(farid, working_notes=True)


def test_comments_are_exported_only_when_asked_for(anwen, ben, review, red):
    factories.comment(red, f"Who says so? {SECRET}", by=ben)

    def exported(format, **holds):
        return export_review(
            review=review, format=format, holds=Holds(**holds), language="en-gb", today=TODAY, by=ben, at=AT
        ).data.decode()

    for format in ("csv", "json"):
        assert SECRET not in exported(format)
        assert SECRET in exported(format, comments=True)

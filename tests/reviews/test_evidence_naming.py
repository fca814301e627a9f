"""Evidence that is for the review team only, and evidence of which others are told the kind alone."""

from __future__ import annotations

from datetime import date

import pytest

from system_review.evidence.rules import EvidenceState, Naming, in_team, is_late, may_describe, may_see
from system_review.partnerships.rules import Role
from system_review.reviews.models import Finding
from tests.reviews.pieces import EASTMERE, evidence_url, piece

SECRET, TOLD = "What the deputy said to us", "Six managers asked about moves"


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def pieces(review, red):
    """One for the team only, one by kind; both come from agencies that nothing else names."""
    more = {"asked_of": "Somebody's deputy", "due_on": date(2026, 1, 2), "confidence": "low"}
    return {
        "team": piece(
            review, SECRET, source="Agency of the deputy", naming="team_only", kind="case_study", on=[red], **more
        ),
        "kind": piece(
            review,
            TOLD,
            source="Agency of the managers",
            naming="kind_only",
            kind="interview",
            how_many=6171,
            on=[red],
            **more,
        ),
    }


PAGES = ("evidence/", "evidence/?kind=case_study", "search/?q=deputy", "search/?q=managers", "sheet/", "")


def pages(client, review):
    return [client.get(f"{EASTMERE}/reviews/{review.public_id}/{page}", follow=True) for page in PAGES]


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([Role.REVIEW_LEAD], True),
        ([Role.CONTRIBUTOR], False),
        ([Role.COMMAND_LINE], True),
        ([Role.SCRUTINEER, Role.CONTRIBUTOR], True),
        ([Role.SCRUTINEER], True),
        ([Role.APPROVER], True),
        ([Role.ADMINISTRATOR], False),
        ([], False),
    ],
)
def test_who_leads_agrees_or_scrutinises_reviews_is_of_every_team(roles, expected):
    assert in_team(iter(roles)) is expected


@pytest.mark.parametrize(
    ("naming", "see", "describe"),
    [(Naming.NAMED, True, True), (Naming.KIND_ONLY, True, False), (Naming.TEAM_ONLY, False, False)],
)
def test_what_others_are_told_follows_from_the_naming(naming, see, describe):
    assert (may_see(naming, in_team=False), may_describe(naming, in_team=False)) == (see, describe)
    assert may_see(naming, in_team=True) and may_describe(naming, in_team=True)


@pytest.mark.parametrize(
    ("state", "due_on", "expected"),
    [
        (EvidenceState.ASKED_FOR, date(2027, 4, 19), True),
        (EvidenceState.ASKED_FOR, date(2027, 4, 20), False),
        (EvidenceState.ASKED_FOR, None, False),
        (EvidenceState.RECEIVED, date(2027, 4, 19), False),
    ],
)
def test_what_was_asked_for_is_late_from_the_day_after(state, due_on, expected):
    assert is_late(state=state, due_on=due_on, today=date(2027, 4, 20)) is expected


@pytest.mark.parametrize("who", ["ben", "carys"])
def test_who_is_not_of_the_team_reads_neither_on_any_page(as_, request, review, red, pieces, who):
    client = as_(request.getfixturevalue(who))
    answers = [*pages(client, review), client.get(f"{EASTMERE}/reviews/{review.public_id}/history/")]

    assert {answer.status_code for answer in answers} == {200}
    for answer in answers:
        for hidden in (SECRET, TOLD, "Agency of the deputy", "Agency of the managers", "6171", "2 January 2026"):
            assert hidden not in answer.text, answer.request["PATH_INFO"]


@pytest.mark.parametrize("part", ["", "history/", "moves/"])
def test_the_pages_of_a_finding_tell_no_more(as_, ben, red, pieces, part):
    page = as_(ben).get(f"{EASTMERE}/findings/{red.public_id}/{part}").text

    assert SECRET not in page
    assert TOLD not in page


def test_who_is_not_of_the_team_is_told_of_one_by_its_kind_and_of_the_other_nothing(as_, ben, review, pieces):
    client = as_(ben)

    page = client.get(evidence_url(review)).text

    assert page.count('class="told') == 1
    assert ">Interview</p>" in page
    assert "Only its kind may be told" in page
    assert "For the review team only" not in page
    assert "Case study" not in page
    assert "Interview" in client.get(f"{EASTMERE}/reviews/{review.public_id}/search/?q=interview").text
    assert "How we know: Interview" in client.get(f"{EASTMERE}/reviews/{review.public_id}/sheet/", follow=True).text


def test_the_agency_of_what_may_not_be_described_is_not_found_by_narrowing(as_, ben, review, pieces):
    page = as_(ben).get(f"{evidence_url(review)}?source={pieces['kind'].source.public_id}").text

    assert 'class="told' not in page


def test_nobody_outside_the_team_can_tell_that_it_is_there(as_, ben, review, pieces):
    client = as_(ben)
    there = client.get(evidence_url(review, f"{pieces['team'].public_id}/"))
    absent = client.get(evidence_url(review, f"{'a' * 22}/"))

    assert there.status_code == absent.status_code == 404
    assert there.content == absent.content


def test_a_finding_that_rests_on_nothing_else_is_listed_in_words_that_are_true(as_, ben, review, red):
    piece(review, SECRET, naming="team_only", on=[red])

    page = as_(ben).get(evidence_url(review)).text

    assert "Findings without evidence that you may see" in page
    assert red.public_id in page


@pytest.mark.parametrize("who", ["anwen", "farid", "gita"])
def test_the_team_reads_everything_and_sees_how_far_it_may_be_named(as_, request, review, pieces, who):
    client = as_(request.getfixturevalue(who))

    page = client.get(evidence_url(review)).text

    for told in (SECRET, TOLD, "Agency of the deputy", "For the review team only", "Only its kind may be told"):
        assert told in page
    assert SECRET.split()[-3] in client.get(f"{EASTMERE}/reviews/{review.public_id}/search/?q=deputy").text

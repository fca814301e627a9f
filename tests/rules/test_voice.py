"""For whom somebody may speak, and what is theirs to change."""

from __future__ import annotations

import pytest

from system_review.partnerships.rules import Voice, why_not_for, why_not_for_nobody

BEN, CARYS, POLICE, PROBATION, HEALTH = 1, 2, 11, 12, 13
ONE, TWO, NONE = (Voice(BEN, frozenset(own)) for own in ((POLICE,), (POLICE, PROBATION), ()))
LEAD = Voice(BEN, for_any=True)


@pytest.mark.parametrize(
    ("voice", "written_by", "on_behalf_of", "is_theirs"),
    [
        (ONE, CARYS, POLICE, True),  # a colleague's, for their agency
        (ONE, CARYS, HEALTH, False),
        (ONE, CARYS, None, False),
        (ONE, BEN, None, True),
        (ONE, BEN, HEALTH, False),  # written for an agency that is no longer theirs
        (ONE, None, None, False),
        (NONE, BEN, None, True),
        (NONE, CARYS, POLICE, False),
        (LEAD, CARYS, HEALTH, True),
        (LEAD, None, None, True),
    ],
)
def test_what_was_written_for_an_agency_is_the_agencys_else_its_writers(
    voice: Voice, written_by: int | None, on_behalf_of: int | None, is_theirs: bool
) -> None:
    assert voice.owns(written_by=written_by, on_behalf_of=on_behalf_of) is is_theirs


@pytest.mark.parametrize(
    ("voice", "chosen", "refused"),
    [(ONE, POLICE, False), (ONE, HEALTH, True), (ONE, None, False), (NONE, POLICE, True), (LEAD, HEALTH, False)],
)
def test_nobody_speaks_for_an_agency_that_is_not_theirs_but_who_may_for_any(
    voice: Voice, chosen: int | None, refused: bool
) -> None:
    assert bool(why_not_for(voice, chosen)) is refused


@pytest.mark.parametrize(
    ("voice", "chosen", "asked"),
    [(ONE, None, False), (NONE, None, False), (TWO, None, True), (TWO, PROBATION, False), (LEAD, None, False)],
)
def test_only_who_speaks_for_several_must_say_for_which(voice: Voice, chosen: int | None, asked: bool) -> None:
    assert bool(why_not_for_nobody(voice, chosen)) is asked

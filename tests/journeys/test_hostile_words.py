"""Words that would run, in every place that people can write in: on every page they are words (I5, I8 of the threats).

All forty of them are tried by `bin/drill payloads`.
"""

from __future__ import annotations

from typing import Any

import pytest

from system_review.partnerships.models import Member
from system_review.partnerships.rules import Role
from tests import factories
from tests.hostile_words import PAYLOADS, SHORTEST, faults_in_letter, filled, letters
from tests.looking_for_words import Seen, looked_at

pytestmark = pytest.mark.long


@pytest.fixture
def somebody(eastmere: Any) -> Member:
    """Somebody with every role, who finds every page."""
    return factories.member(eastmere, "Anwen", *[role for role in Role if role not in (Role.GUEST, Role.COMMAND_LINE)])


def test_no_words_run_on_any_page_and_no_letter_holds_them_raw(
    live: str, window: Any, signed_in: Any, somebody: Member, farid: Member, settings: Any,
    monkeypatch: pytest.MonkeyPatch, allowed_statuses: set[int],
) -> None:  # fmt: skip
    settings.CAN_MAIL = True
    ids = filled(SHORTEST, somebody, farid, monkeypatch)
    allowed_statuses.update({403, 404, 405})

    seen = looked_at(signed_in(window(), somebody), live, ids, SHORTEST)

    assert seen.faults == {}
    assert seen.with_words > 30 and seen.pages > 60
    sent = letters()
    assert [faults_in_letter(letter, SHORTEST) for letter in sent if faults_in_letter(letter, SHORTEST)] == []


def test_the_trap_notices_what_runs(window: Any, allowed_statuses: set[int]) -> None:
    allowed_statuses.add(0)

    for words in PAYLOADS[:2]:
        assert Seen.trapped(window(), f"<!doctype html><title>x</title><p>{words}</p>"), words
    assert not Seen.trapped(window(), "<!doctype html><title>x</title><p>&lt;script&gt;zyx()&lt;/script&gt;</p>")

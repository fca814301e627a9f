"""Forty ways to write words that run, each in every place that people can write in, on every page in a browser.

The short form, with the one that breaks out of most places, is tests/journeys/test_hostile_words.py.
"""

from __future__ import annotations

from typing import Any

import pytest

from system_review.partnerships.rules import Role
from tests import factories
from tests.hostile_words import PAYLOADS, faults_in_letter, filled, letters
from tests.looking_for_words import looked_at


@pytest.mark.parametrize("words", PAYLOADS, ids=range(1, len(PAYLOADS) + 1))
def test_no_words_run_on_any_page_and_no_letter_holds_them_raw(
    words: str, live: str, window: Any, signed_in: Any, eastmere: Any, farid: Any, settings: Any,
    monkeypatch: pytest.MonkeyPatch, allowed_statuses: set[int],
) -> None:  # fmt: skip
    settings.CAN_MAIL = True
    roles = [role for role in Role if role not in (Role.GUEST, Role.COMMAND_LINE)]
    somebody = factories.member(eastmere, "Anwen", *roles)
    ids = filled(words, somebody, farid, monkeypatch)
    allowed_statuses.update({403, 404, 405})

    seen = looked_at(signed_in(window(), somebody), live, ids, words)

    assert seen.faults == {}
    assert seen.with_words > 30
    assert [fault for letter in letters() for fault in faults_in_letter(letter, words)] == []

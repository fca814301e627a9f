"""Twenty half-written forms in Chromium: a lost connection, an ended sign-in, a closed window."""

from __future__ import annotations

import pytest

from tests.journeys.half_written import CASES, name_of, text_is_back

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_all_that_was_typed_is_there_again(case, page, signed_in, anwen, review, live, allowed_statuses, tell):
    allowed_statuses.add(0)

    text_is_back(case, signed_in(page, anwen), anwen, review, live)
    tell("the text is back")

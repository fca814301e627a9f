"""The line that says what has just happened stands on the page after it, and never above what was refused."""

from __future__ import annotations

import pytest

from tests.people.signing import ADDRESS, browser, with_password


@pytest.mark.parametrize(
    ("page", "said", "words", "sent"),
    [
        ("reviews/{}/inbox/", "text-set-aside", "Text set aside", {"text": "", "key": "k"}),
        ("reviews/{}/versions/", "version-agreed", "This version is agreed", {"name": "", "key": "k"}),
    ],
)
def test_a_page_that_answers_a_refused_form_says_only_why(as_, anwen, review, page, said, words, sent):
    address = f"/{review.partnership.slug}/{page.format(review.public_id)}?said={said}"

    told, refused = as_(anwen).get(address), as_(anwen).post(address, sent)

    assert words in told.text
    assert refused.status_code == 422
    assert words not in refused.text


def test_a_wrong_password_is_not_told_below_the_line_that_one_was_signed_out(db):
    with_password()
    client = browser()
    told = client.get("/sign-in/?said=out")

    refused = client.post("/sign-in/?said=out", {"login": ADDRESS, "password": "wrong"})

    assert "You are signed out." in told.text
    assert "You are signed out." not in refused.text

from __future__ import annotations

import pytest

from system_review.audit.models import Event
from tests.cast import CANARY, sample_review

FORMATS = {"docx": b"PK", "pdf": b"%PDF-", "xlsx": b"PK", "csv": b"\xef\xbb\xbf", "json": b"{"}


def url(review):
    return f"/eastmere-safeguarding-partnership/reviews/{review.public_id}/exports/"


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_comes_out_as_a_file_on_both_frameworks(as_, anwen, framework_key, format):
    review = sample_review(anwen, framework_key)

    response = as_(anwen).post(url(review), {"format": format})

    assert response.status_code == 200
    assert response.content.startswith(FORMATS[format])
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert f".{format}" in response.headers["Content-Disposition"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert Event.objects.filter(kind="review.exported").count() == 1


def test_the_page_offers_every_format(as_, anwen, review):
    page = as_(anwen).get(url(review)).text

    assert all(f'value="{format}"' in page for format in FORMATS)


def test_an_unknown_format_is_told(as_, anwen, review):
    response = as_(anwen).post(url(review), {"format": "odt"})

    assert response.status_code == 422
    assert "Choose a format" in response.text
    assert not Event.objects.filter(kind="review.exported").exists()


def test_what_only_the_review_team_may_see_is_for_review_leads_to_hand_out(as_, anwen, ben, review):
    assert as_(ben).post(url(review), {"format": "json", "whole": "on"}).status_code == 403
    assert as_(anwen).post(url(review), {"format": "json", "whole": "on"}).status_code == 200


def test_a_reader_of_agreed_results_has_no_draft_to_export(as_, huw, review):
    assert as_(huw).post(url(review), {"format": "json"}).status_code == 404


@pytest.mark.parametrize("format", FORMATS)
def test_a_stranger_exports_nothing(as_, esme, review, format):
    response = as_(esme).post(url(review), {"format": format})

    assert response.status_code == 404
    assert CANARY.encode() not in response.content


def test_what_cannot_be_handed_out_is_said_on_the_form_as_it_was_filled_in(as_, anwen, review):
    chosen = {"board": "docx", "only": "place:target", "comments": "on", "part": []}

    response = as_(anwen).post(url(review), chosen)

    assert response.status_code == 422
    assert "Nothing was handed out" in response.text and "Choose at least one part of the paper" in response.text
    assert '<option value="place:target" selected>' in response.text
    assert 'name="comments" id="with-comments" checked' in response.text
    assert 'id="part-about" checked' not in response.text
    assert not Event.objects.filter(kind="review.exported").exists()


def test_the_file_of_a_part_is_named_by_it(as_, anwen, review):
    names = [
        as_(anwen).post(url(review), {"format": "csv", "only": only}).headers["Content-Disposition"]
        for only in ("", "place:target", "place:target/level-1/referral")
    ]

    assert len(set(names)) == 3
    assert "target-level-1-referral" in names[2]

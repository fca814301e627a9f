"""The evidence that a finding's form offers: each piece is told from the next by its sentence."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from system_review.evidence.rules import EvidenceKind, EvidenceState, Naming
from system_review.evidence.services import Description
from system_review.reviews.models import Cell
from system_review.reviews.queries.choices import evidence_choices
from system_review.reviews.services.evidence import add_to_review
from tests import factories
from tests.factories import AT

SAMPLE = EvidenceKind.DIP_SAMPLE


@pytest.fixture
def cell(review):
    return Cell.unscoped.filter(review=review).order_by("position").first()


def piece(review, by, sentence, **more):
    description = Description(kind=SAMPLE, sentence=sentence, **more)
    return add_to_review(review=review, description=description, by=by, at=AT)


def form_of(client, cell, finding=None):
    name, key = ("finding", finding.public_id) if finding else ("new-finding", cell.public_id)
    slug = cell.partnership.slug
    return client.get(reverse(f"reviews:{name}", args=[slug, key])).text


def test_two_samples_of_one_size_are_told_apart_by_their_sentences(as_, anwen, review, cell):
    for sentence in ("Referrals of January, read for places.", "Plans of January, read for <b>friends</b>."):
        piece(review, anwen, sentence, how_many=40, on=date(2027, 1, 9))

    page = form_of(as_(anwen), cell)

    assert page.count("Dip-sample (40), January 2027</b>") == 2
    assert '<span class="sentence">Referrals of January, read for places.</span>' in page
    assert "&lt;b&gt;friends&lt;/b&gt;" in page


def test_what_is_awaited_says_so_and_a_piece_without_a_sentence_has_one_line(as_, anwen, review, cell):
    piece(review, anwen, "", state=EvidenceState.ASKED_FOR)

    page = form_of(as_(anwen), cell)

    assert "<b>Dip-sample, still awaited</b></span>" in page


def test_what_the_finding_rests_on_stands_first(as_, anwen, review, cell):
    for number in range(28):
        chosen = piece(review, anwen, f"Sentence {number}.")
    finding = factories.finding(cell, "red", "Nobody asks.", evidence=[chosen])

    page = form_of(as_(anwen), cell, finding)

    assert page.index("Sentence 27.") < page.index("Sentence 0.")
    assert f'value="{chosen.public_id}" id="id_evidence_27" checked' in page


def test_who_may_not_hear_what_it_is_gets_no_sentence(review, anwen, ben):
    piece(review, anwen, "One small unit.", naming=Naming.KIND_ONLY)

    words = [words for _, words in evidence_choices(review, visible_to=ben)]

    assert words == ["Dip-sample"]
    assert "One small unit." in evidence_choices(review, visible_to=anwen)[0][1]

"""The board paper from the page and from the command line, and parts of a review alone."""

from __future__ import annotations

import io

import docx
import pytest

from system_review.audit.models import Event
from system_review.audit.queries import last_number
from system_review.commands import export as command
from system_review.documents.queries.parts import part_choices
from system_review.documents.rules.papers import Paper, Part
from system_review.reviews.models import Finding
from system_review.reviews.services.agreeing import agree_version
from system_review.reviews.services.summary import write_summary
from tests import factories
from tests.factories import AT, TODAY

EASTMERE = "/eastmere-safeguarding-partnership"


@pytest.fixture
def told(anwen, review):
    write_summary(review=review, part="strengths", seen=0, text="Workers ask.", by=anwen, at=AT)
    return review


def url(review, query=""):
    return f"{EASTMERE}/reviews/{review.public_id}/exports/{query}"


def paragraphs(response):
    return [each.text for each in docx.Document(io.BytesIO(response.content)).paragraphs]


def test_the_command_knows_the_papers_and_their_parts() -> None:
    assert set(command.PAPERS) == set(Paper)
    assert list(command.PARTS) == list(Part)


def test_one_click_gives_the_paper_and_the_history_says_which(as_, anwen, told):
    parts = [part for part in Part if part != Part.SHEETS]

    response = as_(anwen).post(url(told), {"board": "docx", "part": parts})

    assert "Summary for the board" in paragraphs(response) and "Workers ask." in paragraphs(response)
    assert "board-paper" in response.headers["Content-Disposition"]
    event = Event.objects.get(kind="review.exported")
    assert event.particulars.get(field="paper").text == "board without sheets"


def test_two_pages_come_as_pdf(as_, anwen, told):
    assert as_(anwen).post(url(told), {"short": "pdf"}).content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"board": "csv", "part": ["about"]}, "A paper for the board is written as Word or PDF"),
        ({"board": "docx"}, "Choose at least one part of the paper"),
        ({"format": "json", "only": "place:target"}, "JSON holds the whole review"),
    ],
)
def test_what_cannot_be_made_is_told(as_, anwen, told, sent, sentence):
    response = as_(anwen).post(url(told), sent)

    assert response.status_code == 422 and sentence in response.text
    assert not Event.objects.filter(kind="review.exported").exists()


def test_an_agreed_version_makes_its_paper_whatever_the_draft_has_become(as_, anwen, huw, told):
    seen = last_number(str(anwen.partnership.key), told.public_id)
    version = agree_version(review=told, name="Board, 12 June", seen=seen, today=TODAY, by=anwen, at=AT)
    write_summary(review=told, part="strengths", seen=2, text="Nobody asks.", by=anwen, at=AT)
    address = f"{EASTMERE}/agreed/{version.public_id}/exports/"

    first, again = (as_(huw).post(address, {"board": "docx", "part": list(Part)}) for _ in range(2))

    assert first.content == again.content
    assert "Workers ask." in paragraphs(first)
    assert any("Board, 12 June" in text for text in paragraphs(first))


def test_who_sees_a_part_of_a_draft_gets_no_summary(as_, anwen, ben, told):
    from system_review.reviews.rules.audience import Audience
    from system_review.reviews.services.audience import set_audience

    told.refresh_from_db()
    set_audience(review=told, seen=told.version, audience=Audience.OWN, team=[], days={}, by=anwen, at=AT)

    response = as_(ben).post(url(told), {"board": "docx", "part": list(Part)})

    assert "Workers ask." not in paragraphs(response)


def test_the_page_offers_each_place_agency_and_lead_alone(as_, anwen, review):
    action = factories.action(
        Finding.unscoped.filter(review=review).first(), "Ask", factories.LeadName("Jo", "", "Police")
    )
    values = [value for _, group in part_choices(review, visible_to=anwen)[1:] for value, _ in group]
    lead = action.lead_links.model.unscoped.get(action=action).lead

    assert {"place:target", "place:target/level-1", "place:target/level-1/referral"} <= set(values)
    assert f"lead:{lead.public_id}" in values
    page = as_(anwen).get(url(review, f"?only=lead:{lead.public_id}")).text
    assert f'<option value="lead:{lead.public_id}" selected>Jo, Police</option>' in page
    response = as_(anwen).post(url(review), {"format": "docx", "only": f"lead:{lead.public_id}"})
    assert any(text.endswith("only Jo, Police") for text in paragraphs(response))


def test_the_sheet_leads_to_itself_alone(as_, anwen, review):
    sheet = as_(anwen).get(f"{EASTMERE}/reviews/{review.public_id}/sheet/target/level-1/").text
    assert "exports/?here=place:target/level-1" in sheet

    page = as_(anwen).get(url(review, "?here=place:target/level-1")).text

    assert "Only Target, Level 1" in page and "only=place%3Atarget/level-1" in page


def test_a_part_that_is_not_there_is_refused_with_what_there_is(as_, anwen, review):
    for response in (
        as_(anwen).get(url(review, "?only=place:nowhere")),
        as_(anwen).post(url(review), {"format": "docx", "only": "place:nowhere"}),
        as_(anwen).post(url(review), {"format": "csv", "only": "agency:zzzz"}),
    ):
        assert response.status_code == 422
        assert "There is no such part" in response.text and "Target; " in response.text
    assert not Event.objects.filter(kind="review.exported").exists()

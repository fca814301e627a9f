"""What was asked for and is not here yet, agency by agency, on one page and as an e-mail."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from system_review.evidence.models import Evidence
from system_review.evidence.rules import EvidenceKind, EvidenceState, Naming
from system_review.evidence.services import Description
from system_review.reviews.queries.snapshot import snapshot_of
from system_review.reviews.services.evidence import add_to_review
from tests import factories


def url(review, **query):
    of = f"?of={query['of']}" if query else ""
    return f"/eastmere-safeguarding-partnership/reviews/{review.public_id}/evidence/asked/{of}"


@pytest.fixture
def asked(review, anwen):
    today = timezone.localdate()

    def ask(sentence: str, source: str, due_on: date | None = None, **more):
        description = Description(
            kind=EvidenceKind.DIP_SAMPLE, sentence=sentence, state=EvidenceState.ASKED_FOR, due_on=due_on, **more
        )
        add_to_review(review=review, description=description, source_name=source, by=anwen, at=factories.AT)

    ask("Twenty referrals", "Police", today + timedelta(days=30))
    ask("The stop figures", "Police", today - timedelta(days=1), asked_of="Inspector Shah")
    ask("Minutes of the panel", "Health")
    ask("Something secret", "Housing", naming=Naming.TEAM_ONLY)
    return review


def test_each_agency_has_its_list_with_what_is_wanted_first_on_top(as_, anwen, asked):
    page = as_(anwen).get(url(asked)).text

    assert page.index("Health") < page.index("Housing") < page.index("Police")
    assert page.index("The stop figures") < page.index("Twenty referrals")
    assert "4 pieces asked for, 1 of them overdue" in page
    assert "no date yet" in page


def test_the_e_mail_asks_one_agency_line_by_line_with_the_day(as_, anwen, asked):
    page = as_(anwen).get(url(asked, of="3")).text

    letter = page[page.index('<pre id="email"') : page.index("</pre>")]
    assert "what we ask Police for" in letter
    assert "1. The stop figures" in letter
    assert "Of whom: Inspector Shah" in letter
    assert "2. Twenty referrals" in letter
    assert "Minutes of the panel" not in letter
    assert "no names of children" in letter


def test_what_is_for_the_team_only_is_not_told_to_others(as_, ben, asked):
    page = as_(ben).get(url(asked)).text

    assert "Minutes of the panel" in page
    assert "Something secret" not in page
    assert "Housing" not in page


def test_who_looks_at_what_is_told_with_how_far_it_is(as_, anwen, asked):
    for kind, sentence, who, so_far, how_many in (
        (EvidenceKind.MEETING_OBSERVATION, "The panel", "Anwen", 1, 3),
        (EvidenceKind.FOCUS_GROUP, "Year 10", "Ben", None, None),
    ):
        description = Description(
            kind=kind, sentence=sentence, state=EvidenceState.ASKED_FOR, looked_at_by=who, so_far=so_far,
            how_many=how_many,
        )  # fmt: skip
        add_to_review(review=asked, description=description, by=anwen, at=factories.AT)
    address = url(asked).replace("/asked/", "/looking/")

    page = as_(anwen).get(address).text

    assert page.index("The panel") < page.index("Year 10") < page.index("Twenty referrals")
    assert "1 of 3" in page
    assert "Under way, 1 of 3" in page
    assert "0 of 6 done" in page
    one = as_(anwen).get(f"{address}?who=Ben").text
    assert "Year 10" in one
    assert "The panel" not in one


def test_of_what_only_the_kind_may_be_told_neither_agency_nor_day_stands_there(as_, ben, asked):
    Evidence.unscoped.filter(sentence="The stop figures").update(naming=Naming.KIND_ONLY)

    page = as_(ben).get(url(asked)).text

    assert "Of whom it was asked is not told to you" in page
    assert "Inspector Shah" not in page
    assert "overdue" not in page


def test_what_is_asked_for_is_asked_for_since_that_day(as_, anwen, asked):
    item = Evidence.unscoped.get(sentence="The stop figures")

    assert item.asked_on == timezone.localdate(factories.AT)
    assert f"asked on {item.asked_on.day} {item.asked_on:%B %Y}" in as_(anwen).get(url(asked)).text


def test_what_came_in_speaks_to_stages_before_it_becomes_a_finding(as_, anwen, review):
    stage = factories.cell(review, 3)
    client, address = as_(anwen), f"/eastmere-safeguarding-partnership/reviews/{review.public_id}/evidence/"
    data = {"kind": "document", "sentence": "The panel's terms", "stages": [stage.public_id], "key": "k"}

    client.post(f"{address}new/", data)

    page = client.get(address).text
    assert "Speaks to" in page
    new = re.search(r'href="([^"]+/new-finding/\?evidence=[^"]+)"', page)[1]
    assert stage.public_id in new
    assert re.search(r'name="evidence"[^>]* checked', client.get(new).text)
    item = Evidence.unscoped.get(sentence="The panel's terms")
    assert snapshot_of(review, visible_to=anwen).evidence[-1].stages == ("c4",)
    sheet = client.get(f"/eastmere-safeguarding-partnership/reviews/{review.public_id}/sheet/", follow=True).text
    assert "1 piece of evidence speaks to this stage" in sheet
    overview = client.get(f"/eastmere-safeguarding-partnership/reviews/{review.public_id}/").text
    assert re.search(r'Gathering: <a href="[^"]+/evidence/looking/">1 of 1 pieces of evidence gathered<', overview)
    form = client.get(f"{address}{item.public_id}/").text
    assert re.search(rf'value="{stage.public_id}"[^>]* checked', form)

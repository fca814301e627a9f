"""The history of a partnership: who may read it, in sentences, a part of it, page by page, and as a file."""

from __future__ import annotations

import csv
import io
import json

import pytest

from system_review.audit.models import Event
from system_review.audit.queries import head_of
from system_review.partnerships.rules import Role
from system_review.reviews.models import Action, Cell, Finding
from system_review.reviews.services.moves import recolour_finding
from tests import factories
from tests.audit.chains import chain_of, length, write_events
from tests.cast import CANARY
from tests.factories import AT

HISTORY = "/eastmere-safeguarding-partnership/history/"
FILE = f"{HISTORY}file/"


@pytest.fixture
def administrator(eastmere):
    """Somebody who runs the partnership's part of the product and leads no review."""
    return factories.member(eastmere, "Ada", Role.ADMINISTRATOR)


@pytest.fixture
def moved(review, anwen):
    """A finding that Anwen moved from red to amber, with a reason."""
    finding = Finding.unscoped.filter(review=review, colour="red").select_related("review__framework").first()
    recolour_finding(
        finding=finding,
        seen=finding.version,
        colour="amber",
        on=factories.TODAY,
        reason="They ask now",
        onward=dict.fromkeys(
            Action.unscoped.filter(servings__finding=finding).values_list("public_id", flat=True), "carry_on"
        ),
        by=anwen,
        at=AT,
    )
    return finding


def test_it_is_told_in_sentences_with_from_what_to_what_and_why(as_, anwen, moved):
    page = as_(anwen).get(HISTORY).text

    assert "Anwen moved the finding from Red to Amber" in page
    assert "They ask now" in page
    assert "Anwen began the review" in page
    seq, digest = head_of(chain_of(anwen.partnership))
    assert f"{seq} {digest}" in page


def test_on_whose_behalf_is_told(as_, anwen, eastmere):
    from django.db import transaction

    from system_review.audit.rules import Actor
    from system_review.audit.services import record

    class Speaking:
        def as_actor(self):
            return Actor("member", anwen.public_id, "Anwen", chain_of(eastmere), on_behalf_of="Police")

    with transaction.atomic():
        record("finding.edited", subject=eastmere, by=Speaking(), at=AT)

    assert "Anwen changed the finding, on behalf of Police" in as_(anwen).get(HISTORY).text


@pytest.mark.parametrize("who", ["ben", "dev", "farid", "gita", "huw"])
def test_others_of_the_partnership_may_not_read_it(as_, request, who, review):
    client = as_(request.getfixturevalue(who))

    for answer in (client.get(HISTORY), client.post(FILE)):
        assert answer.status_code == 403
        assert CANARY not in answer.text
    assert "History of the partnership" not in client.get("/eastmere-safeguarding-partnership/").text


def test_an_administrator_reads_no_draft_in_it(as_, administrator, review):
    client = as_(administrator)

    page, file = client.get(HISTORY).text, client.post(FILE, {"format": "jsonl"})
    table = client.post(FILE, {"format": "csv"})

    assert "Anwen began the review" in page
    for text in (page, file.getvalue().decode(), table.getvalue().decode()):
        assert "Nobody asks about places" not in text and "Brief the practices" not in text


def test_a_part_of_it_can_be_asked_for(as_, anwen, eastmere, moved):
    client = as_(anwen)
    write_events(eastmere, 3)

    ratings = client.get(HISTORY, {"kind": "ratings"}).text
    findings = client.get(HISTORY, {"kind": "findings", "person": anwen.public_id}).text
    that_day = client.get(HISTORY, {"on": "2027-04-20"}).text
    another_day = client.get(HISTORY, {"on": "2027-04-19"}).text

    assert "Nothing is like this." in ratings
    assert "moved the finding" in findings and "command line wrote" not in findings and "began" not in findings
    assert "moved the finding" in that_day
    assert "Nothing is like this." in another_day


@pytest.mark.parametrize(
    "query", ["before=x", "before=-1", "before=99999999999999999999", "on=32", "kind=x", "person=%00"]
)
def test_what_is_not_understood_is_not_asked(as_, anwen, review, query):
    assert as_(anwen).get(f"{HISTORY}?{query}").status_code == 200


def test_it_is_read_page_by_page(as_, anwen, eastmere):
    write_events(eastmere, 120)
    client = as_(anwen)

    seen, address = [], HISTORY
    while address:
        page = client.get(address)
        seen += [int(part.split("<")[0]) for part in page.text.split("number ")[1:] if part.split("<")[0].isdigit()]
        address = page.context["older_url"]

    assert sorted(set(seen), reverse=True) == list(range(length(eastmere), 0, -1))
    assert len(seen) == length(eastmere)


def test_it_is_saved_as_a_table(as_, anwen, moved):
    answer = as_(anwen).post(FILE, {"format": "csv"})

    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="eastmere')
    last = rows[-1]
    assert (last["who"], last["kind"], last["why"]) == ("Anwen", "finding.recoloured", "They ask now")
    assert Event.objects.filter(chain=chain_of(anwen.partnership)).latest("seq").kind == "trail.exported"
    assert len(rows) == length(anwen.partnership) - 1


def test_it_is_saved_to_be_checked_by_a_stranger(as_, anwen, moved, tmp_path):
    from tests.commands.test_audit import by_hand

    answer = as_(anwen).post(FILE, {"format": "jsonl"})

    checked = by_hand(tmp_path, answer.getvalue().decode())
    assert (checked.returncode, checked.stderr) == (0, "")


def test_what_an_administrator_saves_can_be_checked_as_well(as_, administrator, moved, tmp_path):
    from tests.commands.test_audit import by_hand

    history = as_(administrator).post(FILE, {"format": "jsonl"}).getvalue().decode()

    assert by_hand(tmp_path, history).returncode == 0
    assert any(line.get("said", {}) is None for line in map(json.loads, history.splitlines()))
    assert by_hand(tmp_path, history.replace("review.begun", "review.ended")).returncode == 1


def test_a_look_at_it_changes_nothing(as_, anwen, review):
    before = length(anwen.partnership)

    assert as_(anwen).get(HISTORY).status_code == 200
    assert as_(anwen).get(FILE).status_code == 405

    assert length(anwen.partnership) == before


def test_a_stage_is_named_as_the_framework_names_it(as_, anwen, review):
    factories.finding(Cell.unscoped.filter(review=review).select_related("review").first(), text="A new one")

    page = as_(anwen).get(HISTORY).text

    assert "command line wrote the finding as Amber in Target, Level 1" in page

"""Exporting: who may, what a document holds, and that the history says so. The pages are tested beside it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import date
from typing import Any

import pytest
from django.db import connection

from system_review.audit.models import Event, Particular
from system_review.commands.export import FORMATS as OF_THE_COMMAND_LINE
from system_review.documents.services import exports
from system_review.documents.services.exports import Export, export_review
from system_review.documents.services.review_files import bring_in_snapshot
from system_review.documents.wording import wording_for
from system_review.documents.wording_texts import TEXTS
from system_review.documents.writers.formats import FORMATS
from system_review.documents.writers.wording import Wording, translated
from system_review.errors import NotAllowed, NotThere, Refused
from system_review.partnerships.models import Member
from system_review.partnerships.queries import command_line_in
from system_review.reviews.models import Review
from system_review.reviews.rules.words import Unit
from system_review.reviews.snapshots import Holds
from tests.documents.broken_files import GOOD
from tests.factories import AT, TODAY

ARCHIVED = "Kept out of sight since the spring"
TEAM_ONLY = "For the team alone"


@pytest.fixture
def brought_in(db: None) -> Review:
    """A review with an archived finding, an earlier colour, and evidence of each degree of secrecy."""
    tree = json.loads(GOOD)
    tree["findings"][0] |= {"archived": True, "text": ARCHIVED}
    return bring_in_snapshot(data=json.dumps(tree).encode(), by=None, at=AT)


def exported(review: Review, format: str = "json", *, by: Any = None, **more: Any) -> Export:
    by = by or command_line_in(review.partnership)
    return export_review(review=review, format=format, language="en-gb", today=TODAY, by=by, at=AT, **more)


def text_of(export: Export) -> str:
    return export.data.decode("utf-8-sig")


def test_json_holds_what_was_archived_and_says_so(brought_in: Review) -> None:
    data = json.loads(exported(brought_in).data)

    assert data["holds"] == {"archived": True, "history": True, "team_only_evidence": False, "holders": True}
    assert ARCHIVED in [finding["text"] for finding in data["findings"]]


def test_json_without_what_was_archived_says_so(brought_in: Review) -> None:
    data = json.loads(exported(brought_in, holds=Holds(archived=False, history=False)).data)

    assert data["holds"] == {"archived": False, "history": False, "team_only_evidence": False}
    assert ARCHIVED not in str(data)
    assert not any(finding["changes"] for finding in data["findings"])


def test_documents_for_readers_never_hold_what_was_archived(brought_in: Review) -> None:
    assert ARCHIVED not in text_of(exported(brought_in, "csv", holds=Holds(archived=True)))


def test_what_is_for_the_team_alone_is_held_only_when_asked_for(brought_in: Review) -> None:
    assert TEAM_ONLY not in text_of(exported(brought_in, "csv"))
    assert TEAM_ONLY not in text_of(exported(brought_in, "json"))
    assert TEAM_ONLY in text_of(exported(brought_in, "json", holds=Holds(team_only_evidence=True)))


@pytest.mark.parametrize("who", ["anwen", "ben", "farid", "gita"])
def test_whoever_may_read_a_draft_may_export_it(review: Review, who: str, request: pytest.FixtureRequest) -> None:
    assert exported(review, "csv", by=request.getfixturevalue(who)).data


@pytest.mark.parametrize("who", ["dev", "huw", "ines", "jack"])
def test_nobody_else_may_export_it(review: Review, who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        exported(review, "csv", by=request.getfixturevalue(who))

    assert not Event.objects.filter(kind="review.exported").exists()


@pytest.mark.parametrize("who", ["ben", "farid", "gita"])
def test_only_review_leads_may_export_what_is_for_the_team_alone(
    review: Review, who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        exported(review, by=request.getfixturevalue(who), holds=Holds(team_only_evidence=True))


def test_a_member_of_another_partnership_gets_nothing_of_it(review: Review, esme: Member) -> None:
    with pytest.raises(NotThere):
        exported(review, by=esme)

    assert not Event.objects.filter(kind="review.exported").exists()


@pytest.mark.parametrize("format", FORMATS)
def test_each_export_stands_in_the_history_with_the_hash_of_its_bytes(review: Review, format: str) -> None:
    export = exported(review, format)

    event = Event.objects.get(kind="review.exported")
    said = dict(Particular.objects.filter(event=event).values_list("field", "text"))
    assert event.review == review.public_id
    assert (said["format"], said["sha256"]) == (format, hashlib.sha256(export.data).hexdigest())
    assert json.loads(said["holds"])["archived"] is (format == "json")
    assert export.name.endswith(f"-2027-04-20-DRAFT.{format}")


def test_an_unknown_format_is_refused_and_stands_nowhere(review: Review) -> None:
    with pytest.raises(Refused, match="docx, pdf, xlsx, csv, json"):
        exported(review, "odt")

    assert not Event.objects.filter(kind="review.exported").exists()


def test_equal_reviews_give_equal_json(review: Review) -> None:
    assert exported(review).data == exported(review).data


def test_nothing_is_locked_while_a_document_is_written(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    review = bring_in_snapshot(data=GOOD, by=None, at=AT)
    seen: list[bool] = []
    real = exports.wording_for

    def looking(**given: Any) -> Wording:
        seen.append(connection.in_atomic_block)
        return real(**given)

    monkeypatch.setattr(exports, "wording_for", looking)
    exported(review, "csv")

    assert seen == [False]


def test_csv_reads_as_a_table(review: Review) -> None:
    rows = list(csv.reader(io.StringIO(text_of(exported(review, "csv")))))

    assert len(rows) > 5
    assert len({len(row) for row in rows[1:]}) == 1


def test_the_command_line_names_every_format() -> None:
    assert tuple(FORMATS) == OF_THE_COMMAND_LINE


def test_every_text_of_a_document_is_marked_for_translation() -> None:
    texts: set[str] = set()

    def collect(text: str) -> str:
        texts.add(text)
        return text

    translated(Wording(as_at=TODAY), collect)
    assert sorted(texts - set(TEXTS)) == []
    assert sorted(set(TEXTS) - texts) == []
    assert "" not in texts


def test_a_document_is_worded_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("system_review.documents.wording.gettext", lambda text: f"«{text}»")

    words = wording_for(as_at=date(2027, 4, 20), language="en-gb")

    assert (words.state, words.headings.evidence) == ("«DRAFT»", "«Evidence»")
    assert (words.language, words.marking) == ("en-GB", "OFFICIAL-SENSITIVE")
    assert words.date_words(date(2027, 4, 20)) == "20 April 2027"
    assert [words.every(1, Unit.TERM), words.every(3, Unit.MONTH)] == ["every term", "every 3 months"]

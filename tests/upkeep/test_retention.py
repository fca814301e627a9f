"""What is over its time goes, by the table alone; a legal hold keeps it on every road; the trail holds."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from system_review.audit.models import Event, Particular
from system_review.audit.queries import reports
from system_review.documents.models import DocumentFile
from system_review.documents.services.receiving import receive_file, set_aside_document
from system_review.drafts.models import Draft
from system_review.drafts.services import keep_draft
from system_review.errors import NotAllowed, Refused
from system_review.files.models import Attachment
from system_review.files.services.keeping import Incoming
from system_review.jobs.running import run_waiting
from system_review.jobs.services import start_due
from system_review.partnerships.models import Invitation, Member
from system_review.partnerships.rules import Role
from system_review.reviews.models import Finding, Review
from system_review.reviews.queries.attachments import Held
from system_review.reviews.services.agreeing import agree_version, note_reading
from system_review.reviews.services.attachments import attach, remove_attachment
from system_review.upkeep.rules.keeping import SETTABLE, TABLE, Length, Unit, length_of, words_of
from system_review.upkeep.services.holds import lift_hold, set_hold
from system_review.upkeep.services.keeping import set_keeping
from system_review.upkeep.services.retention import apply_retention
from system_review.upkeep.services.taking_out import look_for, take_words_out, words_from
from tests import factories
from tests.audit.chains import chain_of
from tests.commands.conftest import Run, run  # noqa: F401 - a fixture
from tests.factories import AT, TODAY
from tests.reviews.test_doors import an_invitation

LATER = AT + timedelta(days=3 * 366)  # by then every rule has something to do
KINDS = {"documents": 1, "attachments": 1, "invitations": 1, "drafts": 1, "reads": 1}


@pytest.fixture
def old(anwen: Member, review: Review) -> Review:
    """Something of every kind that a rule erases, years old."""
    document = receive_file(review=review, name="talk.txt", data=b"Ann Quorn was there", by=anwen, at=AT)
    run_waiting()
    document.refresh_from_db()
    set_aside_document(document=document, seen=document.version, by=anwen, at=AT)
    held = Held(Finding.unscoped.filter(review=review).first(), review)
    attachment = attach(to=held, files=[Incoming("a.txt", io.BytesIO(b"words"))], by=anwen, at=AT)
    remove_attachment(attachment=attachment, of=held, seen=1, by=anwen, at=AT)
    an_invitation(by=anwen)
    keep_draft(place="/x/", token="a" * 22, words={"text": ["begun"]}, by=anwen, at=AT)
    guest = factories.member(anwen.partnership, "Ines", Role.GUEST)
    seen = Event.objects.filter(review=review.public_id).order_by("-seq").values_list("seq", flat=True)[0]
    version = agree_version(review=review, name="First", seen=seen, today=TODAY, by=anwen, at=AT)
    with transaction.atomic():
        note_reading(version=version, part="", by=guest, at=AT)
    return review


def is_sound() -> bool:
    """Whether every chain verifies."""
    return all(not report.faults for report in reports())


def applied(at: datetime, *, is_dry: bool = False) -> dict[str, int]:
    """What the rules erased, but for archived things (`test_deleting.py`), of which there are none here."""
    counts = apply_retention(at=at, is_dry=is_dry)
    assert counts.pop("archived") == 0
    return counts


def left() -> dict[str, int]:
    """How much there is of each kind that a rule erases."""
    return {
        "documents": DocumentFile.unscoped.count(),
        "attachments": Attachment.unscoped.filter(erased_at=None).count(),
        "invitations": Invitation.unscoped.count(),
        "drafts": Draft.unscoped.filter(ended_at=None).count(),
        "reads": Particular.objects.filter(event__kind="version.read", field="by").count(),
    }


@pytest.mark.django_db
@pytest.mark.both_databases
def test_what_is_over_its_time_goes_and_the_trail_tells_by_which_event(old: Review, anwen: Member) -> None:
    assert left() == KINDS
    assert applied(AT, is_dry=True) == dict.fromkeys(KINDS, 0), "nothing is over its time yet"
    assert applied(LATER, is_dry=True) == KINDS
    assert left() == KINDS, "counting changes nothing"

    assert applied(LATER) == KINDS

    assert left() == dict.fromkeys(KINDS, 0)
    assert applied(LATER) == dict.fromkeys(KINDS, 0)
    chain = chain_of(anwen.partnership)
    events = dict(Event.objects.filter(chain=chain, at=LATER).values_list("kind", "seq"))
    assert set(events) == {
        "document.erased", "attachment.erased", "invitations.erased", "drafts.erased", "reads.erased"
    }  # fmt: skip
    assert is_sound()
    [report] = reports(only=chain)
    assert {one.by for one in report.erased} == {events["invitations.erased"], events["reads.erased"]}
    assert not Particular.objects.filter(text__contains="new@example.org").exists()
    assert not Particular.objects.filter(text__startswith="Nia ").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("on", ["partnership", "review"])
def test_a_legal_hold_keeps_it_from_every_rule_until_it_is_lifted(old: Review, anwen: Member, on: str) -> None:
    thing: Any = anwen.partnership if on == "partnership" else old
    set_hold(on=thing, reason="A claim", by=anwen, at=AT)
    # an invitation belongs to no review
    kept = KINDS if on == "partnership" else {**KINDS, "invitations": 0}

    counted = applied(LATER, is_dry=True)
    applied(LATER)

    assert left() == kept
    assert counted == {kind: KINDS[kind] - kept[kind] for kind in KINDS}
    lift_hold(on=thing, reason="Settled", by=anwen, at=LATER)
    applied(LATER)
    assert left() == dict.fromkeys(KINDS, 0)
    assert is_sound()


@pytest.mark.django_db
@pytest.mark.parametrize("on", ["partnership", "review"])
def test_nor_does_anybody_take_words_out_of_what_is_held(review: Review, anwen: Member, on: str) -> None:
    set_hold(on=anwen.partnership if on == "partnership" else review, reason="A claim", by=anwen, at=AT)
    words = words_from("asks about", whole=True)

    with pytest.raises(Refused, match="legal hold"):
        take_words_out(words=words, seen=look_for(words, by=anwen).seen, reason="A slip", by=anwen, at=AT)


@pytest.mark.django_db
def test_a_hold_on_one_review_is_none_on_another(old: Review, anwen: Member) -> None:
    other = factories.review(anwen, title="Another")
    set_hold(on=other, reason="A claim", by=anwen, at=AT)

    applied(LATER)

    assert left() == {**dict.fromkeys(KINDS, 0), "drafts": 1, "reads": 1}  # these cannot be told apart by review


@pytest.mark.django_db
def test_a_hold_needs_a_reason_is_set_once_and_by_administrators(review: Review, anwen: Member, ben: Member) -> None:
    with pytest.raises(Refused, match="Say why"):
        set_hold(on=review, reason="  ", by=anwen, at=AT)
    with pytest.raises(NotAllowed):
        set_hold(on=review, reason="A claim", by=ben, at=AT)
    set_hold(on=review, reason="A claim", by=anwen, at=AT)
    with pytest.raises(Refused, match="already"):
        set_hold(on=review, reason="Another", by=anwen, at=AT)
    with pytest.raises(NotAllowed):
        lift_hold(on=review, reason="So", by=ben, at=AT)
    with pytest.raises(Refused, match="Say why"):
        lift_hold(on=review, reason="", by=anwen, at=AT)

    review.refresh_from_db()
    assert (review.hold, review.held_at) == ("A claim", AT)


@pytest.mark.django_db
def test_another_partnerships_hold_and_choice_are_its_own(old: Review, esme: Member) -> None:
    set_hold(on=esme.partnership, reason="Theirs", by=esme, at=AT)
    set_hold_on_foreign: Callable[[], None] = lambda: set_hold(on=old, reason="Not mine", by=esme, at=AT)  # noqa: E731

    with pytest.raises(Refused):
        set_hold_on_foreign()
    assert applied(LATER) == KINDS


@pytest.mark.django_db
def test_a_partnership_chooses_within_bounds(old: Review, anwen: Member) -> None:
    longest = {line.key: line.most for line in SETTABLE}
    with pytest.raises(Refused) as refusal:
        set_keeping(chosen={**longest, "drafts": 366, "reads": None}, seen=1, by=anwen, at=AT)
    assert {one.field for one in refusal.value.everything()} == {"drafts", "reads"}
    assert str(refusal.value.why) == "Enter a whole number from 30 to 365"

    set_keeping(chosen=longest, seen=1, by=anwen, at=AT)

    soon = AT + timedelta(days=300)
    counts = applied(soon)
    assert (counts["invitations"], counts["drafts"]) == (0, 0), "else both would have gone after 180 days"
    set_keeping(chosen={line.key: line.least for line in SETTABLE}, seen=2, by=anwen, at=AT)
    assert applied(soon)["drafts"] == 1


@pytest.mark.django_db
def test_the_worker_does_it_once_a_day_and_the_command_at_once(old: Review, run: Run) -> None:  # noqa: F811
    assert start_due(at=LATER) > 0
    assert start_due(at=LATER) == 0, "of two workers one has it done"
    run_waiting()
    said = run("upkeep", "--dry-run", "--json")

    assert left() == dict.fromkeys(KINDS, 0)
    assert said.code == 0 and '"documents": 0' in said.out


def test_lengths_are_counted_back_in_days_and_in_years() -> None:
    leap = datetime(2028, 2, 29, 9, tzinfo=UTC)

    assert Length(2, Unit.YEAR).before(leap) == datetime(2026, 2, 28, 9, tzinfo=UTC)
    assert Length(30, Unit.DAY).before(leap) == datetime(2028, 1, 30, 9, tzinfo=UTC)
    lengths = (Length(1, Unit.YEAR), Length(2, Unit.DAY), Length.of(timedelta(0)))
    assert [str(words_of(length)) for length in lengths] == ["1 year", "2 days", "Not kept"]
    assert str(words_of(Length.of(timedelta(hours=72)))) == "3 days"


def test_what_is_chosen_out_of_bounds_is_not_obeyed() -> None:
    for line in TABLE:
        assert length_of(line, {line.key: 10_000}) == line.length
        assert length_of(line, {line.key: 0}) == line.length


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_no_hold_begins_while_something_is_erased(review: Review, anwen: Member) -> None:
    """The rows that a hold is written into are locked by whoever is erasing."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from system_review.reviews.services.holds import held_now

    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        assert held_now(anwen.partnership_id, [review.pk]) is False

    asked = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    assert len(asked) == 2
    if connection.vendor == "postgresql":
        assert all(sql.endswith("FOR NO KEY UPDATE") for sql in asked)

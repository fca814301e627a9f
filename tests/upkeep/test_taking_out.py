"""Taking words out: they are gone from every row of every table, and everything else holds."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from system_review.audit.queries import happenings, last_number, reports
from system_review.documents.models import Document, DocumentFile, InboxStep, Passage
from system_review.documents.services.inbox import edit_passage
from system_review.documents.services.receiving import receive_file
from system_review.errors import ChangedMeanwhile, NotAllowed, Refused
from system_review.jobs.running import run_waiting
from system_review.partnerships.models import Agency, Member
from system_review.partnerships.services import add_agency
from system_review.reviews.models import AgreedVersion, Finding, Review
from system_review.reviews.queries.agreed import tampered_versions
from system_review.reviews.services.agreeing import agree_version
from system_review.reviews.services.findings import edit_finding
from system_review.reviews.services.moves import archive_finding
from system_review.reviews.services.undo import undo
from system_review.upkeep.rules.word_places import TABLES
from system_review.upkeep.services.taking_out import TakenOut, look_for, take_words_out, words_from
from tests import factories
from tests.audit.chains import chain_of
from tests.documents.inboxes import brought_in
from tests.factories import AT
from tests.upkeep.words_everywhere import RARE, filled, rows_with

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def take_out(typed: str, *, by: Member, whole: bool = True, reason: str = "A name had slipped in") -> TakenOut:
    words = words_from(typed, whole=whole)
    return take_words_out(words=words, seen=look_for(words, by=by).seen, reason=reason, by=by, at=AT)


def test_the_words_are_gone_from_every_row_of_every_table(anwen: Member, farid: Member) -> None:
    filled(anwen, farid)
    stood = look_for(words_from(RARE, whole=True), by=anwen)
    missing = {table.model for table in TABLES} - {row.table.model for row in stood.rows}

    done = take_out(RARE.lower().replace("å", "a\u030a"), by=anwen)

    assert missing == set(), "put the words there as well"
    assert done.places == stood.count > 60
    assert rows_with(RARE.split()[0]) == []
    assert [report.faults for report in reports()] == [()] * len(reports())
    assert tampered_versions() == []
    assert look_for(words_from(RARE, whole=False), by=anwen).count == 0


def test_who_when_and_why_stand_in_the_history_of_each_thing(anwen: Member, review: object) -> None:
    finding = Finding.unscoped.get(review=review, colour="red")

    done = take_out("nobody asks", by=anwen)

    chain = chain_of(anwen.partnership)
    finding.refresh_from_db()
    assert finding.text.startswith("[taken out] about places.")
    [here] = happenings(chain=chain, subjects=[f"finding:{finding.public_id}"], kinds=["words.taken_out_here"])
    assert (here.said["by"], here.said["reason"]) == ("Anwen", "A name had slipped in")
    [whole] = happenings(chain=chain, kinds=["words.taken_out"])
    assert (whole.seq, whole.said["places"], whole.said["by"]) == (done.event, "2", "Anwen")
    assert {erased.by for report in reports(only=chain) for erased in report.erased} == {done.event}


def test_another_partnership_keeps_its_words(anwen: Member, esme: Member, kit: Member) -> None:
    for member in (anwen, esme):
        factories.finding(factories.cell(factories.review(member)), "red", "Kit Quorn was named")

    done = take_out("Kit", by=anwen)

    assert done.spared == 1, "Kit belongs to both"
    texts = dict(Finding.unscoped.values_list("partnership", "text"))
    assert texts == {
        anwen.partnership_id: "[taken out] Quorn was named",
        esme.partnership_id: "Kit Quorn was named",
    }
    kit.person.refresh_from_db()
    assert kit.person.name == "Kit"


def test_an_agreed_version_is_marked_and_still_proved(anwen: Member, farid: Member) -> None:
    filled(anwen, farid)
    before = AgreedVersion.unscoped.get()

    done = take_out(RARE, by=anwen)

    after = AgreedVersion.unscoped.get()
    assert (after.agreed_sha256, after.blotted_by, after.blotted_at) == (before.sha256, done.event, AT)
    assert after.sha256 != before.sha256 and "[taken out]" in after.content
    AgreedVersion.unscoped.filter(pk=after.pk).update(
        content="other", blotted_by=done.event + 1, agreed_sha256=after.agreed_sha256, sha256="0" * 64
    )
    assert tampered_versions() == [after.public_id], "a mark alone proves nothing: the history must tell of it"


@pytest.mark.parametrize(
    "change",
    [
        {"content": "other"},
        {"content": "other", "blotted_by": 1, "blotted_at": AT},
        {"number": 7, "blotted_by": 1, "blotted_at": AT, "agreed_sha256": "of-what-was-agreed"},
    ],
)
def test_an_agreed_version_is_changed_in_no_other_way(anwen: Member, review: Review, change: dict[str, object]) -> None:
    seen = last_number(chain_of(anwen.partnership), review.public_id)
    made = agree_version(review=review, name="First", seen=seen, today=factories.TODAY, by=anwen, at=AT)
    change = {**change, **({"agreed_sha256": made.sha256} if "agreed_sha256" in change else {})}

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AgreedVersion.unscoped.filter(pk=made.pk).update(**change)


def test_the_kept_file_of_a_document_goes_and_the_page_of_it_says_so(anwen: Member, farid: Member) -> None:
    review = factories.review(anwen)
    document = receive_file(review=review, name="talk.txt", data=b"Ann Quorn was there", by=anwen, at=AT)
    other = receive_file(review=review, name="other.txt", data=b"Nobody was there", by=anwen, at=AT)
    run_waiting()
    document.refresh_from_db()
    assert document.text == "Ann Quorn was there"

    done = take_out("ann quorn", by=anwen)

    fresh = Document.unscoped.get(pk=document.pk)
    assert done.files == 1
    assert list(DocumentFile.unscoped.values_list("document", flat=True)) == [other.pk]
    assert (len(fresh.text), fresh.text.split()) == (19, ["[…]", "was", "there"])
    assert fresh.told[-1][0].startswith("The file itself was erased on") and fresh.hash != document.hash
    assert rows_with(document.hash) == []


def test_a_document_that_waits_to_be_read_under_such_a_name_is_not_read_any_more(anwen: Member) -> None:
    review = factories.review(anwen)
    document = receive_file(review=review, name="Ann Quorn.txt", data=b"Nobody was there", by=anwen, at=AT)

    take_out("Ann Quorn", by=anwen)
    run_waiting()

    document.refresh_from_db()
    assert (document.state, document.name, document.text) == ("failed", "[taken out].txt", "")
    assert document.problem[0].startswith("Its file was erased")


def test_what_would_be_put_back_by_an_undo_stays_out(anwen: Member, review: Review) -> None:
    document = brought_in(review, "Ann Quorn was there", by=anwen)
    passage = Passage.unscoped.get(document=document)
    step = edit_passage(passage=passage, seen=passage.version, text="Somebody was there", by=anwen, at=AT)
    finding = Finding.unscoped.get(review=review, colour="red")
    archived = archive_finding(finding=finding, seen=finding.version, by=anwen, at=AT)

    take_out("Ann Quorn", by=anwen)
    take_out("asks about", by=anwen)

    assert not InboxStep.unscoped.filter(pk=step.pk).exists()
    with pytest.raises(Refused, match="no longer be undone"):
        undo(step=archived, by=anwen, at=AT)


def test_who_was_writing_meanwhile_is_told(anwen: Member, review: Review) -> None:
    finding = Finding.unscoped.get(review=review, colour="red")
    rest = {"about": [], "on_behalf_of": None, "evidence": []}

    take_out("asks about", by=anwen)

    with pytest.raises(ChangedMeanwhile) as told:
        edit_finding(finding=finding, seen=finding.version, text=f"{finding.text} So.", **rest, by=anwen, at=AT)
    assert str(told.value.now["text"]).startswith("Nobody [taken out] places")


def test_a_list_that_is_no_longer_true_is_looked_at_again(anwen: Member, review: Review) -> None:
    words = words_from("asks about", whole=True)
    seen = look_for(words, by=anwen).seen
    factories.finding(factories.cell(review), "red", "It asks about more.")

    with pytest.raises(Refused, match="has changed since you looked"):
        take_words_out(words=words, seen=seen, reason="A name had slipped in", by=anwen, at=AT)

    assert Finding.unscoped.filter(text__contains="asks about").count() == 3


@pytest.mark.parametrize("reason", ["", "  ", "It said ASKS  about", "basks abouts"])
def test_the_reason_is_given_and_holds_no_words(anwen: Member, review: Review, reason: str) -> None:
    with pytest.raises(Refused, match="without the words themselves"):
        take_out("asks about", by=anwen, reason=reason)


def test_names_that_become_alike_are_told_apart(anwen: Member, review: Review) -> None:
    for name in ("Ann Quorn", "ANN QUORN", "Ann  quorn Trust"):
        add_agency(name=name, by=anwen, at=AT)

    take_out("Ann Quorn", by=anwen)

    names = set(Agency.objects.visible_to(anwen).values_list("name", flat=True))
    assert {"[taken out]", "[taken out] 2", "[taken out] Trust"} <= names


@pytest.mark.parametrize("who", ["ben", "dev", "farid", "gita", "huw"])
def test_nobody_else_takes_words_out(request: pytest.FixtureRequest, review: Review, who: str) -> None:
    member = request.getfixturevalue(who)

    with pytest.raises(NotAllowed):
        look_for(words_from("asks about", whole=True), by=member)
    with pytest.raises(NotAllowed):
        take_words_out(words=words_from("asks about", whole=True), seen="", reason="so", by=member, at=AT)

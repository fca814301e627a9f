"""Deleting something archived for good: it is gone from every row, the history still verifies, a hold forbids it."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from system_review.audit.models import Event, Particular
from system_review.audit.queries import happenings, last_number, reports
from system_review.documents.models import DocumentFile, Passage
from system_review.documents.services.applying import apply_document
from system_review.documents.services.inbox import place_as_action, place_as_finding
from system_review.drafts.services import keep_draft
from system_review.errors import ChangedMeanwhile, NotAllowed, Refused
from system_review.evidence.models import Evidence
from system_review.evidence.services import archive_evidence
from system_review.files.models import Attachment
from system_review.files.services.keeping import Incoming
from system_review.partnerships.models import Member
from system_review.reviews.models import Action, AgreedVersion, Challenge, Comment, Finding, Review
from system_review.reviews.queries.attachments import Held
from system_review.reviews.services.actions import add_note, archive_action, serve_finding
from system_review.reviews.services.agreeing import agree_version
from system_review.reviews.services.attachments import attach, remove_attachment
from system_review.reviews.services.challenges import record_challenge
from system_review.reviews.services.comments import add_comment, answer_comment, edit_comment, withdraw_comment
from system_review.reviews.services.findings import edit_finding
from system_review.reviews.services.moves import archive_finding, recolour_finding
from system_review.reviews.services.notes import write_note
from system_review.upkeep.services.deleting import delete_for_good
from system_review.upkeep.services.deleting_rows import PARTS
from system_review.upkeep.services.holds import set_hold
from system_review.upkeep.services.retention import apply_retention
from tests import factories
from tests.audit.chains import chain_of
from tests.documents.inboxes import brought_in
from tests.factories import AT, TODAY
from tests.reviews.pieces import piece
from tests.upkeep.words_everywhere import rows_with

WORD = "Quibblewick"
BASE = "/eastmere-safeguarding-partnership"


def fresh(thing: Any) -> Any:
    """The thing as it is in the database."""
    return type(thing).unscoped.get(pk=thing.pk)


@pytest.fixture
def finding(anwen: Member, review: Review, farid: Member) -> Finding:
    """A finding that was brought in, with the word in everything that hangs on it; archived."""
    text = f"About {WORD} at the stop\n\nSpeak to {WORD} soon\n\nNothing of it here"
    document = brought_in(review, text, by=anwen)
    DocumentFile.unscoped.create(partnership=anwen.partnership, document=document, data=text.encode())
    first, second, _ = Passage.unscoped.filter(document=document).order_by("position")
    place_as_finding(passage=first, seen=first.version, cell=factories.cell(review), colour="red", by=anwen, at=AT)
    place_as_action(passage=second, seen=second.version, under=fresh(first), by=anwen, at=AT)
    document.refresh_from_db()
    apply_document(document=document, seen=document.version, by=anwen, at=AT)
    made = Finding.unscoped.get(text__contains=WORD)
    told = {"about": [], "on_behalf_of": None, "evidence": [], "by": anwen, "at": AT}
    edit_finding(finding=made, seen=made.version, text=f"Seen: {WORD} and others", **told)
    action = Action.unscoped.get(text__contains=WORD)
    note = {"text": f"{WORD} was told", "on": TODAY, "status": "under_way", "difference": f"to {WORD}"}
    add_note(action=action, seen=action.version, **note, by=anwen, at=AT)
    comment = add_comment(on=made, text=f"Who is {WORD}, then?", by=anwen, at=AT)
    answer_comment(comment=comment, text=f"{WORD} is a friend", by=anwen, at=AT)
    edit_comment(comment=comment, seen=comment.version, text=f"And who was {WORD}?", by=anwen, at=AT)
    write_note(finding=made, seen=0, text=f"A note on {WORD}", by=anwen, at=AT)
    attach(to=Held(made, review), files=[Incoming(f"{WORD}.txt", io.BytesIO(b"x"))], by=anwen, at=AT)
    record_challenge(review=review, text="What follows?", finding=made, by=farid, at=AT)
    keep_draft(place=f"{BASE}/findings/{made.public_id}/", token="a" * 22, words={"text": [WORD]}, by=anwen, at=AT)
    made = fresh(made)
    recolour_finding(
        finding=made, seen=made.version, colour="amber", on=TODAY, reason=f"{WORD} was helped",
        onward={action.public_id: "carry_on"}, by=anwen, at=AT,
    )  # fmt: skip
    made = fresh(made)
    archive_finding(finding=made, seen=made.version, by=anwen, at=AT)
    return fresh(made)


def delete(kind: str, thing: Any, by: Member, reason: str = "It named somebody") -> None:
    delete_for_good(kind=kind, thing=thing, seen=fresh(thing).version, reason=reason, by=by, at=AT)


@pytest.mark.django_db
@pytest.mark.both_databases
def test_it_is_gone_from_every_row_and_the_trail_tells_who_deleted_it(finding: Finding, anwen: Member) -> None:
    assert len(set(rows_with(WORD))) > 12

    delete("finding", finding, anwen)

    assert rows_with(WORD) == []
    assert [report.faults for report in reports()] == [()] * len(reports())
    chain = chain_of(anwen.partnership)
    [event] = happenings(chain=chain, kinds=["finding.deleted"])
    assert (event.said["by"], event.said["reason"], event.said["actions"]) == ("Anwen", "It named somebody", "1")
    assert {one.by for report in reports(only=chain) for one in report.erased} == {event.seq}
    written = happenings(chain=chain, subjects=[f"finding:{finding.public_id}"], kinds=["finding.edited"])
    assert [set(one.said) for one in written] == [{"by"}], "who did it stays, and what they wrote does not"
    assert Challenge.unscoped.get().cell_id == finding.cell_id, "what was asked stays, as asked about the stage"


@pytest.mark.django_db
def test_what_serves_another_finding_stays(finding: Finding, anwen: Member, review: Review) -> None:
    action = Action.unscoped.get(text__contains=WORD)
    other = Finding.unscoped.filter(review=review, archived_at=None).first()
    serve_finding(action=action, finding=other, by=anwen, at=AT)

    delete("finding", finding, anwen)

    assert Action.unscoped.filter(pk=action.pk).exists()
    assert [report.faults for report in reports()] == [()] * len(reports())


@pytest.mark.django_db
def test_an_agreed_version_keeps_what_was_agreed(anwen: Member, review: Review) -> None:
    thing = Finding.unscoped.filter(review=review, colour="red").first()
    seen = last_number(chain_of(anwen.partnership), review.public_id)
    agree_version(review=review, name="First", seen=seen, today=TODAY, by=anwen, at=AT)
    archive_finding(finding=thing, seen=thing.version, by=anwen, at=AT)

    delete("finding", thing, anwen)

    assert "Nobody asks about places" in AgreedVersion.unscoped.get().content
    assert not Finding.unscoped.filter(pk=thing.pk).exists()


def archived_of_each_kind(review: Review, by: Member) -> dict[str, Any]:
    """One archived thing of every kind, each apart from the others."""
    first, second = Finding.unscoped.filter(review=review).order_by("pk")
    action = factories.action(first, "Spare")
    archive_action(action=action, seen=action.version, by=by, at=AT)
    evidence = piece(review)
    archive_evidence(evidence=evidence, seen=fresh(evidence).version, by=by, at=AT)
    comment = add_comment(on=first, text="Withdrawn words here", by=by, at=AT)
    withdraw_comment(comment=comment, seen=comment.version, by=by, at=AT)
    held = Held(first, review)
    attachment = attach(to=held, files=[Incoming("a.txt", io.BytesIO(b"x"))], by=by, at=AT)
    remove_attachment(attachment=attachment, of=held, seen=1, by=by, at=AT)
    second = fresh(second)
    archive_finding(finding=second, seen=second.version, by=by, at=AT)
    return {"action": action, "evidence": evidence, "comment": comment, "attachment": attachment, "finding": second}


@pytest.mark.django_db
def test_each_kind_is_deleted_by_a_person_or_when_its_time_is_over(anwen: Member, review: Review) -> None:
    things = archived_of_each_kind(review, anwen)
    assert apply_retention(at=AT + timedelta(days=5 * 365), is_dry=True)["archived"] == 0

    for kind in ("action", "evidence"):
        delete(kind, things.pop(kind), anwen)
    counted = apply_retention(at=AT + timedelta(days=7 * 365), is_dry=True)["archived"]
    done = apply_retention(at=AT + timedelta(days=7 * 365))["archived"]

    assert counted == done == 4, "with the action that was archived with its finding"
    assert not any(type(thing).unscoped.filter(pk=thing.pk).exists() for thing in things.values())
    assert Event.objects.filter(kind__endswith=".deleted").count() == 6
    assert [report.faults for report in reports()] == [()] * len(reports())


@pytest.mark.only_sqlite  # a cursor of PostgreSQL's own is not among the statements that are counted
@pytest.mark.django_db
def test_the_history_is_gone_through_once_however_much_is_over_its_time(anwen: Member, review: Review) -> None:
    first = Finding.unscoped.filter(review=review).first()
    for number in range(4):
        comment = add_comment(on=first, text=f"Withdrawn words of comment {number}", by=anwen, at=AT)
        withdraw_comment(comment=comment, seen=comment.version, by=anwen, at=AT)

    with CaptureQueriesContext(connection) as queries:
        assert apply_retention(at=AT + timedelta(days=7 * 365))["archived"] == 4

    looks = [one for one in queries if one["sql"].startswith("SELECT") and '"audit_particular"."text"' in one["sql"]]
    assert len([one for one in looks if '"audit_event"."subject"' in one["sql"] and "LIMIT 1" not in one["sql"]]) == 1
    assert not Particular.objects.filter(text__startswith="Withdrawn words").exists()
    events = Event.objects.filter(kind="comment.deleted").values_list("subject", flat=True)
    assert len(set(events)) == 4
    assert [report.faults for report in reports()] == [()] * len(reports())


@pytest.mark.django_db
@pytest.mark.parametrize("on", ["partnership", "review"])
def test_nothing_under_a_legal_hold_is_deleted(anwen: Member, review: Review, on: str) -> None:
    things = archived_of_each_kind(review, anwen)
    set_hold(on=anwen.partnership if on == "partnership" else review, reason="A claim", by=anwen, at=AT)

    for kind, thing in things.items():
        with pytest.raises(Refused, match="legal hold"):
            delete(kind, thing, anwen)

    assert apply_retention(at=AT + timedelta(days=7 * 365))["archived"] == 0
    assert all(type(thing).unscoped.filter(pk=thing.pk).exists() for thing in things.values())


@pytest.mark.django_db
def test_only_what_is_archived_for_a_reason_by_an_administrator(
    anwen: Member, review: Review, ben: Member, esme: Member
) -> None:
    thing = archived_of_each_kind(review, anwen)["finding"]
    other = Finding.unscoped.filter(review=review, archived_at=None).first()

    with pytest.raises(Refused, match="Only what is archived"):
        delete("finding", other, anwen)
    with pytest.raises(Refused, match="Say why"):
        delete("finding", thing, anwen, reason=" ")
    with pytest.raises(NotAllowed):
        delete("finding", thing, ben)
    with pytest.raises(ChangedMeanwhile):
        delete("finding", thing, esme)  # an administrator, of another partnership
    with pytest.raises(ChangedMeanwhile):
        delete_for_good(kind="finding", thing=thing, seen=99, reason="So", by=anwen, at=AT)

    assert Finding.unscoped.filter(pk=thing.pk).exists()


@pytest.mark.django_db
def test_the_page_tells_what_goes_with_it_and_asks_why(as_: Any, finding: Finding, anwen: Member) -> None:
    client, here = as_(anwen), f"{BASE}/reviews/{finding.review.public_id}"
    client.most_queries = 60
    page = f"{here}/delete/finding-{finding.public_id}/"
    assert "Delete for good" in client.get(f"{here}/archive/").text
    assert WORD in client.get(f"{here}/delete/").text

    asked = client.get(page).text
    refused = client.post(page, {"version": finding.version, "reason": ""})

    assert "1 action that serves nothing else, 2 comments and replies, 1 attachment." in asked
    assert "Agreed versions keep what was agreed" in asked and "Backups" in asked
    assert refused.status_code == 422 and "Say why" in refused.text
    done = client.post(page, {"version": finding.version, "reason": "It named somebody"})
    assert done.status_code == 302
    assert client.get(page).status_code == 404
    assert "Deleted for good" in client.get(done.headers["Location"].partition("#")[0]).text


@pytest.mark.django_db
def test_who_may_not_delete_is_not_offered_it(as_: Any, finding: Finding, ben: Member, huw: Member) -> None:
    here = f"{BASE}/reviews/{finding.review.public_id}"

    assert "Delete for good" not in as_(ben).get(f"{here}/archive/").text
    for page in (f"{here}/delete/", f"{here}/delete/finding-{finding.public_id}/"):
        assert as_(ben).get(page).status_code == 403
        assert as_(huw).get(page).status_code == 404


def test_whatever_hangs_on_a_finding_an_action_or_evidence_is_thought_of() -> None:
    """A new table that points to one of these needs its line in `PARTS`, or a place among those told here."""
    elsewhere = {"Passage", "Attached", "Comment", "Challenge", "Finding_about", "FileFound"}
    pointing = {
        (relation.related_model.__name__, relation.field.name)
        for model in (Finding, Action, Evidence, Comment, Attachment)
        for relation in apps.get_model(model._meta.label)._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    }

    known = {(model.__name__, column) for model, columns in PARTS for column in columns}
    assert {one for one in pointing - known if one[0] not in elsewhere} == set()

"""A partnership in which one rare word stands in every place that people can write in, put there by the services."""

from __future__ import annotations

import io
from typing import Any

from django.db import connection

from system_review.documents.models import Document, InboxQuestion, Passage, ReturnedFile
from system_review.documents.rules.returned import things
from system_review.documents.services.applying import apply_document
from system_review.documents.services.inbox import edit_passage, place_as_action, place_as_finding, set_aside
from system_review.documents.services.receiving import receive_file
from system_review.drafts.services import keep_draft
from system_review.evidence.services import Description, add_evidence
from system_review.files.services.keeping import Incoming
from system_review.frameworks.services import add_framework
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.partnerships.models import Holding, Lead, Member
from system_review.partnerships.rules import Role
from system_review.partnerships.services import LeadName, register_agency, rename_agency, rename_partnership
from system_review.partnerships.services.invitations import invite
from system_review.partnerships.services.members import Part
from system_review.people.services.persons import rename_person
from system_review.reviews.models import Action, Cell, Comment, Finding, PlaceRating, Review, ReviewEvidence
from system_review.reviews.services.actions import add_note
from system_review.reviews.services.agreeing import agree_version
from system_review.reviews.services.attachments import Held, attach
from system_review.reviews.services.challenges import answer_challenge, record_challenge
from system_review.reviews.services.comments import add_comment, answer_comment, edit_comment, settle_comment
from system_review.reviews.services.evidence import link_findings
from system_review.reviews.services.findings import edit_finding
from system_review.reviews.services.meetings import close_meeting, edit_meeting, open_meeting
from system_review.reviews.services.moves import archive_finding, recolour_finding
from system_review.reviews.services.notes import write_note
from system_review.reviews.services.ratings import rate_cell, rate_place
from system_review.reviews.services.review_places import add_place, rename_place
from system_review.reviews.services.reviews import edit_review
from system_review.reviews.services.summary import write_summary
from system_review.reviews.services.values import add_value, judge_value
from system_review.upkeep.rules.statements import Said
from system_review.upkeep.services.statements import set_statement
from tests import factories
from tests.documents.inboxes import brought_in
from tests.factories import AT, TODAY

RARE = "Zyxomelda Vågqwist"
TORN = f"About {RARE} at the bus stop\n\nBrief the front door on {RARE} soon\n\nSet aside what {RARE} said"


def filled(by: Member, scrutineer: Member) -> Review:
    """A review of this member's, in whose every place the rare word stands."""
    review = factories.review(by, title=f"Review with {RARE}")
    _people(by)
    _about(review, by)
    red, amber = _findings(review, by)
    _actions(red, by)
    _said(red, scrutineer, by)
    _judged(review, by)
    met = open_meeting(review=review, kind="board", present=f"Chair {RARE}", apologies=f"{RARE}", by=by, at=AT)
    edit_meeting(meeting=met, seen=1, present=f"The chair, {RARE}", apologies="", by=by, at=AT)
    close_meeting(meeting=met, by=by, at=AT)
    write_summary(review=review, part="themes", seen=0, text=f"{RARE} runs through", findings=[red], by=by, at=AT)
    _evidence(review, red, by)
    _brought_in(review, by)
    attach(to=Held(red, review), files=[Incoming(f"Notes on {RARE}.txt", io.BytesIO(b"plain words"))], by=by, at=AT)
    keep_draft(place="/eastmere/x/", token="a" * 22, words={"text": [f"{RARE}\nhas", "a"]}, by=by, at=AT)
    _framework(by)
    set_statement(said=Said(*[f"told of {RARE}"] * 5), seen=1, by=by, at=AT)
    agree_version(review=review, name=f"Agreed {RARE}", seen=_last(by, review), today=TODAY, by=by, at=AT)
    archive_finding(finding=amber, seen=amber.version, by=by, at=AT)
    return review


def _last(by: Member, review: Review) -> int:
    from system_review.audit.queries import last_number

    return last_number(str(by.partnership.key), review.public_id)


def _people(by: Member) -> None:
    role = Lead.unscoped.create(partnership=by.partnership, role=f"Post of {RARE}")
    Holding.unscoped.create(partnership=by.partnership, lead=role, name=f"Kay {RARE}", since=TODAY)
    agency = register_agency(name=f"{RARE} Trust", by=by, at=AT)
    rename_agency(agency=agency, name=f"Trust of {RARE}", seen=agency.version, by=by, at=AT)
    jo = factories.member(by.partnership, "Jo", Role.READER).person
    rename_person(person=jo, name=f"Jo {RARE}", by=jo, at=AT)
    part = Part(roles={Role.READER}, agencies=[], until=None)
    invite(email="kim@example.org", name=f"Kim {RARE}", part=part, by_letter=False, by=by, at=AT)
    rename_partnership(partnership=by.partnership, name=f"Partnership {RARE}", seen=by.partnership.name, by=by, at=AT)
    by.partnership.refresh_from_db()


def _about(review: Review, by: Member) -> None:
    words = dict.fromkeys(Review.ABOUT, f"told of {RARE.upper()}")
    edit_review(
        review=review,
        seen=review.version,
        title=review.title,
        date=TODAY,
        marking=f"M {RARE}",
        about=words,
        by=by,
        at=AT,
    )


def _findings(review: Review, by: Member) -> tuple[Finding, Finding]:
    first = factories.cell(review)
    red = factories.finding(first, "red", f"First {RARE} was named")
    amber = factories.finding(first, "amber", f"{RARE}’s friends")
    edit_finding(
        finding=red, seen=red.version, text=f"Then {RARE} again, and {RARE}", about=[], on_behalf_of=None, evidence=[],
        by=by, at=AT,
    )  # fmt: skip
    recolour_finding(
        finding=amber, seen=amber.version, colour="green", on=TODAY, reason=f"since {RARE}", onward={}, by=by, at=AT
    )
    return red, amber


def _actions(red: Finding, by: Member) -> Action:
    lead = LeadName(f"Lead {RARE}", f"Role {RARE}", f"Agency {RARE}")
    action = factories.action(red, f"Speak of {RARE}", lead, due_words=f"when {RARE} is back")
    add_note(
        action=action, seen=action.version, text=f"{RARE} did", on=TODAY, status="under_way", difference=f"to {RARE}",
        by=by, at=AT,
    )  # fmt: skip
    return action


def _said(red: Finding, scrutineer: Member, by: Member) -> None:
    first = add_comment(on=red, text=f"Who is {RARE}?", by=by, at=AT)
    answer_comment(comment=first, text=f"{RARE} is", by=by, at=AT)
    edit_comment(comment=first, seen=first.version, text=f"And who was {RARE}?", by=by, at=AT)
    settle_comment(comment=Comment.unscoped.get(pk=first.pk), seen=first.version, by=by, at=AT)
    write_note(finding=red, seen=0, text=f"Note {RARE}", by=by, at=AT)
    asked = record_challenge(review=red.review, text=f"Why {RARE}?", finding=red, by=scrutineer, at=AT)
    answer_challenge(challenge=asked, seen=asked.version, answer=f"Because {RARE}", by=by, at=AT)


def _judged(review: Review, by: Member) -> None:
    cell = Cell.unscoped.filter(review=review).order_by("position")[1]
    rate_cell(cell=cell, seen=cell.version, rating="red", reason=f"of {RARE}", agreed_at=f"with {RARE}", by=by, at=AT)
    place = add_place(review=review, name=f"{RARE} Ward", by=by, at=AT)
    rename_place(place=place, seen=1, name=f"Ward of {RARE}", by=by, at=AT)
    given = PlaceRating.unscoped.get(cell=cell, for_place=place)
    rate_place(given=given, seen=1, rating="red", reason=f"of {RARE}", agreed_at=f"with {RARE}", by=by, at=AT)
    value = add_value(review=review, name=f"Value {RARE}", by=by, at=AT)
    judge_value(
        value=value, seen=value.version, extent="", narrative=RARE, examples_for=RARE, examples_against=RARE,
        by=by, at=AT,
    )  # fmt: skip


def _evidence(review: Review, red: Finding, by: Member) -> None:
    told = Description("document", f"File of {RARE}", asked_of=f"asked {RARE}", looked_at_by=f"Jo {RARE}")
    piece = add_evidence(description=told, by=by, at=AT)
    ReviewEvidence.unscoped.create(partnership=by.partnership, review=review, evidence=piece, position=0)
    link_findings(review=review, evidence=piece, findings=[red], by=by, at=AT)


def _brought_in(review: Review, by: Member) -> Document:
    document = brought_in(review, TORN, by=by, name=f"Talk with {RARE}")
    first, second, third = Passage.objects.visible_to(by).filter(document=document).order_by("position")
    edit_passage(passage=first, seen=first.version, text=f"{first.text} and {RARE}", by=by, at=AT)
    cell = factories.cell(review)
    first.refresh_from_db()
    place_as_finding(passage=first, seen=first.version, cell=cell, colour="red", by=by, at=AT)
    first.refresh_from_db()
    place_as_action(passage=second, seen=second.version, under=first, by=by, at=AT)
    set_aside(passage=third, seen=third.version, by=by, at=AT)
    words = ["Is {what} a lead?", {"what": RARE}]
    InboxQuestion.unscoped.create(  # only the reading of a document asks one
        partnership=by.partnership, document=document, position=0, words=words, about=[], answers=[{"words": words}]
    )
    document.refresh_from_db()
    apply_document(document=document, seen=document.version, by=by, at=AT)
    receive_file(review=review, name=f"{RARE}.txt", data=f"A file on {RARE}".encode(), by=by, at=AT)
    said = things.Thing(things.What.FINDING, {"text": things.Said(f"Somebody added {RARE}")})
    ReturnedFile.unscoped.create(  # only the reading of a file of ours makes one
        partnership=by.partnership, document=document, content=things.as_plain(things.Returned(things=(said,)))
    )
    return document


def _framework(by: Member) -> None:
    plain = factories.framework().model_dump()
    named = FrameworkSnapshot.model_validate({**plain, "version": "9", "title": {"en-GB": f"Framework {RARE}"}})
    add_framework(snapshot=named, by=by, at=AT)


def rows_with(word: str) -> list[str]:
    """The table and column of every value in the database that holds the word, however it is written."""
    found = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description or ()]
            for row in cursor.fetchall():
                found += [f"{table}.{name}" for name, value in zip(columns, row, strict=True) if _holds(value, word)]
    return found


def _holds(value: Any, word: str) -> bool:
    if isinstance(value, memoryview | bytes):
        value = bytes(value).decode("utf-8", "replace")
    text = str(value).casefold()
    return word.casefold() in text or word.casefold().encode("unicode_escape").decode() in text

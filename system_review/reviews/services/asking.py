"""Sending an agency the list of what it is asked for, at the agency's own address, by a person's click."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from system_review.audit.services import record
from system_review.errors import NotAllowed, NotThere, Refused, Why
from system_review.partnerships.access import may, require
from system_review.partnerships.models import Agency, Member
from system_review.partnerships.queries import HOLDS
from system_review.partnerships.rules import Permission
from system_review.people.letters import put
from system_review.reviews.models import AskedByMail, Review
from system_review.reviews.queries.emails import Email
from system_review.reviews.queries.evidence_asked import asked_letter
from system_review.reviews.queries.seeing import sight_of


@transaction.atomic
def send_asked(*, review: Review, agency: Agency, seen: str, by: Member, today: date, at: datetime) -> None:
    """Have the list sent that this person has looked at; `seen` tells which it was (`AskedLetter.seen`).

    Only the review team sends it, and only to the address that the partnership keeps for the agency. Raises
    `NotAllowed`, and `Refused` where there is no mail, no address, nothing outstanding, or another list by now.
    """
    require(by, Permission.EVIDENCE_WRITE)
    if agency.partnership_id != by.partnership_id or review.partnership_id != by.partnership_id:
        raise NotThere(Why("There is no such page"))
    if not sight_of(review, visible_to=by).in_team:
        raise NotAllowed(Why("The review team asks agencies for evidence. Ask a review lead."))
    if not settings.CAN_MAIL:
        raise Refused(Why("This installation sends no mail: copy the list into an e-mail of your own"))
    if not agency.email:
        raise Refused(
            Why("No address is kept for {name}: an administrator can add one under Agencies", name=agency.name)
        )
    letter = asked_letter(review, agency, visible_to=by, today=today)
    if letter is None:
        raise Refused(Why("Nothing is outstanding from {name}", name=agency.name))
    if letter.seen != seen:
        raise Refused(Why("The list is another one by now: look at it again, then send it"))
    from system_review.reviews import jobs

    sent = AskedByMail.unscoped.create(partnership=by.partnership, review=review, agency=agency, by=by, at=at)
    put(jobs.post_asked, sent.pk, of=by.partnership.public_id, at=at)
    record(
        "evidence.asked_by_mail", subject=review, by=by, at=at, review=review, agency=agency.name, count=letter.count
    )


def letter_of(number: int, *, today: date) -> tuple[Agency, Email] | None:
    """The agency and its list as it stands, by the number of the row; None if there is nothing to send.

    That is so when whoever had it sent has gone or may do so no more, and when nothing is outstanding by now.
    """
    rows = AskedByMail.unscoped.select_related("agency__partnership", "by__partnership", "review__partnership")
    sent = rows.select_related("review__framework").filter(pk=number).first()
    if sent is None or not sent.agency.email or sent.review.archived_at:
        return None
    by = Member.unscoped.select_related("partnership").filter(HOLDS, pk=sent.by_id).first()
    if by is None or not may(by, Permission.EVIDENCE_WRITE) or not sight_of(sent.review, visible_to=by).in_team:
        return None
    letter = asked_letter(sent.review, sent.agency, visible_to=by, today=today)
    return (sent.agency, letter.email) if letter else None

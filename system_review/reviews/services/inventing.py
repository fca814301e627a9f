"""What had happened in the example before today: a board met a month ago and agreed it, and work went on since."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from system_review.audit.queries import last_number
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission, Role
from system_review.partnerships.services.members import end_membership
from system_review.reviews.models import Action, Finding, Review
from system_review.reviews.rules.words import MeetingKind, Status
from system_review.reviews.services.agreeing import agree_version
from system_review.reviews.services.looking import invented_member
from system_review.reviews.services.many_actions import change_many
from system_review.reviews.services.meetings import close_meeting, open_meeting
from system_review.reviews.services.priorities import mark_finding
from system_review.reviews.services.rewording import reword_finding

AGO = timedelta(days=30)
LASTED = timedelta(hours=1)
SINCE = timedelta(days=3)  # ago: when the findings were written on
LONGER = 3  # findings that say more than they did at the board
BEGUN = 3  # actions that were begun since
CHOSEN = 2  # findings that the board made priorities
PRESENT = "Independent scrutineer (chair), designated nurse, police superintendent, director of children's services"
APOLOGIES = "Head of youth justice"


@transaction.atomic
def invent_past(*, review: Review, by: Member, at: datetime) -> None:
    """Let an invented board have agreed the example a month ago, so that readers and guests find something.

    Whoever agreed and minuted it is a member no longer: people who look round may agree versions of their own. Every
    finding and action is in the end what it was at first.
    """
    require(by, Permission.MEMBER_CHANGE)
    then = timezone.localtime(at - AGO).replace(hour=14, minute=0, second=0, microsecond=0)
    lead = invented_member(role=Role.REVIEW_LEAD, by=by, at=then)
    approver = invented_member(role=Role.APPROVER, by=by, at=then)
    written = {finding.pk: finding.text for finding in _with_more_to_say(review)}
    begun, chosen = _some_under_way(review), _some_priorities(review)
    _write(review, {pk: _first_sentence(text) for pk, text in written.items()}, lead, then - LASTED)
    _set(review, begun, Status.NOT_STARTED, lead, then - LASTED)
    _mark(chosen, False, lead, then - LASTED)
    _all_stood(review, then - LASTED)
    meeting = open_meeting(
        review=review, kind=MeetingKind.BOARD, present=PRESENT, apologies=APOLOGIES, by=lead, at=then
    )
    _mark(chosen, True, lead, then + LASTED / 4)
    agree_version(
        review=review,
        name=f"Agreed by the board, {then:%B %Y}",
        seen=last_number(str(review.partnership.key), review.public_id),
        today=then.date(),
        by=approver,
        at=then + LASTED / 2,
    )
    close_meeting(meeting=meeting, by=lead, at=then + LASTED)
    _write(review, written, lead, at - SINCE)
    _set(review, begun, Status.UNDER_WAY, lead, at - SINCE)
    for member in (lead, approver):
        end_membership(member=member, by=by, at=at)


def _with_more_to_say(review: Review) -> list[Finding]:
    """Some findings of several sentences, from all over the sheet."""
    # because the example's own command line invents it, and sees all of it
    found = [row for row in Finding.unscoped.filter(review=review).order_by("pk") if not row.archived_at]
    longer = [row for row in found if _first_sentence(row.text) != row.text]
    return longer[:: max(1, len(longer) // LONGER)][:LONGER]


def _first_sentence(text: str) -> str:
    first, _, rest = text.partition(". ")
    return f"{first}." if rest else text


def _write(review: Review, texts: dict[int, str], by: Member, at: datetime) -> None:
    for pk, text in texts.items():
        finding = Finding.unscoped.select_related("review", "on_behalf_of").get(pk=pk)
        reword_finding(finding=finding, seen=finding.version, text=text, by=by, at=at)


def _some_under_way(review: Review) -> list[int]:
    # because the example's own command line invents it, and sees all of it
    rows = Action.unscoped.filter(review=review, status=Status.UNDER_WAY, repeats_every=None, archived_at=None)
    found = list(rows.order_by("pk").values_list("pk", flat=True))
    return found[:: max(1, len(found) // BEGUN)][:BEGUN]


def _some_priorities(review: Review) -> list[int]:
    rows = Finding.unscoped.filter(review=review, is_priority=True, archived_at=None)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:CHOSEN])


def _set(review: Review, actions: list[int], status: Status, by: Member, at: datetime) -> None:
    seen = dict(Action.unscoped.filter(pk__in=actions).values_list("public_id", "version"))
    if seen:
        change_many(review=review, seen=seen, status=status, by=by, at=at)


def _mark(findings: list[int], marked: bool, by: Member, at: datetime) -> None:
    for finding in Finding.unscoped.select_related("review", "on_behalf_of").filter(pk__in=findings).order_by("pk"):
        mark_finding(finding=finding, marked=marked, by=by, at=at)


def _all_stood(review: Review, at: datetime) -> None:
    """What nobody touches again was there before the board met: "changed since the last meeting" leaves it out."""
    for model in (Finding, Action):
        model.unscoped.filter(review=review).update(changed_at=at)

"""What had happened in the example before today: a board met a month ago and agreed it, and work went on since."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from system_review.audit.queries import last_number
from system_review.partnerships.access import require
from system_review.partnerships.models import Lead, Member
from system_review.partnerships.rules import Permission, Role
from system_review.partnerships.services.members import end_membership
from system_review.reviews.models import Action, Finding, Review
from system_review.reviews.queries.meetings import name_of
from system_review.reviews.rules.words import MeetingKind, Status
from system_review.reviews.services import inventing_moves as moves
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
MOVED = 3  # actions that were planned otherwise before
CHOSEN = 2  # findings that the board made priorities
PRESENT = "Independent scrutineer (chair), designated nurse, police superintendent, director of children's services"
APOLOGIES = "Head of youth justice"


@transaction.atomic
def invent_past(*, review: Review, by: Member, at: datetime) -> None:
    """Let an invented board have agreed the example a month ago, so that readers and guests find something.

    Whoever agreed and minuted it is a member no longer: people who look round may agree versions of their own. Every
    finding and action is in the end what it was at first, and every stage has the rating that it had.
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
    decided, since = _set_back(review, then - LASTED, but=begun)
    _all_stood(review, then - LASTED)
    meeting = open_meeting(
        review=review, kind=MeetingKind.BOARD, present=PRESENT, apologies=APOLOGIES, by=lead, at=then
    )
    for number, take in enumerate(decided, start=1):
        take(lead, then + number * LASTED / 12, name_of(meeting))
    _mark(chosen, True, lead, then + LASTED / 3)
    agree_version(
        review=review,
        name=f"Agreed by the board, {then:%B %Y}",
        seen=last_number(str(review.partnership.key), review.public_id),
        today=then.date(),
        by=approver,
        at=then + LASTED / 2,
    )
    close_meeting(meeting=meeting, by=lead, at=then + LASTED)
    for number, take in enumerate(since):
        take(lead, at - SINCE - timedelta(days=len(since) - number), "")
    _write(review, written, lead, at - SINCE)
    _set(review, begun, Status.UNDER_WAY, lead, at - SINCE)
    for member in (lead, approver):
        end_membership(member=member, by=by, at=at)


def _set_back(review: Review, at: datetime, *, but: list[int]) -> tuple[list[moves.Forward], list[moves.Forward]]:
    """Set back what moved on: what the board decided, and what was done since, each in order, to be taken again.

    The board rated a stage otherwise than its findings suggest, and moved a date. Since then a finding turned green and
    its stage was rated anew, another date was moved, and somebody else leads an action; none of these is among `but`.
    """
    decided: list[moves.Forward] = []
    since: list[moves.Forward] = []
    if cell := moves.stage_at_odds(review):
        decided.append(moves.set_back_rating(review, cell, at=at))
    if turned := moves.set_back_green(review, at=at):
        since += [turned[1], moves.set_back_rating(review, turned[0], at=at)]
    actions = [action for action in moves.plain_actions(review) if action.pk not in but]
    if len(actions) >= MOVED:
        first, second, third = actions[:: len(actions) // MOVED][:MOVED]
        others = list(Lead.unscoped.filter(partnership=review.partnership_id).exclude(name="").order_by("pk"))
        decided.append(moves.set_back_due(first))
        since += [moves.set_back_due(second), moves.set_back_lead(third, others)]
    return decided, since


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

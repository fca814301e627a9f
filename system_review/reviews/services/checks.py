"""A finding that turned green is looked at again: whether it still is, said on a day by somebody."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from system_review.audit.services import record
from system_review.errors import Mistakes, Refused, Why
from system_review.partnerships.access import acting_for, require, require_own
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Action, Finding, ProgressNote
from system_review.reviews.rules.actions import is_open
from system_review.reviews.rules.calendar_days import why_not_yet
from system_review.reviews.rules.words import Checked, Colour, Status
from system_review.rows.models import change
from system_review.texts import held


@transaction.atomic
def answer_check(
    *, action: Action, seen: int, answer: str, on: date, text: str, next_on: date | None, by: Member, at: datetime
) -> list[Finding]:
    """Say whether what a check asks about is still green (`answer` is a `Checked`), and when to look again.

    Still green without a next day, the check is done; no longer green, it stays open until the finding has moved on.
    Gives the green findings that it asks about. Raises `Refused` for an action that is no open check.
    """
    require(by, Permission.ACTION_WRITE)
    require_own(by, action)
    mistakes = Mistakes()
    if not (action.is_check and is_open(action.status)):
        raise Refused(Why("This action asks for no check: say how it stands"))
    mistakes.add(None if answer in set(Checked) else Why("Select whether it is still green"), field="answer")
    mistakes.add(why_not_yet(on, today=timezone.localdate(at)), field="on")
    mistakes.add(Why("Enter a next date after this check") if next_on and next_on <= on else None, field="again")
    with mistakes:
        text = held(text, field="text").strip()
    mistakes.tell()
    green = list(_green(action, by))
    if not green:
        raise Refused(Why("None of its findings that you can see is green: say how the action stands"))
    still = answer == Checked.STILL
    values: dict[str, object] = {}
    if still:
        values = {"last_done_on": on, "status": Status.NOT_STARTED if next_on else Status.DONE}
        values |= {"due_on": next_on, "due_words": ""} if next_on else {}
    change(action, seen=seen, changed_at=at, **values)
    said = gettext("Still green.") if still else gettext("No longer green.")
    ProgressNote.unscoped.create(
        partnership_id=action.partnership_id, action=action, on=on, text=f"{said} {text}".strip(), by_name=by.name
    )
    for finding in green:
        record(
            "finding.checked",
            subject=finding,
            by=by,
            at=at,
            review=action.review,
            answer=answer,
            on=on.isoformat(),
            next=next_on.isoformat() if still and next_on else None,
            note=text or None,
            on_behalf_of=acting_for(by, action),
        )
    return green


def _green(action: Action, member: Member) -> list[Finding]:
    rows = Finding.objects.visible_to(member).filter(
        servings__action=action, servings__colour=Colour.GREEN, colour=Colour.GREEN, archived_at=None
    )
    return list(rows.select_related("cell").order_by("cell__position", "position", "pk").distinct())

"""Keeping a draft, and ending it. No event records it: nothing of a review has changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from system_review.drafts import rules
from system_review.drafts.models import Draft
from system_review.errors import Refused, Why
from system_review.partnerships.models import Member


def keep_draft(
    *,
    place: str,
    token: str,
    words: Mapping[str, list[str]],
    instead_of: str = "",
    by: Member,
    at: datetime,
) -> None:
    """Keep what stands in a form. `instead_of` is the draft that the window began with: it goes on as this one.

    A window whose form was saved or thrown away meanwhile is not listened to any more.
    """
    if not rules.is_token(token) or not rules.fits(words.items()):
        raise Refused(Why("This is too long to be kept while you write. Save it in parts."))
    text = json.dumps(words, ensure_ascii=False)
    mine = Draft.unscoped.filter(member=by, place=place)
    if _go_on(mine.filter(token=token), text, at):
        return
    if instead_of:
        mine.filter(public_id=instead_of, ended_at=None).update(token=token)
        if _go_on(mine.filter(token=token), text, at):
            return
    try:
        with transaction.atomic():
            Draft.unscoped.create(
                partnership_id=by.partnership_id,
                member=by,
                place=place,
                token=token,
                words=text,
                begun_at=at,
                since_at=at,
                seen_at=at,
            )
    except IntegrityError:  # two posts of one window at the same moment
        _go_on(mine.filter(token=token), text, at)
    _forget_ended(by, at)


def _go_on(rows: object, text: str, at: datetime) -> bool:
    """Write on in a window's draft; whether there is one, ended or not."""
    there = rows.first()  # type: ignore[attr-defined]
    if there is None:
        return False
    since = there.since_at if there.seen_at > at - rules.WRITING else at
    Draft.unscoped.filter(pk=there.pk, ended_at=None).update(words=text, since_at=since, seen_at=at)
    return True


def _forget_ended(by: Member, at: datetime) -> None:
    Draft.unscoped.filter(member=by, ended_at__lt=at - rules.REMEMBERED).delete()


def end_window(*, place: str, token: str, instead_of: str = "", by: Member, at: datetime) -> None:
    """A window's form was saved or thrown away: its draft is gone, and so is the one that it began with."""
    mine = Draft.unscoped.filter(member=by, place=place, ended_at=None)
    if rules.is_token(token) and not mine.filter(token=token).update(words="", ended_at=at):
        _remember(place, token, by, at)
    if instead_of:
        mine.filter(public_id=instead_of).update(words="", ended_at=at)


def _remember(place: str, token: str, by: Member, at: datetime) -> None:
    """Know a window that ended before anything of it was kept: what it still sends comes too late."""
    Draft.unscoped.bulk_create(
        [
            Draft(
                partnership_id=by.partnership_id,
                member=by,
                place=place,
                token=token,
                begun_at=at,
                since_at=at,
                seen_at=at,
                ended_at=at,
            )
        ],
        ignore_conflicts=True,
    )


def discard_everything(*, members: Iterable[Member], at: datetime) -> None:
    """Throw away all that these members had begun."""
    Draft.unscoped.filter(member__in=list(members), ended_at=None).update(words="", ended_at=at)

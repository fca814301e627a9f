"""How often a member, and a whole partnership, may do what costs much: counted before it is done, for all machines."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from system_review.people.limits import Limit
from system_review.people.services.tries import count_try

View = Callable[..., HttpResponse]


def not_too_often(limits: tuple[Limit, ...], *, counts: Callable[[Any], bool] | None = None) -> Callable[[View], View]:
    """Count a view's requests against a member's limit and, if there is a second, the partnership's, before it acts.

    `counts` says which requests; without it those that send a form. The one person of a laptop is not counted. Raises
    `TooOften`.
    """

    def make(view: View) -> View:
        @wraps(view)
        def counted(request: Any, *given: Any, **named: Any) -> HttpResponse:
            if counts(request) if counts else request.method == "POST":
                _count(limits, request.member)
            return view(request, *given, **named)

        return counted

    return make


def _count(limits: tuple[Limit, ...], member: Any) -> None:
    if member.person is not None and member.person.is_local:
        return
    at = timezone.now()
    for limit, of in zip(limits, (member.public_id, member.partnership.public_id), strict=False):
        count_try(limit, of, at=at)

"""Who is asking: the member, found from the partnership in the address and the person signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from system_review.errors import NotThere
from system_review.partnerships.rules import Role
from system_review.people.middleware import mark_administrator


class FindMember:
    """Sets `request.member` for every address that begins with a partnership. What is not yours is not there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        from system_review.partnerships.queries import member_in
        from system_review.ui.problems import not_found

        if "partnership" in kwargs and request.user.is_authenticated:
            try:
                request.member = member_in(kwargs.pop("partnership"), person=request.user)  # type: ignore[attr-defined]
                request.member.today = timezone.localdate()  # type: ignore[attr-defined]
            except NotThere:
                return not_found(request)
            return self._first(request)
        return None

    def _first(self, request: HttpRequest) -> HttpResponse | None:
        """What the member does before anything else here: a second step, where the partnership asks for it."""
        from system_review.people.second_step import before_going_on

        member = request.member  # type: ignore[attr-defined]
        if Role.ADMINISTRATOR in member.roles:
            mark_administrator(request)
        return before_going_on(request) if member.partnership.asks_second_step else None

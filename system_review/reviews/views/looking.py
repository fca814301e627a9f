"""The laptop's own person looks at the example as one of its roles, and as themselves again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from system_review.errors import NotThere, Why
from system_review.partnerships.role_words import ON_SCREEN
from system_review.partnerships.rules import Role
from system_review.reviews.queries import looking as queries
from system_review.reviews.services.looking import look_as


@require_POST
def look(request: Any) -> HttpResponse:
    """Go on as the invented member with the role that was chosen (`role`); with none, as oneself."""
    me = queries.oneself(request.member) if queries.is_offered(request) else None
    chosen = request.POST.get("role", "")
    if me is None or (chosen and chosen not in set(ON_SCREEN)):
        raise NotThere(Why("There is no such page"))
    who = look_as(role=Role(chosen), by=me, at=timezone.now()) if chosen else me
    login(request, who.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session["run"] = settings.RUN
    request.session[queries.LOOKING] = bool(chosen)
    return redirect("reviews:home", me.partnership.slug)

"""What stands round every page of looking after a partnership: the way back, and tabs for what one may do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from system_review.partnerships.access import may
from system_review.partnerships.rules import Permission
from system_review.reviews.framing import partnership_context
from system_review.texts import shown
from system_review.ui.parts import Link, Tab


def context(request: HttpRequest, *, title: str, current: str, help_page: str, crumb: str = "") -> dict[str, Any]:
    """Frame, heading and tabs. `current` is a tab's name; a page below one has a `crumb` of its own."""
    member = request.member  # type: ignore[attr-defined]
    slug = member.partnership.slug
    tabs = [
        ("people", gettext("People"), Permission.MEMBER_SEE),
        ("agencies", gettext("Agencies"), Permission.AGENCY_CHANGE),
        ("leads", gettext("Leads"), Permission.LEAD_CHANGE),
        ("settings", gettext("Settings"), Permission.PARTNERSHIP_CHANGE),
        ("background", gettext("Background work"), Permission.PARTNERSHIP_CHANGE),
    ]
    shown_tabs = tuple(
        Tab(words, reverse(f"administration:{name}", args=[slug]), is_current=name == current)
        for name, words, needed in tabs
        if may(member, needed)
    )
    if crumb:
        words = next(words for name, words, _ in tabs if name == current)
        below = [Link(words, reverse(f"administration:{current}", args=[slug])), Link(crumb)]
    else:
        below = [Link(title)]
    found = partnership_context(request, *below, title=title, help_page=help_page)
    found["head"] = replace(found["head"], tabs=shown_tabs, tabs_name=shown(member.partnership.name))
    return found

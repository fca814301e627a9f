"""The results sheet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from system_review.audit.keeping import kept
from system_review.reviews.addresses import Addresses, PlacedAddresses
from system_review.reviews.framing import review_context
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.sheet import first_sheet, sheet_page
from system_review.reviews.views.for_which_place import place_looked_at


@require_safe
def sheet(request: HttpRequest, review: str, domain: str = "", level: str = "") -> HttpResponse:
    """The sheet of a domain and level; without them the first one (of the domain)."""
    found = finding_things.review_for(request.member, review)  # type: ignore[attr-defined]
    place = place_looked_at(request, found)
    first = first_sheet(found, domain)
    if not level and (domain, level) != first:
        slug = request.member.partnership.slug  # type: ignore[attr-defined]
        to = PlacedAddresses(slug, place) if place else Addresses(slug)
        return redirect(to.sheet(review, *first))
    name, body = _drawn(request.member, found, domain, level, place)  # type: ignore[attr-defined]
    context = review_context(request, found, current="sheet", help_page="results-sheet")
    return render(request, "reviews/sheet.html", {**context, "sheet": {"name": name}, "body": body})


def _drawn(member: Any, review: Any, domain: str, level: str, place: str) -> tuple[str, str]:
    """The sheet's name and its drawing for this member today, kept until something in the partnership changes."""
    today, language = timezone.localdate(), get_language()

    def draw() -> tuple[str, str]:
        page = sheet_page(review, domain=domain, level=level, visible_to=member, today=today, for_place=place)
        return page.name, render_to_string("reviews/_sheet_body.html", {"sheet": page})

    chain = str(member.partnership.key)
    rights = (member.pk, *sorted(member.roles), member.today)  # what they may see, and from which day on
    return kept("sheet", review.pk, domain, level, place, rights, language, today, chain=chain, make=draw)

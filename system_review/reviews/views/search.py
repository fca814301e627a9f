"""Searching one review."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from system_review.people.limits import SEARCHES
from system_review.people.often import not_too_often
from system_review.reviews.framing import review_context
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.one_place import PLACE_ASKED, place_tabs
from system_review.reviews.queries.review_places import place_chosen, places_standing
from system_review.reviews.queries.search import found_in
from system_review.reviews.rules.finding_words import LONGEST_QUERY
from system_review.texts import shown


@require_safe
@not_too_often(SEARCHES, counts=lambda request: bool(request.GET.get("q")))
def search(request: Any, review: str) -> HttpResponse:
    """What holds the words of `?q=`; without words, how to search."""
    found = finding_things.review_for(request.member, review)
    query = " ".join(request.GET.get("q", "")[:LONGEST_QUERY].split())
    context = review_context(
        request, found, current="search", title=gettext("Search"), crumb=gettext("Search"), help_page="overview#search"
    )
    place = place_chosen(found, request.GET.get(PLACE_ASKED, ""), visible_to=request.member)
    each = [(one.pk, one.name, one.public_id) for one in places_standing(found, visible_to=request.member)]
    context |= {
        "query": shown(query),
        "found": found_in(found, query, visible_to=request.member, for_place=place),
        "places": place_tabs(request.path, each, place.pk if place else 0, urlencode({"q": query}) if query else ""),
        "place": place.public_id if place else "",
    }
    return render(request, "reviews/search.html", context)

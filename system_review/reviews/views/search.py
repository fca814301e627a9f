"""Searching one review."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from system_review.reviews.framing import review_context
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.search import found_in
from system_review.reviews.rules.finding_words import LONGEST_QUERY
from system_review.texts import shown


@require_safe
def search(request: Any, review: str) -> HttpResponse:
    """What holds the words of `?q=`; without words, how to search."""
    found = finding_things.review_for(request.member, review)
    query = " ".join(request.GET.get("q", "")[:LONGEST_QUERY].split())
    context = review_context(
        request, found, current="search", title=gettext("Search"), crumb=gettext("Search"), help_page="overview#search"
    )
    context |= {"query": shown(query), "found": found_in(found, query, visible_to=request.member)}
    return render(request, "reviews/search.html", context)

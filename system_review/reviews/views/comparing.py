"""Comparing an agreed version with another one, or with the draft as it is now."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from system_review.audit.keeping import kept, kept_by
from system_review.reviews.addresses import Addresses
from system_review.reviews.agreed_framing import agreed_context
from system_review.reviews.framing import review_context
from system_review.reviews.queries import agreed as queries
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.comparison import Compared, comparable_with, compared_versions, compared_with_draft
from system_review.reviews.services.agreeing import note_reading
from system_review.texts import shown


@require_safe
def choose(request: Any, version: str) -> HttpResponse:
    """What an agreed version can be compared with."""
    found = queries.agreed_for(request.member, version)
    context = agreed_context(request, found, current="compare")
    siblings = queries.versions_of(found.review_id, visible_to=request.member)
    context["others"] = comparable_with(found, siblings, visible_to=request.member)
    return render(request, "reviews/compare.html", context)


@require_safe
def versions(request: Any, version: str, other: str) -> HttpResponse:
    """Two agreed versions of a review, the earlier one first. `?show=` a kind of things."""
    found = queries.agreed_for(request.member, version)
    siblings = queries.versions_of(found.review_id, visible_to=request.member)
    old, new = queries.in_order(found, queries.one_of(siblings, other))
    note_reading(version=old, part="compare", by=request.member, at=timezone.now())
    sheet_url = Addresses(request.member.partnership.slug).agreed(new.public_id, "sheet")
    facts = tuple((one.public_id, one.sha256, one.name) for one in (old, new))  # others where words were taken out
    body = kept_by(
        ("compare", facts, sheet_url, *_asked(request)),
        lambda: _drawn(request, compared_versions(old, new), sheet_url),
        is_large=True,
    )
    context = agreed_context(request, found, current="compare")
    context |= {"body": body, "others": comparable_with(found, siblings, visible_to=request.member, current=other)}
    return render(request, "reviews/compare.html", context)


@require_safe
def draft(request: Any, review: str, version: str) -> HttpResponse:
    """An agreed version and the draft as it is now, as far as this member sees it. `?show=` a kind of things."""
    found = finding_things.review_for(request.member, review)
    siblings = queries.versions_of(found.pk, visible_to=request.member)
    old = queries.one_of(siblings, version)
    rights = (request.member.pk, *sorted(request.member.roles), request.member.today)
    sheet_url = Addresses(request.member.partnership.slug).review(found.public_id, "sheet")
    body = kept(
        *("compare", old.pk, *rights, *_asked(request)),
        chain=str(request.member.partnership.key),
        make=lambda: _drawn(request, compared_with_draft(old, found, visible_to=request.member), sheet_url),
        is_large=True,
    )
    title = gettext("What has changed since %(name)s") % {"name": shown(old.name)}
    context = review_context(
        request, found, current="overview", title=title, crumb=gettext("Compare"), help_page="agreed-versions#compare"
    )
    context |= {"body": body, "others": comparable_with(old, siblings, visible_to=request.member, current="draft")}
    return render(request, "reviews/compare.html", context)


def _asked(request: Any) -> tuple[str | None, ...]:
    """What the drawing is of, beside what is compared: the kind of things, the address of its links, the language."""
    return _show(request), request.path, get_language()


def _show(request: Any) -> str:
    show: str = request.GET.get("show", "")[:20]
    return show


def _drawn(request: Any, compared: Compared, sheet_url: str) -> str:
    page = compared.page(show=_show(request), url=request.path, sheet_url=sheet_url)
    return render_to_string("reviews/_comparison.html", {"page": page})

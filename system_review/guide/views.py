"""The guide inside the product. Signed-in people only, like every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from system_review.guide import queries
from system_review.guide.rendering import Page
from system_review.texts import shown


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """What the guide holds."""
    home = reverse("guide:contents")
    return _page(request, queries.contents(home=home), crumbs=[])


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """One page of the guide, with the others beside it and the next one below."""
    home = reverse("guide:contents")
    found = queries.page_named(name, home=home)
    pages = [
        {"text": link.text, "url": f"{home}{link.name}/", "is_current": link.name == name}
        for link in queries.in_order(home=home)
    ]
    place = next((number for number, link in enumerate(pages) if link["is_current"]), len(pages))
    crumbs = [{"text": gettext("Guide"), "url": home}, {"text": found.title}]
    return _page(request, found, crumbs=crumbs, pages=pages, next_page=next(iter(pages[place + 1 :]), None))


def _page(request: HttpRequest, found: Page, *, crumbs: list[dict[str, str]], **more: Any) -> HttpResponse:
    context = {
        "frame": {
            "home_url": "/",
            "help_url": reverse("guide:contents"),
            "person": shown(request.user.name),  # type: ignore[union-attr]
            "person_url": reverse("people:me"),
        },
        "head": {"title": found.title, "crumbs": crumbs},
        # because the text is our own file, and the renderer lets no HTML of it through
        "body": mark_safe(found.html),  # noqa: S308
        **more,
    }
    return render(request, "guide/page.html", context)

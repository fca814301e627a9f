"""The page round a form that belongs to one of a review's tabs, and the way back to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from system_review.reviews.framing import review_context
from system_review.ui.parts import Link


def tab_form(
    request: Any,
    review: Any,
    form: Any,
    *,
    tab: Link,
    current: str,
    title: str,
    submit: str,
    help_page: str,
    template: str,
    **more: Any,
) -> HttpResponse:
    """A form of the tab `current`, whose words and address are `tab`. With errors it is 422, the whole page again."""
    context = review_context(request, review, current=current, title=title, crumb=tab.text, help_page=help_page)
    head = context["head"]
    context["head"] = replace(head, crumbs=(*head.crumbs[:-1], tab))
    context |= {
        "form": form,
        "submit": submit,
        "action_url": request.get_full_path(),
        "cancel_url": tab.url,
        **more,
    }
    return render(request, template, context, status=422 if form.errors else 200)

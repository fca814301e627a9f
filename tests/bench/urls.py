"""The product's addresses, and below a partnership a page made of exactly the bytes of a template."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from system_review.config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def same_bytes(request: HttpRequest, name: str) -> HttpResponse:
    """A template without a tag: what any page of this size costs a signed-in member, whatever it says."""
    return render(request, f"{name}.html")


urlpatterns = [
    path("<slug:partnership>/same-bytes/<slug:name>/", same_bytes),
    path("", include("system_review.config.urls")),
]

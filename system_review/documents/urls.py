"""Addresses of documents: out, and in by the inbox."""

from __future__ import annotations

from django.urls import path

from system_review.documents.views import exports

app_name = "documents"

urlpatterns = [
    path("<slug:partnership>/reviews/<slug:review>/exports/", exports.exports, name="exports"),
]

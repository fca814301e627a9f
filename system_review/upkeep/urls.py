"""Addresses of what goes across all rooms."""

from __future__ import annotations

from django.urls import path

from system_review.upkeep.views import trail

app_name = "upkeep"

urlpatterns = [
    path("<slug:partnership>/history/", trail.history, name="history"),
    path("<slug:partnership>/history/file/", trail.file, name="history-file"),
]

"""Addresses of what goes across all rooms."""

from __future__ import annotations

from django.urls import path

from system_review.upkeep.views import deleting, former, keeping, own_data, security, statements, trail, words

app_name = "upkeep"

urlpatterns = [
    path(".well-known/security.txt", security.security, name="security"),
    path("privacy/", statements.privacy, name="privacy"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("me/data/", own_data.own_data, name="own-data"),
    path("<slug:partnership>/privacy/", statements.partnership_privacy, name="partnership-privacy"),
    path("<slug:partnership>/accessibility/", statements.partnership_accessibility, name="partnership-accessibility"),
    path("<slug:partnership>/privacy/statement/", statements.statement, name="statement"),
    path("<slug:partnership>/privacy/keeping/", keeping.keeping, name="keeping"),
    path("<slug:partnership>/privacy/hold/", keeping.hold, name="hold"),
    path("<slug:partnership>/privacy/hold/<slug:review>/", keeping.hold, name="review-hold"),
    path("<slug:partnership>/reviews/<slug:review>/delete/", deleting.archived, name="archived"),
    path("<slug:partnership>/reviews/<slug:review>/delete/<slug:thing>/", deleting.delete, name="delete"),
    path("<slug:partnership>/privacy/former/", former.former, name="former"),
    path("<slug:partnership>/privacy/former/<slug:member>/", former.remove, name="remove-name"),
    path("<slug:partnership>/history/", trail.history, name="history"),
    path("<slug:partnership>/history/file/", trail.file, name="history-file"),
    path("<slug:partnership>/take-words-out/", words.take_out, name="words"),
]

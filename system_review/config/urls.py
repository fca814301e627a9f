"""All addresses. The first part is a partnership, or one of the few reserved words."""

from __future__ import annotations

from django.urls import include, path

from system_review.people import urls as people

urlpatterns = [
    path("", include(people.signing_in)),
    path("", include("system_review.people.urls")),
    path("guide/", include("system_review.guide.urls")),
    path("", include("system_review.upkeep.urls")),
    path("", include("system_review.reviews.urls")),
    path("", include("system_review.documents.urls")),
    path("", include("system_review.administration.urls")),
]

handler400 = "system_review.ui.problems.bad_request"
handler403 = "system_review.ui.problems.not_allowed"
handler404 = "system_review.ui.problems.not_found"
handler500 = "system_review.ui.problems.server_error"

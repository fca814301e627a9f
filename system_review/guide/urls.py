from __future__ import annotations

from django.urls import path

from system_review.guide import views

app_name = "guide"
urlpatterns = [
    path("", views.contents, name="contents"),
    path("<slug:name>/", views.page, name="page"),
]

from __future__ import annotations

from django.urls import path

from system_review.people import views

app_name = "people"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/<str:token>/", views.open_link, name="open-link"),
    path("me/", views.me, name="me"),
]

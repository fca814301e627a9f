"""Addresses of signing in, and of what people see about themselves.

django-allauth finds its pages by name, outside any namespace: `signing_in` holds those that we use, and no other.
"""

from __future__ import annotations

from django.urls import path

from system_review.people.views import entering, me

signing_in = [
    path("sign-in/", entering.SignIn.as_view(), name="account_login"),
    path("sign-in/forgotten/", entering.Forgotten.as_view(), name="account_reset_password"),
    path("sign-in/forgotten/sent/", entering.LetterSent.as_view(), name="account_reset_password_done"),
    path("sign-in/new-password/<uidb36>/<key>/", entering.FromLetter.as_view(), name="account_reset_password_from_key"),
    path("sign-out/", entering.SignOut.as_view(), name="account_logout"),
]

app_name = "people"
urlpatterns = [
    path("sign-in/<str:token>/", entering.open_link, name="open-link"),
    path("sign-in/once/<str:link>/", entering.one_time_link, name="one-time-link"),
    path("me/", me.me, name="me"),
]

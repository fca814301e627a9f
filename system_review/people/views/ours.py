"""What makes a page of django-allauth one of ours: its frame, its help, and 422 where a form is not right."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from system_review.texts import shown
from system_review.ui.parts import Frame


def frame(request: HttpRequest) -> Frame:
    """The bar: with help and the person's name once somebody is signed in."""
    person = request.user
    if not person.is_authenticated:
        return Frame()
    return Frame(
        person=shown(person.name),
        person_url=reverse("people:me"),
        help_url=reverse("guide:contents"),
    )


class Ours:
    """Mixed into each of allauth's views, before it."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What allauth gives, and the frame."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, "frame": frame(self.request)}

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, with what is wrong in it."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = 422
        return response

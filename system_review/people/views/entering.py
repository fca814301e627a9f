"""Signing in by password or by the link that the start prints, signing out, a new password."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, LogoutView, PasswordResetDoneView, PasswordResetView
from allauth.account.views import PasswordResetFromKeyView as FromLetterView
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator

from system_review.errors import Refused
from system_review.people import devices, queries
from system_review.people.going_on import own_target
from system_review.people.services import links, signing_in
from system_review.people.views.ours import Ours
from system_review.ui.happened import happened

# Sentences that a redirect to the sign-in page may ask for.
SAID = {"out", "idle", "long", "new-password"}


@method_decorator(login_not_required, name="dispatch")  # because it is how one signs in
class SignIn(Ours, LoginView):
    """By password; the page also leads to the other ways. On a laptop of one person it tells of the printed link."""

    template_name = "people/sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """On a laptop of one person there is no password to ask for."""
        if queries.has_one_person_alone() and not request.user.is_authenticated:
            return render(request, "people/printed_link.html", status=401 if request.method == "GET" else 405)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where one goes on, what has just happened, and which ways in there are."""
        target = own_target(self.request.POST.get("next") or self.request.GET.get("next"))
        said = happened(self.request)
        more = {
            "next": target,
            "said": said if said in SAID else "",
            "has_printed_link": bool(settings.SIGN_IN_TOKEN),
            "organisations": settings.ORGANISATIONS,
        }
        return {**super().get_context_data(**kwargs), **more}


class SignOut(Ours, LogoutView):
    """Asks, and signs out on a POST."""

    template_name = "people/sign_out.html"


@login_not_required  # because it is how one signs in
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign the laptop's person in by the printed link. A wrong one says what a missing one says."""
    person = queries.local_person()
    if (
        not settings.SIGN_IN_TOKEN
        or person is None
        or not devices.is_here(request)
        or not constant_time_compare(token, settings.SIGN_IN_TOKEN)
    ):
        return render(request, "people/printed_link.html", {"tried": True}, status=404)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session["run"] = settings.RUN
    return redirect("reviews:first-page")


@login_not_required  # because it is how one signs in
def one_time_link(request: HttpRequest, link: str) -> HttpResponse:
    """Whom the link would sign in, and a button that does. Opening it changes nothing: programs open links too."""
    try:
        if request.method == "POST":
            person = links.use_sign_in_link(token=link, at=timezone.now())
            login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect("reviews:first-page")
        shown = {"person": queries.person_of_link(link)}
    except Refused:
        shown = {"person": None}
    answer = render(request, "people/one_time_link.html", shown, status=200 if shown["person"] else 404)
    answer.headers["Referrer-Policy"] = "strict-origin"  # the link itself is told to no page that follows
    return answer


class Forgotten(Ours, PasswordResetView):
    """Asks for the address to send a letter to. What happens is the same whatever address it is."""

    template_name = "people/forgotten.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Have the worker see to the letter."""
        signing_in.ask_for_new_password(
            email=form.cleaned_data["email"], place=devices.place_of(self.request), at=timezone.now()
        )
        return redirect("account_reset_password_done")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether there are letters at all."""
        return {**super().get_context_data(**kwargs), "can_mail": settings.CAN_MAIL}


class LetterSent(Ours, PasswordResetDoneView):
    """What to do next."""

    template_name = "people/letter_sent.html"


class FromLetter(Ours, FromLetterView):
    """The link of the letter: opening it uses nothing up, sending the form does."""

    template_name = "people/new_password.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Set the password, if the link still holds at this moment; one signs in with it afterwards."""
        done = signing_in.use_new_password_link(
            person=self.reset_user, key=self.key, password=form.cleaned_data["password1"], at=timezone.now()
        )
        if not done:
            return self.render_to_response(self.get_context_data(token_fail=True), status=422)
        self.request.session.flush()
        return redirect("/sign-in/?said=new-password")

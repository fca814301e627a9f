"""How django-allauth's pages work here: who is let in, how tries are counted, where one goes on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from system_review.people import devices
from system_review.people.going_on import own_target
from system_review.people.limits import PASSWORD, PASSWORD_FROM, PASSWORD_KNOWN
from system_review.people.services import signing_in
from system_review.people.services.tries import count_try, give_try_back

if TYPE_CHECKING:
    from system_review.people.models import Person


FRESH = timedelta(minutes=5)


class Accounts(DefaultAccountAdapter):
    """Nobody signs up: people are invited. A wrong address and a wrong password look the same."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "incorrect_code": _("This code is not right, or it has been used."),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("The password is not right."),
        "invalid_password_reset": _("This link has been used or has ended. Ask for a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account without having been asked."""
        return False

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Person | None:
        """The person with this address and password, if they may sign in.

        The try is counted before the password is looked at; a right one is given back. Somebody who may not sign in
        any more is told what a wrong password is told.
        """
        request = request or self.request
        at = timezone.now()
        email = str(credentials.get("email", "")).strip().lower()
        limit, of = (
            (PASSWORD_KNOWN, f"{mark}:{email}") if (mark := devices.mark_for(request, email)) else (PASSWORD, email)
        )
        place = self.get_client_ip(request)
        count_try(PASSWORD_FROM, place, at=at)
        count_try(limit, of, at=at)
        person: Person | None = authenticate(request, email=email, password=credentials.get("password"))
        if person is None:
            signing_in.note_refused(email=email, how="password", at=at)
            return None
        give_try_back(PASSWORD_FROM, place, at=at)
        give_try_back(limit, of, at=at)
        return person

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Whether this is the password of the person who is signed in."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whether one confirms who one is before changing how one signs in.

        Not within five minutes of signing in, and not where there is nothing to confirm with: somebody who came by a
        link and has no password yet.
        """
        row = getattr(self.request.session, "row", None)
        if row is not None and timezone.now() - row.began_at < FRESH:
            return False
        return bool(self.get_reauthentication_methods(self.request.user))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where on the network the browser is."""
        return devices.place_of(request)

    def is_safe_url(self, url: str | None) -> bool:
        """Whether one may go on there."""
        return bool(own_target(url))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where one goes on if nothing else was asked for."""
        return "/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Where one goes after signing out."""
        return "/sign-in/?said=out"

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """After the last step: this device is known to be theirs from now on."""
        response: HttpResponse = super().post_login(request, user, **more)
        devices.remember(request, response, email=user.email)
        return response

    def set_password(self, user: Any, password: str) -> None:
        """Set a password that was checked; every session of the person ends."""
        signing_in.set_password(person=user, password=password, at=timezone.now())

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a person by letter that their way of signing in changed."""
        signing_in.ask_to_tell_of_change(user, at=timezone.now())

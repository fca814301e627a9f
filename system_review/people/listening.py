"""What the trail and the session learn when somebody has signed in or out, however that was done."""

from __future__ import annotations

from typing import Any

from allauth.mfa.signals import authenticator_used
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.utils import timezone

from system_review.people import devices
from system_review.people.second_step import SECOND_STEP
from system_review.people.services import signing_in


@receiver(user_logged_in)
def on_signed_in(sender: Any, request: Any, user: Any, **more: Any) -> None:
    """Write it into the trail; count the session from now."""
    at, session = timezone.now(), request.session
    device = devices.words_for(request.META.get("HTTP_USER_AGENT", ""))
    session["device"] = device
    if hasattr(session, "begin"):
        session.begin(at)
    steps = [str(step.get("type", step["method"])) for step in session.get("account_authentication_methods", [])]
    signing_in.note_signed_in(user, how=", ".join(steps) or "link", device=device, at=at)


@receiver(user_logged_out)
def on_signed_out(sender: Any, request: Any, user: Any, **more: Any) -> None:
    """Write it into the trail."""
    if user is not None:
        signing_in.note_signed_out(user, at=timezone.now())


@receiver(authenticator_used)
def on_second_step(sender: Any, request: Any, user: Any, **more: Any) -> None:
    """This session has been through a second step."""
    request.session[SECOND_STEP] = user.pk

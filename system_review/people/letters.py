"""The letters about signing in. `send` is the one place that hands them to the mail."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _


def send(*, to: str, subject: str, text: str, name: str = "") -> None:
    """Send one letter, if this installation sends any.

    A letter with a `name` of its own has the same Message-ID however often it is sent: mail programs show it once.
    """
    if settings.CAN_MAIL:
        known = {"Message-ID": f"<{name}@{urlsplit(settings.BASE_URL).hostname}>"} if name else None
        EmailMessage(subject=subject, body=text, to=[to], headers=known).send()


def reset(*, to: str, name: str, uid: str, key: str) -> None:
    """The letter with the link to a new password."""
    link = settings.BASE_URL + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
    text = _(
        "{name},\n\nsomebody, probably you, asked for a new password for System Review. Open this address within an "
        "hour and choose one:\n\n{link}\n\nIf it was not you, do nothing: your password stays as it is.\n"
    )
    send(to=to, subject=_("A new password for System Review"), text=text.format(name=name, link=link))


def tell_of_change(*, to: str, name: str) -> None:
    """The letter that says that a way of signing in changed, so that somebody notices who did not do it."""
    text = _(
        "{name},\n\nyour password or another of your ways of signing in to System Review was changed just now.\n\n"
        "If it was not you, tell the administrator of your partnership at once.\n"
    )
    send(to=to, subject=_("Your way of signing in was changed"), text=text.format(name=name))

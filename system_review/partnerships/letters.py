"""The letter that invites somebody."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from system_review.people.addresses import whole
from system_review.people.letters import send
from system_review.texts import shown


def invitation(invited: Any, token: str) -> None:
    """The letter with the link. The subject names nobody; the Message-ID stays the same if it is sent twice."""
    text = _(
        "{name},\n\n{by} invites you to take part in System Review for {partnership}.\n\nOpen this address within "
        "three days, look at what you are invited to, and accept:\n\n{link}\n\n"
        "If you did not expect this, do nothing.\n"
    )
    said = {
        "name": shown(invited.name),
        "by": shown(invited.invited_by.name),
        "partnership": shown(invited.partnership.name),
        "link": whole(reverse("administration:invited", args=[token])),
    }
    send(
        to=invited.email,
        subject=_("An invitation to System Review"),
        text=text.format(**said),
        name=f"invitation-{invited.public_id}",
    )

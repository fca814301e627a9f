"""The letter that invites somebody."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from system_review.people.addresses import whole
from system_review.people.letters import Link, Writing
from system_review.texts import shown


def invitation(invited: Any, token: str) -> Writing:
    """The letter with the link, to the address that the invitation names. The subject names nobody."""
    said = {
        "name": shown(invited.name),
        "by": shown(invited.invited_by.name),
        "partnership": shown(invited.partnership.name),
    }
    parts = (
        _("{name},").format(**said),
        _("{by} invites you to take part in System Review for {partnership}.").format(**said),
        _("Open this address within three days, look at what you are invited to, and accept."),
        Link(_("Look at the invitation"), whole(reverse("administration:invited", args=[token]))),
        _("If you did not expect this, do nothing."),
    )
    return Writing(invited.email, _("An invitation to System Review"), parts, of=invited.partnership.public_id)

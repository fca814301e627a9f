"""The letter that asks an agency for evidence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from system_review.people.letters import Writing
from system_review.reviews.queries.emails import Email


def asked_for(*, to: str, of: str, email: Email) -> Writing:
    """The list of what an agency is asked for, to its address. The subject names neither the review nor anybody.

    `of` is the key of the partnership.
    """
    parts = tuple(part for part in email.body.split("\n\n") if part.strip())
    subject = _("Evidence that a System Review asks for")
    return Writing(to, subject, parts, of=of)

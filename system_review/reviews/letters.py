"""The letter that asks an agency for evidence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from system_review.partnerships.models import Agency
from system_review.people.letters import Writing
from system_review.reviews.queries.emails import Email


def asked_for(agency: Agency, email: Email) -> Writing:
    """The list of what an agency is asked for, to its own address. The subject names neither the review nor anybody."""
    parts = tuple(part for part in email.body.split("\n\n") if part.strip())
    subject = _("Evidence that a System Review asks for")
    return Writing(agency.email, subject, parts, of=agency.partnership.public_id)

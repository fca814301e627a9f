"""What the places of words are called."""

from __future__ import annotations

from django.utils.translation import gettext

from system_review.upkeep.rules.word_places import Kind


def kinds() -> dict[Kind, str]:
    """What each kind of place is called, in the order in which they are told."""
    return {
        Kind.FINDINGS: gettext("Findings"),
        Kind.ACTIONS: gettext("Actions and their progress"),
        Kind.RATINGS: gettext("Reasons for overall ratings"),
        Kind.VALUES: gettext("Values"),
        Kind.EVIDENCE: gettext("Evidence"),
        Kind.COMMENTS: gettext("Comments"),
        Kind.NOTES: gettext("Working notes"),
        Kind.CHALLENGES: gettext("Challenges"),
        Kind.ABOUT: gettext("What is said about the review"),
        Kind.AGREED: gettext("Agreed versions"),
        Kind.DOCUMENTS: gettext("Documents that were brought in"),
        Kind.ATTACHMENTS: gettext("Names of attachments"),
        Kind.DRAFTS: gettext("What people have begun to write"),
        Kind.PEOPLE: gettext("Names of people, roles and agencies"),
        Kind.FRAMEWORKS: gettext("Frameworks of your own"),
        Kind.HISTORY: gettext("History"),
    }

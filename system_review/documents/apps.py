from importlib import import_module
from typing import Any

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """In and out: reading and writing documents; the inbox."""

    name = "system_review.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Enter the tab "Bring in", with how many pieces of text wait for a person."""
        from django.utils.translation import gettext

        import_module("system_review.documents.jobs")  # so that a worker knows what to do once a day
        from system_review.documents.addresses import InboxAddresses
        from system_review.ui.register import TABS, TabEntry

        TABS.add(
            TabEntry(
                key="bring-in",
                text=lambda: gettext("Bring in"),
                address=lambda partnership, review: InboxAddresses(partnership).texts(review),
                count=_waiting,
                shown=_for_the_team,
            )
        )


def _for_the_team(review: Any, member: Any) -> bool:
    from system_review.reviews.queries.seeing import sight_of

    return sight_of(review, visible_to=member).in_team


def _waiting(review: Any, member: Any) -> int:
    from system_review.documents.queries.inbox import waiting_count

    return waiting_count(review, visible_to=member)

from typing import Any

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """Across all rooms: the trail as a page and a file, taking words out, how long things are kept."""

    name = "system_review.upkeep"
    label = "upkeep"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Enter the pages about a whole partnership."""
        from django.urls import reverse
        from django.utils.translation import gettext

        from system_review.partnerships.rules import Permission
        from system_review.ui.register import PlaceEntry, add_place

        add_place(
            PlaceEntry(
                key="history",
                text=lambda: gettext("History of the partnership"),
                address=lambda slug: reverse("upkeep:history", args=[slug]),
                is_for=lambda member: _may(member, Permission.TRAIL_SEE),
            )
        )


def _may(member: Any, permission: Any) -> bool:
    from system_review.partnerships.access import may

    return may(member, permission)

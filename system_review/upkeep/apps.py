from importlib import import_module
from typing import Any

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """Across all rooms: the trail as a page and a file, privacy, how long things are kept."""

    name = "system_review.upkeep"
    label = "upkeep"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Enter the pages about a whole partnership, and those to which every page leads."""
        import_module("system_review.upkeep.jobs")  # so that a worker knows what to do once a day
        from django.urls import reverse
        from django.utils.translation import gettext

        from system_review.partnerships.rules import Permission
        from system_review.ui.register import ASIDES, FOOT, PLACES, AsideEntry, FootEntry, PlaceEntry

        PLACES.add(
            PlaceEntry(
                key="history",
                text=lambda: gettext("History of the partnership"),
                address=lambda slug: reverse("upkeep:history", args=[slug]),
                is_for=lambda member: _may(member, Permission.TRAIL_SEE),
            )
        )
        PLACES.add(
            PlaceEntry(
                key="words",
                text=lambda: gettext("Take words out"),
                address=lambda slug: reverse("upkeep:words", args=[slug]),
                is_for=lambda member: _may(member, Permission.WORDS_BLOT),
            )
        )
        ASIDES.add(
            AsideEntry(
                key="delete",
                text=lambda: gettext("Delete for good"),
                address=lambda slug, review: reverse("upkeep:archived", args=[slug, review]),
                is_for=lambda member: _may(member, Permission.RECORD_DELETE),
            )
        )
        FOOT.add(FootEntry("privacy", lambda: gettext("Privacy"), lambda slug: _page("privacy", slug)))
        FOOT.add(
            FootEntry("accessibility", lambda: gettext("Accessibility"), lambda slug: _page("accessibility", slug))
        )


def _page(name: str, slug: str) -> str:
    from django.urls import reverse

    return reverse(f"upkeep:partnership-{name}", args=[slug]) if slug else reverse(f"upkeep:{name}")


def _may(member: Any, permission: Any) -> bool:
    from system_review.partnerships.access import may

    return may(member, permission)

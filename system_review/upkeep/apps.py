from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """Across all rooms: the trail as a page and a file, taking words out, how long things are kept."""

    name = "system_review.upkeep"
    label = "upkeep"
    default_auto_field = "django.db.models.BigAutoField"

from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who: a person who signs in."""

    name = "system_review.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the trail hear of sign-ins, and a worker of what is done once a day; keep recovery codes as hashes."""
        import_module("system_review.people.listening")
        import_module("system_review.people.jobs")
        import_module("system_review.people.services.recovery_codes").put_in_place()

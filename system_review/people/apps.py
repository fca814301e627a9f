from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who: a person who signs in."""

    name = "system_review.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    """Looking after a partnership: its people, invitations, agencies, leads and its name."""

    name = "system_review.administration"
    label = "administration"
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The trail: who did what, when and why, in a chain that shows a change made behind its back."""

    name = "system_review.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

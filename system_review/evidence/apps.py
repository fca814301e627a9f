from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """On what basis: the evidence register of a partnership."""

    name = "system_review.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

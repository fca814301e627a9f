from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """In and out: reading and writing documents; the inbox."""

    name = "system_review.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Attachments: bytes, type, scan, storage."""

    name = "system_review.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

from importlib import import_module

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Attachments: bytes, type, scan, storage."""

    name = "system_review.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have a worker know what to do once a day."""
        import_module("system_review.files.jobs")

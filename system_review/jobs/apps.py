from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """What is done later: the queues and their workers."""

    name = "system_review.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have a worker know what is done about jobs themselves."""
        import_module("system_review.jobs.jobs")

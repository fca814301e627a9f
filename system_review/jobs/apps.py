from django.apps import AppConfig


class JobsConfig(AppConfig):
    """What is done later: the queues and their workers."""

    name = "system_review.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

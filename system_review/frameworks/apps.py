from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    """Against what: versioned domains, levels, stages, the rating scale, values, in each language."""

    name = "system_review.frameworks"
    label = "frameworks"
    default_auto_field = "django.db.models.BigAutoField"

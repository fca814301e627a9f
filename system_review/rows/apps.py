from django.apps import AppConfig


class RowsConfig(AppConfig):
    """What every table shares: the scoped manager, versions, public ids, creation keys."""

    name = "system_review.rows"
    label = "rows"
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """What somebody has begun to write and not saved yet."""

    name = "system_review.drafts"
    label = "drafts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Throw drafts away at signing out, where that was asked for."""
        from django.contrib.auth.signals import user_logged_out

        from system_review.drafts.signing_out import throw_away

        user_logged_out.connect(throw_away, dispatch_uid="drafts")

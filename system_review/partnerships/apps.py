from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    """Who together: partnership, agency, member, lead, and what each role may do."""

    name = "system_review.partnerships"
    label = "partnerships"
    default_auto_field = "django.db.models.BigAutoField"

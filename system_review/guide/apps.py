from django.apps import AppConfig


class GuideConfig(AppConfig):
    """The guide inside the product."""

    name = "system_review.guide"
    label = "guide"

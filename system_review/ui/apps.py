from django.apps import AppConfig


class UiConfig(AppConfig):
    """The look: base page, styles, form fields, marks of ratings, the navigation's empty register."""

    name = "system_review.ui"
    label = "ui"

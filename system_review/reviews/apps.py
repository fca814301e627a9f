from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """The judgement: review, cell, finding, rating, action, values; comments."""

    name = "system_review.reviews"
    label = "reviews"
    default_auto_field = "django.db.models.BigAutoField"

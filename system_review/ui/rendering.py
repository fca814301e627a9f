"""How Django draws our forms: `FORM_RENDERER = "system_review.ui.rendering.HouseRenderer"`."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class HouseRenderer(DjangoTemplates):
    """The house's label, hint, error and control; `{{ form }}` draws a whole form with its summary of errors."""

    form_template_name = "ui/_form.html"
    field_template_name = "ui/_field.html"

"""What a partnership fills in about itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from system_review.reviews.forms.fields import Writing, date_field, long_text, optional
from system_review.upkeep.rules.statements import FIELDS, Said


class StatementForm(Writing):
    """Who answers for what is held, whom to ask, and what is known to be in people's way. Nothing must be filled in."""

    controller = optional(
        long_text(
            _("Who is responsible for what is held here"),
            hint=_("The data controller, or all of them: organisation and address"),
            rows=2,
        )
    )
    contact = optional(
        long_text(_("Whom to ask about it"), hint=_("The data protection officer: e-mail address or telephone"), rows=2)
    )
    ground = optional(
        long_text(
            _("On what legal ground it is held"),
            hint=_("For example: a task in the public interest, under the arrangements of your partnership"),
            rows=3,
        )
    )
    barriers = optional(
        long_text(
            _("What is known to be in people's way"),
            hint=_("Pages or documents that do not meet the standard, why, and until when that is mended"),
            rows=3,
        )
    )
    barriers_contact = optional(
        long_text(_("Whom to tell when something is in the way"), hint=_("E-mail address or telephone"), rows=2)
    )
    checked_on = optional(date_field(_("When accessibility was last checked here")))

    def said(self) -> Said:
        """What was filled in."""
        return Said(**{name: self._clean(name) for name in FIELDS})

    def _clean(self, name: str) -> Any:
        value = self.cleaned_data.get(name)
        return value.strip() if isinstance(value, str) else value

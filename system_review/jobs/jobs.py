"""What is done about jobs themselves."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop as _

from system_review.jobs import services
from system_review.jobs.services import daily
from system_review.jobs.services.letters import forget_letters


@daily(about=_("Forgetting what was done in the background a week ago"))
def forget(at: datetime) -> None:
    """Forget jobs that ended, workers that died, and letters that went out."""
    services.forget(at=at)
    forget_letters(at=at)
